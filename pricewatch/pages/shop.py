"""One shop: how well it was observed, what the tests gave, and what it does not disclose."""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import chart_locale, frame, markup, named, queries, results, said, words
from pricewatch.pages.markup import Chip, Link
from pricewatch.pages.reasons import reason

COVERAGE_NOTE = N_("Before any conclusion: how much of this shop was seen.")
TESTS_NOTE = N_(
    "Passed tests stand beside failed ones. A share is of what could be told; beside it the share at all shops, "
    "since most tests fail now and then everywhere."
)
OPACITY_NOTE = N_(
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
        markup.line(Link(_("The shop's own page"), page.shop["home"]), kind="detail"),
    )
    show_coverage(path, page)
    show_tests(page)
    show_opacity(page)
    said.show_statements(slug)


def no_shop(slug: str) -> None:
    """A sentence and a way on."""
    markup.heading(_("Which shop?"))
    told = _("There is no shop “{shop}” here.").format(shop=words.plain(slug, 40))
    markup.sentence(told if slug else _("No shop is chosen yet."))
    with st.container(key="entry-way-on"):
        frame.way("shops", _("All shops"))


def show_coverage(path: str, page: queries.ShopPage) -> None:
    """The coverage strip."""
    markup.section(_("Observed"), _(COVERAGE_NOTE))
    seen, newest = page.coverage, queries.edition(path)["newest"]
    if seen["first_on"] is None:
        markup.sentence(_("Its listings are not shown here: its entry does not allow it."))
        return
    markup.table(
        _("Coverage"),
        [_("Offers"), _("First seen"), _("Newest price"), _("Days observed"), _("Longest gap")],
        [
            [
                words.number(page.shop["offers"]),
                words.day(seen["first_on"]),
                words.age(page.shop["last_seen"], newest),
                words.number(seen["days"]),
                words.count(seen["longest_gap"], "day", "days"),
            ]
        ],
        numbers=(_("Days observed"), _("Longest gap")),
    )


def show_tests(page: queries.ShopPage) -> None:
    """What every test gave."""
    markup.section(_("What the tests gave"), _(TESTS_NOTE))
    if not page.rules:
        markup.sentence(_("No test could be made yet: most need weeks of prices."))
        return
    numbers = (_("Not met"), _("Met"), _("Cannot tell"), _("Not met, of what could be told"), _("At all shops"))
    markup.table(
        _("Tests at this shop"),
        [_("Test"), *numbers],
        [
            [
                results.rule_name(row),
                words.number(row["failed"]),
                words.number(row["passed"]),
                words.number(row["untold"]),
                words.maybe_percent(row["failed_percent"]),
                words.maybe_percent(row["all_percent"]),
            ]
            for row in page.rules
        ],
        numbers=numbers,
    )
    with st.container(key="entry-way-on"):
        frame.way("findings", _("All findings at this shop"), {"shop": words.plain(page.shop["shop"], 60)})
    show_trend(page.shop["retailer"], page.trend)


def show_trend(shop: str, trend: list[queries.Row]) -> None:
    """Results by month."""
    if len({row["month"] for row in trend}) < 2:
        return
    verdicts = {name: _(told) for name, told in results.VERDICTS.items()}
    values = [{**row, "month": f"{row['month']}T00:00:00", "result": verdicts[row["verdict"]]} for row in trend]
    month = {"field": "month", "timeUnit": "yearmonth", "type": "ordinal"}
    findings = {"field": "findings", "type": "quantitative", "title": _("Findings")}
    result = {"field": "result", "type": "nominal"}
    colors = {"domain": list(verdicts.values()), "range": ["#d2562b", "#1f9d6b", "#9a9a94"]}
    bars = {
        "mark": "bar",
        "data": {"values": values},
        "encoding": {
            "x": {**month, "title": None, "axis": {"format": "%b %Y", "labelOverlap": True}},
            "y": {**findings, "axis": {"tickCount": 4, "format": "d"}},
            "color": {**result, "title": None, "scale": colors, "legend": {"orient": "top"}},
            "tooltip": [{**month, "title": _("Month")}, {**result, "title": _("Result")}, findings],
        },
    }
    chart = {"layer": [bars], "height": 200, "config": chart_locale.config()}
    st.vega_lite_chart(chart, alt=_("Findings by month and result; the table above has the sums."))
    frame.show_query(queries.trend_query(shop))


def show_opacity(page: queries.ShopPage) -> None:
    """The index, or why there is none, and its parts."""
    markup.section(_("What it does not disclose"), _(OPACITY_NOTE))
    markup.sentence(results.opacity(page.shop))
    if not page.components:
        return
    markup.table(
        _("Parts of the opacity index"),
        [_("Part"), _("Opaque"), _("Cases"), _("Weight"), _("Note")],
        [
            [
                named.told(row["name"]),
                "—" if row["missing"] else words.maybe_percent(row["share_percent"]),
                f"{words.number(row['cases'])} {named.told(row['unit'])}",
                words.amount(row["weight"]),
                _("left out: {why}").format(why=reason(row["missing"])) if row["missing"] else "",
            ]
            for row in page.components
        ],
        numbers=(_("Opaque"), _("Cases"), _("Weight")),
    )
    told = [row for row in page.categories if row["opacity"] is not None]
    for row in told:
        markup.sentence(f"{words.plain(row['category'])}: {results.opacity(row)}", "note")


if __name__ == "__main__":
    show()
