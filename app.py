"""The app: navigation, and nothing else. `pricewatch show` serves it; `streamlit run app.py` does too."""

import streamlit as st

from pricewatch.languages import _
from pricewatch.pages import frame

st.set_page_config(page_title="pricewatch", page_icon="🏷️", layout="wide")
frame.speak()
pages = {
    name: st.Page(
        f"pricewatch/pages/{name}.py",
        title=_(title),
        default=name == frame.FIRST,
        visibility="hidden" if name in frame.OTHERS else "visible",
    )
    for name, title in (frame.PAGES | frame.OTHERS).items()
}
page = st.navigation(list(pages.values()), position="hidden")
frame.begin(pages)
page.run()
