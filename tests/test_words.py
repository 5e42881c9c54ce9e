"""What the words of a name say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.identity.words import fold, words_of


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Sony Turntable PS-LX350H", ("pslx350h",)),
        ("panasonic kx-tg8232b cordless phone", ("kxtg8232b",)),
        ("HP Rail Kit 230994-001", ("230994001",)),
        ("Kava mljevena 500g", ()),
        ("Kingston 16GB DDR4 3200MHz", ("ddr4",)),
        ("Cola 6x330ml", ()),
        ("", ()),
    ],
)
def test_a_model_code_is_letters_with_digits_or_a_long_number_and_no_measure(name: str, codes: tuple[str, ...]) -> None:
    assert words_of(name).codes == codes


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("Kava 0,5 kg", ("g", "500")),
        ("Kava .5 kg", ("g", "500")),
        ("Kava 500 g", ("g", "500")),
        ("Monitor 27 inch", ("inch", "27")),
        ('Monitor 27"', ("inch", "27")),
        ("Disk 2 To", ("gigabyte", "2048")),
        ("Disk 2TB", ("gigabyte", "2048")),
        ("Hrana 4x85g", ("g", "340")),
        ("Mlijeko 3,8%", ("percent", "3.8")),
        ("Akku 5.000 mAh", ("milliampere-hour", "5")),
        ("ταινία 30 γρ", ("g", "30")),
    ],
)
def test_one_measure_has_one_spelling(name: str, measure: tuple[str, str]) -> None:
    assert measure in words_of(name).measures


def test_a_number_stands_with_the_word_beside_it() -> None:
    assert ("series _", "4") in words_of("Bosch Series 4 fridge").beside
    assert ("_ place", "10") in words_of("dishwasher 10 place setting").beside


@given(st.text(max_size=300))
def test_any_text_has_words_and_reading_them_twice_says_the_same(text: str) -> None:
    assert words_of(text) == words_of(text)
    assert fold(fold(text)) == fold(text)


def test_a_name_without_end_is_read_in_part() -> None:
    assert len(words_of("madrac " * 5000).words) < 100


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_letters_fold_as_they_do_beside_others(text: str) -> None:
    assert fold(text + "é") == fold(text) + "e" or "&" in text
