"""What the pages ask the database (`pricewatch.questions`), each answer kept for the next visitor."""

import streamlit as st

from pricewatch import questions
from pricewatch.questions import MOST_FOUND, Found, Market, ProductPage, Row, edition, markets, newest, text
from pricewatch.served import connection, data_folder, generation, is_public

__all__ = [
    "MOST_FOUND", "Found", "Market", "ProductPage", "Row", "connection", "data_folder", "edition", "generation",
    "hiking_shops", "is_public", "ledger", "markets", "newest", "numbers", "product_page", "search", "starters",
    "text", "verdicts",
]  # fmt: skip

search = st.cache_data(show_spinner=False, max_entries=200)(questions.search)
starters = st.cache_data(show_spinner=False, max_entries=10)(questions.starters)
verdicts = st.cache_data(show_spinner=False, max_entries=200)(questions.verdicts)
product_page = st.cache_data(show_spinner=False, max_entries=200)(questions.product_page)
ledger = st.cache_data(show_spinner=False, max_entries=100)(questions.ledger)
hiking_shops = st.cache_data(show_spinner=False, max_entries=10)(questions.hiking_shops)
numbers = st.cache_data(show_spinner=False, max_entries=10)(questions.numbers)
