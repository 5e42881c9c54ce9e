"""Words of a finite number that the database holds and the pages show, marked for translation.

tests/test_reasons.py compares them with where they come from.
"""

from pricewatch.languages import N_, _


def told(word: str) -> str:
    """A word of the database in the language spoken; one that is not named here stays as it is."""
    return _(word)


TESTS = (
    N_("30-day prior price test"),
    N_("price establishment test"),
    N_("charged-before test"),
    N_("perpetual sale test"),
    N_("named sale test"),
    N_("drip test"),
    N_("fee line test"),
    N_("promotion expiry test"),
    N_("renewal test"),
    N_("unit price test"),
    N_("size change test"),
    N_("relaunch test"),
    N_("cumulative rise test"),
    N_("quarter-high test"),
    N_("other name test"),
    N_("member price test"),
)
"""What each test is called."""

ASKS = (
    N_(
        "Is the claimed saving one from the lowest price of the 30 days before (or the low shown beside it such a low)?"
    ),
    N_("Had the was-price stood long enough to be more than a step before the sale?"),
    N_("Was the was-price charged on enough of the days of the year before?"),
    N_("Is the offer sold without the reduction often enough, and does its end come when announced?"),
    N_("Was the deal of a named sale cheaper than the half years around it?"),
    N_("Is the price shown first all that must be paid, but for delivery and deposits?"),
    N_("Did no mandatory charge rise while the price beside it stood still?"),
    N_("What does an introductory price cost over one and two years?"),
    N_("Do those who renew pay no more than new customers, and is no cheaper plan kept from them?"),
    N_("Is the price per unit shown, right, in the usual unit, and kept up to date?"),
    N_("Did less content come without a higher price for what is left?"),
    N_("Did a relaunch under another code keep the old regular price?"),
    N_("Did the price rise over years no more than the market's?"),
    N_("Did a price above a whole quarter's follow the market, or was it no material rise?"),
    N_("Does one product cost no more under another name at another shop?"),
    N_("Did the public price stand when a member price began?"),
)
"""What each test asks."""

PARTS = (
    N_("reference integrity"),
    N_("total price"),
    N_("unit price"),
    N_("comparability"),
    N_("quantity candour"),
    N_("hike candour"),
    N_("consistency"),
    N_("access"),
)
"""The parts of the opacity index."""

UNITS = (
    N_("claims"),
    N_("baskets"),
    N_("offers"),
    N_("events"),
    N_("hikes"),
    N_("pairs"),
    N_("pages"),
)
"""What the cases of a part are."""

ERRORS = (
    N_("two prices"),
    N_("two statements"),
    N_("scale break"),
    N_("price slip"),
    N_("intro offer"),
    N_("nothing asked"),
    N_("currency changeover"),
    N_("flicker"),
    N_("recycled code"),
    N_("shared code"),
    N_("catch weight"),
    N_("derived size"),
    N_("drained weight"),
    N_("multipack"),
    N_("other article"),
    N_("other pack"),
    N_("promo pack"),
    N_("reformulated"),
    N_("relabelled unit"),
    N_("size restatement"),
    N_("size returns"),
    N_("size typo"),
)
"""The kinds of errors in the data."""

EVENTS = (
    N_("published"),
    N_("announced"),
    N_("withdrawn"),
    N_("dropped"),
)
"""What becomes of a finding in public."""

CAUSES = (
    N_("rule"),
    N_("reader"),
    N_("data"),
    N_("decision"),
)
"""Why it was withdrawn."""

VISITS = (
    N_("ok"),
    N_("partial"),
    N_("failed"),
)
"""How a visit ended."""

AGREEMENTS = (
    N_("agrees"),
    N_("differs"),
    N_("not comparable"),
    N_("missing"),
)
"""What comparing an attribute gives."""

QUESTIONS = (
    N_("Where is each product cheapest now, and how far do shops differ?"),
    N_("What did every offer cost on one day?"),
    N_("Which prices rose most beyond what the market did?"),
    N_("Which claimed savings are not savings on the lowest price of the 30 days before?"),
    N_("How do shops fare in each test, cleared ones too?"),
    N_("Which packs hold less than before, and what does that do to the price of their content?"),
    N_("What is sold under other names, and what does the other name cost?"),
    N_("How well was each shop observed?"),
    N_("How many hikes would there be if the line were drawn elsewhere?"),
    N_("How often does each test find something, beside what others published?"),
)
"""The questions that are ready to be asked in SQL."""
