"""Why we call offers one product, or twins. tests/test_linked.py compares it with what the matcher says."""

from pricewatch.languages import N_, _
from pricewatch.pages.reasons import pattern, reason

BY_CODE = (N_("same GTIN"), N_("same brand and maker's number"))
"""A code may stand behind these."""

FACTS = (
    N_("one code of one shop"),
    N_("no identifier shared with another offer"),
    N_("no difference found in the published attributes"),
    N_("{0} agree"),
    N_("no other listing of that shop comes as close"),
    N_("another listing of that shop comes as close"),
    N_("a third shop's listing agrees with both"),
    N_("a model code is the same"),
    N_("the model codes differ"),
    N_("the part numbers agree"),
    N_("the part numbers differ"),
    N_("a size is the same"),
    N_("the sizes differ"),
    N_("a piece count is the same"),
    N_("the piece counts differ"),
    N_("a measure is the same"),
    N_("the measures differ"),
    N_("numbers are the same"),
    N_("numbers stand on one side alone"),
    N_("a numbered word is the same"),
    N_("a numbered word differs"),
    N_("colour, taste or edition agree"),
    N_("colour, taste or edition differ"),
    N_("the brands agree"),
    N_("the brands differ"),
    N_("the names begin alike"),
    N_("nearest in name of all that shop's listings"),
    N_("other listings of that shop are nearer in name"),
    N_("every word of one name is in the other"),
    N_("words stand on one side alone"),
    N_("the names are alike"),
    N_("the names are unlike"),
)
"""What speaks for two offers, and what against."""


def why(text: str | None) -> str:
    """A reason, its facts parted by semicolons; one that holds other words, as a person's does, stays as it is."""
    told = [fact(part) for part in (text or "").split("; ")]
    known = [each for each in told if each is not None]
    return "; ".join(known) if len(known) == len(told) else text or ""


def fact(text: str) -> str | None:
    """A fact, with its number or code; None where it is none of ours."""
    if pattern(text) in FACTS:
        return reason(text)
    words = next((each for each in BY_CODE if text == each or text.startswith(f"{each} ")), None)
    return None if words is None else _(words) + text.removeprefix(words)
