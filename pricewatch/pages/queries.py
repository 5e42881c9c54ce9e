"""What the pages ask the database (`pricewatch.questions`), each answer kept for the next visitor."""

from collections.abc import Callable

import streamlit as st

from pricewatch import gallery, questions, sharing, sqlbox
from pricewatch.questions import (
    MOST_FOUND,
    Filters,
    Found,
    Market,
    ProductPage,
    Row,
    analysing,
    auditing,
    baskets,
    choices,
    edition,
    markets,
    newest,
    reviewing,
    shopping,
    text,
)
from pricewatch.questions.addresses import is_address
from pricewatch.questions.auditing import ShopPage
from pricewatch.questions.baskets import Basket, Plan
from pricewatch.questions.shopping import Past, Related
from pricewatch.served import connection, data_folder, generation, is_public

__all__ = [
    "MOST_FOUND",
    "Basket",
    "Filters",
    "Found",
    "Market",
    "Past",
    "Plan",
    "ProductPage",
    "Related",
    "Row",
    "ShopPage",
    "ask",
    "basket",
    "choices",
    "claiming_shops",
    "connection",
    "data_folder",
    "edition",
    "error_counts",
    "finding",
    "finding_events",
    "finding_filters",
    "finding_numbers",
    "finding_spells",
    "findings",
    "generation",
    "health",
    "hiking_shops",
    "history_query",
    "is_address",
    "is_public",
    "latest_claims",
    "ledger",
    "markets",
    "model_of",
    "newest",
    "numbers",
    "once_published",
    "other_tests",
    "past",
    "pictures",
    "product_findings",
    "product_of",
    "product_page",
    "publication_counts",
    "ready",
    "recount",
    "related",
    "relations",
    "report_count",
    "review_filters",
    "review_findings",
    "review_offers",
    "review_pair",
    "review_pairs",
    "reviews",
    "search",
    "shop_page",
    "shops",
    "starters",
    "text",
    "trend_query",
    "verdicts",
    "withdrawn",
]  # fmt: skip

search = st.cache_data(show_spinner=False, max_entries=200)(questions.search)
starters = st.cache_data(show_spinner=False, max_entries=10)(questions.starters)
verdicts = st.cache_data(show_spinner=False, max_entries=200)(questions.verdicts)
product_page = st.cache_data(show_spinner=False, max_entries=200)(questions.product_page)
ledger = st.cache_data(show_spinner=False, max_entries=100)(questions.ledger)
hiking_shops = st.cache_data(show_spinner=False, max_entries=10)(questions.hiking_shops)
numbers = st.cache_data(show_spinner=False, max_entries=10)(questions.numbers)
basket = st.cache_data(show_spinner=False, max_entries=100)(baskets.basket)
related = st.cache_data(show_spinner=False, max_entries=200)(shopping.related)
past = st.cache_data(show_spinner=False, max_entries=200)(shopping.past)
product_findings = st.cache_data(show_spinner=False, max_entries=200)(shopping.product_findings)
latest_claims = st.cache_data(show_spinner=False, max_entries=100)(shopping.latest_claims)
claiming_shops = st.cache_data(show_spinner=False, max_entries=10)(shopping.claiming_shops)
other_tests = st.cache_data(show_spinner=False, max_entries=200)(shopping.other_tests)
product_of = st.cache_data(show_spinner=False, max_entries=200)(shopping.product_of)

finding_filters = st.cache_data(show_spinner=False, max_entries=10)(auditing.finding_filters)
findings = st.cache_data(show_spinner=False, max_entries=100)(auditing.findings)
finding = st.cache_data(show_spinner=False, max_entries=200)(auditing.finding)
finding_numbers = st.cache_data(show_spinner=False, max_entries=200)(auditing.finding_numbers)
finding_spells = st.cache_data(show_spinner=False, max_entries=200)(auditing.finding_spells)
finding_events = st.cache_data(show_spinner=False, max_entries=200)(auditing.finding_events)
once_published = st.cache_data(show_spinner=False, max_entries=50)(auditing.once_published)
recount = st.cache_data(show_spinner=False, max_entries=100)(auditing.recount)
health = st.cache_data(show_spinner=False, max_entries=10)(auditing.health)
publication_counts = st.cache_data(show_spinner=False, max_entries=10)(auditing.publication_counts)
withdrawn = st.cache_data(show_spinner=False, max_entries=10)(auditing.withdrawn)
error_counts = st.cache_data(show_spinner=False, max_entries=10)(auditing.error_counts)
relations = analysing.relations
ready = analysing.ready
history_query = analysing.history_query
trend_query = analysing.trend_query
model_of = auditing.model_of
report_count = auditing.report_count
reviews = auditing.reviews
shops = st.cache_data(show_spinner=False, max_entries=10)(auditing.shops)
shop_page = st.cache_data(show_spinner=False, max_entries=50)(auditing.shop_page)

review_filters = st.cache_data(show_spinner=False, max_entries=10)(reviewing.filters)
review_pairs = st.cache_data(show_spinner=False, max_entries=50)(reviewing.pairs)
review_pair = st.cache_data(show_spinner=False, max_entries=50)(reviewing.pair)
review_findings = st.cache_data(show_spinner=False, max_entries=10)(reviewing.findings)
review_offers = st.cache_data(show_spinner=False, max_entries=50)(reviewing.offers)
_pictures = st.cache_data(show_spinner=False, max_entries=200)(shopping.pictures)


def pictures(path: str, products: tuple[str, ...]) -> dict[str, str]:
    """The name of a picture that is kept now of each product that has one; what is kept changes between builds."""
    data = data_folder()
    named = _pictures(path, products) if gallery.is_open(data) else {}
    kept = {
        product: next((name for name in names if gallery.has(data, name)), None) for product, names in named.items()
    }
    return {product: name for product, name in kept.items() if name}


def ask(path: str, sql: str, waiting: Callable[[], object]) -> sqlbox.Answer:
    """What a visitor's own SQL gives, of what this visitor may see; BadInput with a sentence where it gives nothing."""
    return sqlbox.ask(sharing.asked_file(path), sql, waiting)
