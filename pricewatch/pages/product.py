"""Is this a good price, and what else is known of the product?"""

import streamlit as st

from pricewatch.languages import _
from pricewatch.pages import (
    alike,
    buying,
    cards,
    claims,
    frame,
    history,
    markup,
    named,
    prices,
    queries,
    results,
    words,
    wrong,
)
from pricewatch.pages.markup import Chip, Strong

MOST_CLAIMS, MOST_FINDINGS = 2, 12
SIDE = 160


@frame.page
def show(path: str) -> None:
    """The page."""
    product = st.query_params.get("product", "")
    if not product:
        no_product(_("No product is chosen yet."))
        return
    page = queries.product_page(path, product)
    if page is None:
        told = _("There is no product “{name}” here; perhaps its address was cut short.")
        no_product(told.format(name=words.plain(product, 40)))
        return
    markup.heading(page.product["name"] or _("(no name)"))
    show_facts(page.product)
    market = frame.choose_market(page.markets, page.market)
    if market != page.market:
        page = queries.product_page(path, product, market) or page
    show_pictured(path, page)
    show_ways_on(page)
    history.show(path, page)
    prices.show(path, page)
    show_claims(path, product)
    alike.show(path, page)
    show_findings(path, product)
    wrong.show(path, page)
    show_method()


def no_product(why: str) -> None:
    """A sentence and a way on."""
    markup.heading(_("Which product?"))
    markup.sentence(why)
    with st.container(key="entry-way-on"):
        frame.way("compare", _("Search for a product"))


def show_facts(product: queries.Row) -> None:
    """Brand, owner and category, where known."""
    facts = [words.plain(product[name], 60) for name in ("brand", "category") if product[name]]
    if product["owner"]:
        facts.append(_("owned by {owner}").format(owner=words.plain(product["owner"], 60)))
    offers = words.count(product["offers"], "offer", "offers")
    shops = words.count(product["retailers"], "shop", "shops")
    facts.append(_("{offers} at {shops}").format(offers=offers, shops=shops))
    markup.sentence(" · ".join(facts), "note")


def show_pictured(path: str, page: queries.ProductPage) -> None:
    """The verdict, beside a picture where we keep one."""
    product = page.product["product_id"]
    picture = queries.pictures(path, (product,)).get(product)
    with st.container(key="pictured"):
        show_verdict(path, page, markup.picture(picture, SIDE) if picture else "")


def show_verdict(path: str, page: queries.ProductPage, picture: str) -> None:
    """The verdict and its reason, and what it costs in all."""
    newest = queries.edition(path)["newest"]
    today = (queries.newest(path, page.market) or newest).date()
    verdict = buying.verdict(page.verdict, page.market.currency, today)
    said = markup.line(Chip(verdict), Strong(verdict.sentence), kind="verdict")
    markup.show(picture, said, markup.line(verdict.reason, kind="detail"))
    best = next((row for row in page.asked if row["is_ranked"]), None)
    if best:
        markup.show(
            markup.line(*cards.best_price(best), kind="price"),
            markup.line(" · ".join(cards.details(best, newest)), kind="detail"),
        )


def show_ways_on(page: queries.ProductPage) -> None:
    """What can be done with it."""
    product = page.product["product_id"]
    with st.container(horizontal=True, key="ways"):
        frame.link("discount", _("Is a discount real?"), {"product": product})
        frame.link("watch", _("Watch its price"), {"items": product, "market": page.market.label})
        frame.link("basket", _("Put it in a basket"), {"items": product, "market": page.market.label})


def show_claims(path: str, product: str) -> None:
    """The latest was-prices, and what they are worth."""
    found = queries.latest_claims(path, (product,), None, None, MOST_CLAIMS)
    if not found:
        return
    markup.section(_("Claimed reductions"), _(claims.NOTE))
    for place, row in enumerate(found):
        with st.container(gap="xsmall", key=f"entry-claim-{place}"):
            claims.show(path, row, product=False)
    if found[0]["found"] > len(found):
        told = _("All {count} claims").format(count=words.number(found[0]["found"]))
        frame.link("discount", told, {"product": product})


def show_findings(path: str, product: str) -> None:
    """What every test gave."""
    found = queries.product_findings(path, product, MOST_FINDINGS)
    if not found:
        return
    note = _("What our tests gave for its prices, names and packs: the tests that were not met first.")
    markup.section(_("Findings"), note)
    for place, row in enumerate(found):
        with st.container(gap=None, key=f"entry-finding-{place}"):
            test = named.told(row["test"])
            frame.finding_link(row["finding_id"], f"{test[:1].upper()}{test[1:]}, {row['shop']}")
            st.html(markup.line(*results.finding_line(row), kind="detail"))
    if found[0]["found"] > len(found):
        told = _("{shown} of {all} are shown here.")
        markup.sentence(told.format(shown=len(found), all=words.number(found[0]["found"])), "note")


def show_method() -> None:
    """How the verdict is found, and the SQL that finds it."""
    with st.expander(_("How the verdict is found")):
        markup.sentence(buying.verdict_rule(), "note")
        st.code(queries.text("verdicts"), language="sql")


if __name__ == "__main__":
    show()
