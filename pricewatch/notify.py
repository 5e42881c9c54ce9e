"""The one door by which alerts leave. Closed unless the operator's alerts.toml names addresses."""

from collections.abc import Callable

from pricewatch.errors import BadInput


def door(to: str) -> Callable[[str, str], bool]:
    """Sends a title and a text to an address as Apprise writes it, and says whether that went well.

    BadInput where Apprise is missing or knows no such address; the address, which may hold a password, is not told.
    """
    try:
        import apprise
    except ImportError as why:
        raise BadInput('Alerts need Apprise: pip install "pricewatch[alerts]". Or take alerts.toml away.') from why
    way = apprise.Apprise()
    if not way.add(to):
        raise BadInput(f"An address in alerts.toml ({to.partition(':')[0]}:...) is none that Apprise can send to.")
    return lambda title, text: bool(way.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT))
