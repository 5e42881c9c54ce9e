"""Is this discount real?"""

import streamlit as st

from pricewatch.pages import claims, frame, markup, queries, results, words

STEP = 10
WHAT_THIS_IS = (
    "What a shop says that you save, beside what you save against the lowest price of the 30 days before. "
    "Paste the address of a product's page, or type its name; addresses are looked up, never fetched."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading("Is this discount real?")
    markup.sentence(WHAT_THIS_IS, "note")
    typed = st.text_input(
        "A product's address, name or barcode",
        key="q",
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=500,
        placeholder="https://… or coffee beans",
    )
    products = chosen(path, (typed or "").strip())
    if products is not None and not products:
        return
    with st.container(horizontal=True):
        shop = frame.pick("Shop", "shop", queries.claiming_shops(path))
        verdict = frame.pick("Result", "verdict", results.VERDICTS)
    show_claims(path, products, shop, verdict)
    markup.sentence(claims.NOTE, "note")


def chosen(path: str, typed: str) -> tuple[str, ...] | None:
    """The products that are asked for, none where nothing was found; None where all are."""
    if not typed:
        return of_address(path, st.query_params.get("product", ""))
    markets = queries.markets(path)
    found = queries.search(path, typed, markets[0]) if markets else None
    ids = found.products if found else ()
    if not ids:
        looked_up = queries.is_address(typed)
        markup.sentence("We know no product of this address." if looked_up else "Nothing is sold under these words.")
        markup.sentence("We look addresses up, we never fetch them: only shops that we read can be found.", "note")
    elif found and found.meant:
        markup.sentence(f"Shown for “{words.plain(found.meant)}”.", "note")
    return ids


def of_address(path: str, product: str) -> tuple[str, ...] | None:
    """The product that the page's address names."""
    if not product:
        return None
    known = queries.product_of(path, product)
    if known is None:
        markup.sentence(f"There is no product “{words.plain(product, 40)}” here; these are all claims.")
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
        "Latest claims" if products is None else "Claims",
        words.count(found[0]["found"], "claimed reduction", "claimed reductions"),
    )
    for place, row in enumerate(found):
        with st.container(gap="xsmall", key=f"entry-claim-{place}"):
            claims.show(path, row, product=products is None or len(products) > 1)
    if found[0]["found"] > shown:
        more = min(STEP, found[0]["found"] - shown)
        st.button(f"Show {more} more of {found[0]['found']:,}", on_click=show_more)


def nothing(is_filtered: bool, products: tuple[str, ...] | None) -> None:
    """No claim, and what that means."""
    if is_filtered:
        markup.sentence("No claim fits these filters. Choose another shop or result.")
    elif products:
        what = "it" if len(products) == 1 else "any of these"
        markup.sentence(f"No shop has claimed a reduction of {what} that could be tested, as far as we saw.")
        markup.sentence(
            "Recommended prices and prices of other shops are not tested: they need not be its own.", "note"
        )
    elif queries.is_public():
        markup.sentence("No test of a claim has been published yet.")
    else:
        markup.sentence("No reduction was claimed yet, as far as we saw.")


def show_more() -> None:
    """The next screenful too."""
    st.session_state["claims_shown"] = st.session_state.get("claims_shown", STEP) + STEP


if __name__ == "__main__":
    show()
