"""What people decide is kept, holds, and can be taken back."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from pricewatch.decisions import Decision, Party, decisions, log_of, record, standing
from pricewatch.errors import BadInput

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def decided(data, kind, *offers, why="same label"):
    parties = tuple(Party(offer_id=offer, retailer="acme", sku=str(offer), name=f"Tea {offer}") for offer in offers)
    record(data, Decision(kind=kind, offers=parties, who="Ada", why=why, at=NOW))


def holding(data):
    return [(each.kind, sorted(each.about)) for each in standing(decisions(data))]


def test_a_decision_reads_as_it_was_written(tmp_path):
    decided(tmp_path, "same", 1, 2)
    (read,) = decisions(tmp_path)

    assert ("same", "Ada", "same label", NOW) == (read.kind, read.who, read.why, read.at)
    assert Party(offer_id=2, retailer="acme", sku="2", name="Tea 2") == read.offers[1]
    assert "decided by Ada: same label" == read.reason


def test_the_later_decision_on_a_pair_holds_in_either_order_of_its_offers(tmp_path):
    decided(tmp_path, "same", 1, 2)
    decided(tmp_path, "different", 2, 1)

    assert [("different", [1, 2])] == holding(tmp_path)


def test_undo_brings_back_what_the_decision_had_replaced(tmp_path):
    decided(tmp_path, "same", 1, 2)
    decided(tmp_path, "different", 1, 2)
    decided(tmp_path, "undo", 2, 1)
    assert [("same", [1, 2])] == holding(tmp_path)

    decided(tmp_path, "undo", 1, 2)
    assert [] == holding(tmp_path)


def test_a_split_ends_every_same_of_its_offer_and_a_later_same_ends_the_split(tmp_path):
    decided(tmp_path, "same", 1, 2)
    decided(tmp_path, "same", 2, 3)
    decided(tmp_path, "split", 1)
    assert [("same", [2, 3]), ("split", [1])] == holding(tmp_path)

    decided(tmp_path, "same", 1, 3)
    assert [("same", [2, 3]), ("same", [1, 3])] == holding(tmp_path)


def test_what_cannot_be_meant_is_refused_in_a_sentence(tmp_path):
    for kind, offers, why, says in (
        ("same", (1,), "x", "about 2 offers"),
        ("split", (1, 2), "x", "about 1 offers"),
        ("same", (1, 1), "x", "one and the same"),
        ("same", (1, 2), " ", "who decides"),
        ("undo", (1, 2), "x", "no decision"),
    ):
        with pytest.raises(BadInput, match=says):
            decided(tmp_path, kind, *offers, why=why)

    assert [] == decisions(tmp_path)


def test_a_torn_last_line_is_passed_over_and_the_next_decision_stands_on_a_line_of_its_own(tmp_path):
    decided(tmp_path, "same", 1, 2)
    decided(tmp_path, "same", 3, 4)
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes()[:-20])
    assert [("same", [1, 2])] == holding(tmp_path)

    decided(tmp_path, "different", 5, 6)
    assert [("same", [1, 2]), ("different", [5, 6])] == holding(tmp_path)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pricewatch.decisions import Decision, Party, record
first = int(sys.argv[2])
for n in range(first, first + 40):
    offers = (Party(offer_id=n, retailer="acme", name="Tea " * 500), Party(offer_id=-n, retailer="bolt"))
    record(Path(sys.argv[1]), Decision(kind="same", offers=offers, who="Ada", why="x", at=datetime.now(UTC)))
"""


def test_several_people_may_decide_at_once(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(n)]) for n in (100, 200, 300)]

    assert [0, 0, 0] == [writer.wait() for writer in writers]
    assert 120 == len(decisions(tmp_path))


def test_a_line_that_is_no_decision_is_passed_over(tmp_path):
    decided(tmp_path, "same", 1, 2)
    with log_of(tmp_path).open("a") as log:
        log.write('[]\n{"kind": "same"}\nnull\n{"offers": [1], "at": "x"}\n')

    assert [("same", [1, 2])] == holding(tmp_path)
