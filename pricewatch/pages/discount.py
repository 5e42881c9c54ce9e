"""Is this discount real?"""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import claims, frame, markup, queries, results, words

STEP = 10
WHAT_THIS_IS = N_(
    "What a shop says that you save, beside what you save against the lowest price of the 30 days before. "
    "Paste the address of a product's page, or type its name; addresses are looked up, never fetched."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Is this discount real?"))
    markup.sentence(_(WHAT_THIS_IS), "note")
    typed = st.text_input(
        _("A product's address, name or barcode"),
        key="q",
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=500,
        placeholder=_("https://… or coffee beans"),
    )
    products = chosen(path, (typed or "").strip())
    if products is not None and not products:
        return
    with st.container(horizontal=True):
        shop = frame.pick(_("Shop"), "shop", queries.claiming_shops(path))
        frame.understand("verdict", results.VERDICTS, lambda code: _(results.VERDICTS[code]))
        verdict = frame.pick(_("Result"), "verdict", {code: _(word) for code, word in results.VERDICTS.items()})
    show_claims(path, products, shop, verdict)
    markup.sentence(_(claims.NOTE), "note")


def chosen(path: str, typed: str) -> tuple[str, ...] | None:
    """The products that are asked for, none where nothing was found; None where all are."""
    if not typed:
        return of_address(path, st.query_params.get("product", ""))
    markets = queries.markets(path)
    found = queries.search(path, typed, markets[0]) if markets else None
    ids = found.products if found else ()
    if not ids:
        unknown = _("We know no product of this address.")
        markup.sentence(unknown if queries.is_address(typed) else _("Nothing is sold under these words."))
        markup.sentence(_("We look addresses up, we never fetch them: only shops that we read can be found."), "note")
    elif found and found.meant:
        markup.sentence(_("Shown for “{words}”.").format(words=words.plain(found.meant)), "note")
    return ids


def of_address(path: str, product: str) -> tuple[str, ...] | None:
    """The product that the page's address names."""
    if not product:
        return None
    known = queries.product_of(path, product)
    if known is None:
        told = _("There is no product “{name}” here; these are all claims.")
        markup.sentence(told.format(name=words.plain(product, 40)))
        return None
    with st.container(key="entry-product"):
        frame.product_link(product, known["name"])
    return (product,)


def show_claims(path: str, products: tuple[str, ...] | None, shop: str | None, verdict: str | None) -> None:
    """The claims, a screenful at a time."""
    shown = st.session_state.get("claims_shown", STEP)
    found = queries.latest_claims(path, products, shop, verdict, shown)
    if not found:
        nothing(bool(shop or verdict), products)
        return
    markup.section(
        _("Latest claims") if products is None else _("Claims"),
        words.count(found[0]["found"], "claimed reduction", "claimed reductions"),
    )
    for place, row in enumerate(found):
        with st.container(gap="xsmall", key=f"entry-claim-{place}"):
            claims.show(path, row, product=products is None or len(products) > 1)
    if found[0]["found"] > shown:
        more = min(STEP, found[0]["found"] - shown)
        st.button(
            _("Show {more} more of {all}").format(more=more, all=words.number(found[0]["found"])), on_click=show_more
        )


def nothing(is_filtered: bool, products: tuple[str, ...] | None) -> None:
    """No claim, and what that means."""
    if is_filtered:
        markup.sentence(_("No claim fits these filters. Choose another shop or result."))
    elif products:
        of_it = _("No shop has claimed a reduction of it that could be tested, as far as we saw.")
        of_any = _("No shop has claimed a reduction of any of these that could be tested, as far as we saw.")
        markup.sentence(of_it if len(products) == 1 else of_any)
        note = _("Recommended prices and prices of other shops are not tested: they need not be its own.")
        markup.sentence(note, "note")
    elif queries.is_public():
        markup.sentence(_("No test of a claim has been published yet."))
    else:
        markup.sentence(_("No reduction was claimed yet, as far as we saw."))


def show_more() -> None:
    """The next screenful too."""
    st.session_state["claims_shown"] = st.session_state.get("claims_shown", STEP) + STEP


if __name__ == "__main__":
    show()
