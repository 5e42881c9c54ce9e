"""Parameters as somebody writes them into an address, checked by the type that describes them."""

import re
from collections.abc import Iterable
from typing import TypeVar, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from pricewatch.errors import BadInput

Kind = TypeVar("Kind", bound=msgspec.Struct)
Given = TypeVar("Given")

TEXT = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"
"""Something that can be seen, and no control characters."""


class NoParameters(msgspec.Struct, frozen=True):
    """No parameters."""


def parse(pairs: Iterable[tuple[str, str]], kind: type[Kind]) -> Kind:
    """The pairs of a query as that type; BadInput with the parameter to mend."""
    hints = get_type_hints(kind)
    found: dict[str, str | list[str]] = {}
    for name, value in pairs:
        if get_origin(hints.get(name)) is list:
            found[name] = [*found.get(name, []), value]
        elif name in found:
            raise BadInput(f"{shown(name)} is given more than once.")
        else:
            found[name] = value
    if unknown := next((name for name in found if name not in hints), None):
        raise BadInput(f"There is no parameter {shown(unknown)} here. Known are: {', '.join(hints) or 'none'}.")
    try:
        return msgspec.convert(found, kind, strict=False)
    except msgspec.ValidationError as why:
        raise BadInput(what_is_wrong(str(why))) from why


def shown(text: str) -> str:
    """A visitor's word in a sentence."""
    return repr(text[:60])


def what_is_wrong(why: str) -> str:
    """A failed check as a sentence.

    >>> what_is_wrong("Expected `str` matching regex '^a$' - at `$.q`")
    'This text is not of the form that is asked for - at parameter `q`.'
    """
    told = re.sub(r"Expected `str` matching regex .*(?= - at)", "This text is not of the form that is asked for", why)
    return told.replace("`$.", "parameter `") + "."


def given(value: Given | UnsetType) -> Given | None:
    """A parameter, or None where it was left out."""
    return None if value is UNSET or isinstance(value, UnsetType) else value
