"""One shop: how well it was observed, what the tests gave, and what it does not disclose."""

import altair as alt
import polars as pl
import streamlit as st

from pricewatch.pages import frame, markup, queries, results, said, words
from pricewatch.pages.markup import Chip, Link

COVERAGE_NOTE = "Before any conclusion: how much of this shop was seen."
TESTS_NOTE = (
    "Passed tests stand beside failed ones. A share is of what could be told; beside it the share at all shops, "
    "since most tests fail now and then everywhere."
)
OPACITY_NOTE = (
    "What a shop does not disclose, from 0 (all is disclosed) to 100, in eight parts. Parts with too few cases are "
    "left out, never guessed. How dear a shop is counts for nothing."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    slug = st.query_params.get("shop", "")
    page = queries.shop_page(path, slug) if slug else None
    if page is None:
        no_shop(slug)
        return
    markup.heading(words.plain(page.shop["shop"], 100))
    markup.show(
        markup.line(Chip(results.shop_result(page.shop)), results.tests_told(page.shop), kind="verdict"),
        markup.line(Link("The shop's own page", page.shop["home"]), kind="detail"),
    )
    show_coverage(path, page)
    show_tests(page)
    show_opacity(page)
    said.show_statements(slug)


def no_shop(slug: str) -> None:
    """A sentence and a way on."""
    markup.heading("Which shop?")
    markup.sentence(f"There is no shop “{words.plain(slug, 40)}” here." if slug else "No shop is chosen yet.")
    with st.container(key="entry-way-on"):
        st.page_link("pricewatch/pages/shops.py", label="All shops")


def show_coverage(path: str, page: queries.ShopPage) -> None:
    """The coverage strip."""
    markup.section("Observed", COVERAGE_NOTE)
    seen, newest = page.coverage, queries.edition(path)["newest"]
    if seen["first_on"] is None:
        markup.sentence("Its listings are not shown here: its entry does not allow it.")
        return
    markup.table(
        "Coverage",
        ["Offers", "First seen", "Newest price", "Days observed", "Longest gap"],
        [
            [
                f"{page.shop['offers']:,}",
                words.day(seen["first_on"]),
                words.age(page.shop["last_seen"], newest),
                f"{seen['days']:,}",
                words.count(seen["longest_gap"], "day", "days"),
            ]
        ],
        numbers=("Days observed", "Longest gap"),
    )


def show_tests(page: queries.ShopPage) -> None:
    """What every test gave."""
    markup.section("What the tests gave", TESTS_NOTE)
    if not page.rules:
        markup.sentence("No test could be made yet: most need weeks of prices.")
        return
    markup.table(
        "Tests at this shop",
        ["Test", "Not met", "Met", "Cannot tell", "Not met, of what could be told", "At all shops"],
        [
            [
                f"{row['rule_id']}: {row['test']}",
                f"{row['failed']:,}",
                f"{row['passed']:,}",
                f"{row['untold']:,}",
                words.maybe_percent(row["failed_percent"]),
                words.maybe_percent(row["all_percent"]),
            ]
            for row in page.rules
        ],
        numbers=("Not met", "Met", "Cannot tell", "Not met, of what could be told", "At all shops"),
    )
    with st.container(key="entry-way-on"):
        st.page_link(
            "pricewatch/pages/findings.py",
            label="All findings at this shop",
            query_params={"shop": words.plain(page.shop["shop"], 60)},
            width="content",
        )
    show_trend(page.shop["retailer"], page.trend)


def show_trend(shop: str, trend: list[queries.Row]) -> None:
    """Results by month."""
    if len({row["month"] for row in trend}) < 2:
        return
    frame_ = pl.DataFrame(
        [{**row, "result": results.VERDICTS[row["verdict"]]} for row in trend],
        schema={"month": pl.Date, "result": pl.String, "findings": pl.Int64},
    )
    bars = (
        alt.Chart(frame_)
        .mark_bar()
        .encode(
            x=alt.X("yearmonth(month):O", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True)),
            y=alt.Y("findings:Q", title="Findings", axis=alt.Axis(tickCount=4, format="d")),
            color=alt.Color(
                "result:N",
                title=None,
                scale=alt.Scale(domain=list(results.VERDICTS.values()), range=["#d2562b", "#1f9d6b", "#9a9a94"]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[alt.Tooltip("yearmonth(month):O", title="Month"), "result:N", "findings:Q"],
        )
        .properties(height=200)
    )
    st.altair_chart(bars, alt="Findings by month and result; the table above has the sums.")
    frame.show_query(queries.trend_query(shop))


def show_opacity(page: queries.ShopPage) -> None:
    """The index, or why there is none, and its parts."""
    markup.section("What it does not disclose", OPACITY_NOTE)
    markup.sentence(results.opacity(page.shop))
    if not page.components:
        return
    markup.table(
        "Parts of the opacity index",
        ["Part", "Opaque", "Cases", "Weight", "Note"],
        [
            [
                row["name"],
                "—" if row["missing"] else words.maybe_percent(row["share_percent"]),
                f"{row['cases']:,} {row['unit']}",
                f"{row['weight']:.2f}",
                f"left out: {row['missing']}" if row["missing"] else "",
            ]
            for row in page.components
        ],
        numbers=("Opaque", "Cases", "Weight"),
    )
    told = [row for row in page.categories if row["opacity"] is not None]
    for row in told:
        markup.sentence(f"{words.plain(row['category'])}: {results.opacity(row)}", "note")


if __name__ == "__main__":
    show()
