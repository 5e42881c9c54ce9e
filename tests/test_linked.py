"""Why offers are one product, as the pages say it."""

import pytest

from pricewatch.identity.reasons import FACTS
from pricewatch.pages import linked
from pricewatch.pages.linked import why


def test_every_fact_of_the_matcher_is_marked_for_translation():
    assert set(FACTS) <= set(linked.FACTS)
    assert len(linked.FACTS) == len(set(linked.FACTS))


@pytest.mark.parametrize(
    "reason",
    [
        "same GTIN 04000000000006",
        "same brand and maker's number X12-3",
        "a size is the same; the brands agree",
        "no difference found in the published attributes; 5 agree",
        "no identifier shared with another offer",
    ],
)
def test_reasons_are_said_in_the_language_spoken(reason):
    assert why(reason) == reason


@pytest.mark.parametrize("reason", ["a person says: same picture", "the brands agree; and more", "", "same GTINs {0}"])
def test_other_words_stay_as_they_are(reason):
    assert why(reason) == reason
