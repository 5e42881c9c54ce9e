"""Is this a good price, and what else is known of the product?"""

from datetime import datetime

import streamlit as st

from pricewatch.pages import chart, frame, markup, person, queries, words
from pricewatch.pages.markup import Chip, Link, Piece, Strong

PRICE_NOTE = (
    "Ranked by total: price, shipping and fees you cannot decline; totals that are not known come after. "
    "Offers below them take no part, and say why. Member prices never rank."
)
CHART_NOTE = (
    "Prices that anybody could pay, before shipping. A line breaks where a shop was not seen, or where its price was "
    "hidden, doubtful or out of stock."
)
TWIN_NOTE = (
    "Other names under which shops sell what is built alike, as far as they publish it: in these attributes no "
    "difference was found. That is no proof that two things are the same, and their prices are kept apart."
)
CLAIM_NOTE = (
    "Test: is the price below the lowest public price of the 30 days before the reduction "
    "(Directive 98/6/EC Art. 6a)? A result is about prices we saw, not about anybody's intentions."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    product = st.query_params.get("product", "")
    if not product:
        no_product("No product is chosen yet.")
        return
    page = queries.product_page(path, product)
    if page is None:
        no_product(f"There is no product “{words.plain(product, 40)}” here; perhaps its address was cut short.")
        return
    markup.heading(page.product["name"] or "(no name)")
    show_facts(page.product)
    market = frame.choose_market(page.markets, page.market)
    if market != page.market:
        page = queries.product_page(path, product, market) or page
    show_verdict(path, page)
    show_prices(path, page)
    show_history(path, page)
    show_claims(page.claims)
    show_hikes(page.hikes)
    show_names(page.names)
    if person.signed_in():
        frame.link("review", "Is one of these another product?", {"product": product})
    show_twins(page.twins)
    show_method()


def no_product(why: str) -> None:
    """A sentence and a way on."""
    markup.heading("Which product?")
    markup.sentence(why)
    with st.container(key="entry-way-on"):
        st.page_link("pricewatch/pages/compare.py", label="Search for a product")


def show_facts(product: queries.Row) -> None:
    """Brand, owner and category, where known."""
    facts = [words.plain(product[name], 60) for name in ("brand", "category") if product[name]]
    if product["owner"]:
        facts.append(f"owned by {words.plain(product['owner'], 60)}")
    facts.append(words.count(product["offers"], "offer") + " at " + words.count(product["retailers"], "shop"))
    markup.sentence(" · ".join(facts), "note")


def show_verdict(path: str, page: queries.ProductPage) -> None:
    """The verdict and its reason."""
    today = (queries.newest(path, page.market) or queries.edition(path)["newest"]).date()
    verdict = words.verdict(page.verdict, page.market.currency, today)
    markup.show(
        markup.line(Chip(verdict), Strong(verdict.sentence), kind="verdict"), markup.line(verdict.reason, kind="detail")
    )


def show_prices(path: str, page: queries.ProductPage) -> None:
    """What every shop asks."""
    newest = queries.edition(path)["newest"]
    markup.section("Prices by shop", PRICE_NOTE)
    if not page.asked:
        markup.sentence(f"No shop offers it in {page.market.label}.")
        return
    table = [price_row(row, newest) for row in page.asked]
    if all(row["member_price"] is None for row in page.asked):
        table = [{name: cell for name, cell in row.items() if name != "For members"} for row in table]
    numbers = ("Total", "Price", "Shipping", "For members")
    markup.table("What each shop asks now", list(table[0]), [list(row.values()) for row in table], numbers=numbers)


def price_row(row: queries.Row, newest: datetime) -> dict[str, Piece]:
    """One offer, by column."""
    currency = row["currency"]
    per = {"month": " a month", "year": " a year"}.get(row["price_per"] or "", "")
    member = words.money(row["member_price"], currency) if row["member_price"] is not None else "—"
    stock = words.AVAILABILITY.get(row["availability"] or "", "stock not stated")
    total: Piece = Strong(words.money(row["total"], currency)) if row["total"] is not None else "unknown"
    return {
        "Shop": Link(chart.place_of(row), row["url"]),
        "Total": total if row["is_ranked"] else "not ranked",
        "Price": words.money(row["price"], currency) + per if row["price"] is not None else "—",
        "Shipping": words.money(row["shipping"], currency) if row["shipping"] is not None else "unknown",
        "For members": member,
        "Note": stock if row["is_ranked"] else words.why_unranked(row),
        "Seen": words.age(row["last_seen"], newest),
    }


def show_history(path: str, page: queries.ProductPage) -> None:
    """The step chart."""
    markup.section("History", CHART_NOTE)
    if not page.history:
        markup.sentence(f"No public price has been seen in {page.market.label} yet.")
        return
    gap_days = int(queries.numbers(path, ("gap_days",))[0]["value"])
    chart.draw(page.history, page.market.currency, gap_days)
    frame.show_query(queries.history_query(page.product["product_id"], page.market))


def show_claims(claims: list[queries.Row]) -> None:
    """Was-prices, and what they are worth."""
    if not claims:
        return
    markup.section("Claimed reductions", CLAIM_NOTE)
    for row in claims[:20]:
        result = words.claim_result(row)
        markup.show(
            markup.line(Chip(result), chart.place_of({**row, "seller": None, "variant": None}), kind="entry"),
            markup.line(words.claim(row), kind="detail"),
            markup.line(result.sentence, kind="detail"),
        )


def show_hikes(hikes: list[queries.Row]) -> None:
    """Rises above a whole quarter."""
    if not hikes:
        return
    markup.section("Rises", "Days on which a price rose above everything seen in the 91 days before.")
    for row in hikes[:20]:
        result = words.hike_result(row)
        markup.show(
            markup.line(Chip(result), chart.place_of({**row, "seller": None, "variant": None}), kind="entry"),
            markup.line(f"{words.hike(row)} {words.hike_market(row)}", kind="detail"),
        )


def show_names(names: list[queries.Row]) -> None:
    """Every name under which it is sold, and why we call it one product."""
    markup.section("Sold under these names", "As the shops write them, with the reason why we call it one product.")
    markup.table(
        "Names of this product",
        ["Name", "Shop", "Brand", "Seen", "Why"],
        [
            [
                words.plain(row["name"]),
                words.plain(row["shop"], 60),
                words.plain(row["brand"], 60) or "—",
                f"{words.day(row['first_seen'])} to {words.day(row['last_seen'])}",
                words.plain(row["reason"]),
            ]
            for row in names[:200]
        ],
    )


def show_twins(twins: list[queries.Row]) -> None:
    """Other names, prices, and the attributes side by side."""
    if not twins:
        return
    markup.section("Also sold as", TWIN_NOTE)
    for row in twins[:20]:
        price = words.money(row["price"], row["currency"])
        name = Strong(words.plain(row["name"]))
        markup.show(
            markup.line(
                Chip(words.reviewed(row)), name, Link(chart.place_of({**row, "seller": None}), row["url"]), price
            ),
            markup.line(words.plain(row["reasons"], 300), kind="detail"),
        )
        with st.expander(f"Attributes of {words.markdown(words.plain(row['name'], 60))}"):
            markup.table("What both shops state", ["Attribute", "Here", "There", "Result"], words.attributes(row))


def show_method() -> None:
    """How the verdict is found, and the SQL that finds it."""
    with st.expander("How the verdict is found"):
        markup.sentence(words.VERDICT_RULE, "note")
        st.code(queries.text("verdicts"), language="sql")


if __name__ == "__main__":
    show()
