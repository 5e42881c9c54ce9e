"""The app: navigation, and nothing else. `pricewatch show` serves it; `streamlit run app.py` does too."""

import streamlit as st

from pricewatch.pages import frame

st.set_page_config(page_title="pricewatch", page_icon="🏷️", layout="wide")
page = st.navigation(
    [
        st.Page("pricewatch/pages/compare.py", title="Compare", default=True),
        st.Page("pricewatch/pages/discount.py", title="Discounts"),
        st.Page("pricewatch/pages/hikes.py", title="Hikes"),
        st.Page("pricewatch/pages/findings.py", title="Findings"),
        st.Page("pricewatch/pages/shops.py", title="Shops"),
        st.Page("pricewatch/pages/review.py", title="Review"),
        st.Page("pricewatch/pages/honesty.py", title="How good are we?"),
        st.Page("pricewatch/pages/data.py", title="Data"),
        st.Page("pricewatch/pages/basket.py", title="Basket", visibility="hidden"),
        st.Page("pricewatch/pages/watch.py", title="Watch", visibility="hidden"),
        st.Page("pricewatch/pages/product.py", title="Product", visibility="hidden"),
        st.Page("pricewatch/pages/shop.py", title="Shop", visibility="hidden"),
        st.Page("pricewatch/pages/finding.py", title="Finding", visibility="hidden"),
    ],
    position="hidden",
)
frame.begin()
page.run()
