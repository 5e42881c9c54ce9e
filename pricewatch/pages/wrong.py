"""The part of a product's page that takes "this price is wrong", without an account."""

from datetime import UTC, datetime

import streamlit as st

from pricewatch import reports
from pricewatch.errors import BadInput
from pricewatch.languages import N_, _
from pricewatch.pages import chart, markup, queries
from pricewatch.pages.reasons import reason

MOST_A_VISIT = 5
"""So many reports are taken from one visit."""
NOTE = N_(
    "No account is needed, and nothing about you is kept: please write nothing about yourself. The people who run this "
    "see the report, and the page that says how good we are counts it. A price changes when its page is read again."
)
WRONGS: dict[reports.Wrong, str] = {
    "price": N_("the price"),
    "shipping": N_("the shipping"),
    "stock": N_("it is not sold there now"),
    "other product": N_("it is another product"),
    "other": N_("something else"),
}
WHOLE = N_("the product")


def show(path: str, page: queries.ProductPage) -> None:
    """The form."""
    with st.expander(_("This price is wrong")):
        markup.sentence(_(NOTE), "note")
        places = {str(row["offer_id"]): chart.place_of(row) for row in page.asked}
        with st.form("wrong", clear_on_submit=True, border=False):
            offer = st.selectbox(_("Where"), [WHOLE, *places], format_func=lambda each: places.get(each) or _(WHOLE))
            wrong = st.selectbox(_("What is wrong"), reports.WRONGS, format_func=lambda each: _(WRONGS[each]))
            said = st.text_area(_("What it should be (optional)"), max_chars=reports.LONGEST)
            if st.form_submit_button(_("Report")):
                offer_id = None if offer == WHOLE else offer
                keep(path, page.product["product_id"], offer_id, wrong, said or "")


def keep(path: str, product: str, offer: str | None, wrong: reports.Wrong, said: str) -> None:
    """Keep it, and say what becomes of it."""
    made = st.session_state.get("reports", 0)
    if made >= MOST_A_VISIT:
        told = _("We take {most} reports a visit. Thank you for those that you made.")
        markup.sentence(told.format(most=MOST_A_VISIT))
        return
    report = reports.Report(
        product=product,
        offer=offer,
        wrong=wrong,
        said=said,
        generation=queries.edition(path)["generation"],
        at=datetime.now(UTC),
    )
    try:
        reports.record(queries.data_folder(), report)
    except BadInput as problem:
        markup.sentence(reason(str(problem)))
        return
    except OSError:
        markup.sentence(_("The report could not be kept here."))
        return
    st.session_state["reports"] = made + 1
    markup.sentence(_("Kept. Thank you: somebody will compare it with the page that we read."))
