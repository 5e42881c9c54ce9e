"""What reviewers ask and say: pairs and findings that wait for a person, and what people decided.

What is decided is kept in the logs beside the database: it leaves the queues at once, and holds from the next build.
"""

from datetime import UTC, datetime

from pricewatch import decisions, finding_reviews, judging, statements
from pricewatch.decisions import Decision, Kind
from pricewatch.finding_reviews import Review
from pricewatch.intervals import wilson
from pricewatch.questions import Row, rows
from pricewatch.served import cursor as cursor_of
from pricewatch.served import data_folder, is_public
from pricewatch.statements import Statement

AT_ONCE = 100
Pair = frozenset[int]


def filters(path: str) -> list[Row]:
    """Shops and categories with pairs that wait."""
    return rows(cursor_of(path), "review_filters")


def pairs(path: str, shop: str | None, category: str | None, most: int) -> list[Row]:
    """Pairs that wait, the most uncertain first."""
    return rows(cursor_of(path), "review_pairs", shop=shop, category=category, most=most, a=None, b=None)


def pair(path: str, a: int, b: int) -> Row | None:
    """Any two offers side by side; None where one of them is not there."""
    return next(iter(rows(cursor_of(path), "review_pairs", shop=None, category=None, most=1, a=a, b=b)), None)


def offers(path: str, product: str) -> list[Row]:
    """The offers of a product."""
    return rows(cursor_of(path), "review_offers", product=product)


def decided() -> list[Decision]:
    """The decisions that stand, the oldest first."""
    return decisions.standing(decisions.decisions(data_folder()))


def decided_to_show(path: str, most: int) -> list[Decision]:
    """The decisions that stand, the latest first; to strangers only those about offers that they may see."""
    made = decided()[::-1]
    if is_public():
        made = [each for each in made if all_known(path, each.about)]
    return made[:most]


def all_known(path: str, offer_ids: Pair) -> bool:
    """Whether the visitor may see all of some offers."""
    query = "select count(*) from offers where list_contains(?, offer_id)"
    return bool(cursor_of(path).execute(query, [list(offer_ids)]).fetchall()[0][0] == len(offer_ids))


def decide(path: str, kind: Kind, about: tuple[int, ...], who: str, why: str) -> Decision:
    """Keep a decision about offers of this generation; BadInput where it cannot be meant."""
    return judging.judge(cursor_of(path), data_folder(), kind, about, who=who, why=why)


def undo(decision: Decision, who: str, why: str) -> None:
    """Take a decision back."""
    taken_back = Decision(kind="undo", offers=decision.offers, who=who, why=why, at=datetime.now(UTC))
    decisions.record(data_folder(), taken_back)


def findings(path: str, reviewed: tuple[str, ...], most: int) -> list[Row]:
    """Findings that nobody has checked."""
    return rows(cursor_of(path), "review_findings", reviewed=list(reviewed), most=most)


def reviewed_findings() -> dict[str, Review]:
    """What people say of findings, by finding."""
    return finding_reviews.standing(finding_reviews.reviews(data_folder()))


def review_finding(finding: Row, kind: finding_reviews.Kind, who: str, why: str) -> None:
    """Keep what a person says of a finding."""
    known = {name: str(finding[name]) for name in ("finding_id", "rule_id", "retailer", "verdict")}
    finding_reviews.record(data_folder(), Review(kind=kind, who=who, why=why, at=datetime.now(UTC), **known))


def false_accusations(path: str) -> list[Row]:
    """Of the accusations that people checked, how many were wrong; one row a shop, the last for all shops."""
    query = "select slug, coalesce(name, slug) from retailers order by 2"
    shops = dict(cursor_of(path).execute(query).fetchall())
    checked = [review for review in reviewed_findings().values() if review.verdict == "violates"]
    groups = [(name, [each for each in checked if each.retailer == slug]) for slug, name in shops.items()]
    return [error_rate(name, found) for name, found in [*groups, ("All shops", checked)] if found]


def error_rate(shop: str, checked: list[Review]) -> Row:
    """How many of some reviewed accusations were wrong, with Wilson's interval."""
    wrong = sum(review.kind == "wrong" for review in checked)
    low, high = wilson(wrong, len(checked))
    return {"shop": shop, "reviewed": len(checked), "wrong": wrong, "low": low, "high": high}


def statements_of(about: str) -> list[Statement]:
    """What a shop said about itself, or about a finding."""
    return statements.statements(data_folder(), about)
