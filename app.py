"""The app: navigation, and nothing else. `pricewatch show` serves it; `streamlit run app.py` does too."""

import streamlit as st

from pricewatch.languages import _
from pricewatch.pages import frame

st.set_page_config(page_title="pricewatch", page_icon="🏷️", layout="wide")
frame.speak()
page = st.navigation(
    [
        *(
            st.Page(f"pricewatch/pages/{name}.py", title=_(title), default=name == "compare")
            for name, title in frame.PAGES.items()
        ),
        *(
            st.Page(f"pricewatch/pages/{name}.py", title=_(title), visibility="hidden")
            for name, title in frame.OTHERS.items()
        ),
    ],
    position="hidden",
)
frame.begin()
page.run()
