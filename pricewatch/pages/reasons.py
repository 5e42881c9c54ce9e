"""What the database itself says in sentences, as the pages say it in the language spoken.

REASONS are those that the models give where a test could not tell, with a place for each number. tests/test_reasons.py
compares them with the models, and PROBLEMS with those who tell them. A text that is none of them stays as it is.
"""

import re
from itertools import count

from pricewatch.languages import N_, _
from pricewatch.pages import words

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
PLACE = re.compile(r"\{([0-9]+)\}")


def reason(text: str) -> str:
    """A reason of the models, with its numbers.

    >>> reason("too few of the 30 days were observed"), reason("{9} {x}")
    ('too few of the 30 days were observed', '{9} {x}')
    """
    numbers = NUMBER.findall(text)
    return PLACE.sub(lambda found: written(numbers[int(found[1])]), _(pattern(text)))


def pattern(text: str) -> str:
    """A text with a place for each number.

    >>> pattern("enough items: 3 of 20.5")
    'enough items: {0} of {1}'
    """
    places = count()
    return NUMBER.sub(lambda _found: f"{{{next(places)}}}", text)


def written(number: str) -> str:
    """A number in the language spoken; a whole one as the models wrote it."""
    return words.amount(float(number)) if "." in number else number


REASONS = (
    N_("a code that names one thing (data_errors)"),
    N_("a data error lies on these days (data_errors)"),
    N_("a data error lies on this day (data_errors)"),
    N_("a day before: both prices stood when the offer was first seen"),
    N_("a fresh public price of both"),
    N_("a link with the first month: too little is sold in both"),
    N_("a market that stood: other shops rose as much"),
    N_("a person who has confirmed that a twin is the same"),
    N_("a person who has confirmed that the two are one"),
    N_("a price that can be meant: so large a difference is more often an error, or another pack"),
    N_("a price that decides was seen once only"),
    N_("a price was not seen again hours later"),
    N_("a public price that stood: it rose in the weeks after"),
    N_("a public price that stood: it rose in the weeks before"),
    N_("a quarter around the change holds a data error (data_errors)"),
    N_("a quarter around the relaunch holds a data error (data_errors)"),
    N_("a quarter of public prices seen often enough"),
    N_("a quarter without a data error or another size (data_errors)"),
    N_("a quarter without a member price before: one stood, ended and began again"),
    N_("a rise of {0} %: a smaller one is no material one"),
    N_("a rise that stood: it was taken back"),
    N_("a second look at both prices, hours later"),
    N_("a second look, hours later"),
    N_("a size or a price was not seen again hours later"),
    N_("an observation that decides was not seen again hours later"),
    N_("another size was sold under this code in the {0} days before"),
    N_("enough items: {0} of {1}"),
    N_("enough retailers: {0} of {1}"),
    N_("fewer than three other sellers are known: perhaps the market rose too"),
    N_("fewer than {0} baskets"),
    N_("fewer than {0} claims"),
    N_("fewer than {0} components could be measured"),
    N_("fewer than {0} events"),
    N_("fewer than {0} hikes"),
    N_("fewer than {0} offers"),
    N_("fewer than {0} offers with a unit"),
    N_("fewer than {0} pages"),
    N_("fewer than {0} pairs"),
    N_("fewer than {0} products"),
    N_("fewer than {0} weeks were known"),
    N_("first seen less than {0} days before"),
    N_("first seen less than {0} days before: perhaps a new arrival"),
    N_("four weeks in which neither price moved: one of them may be on sale"),
    N_("four weeks of prices seen nearly daily"),
    N_("four weeks without a data error (data_errors)"),
    N_("half a year in which the articles were seen"),
    N_("it belongs to the member price"),
    N_("it leaves out {0} a piece as many offers of the shop do, perhaps a deposit"),
    N_("it may be by a box of several, which the words do not state"),
    N_("it may be by a drained weight, which the words do not state"),
    N_("it may be by weight, which the shop does not say"),
    N_("it may be per piece, which the shop does not say"),
    N_("it stands beside a data error (data_errors)"),
    N_("it was not seen again hours later"),
    N_("items of a category in which twins are known"),
    N_("items: a share of fewer than {0} is none"),
    N_("known from changes alone, which clear nobody"),
    N_("known from price changes alone, which clear nobody"),
    N_("more than price changes alone, which clear nobody"),
    N_("name and size field state different contents"),
    N_("neither was-prices nor totals could be measured"),
    N_("no law of the place that asks for one is known"),
    N_("no price had stood long enough before to be the long-run price"),
    N_("no price without a claimed reduction was seen on both sides of the change"),
    N_("no price without a claimed reduction was seen on both sides of the relaunch"),
    N_("no public price was seen in the {0} days before"),
    N_("not every day after the stated end was seen"),
    N_("not known: for how long one is bound, over which a charge that is paid once is spread"),
    N_("not known: for how many months the first price holds"),
    N_("not known: how much a mandatory charge is"),
    N_("not known: how often the price is due"),
    N_("not known: the last step before payment"),
    N_("not known: what it costs after the first price"),
    N_("not known: whether a cheaper plan is kept for those who would leave"),
    N_("not known: whether the charge can be declined"),
    N_("not known: whether the charge of another name is the one before"),
    N_("not known: whether the plan that some are offered at the old price is the same"),
    N_("not seen for more than a week within the campaign: whether it began anew is not known"),
    N_("nothing lower was seen in the {0} weeks before: perhaps a price raised for good"),
    N_("on the days that nobody saw it may have been charged"),
    N_("on the days that nobody saw it may have been on sale"),
    N_("one currency and period for all these weeks"),
    N_("one of the sizes was not seen for two weeks"),
    N_("one size that both state"),
    N_("owners of more of the items"),
    N_("perishable: the country's own rule for such goods is not applied here"),
    N_("prices that can be of one thing"),
    N_("{0} retailers for cv_percent"),
    N_("{0} retailers for mad_percent"),
    N_("{0} retailers, not all of one price, in two months on end for rank_churn"),
    N_("right by another reading of the content"),
    N_("right by the was-price, and not seen before the reduction"),
    N_("so much less at an unchanged price looks like a restated or misprinted size"),
    N_("so much looks like an error in the data"),
    N_("ten pairs of one thing under two names"),
    N_("the charge was not seen again hours later"),
    N_("the claim was not seen again hours later"),
    N_("the claim was seen on one day only after its end"),
    N_("the components that could be measured weigh too little"),
    N_("the content in that unit could not be read"),
    N_("the deal was not seen again hours later"),
    N_("the interval is wider than {0} points"),
    N_("the low shown was not seen again hours later"),
    N_("the lower price was not seen again hours later"),
    N_("the new price was not seen for two weeks"),
    N_("the old or the new article was not seen for two weeks"),
    N_("the pack is weighed"),
    N_("the pack is weighed, or announces extra"),
    N_("the price more than doubled, or fell by half: perhaps an error or another pack"),
    N_("the price rose within a quarter of the change"),
    N_("the price rose within a quarter of the relaunch"),
    N_("the prices are in different currencies"),
    N_("the prices are in different currencies, or for different periods"),
    N_("the public price of most days of the quarter before"),
    N_("the public price of the weeks before"),
    N_("the shop says neither a weight nor per what it is"),
    N_("the source says when prices changed, not when they were seen"),
    N_("the terms were not seen again hours later"),
    N_("the time holds a data error (data_errors), or another size or barcode"),
    N_("the unit that the price is per could not be read"),
    N_("the was-price may be in the currency before the changeover"),
    N_("the week before: nobody looked"),
    N_("the {0} days before are in another currency, or for another period"),
    N_("the {0} days before hold a data error (data_errors)"),
    N_("this source shows hardly any unit price, and may not carry them"),
    N_("too few days or sale episodes were seen to say so surely"),
    N_("too few of the days after were observed, or they are still to come"),
    N_("too few of the days before were observed"),
    N_("too few of the days between the rise and the claim were observed"),
    N_("too few of the days between the rise and the fall were observed"),
    N_("too few of the {0} days were observed"),
    N_("too few of the {0} months before were observed"),
    N_("too few of the {0} weeks before were observed"),
    N_("too short a comparable history was known before"),
    N_("what other shops did"),
    N_("what other shops did: too few sell this, or anything like it"),
    N_("what the promise asks for"),
    N_("whether a further step keeps its first prior price here was not verified"),
    N_("whether the price stood"),
    N_("whether the rise stood"),
    N_("whether the rise stood: too few sightings in the days after it"),
)

PROBLEMS = (
    N_("Type your name: it is kept with every decision."),
    N_("Too many attempts. Try again in {0} seconds."),
    N_("This is not the token. The newest one that `pricewatch show` printed works, once."),
    N_("There is no decision on exactly these offers that could be taken back."),
    N_("There is no review of this finding that could be taken back."),
    N_("Too many reports came today. Please come again tomorrow."),
    N_("There is no question yet."),
    N_("Others are asking just now. Try again in a few seconds."),
    N_("This took more computing or memory than one question may have, and was ended. Ask for less."),
    N_("This took longer than {0} s, and was ended. Ask for less: fewer rows, or a join on a column."),
)
"""What visitors are told who sign in, decide, report or ask."""
