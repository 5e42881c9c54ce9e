"""A product keeps its id while offers join and part, from build to build and across a deleted database."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from pricewatch.identity.products import Item, assign, by_gtin, by_offer, log_of, logged, news, stamp_of, write

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TEA, COFFEE = "04006381333931", "05000112637922"


def item(number, cluster, gtin=None, day=0, offers=None):
    offers = offers or (number,)
    return Item(
        item_id=number, cluster=cluster, gtin14=gtin, first_seen=NOW + timedelta(days=day), first_offer=offers[0],
        offers=offers,
    )  # fmt: skip


class Builds:
    """Generations one after the other, with the log that they write."""

    def __init__(self):
        self.log, self.before, self.lines = {}, {}, []

    def next(self, *items):
        """The id of each item; the log and the published generation go on."""
        ids = assign(items, {**self.before, **self.log})
        self.lines = news(items, ids, self.log, self.before, stamp_of(1, NOW))
        self.log |= {line["offer_id"]: line["product_id"] for line in self.lines}
        self.before = {offer: ids[each.cluster] for each in items for offer in each.offers}
        assert ids == assign(items, self.log), "a deleted database has the same ids"
        return [ids[each.cluster] for each in items]

    def events(self):
        return [(line["offer_id"], line["event"]) for line in self.lines]


def test_plain_products_need_no_log():
    builds = Builds()

    assert [by_offer(1), by_gtin(TEA), by_gtin(TEA)] == builds.next(item(1, 1), item(2, 2, TEA), item(3, 2, TEA))
    assert [] == builds.lines


def test_a_product_of_several_items_derives_from_its_smallest_gtin_else_from_what_was_seen_first():
    assert [by_gtin(TEA)] * 3 == Builds().next(item(1, 1), item(2, 1, COFFEE), item(3, 1, TEA))
    assert [by_offer(2)] * 2 == Builds().next(item(1, 1, day=5), item(2, 1, day=1))
    assert [by_offer(1)] * 2 == Builds().next(item(1, 1), item(2, 1))


def test_a_merge_keeps_the_id_of_the_larger_part_and_is_logged_with_both():
    builds = Builds()
    builds.next(item(1, 1, day=9), item(2, 1, day=9), item(3, 3))

    assert [by_offer(1)] * 3 == builds.next(item(1, 1, day=9), item(2, 1, day=9), item(3, 1))
    assert [{"offer_id": 3, "product_id": by_offer(1), "was": by_offer(3), "event": "merge",
             "generation": 1, "at": "2026-05-01T00:00:00+00:00"}] == builds.lines  # fmt: skip


def test_a_split_leaves_the_id_with_the_larger_part():
    builds = Builds()
    builds.next(item(1, 1), item(2, 1), item(3, 1))
    parted = builds.next(item(1, 1), item(2, 2), item(3, 2))

    assert [by_offer(1), by_offer(1)] == parted[1:]
    assert parted[0] not in {by_offer(1), by_offer(2), by_offer(3)}
    assert [(1, "split")] == builds.events()
    assert parted == builds.next(item(1, 1), item(2, 2), item(3, 2))


def test_an_item_that_goes_over_to_another_product_moves():
    builds = Builds()
    builds.next(item(1, 1), item(2, 1), item(3, 1), item(4, 4), item(5, 4))

    assert [by_offer(1), by_offer(1), by_offer(4), by_offer(4), by_offer(4)] == builds.next(
        item(1, 1), item(2, 1), item(3, 4), item(4, 4), item(5, 4)
    )
    assert [(3, "move")] == builds.events()


def test_an_id_stays_when_another_store_turns_out_to_have_sold_it_earlier():
    builds = Builds()
    builds.next(item(5, 5))

    assert [by_offer(5)] == builds.next(item(3, 3, day=-9, offers=(3, 5)))
    assert [(3, "new"), (5, "keep")] == builds.events()


def test_two_products_under_one_gtin_have_two_ids():
    bottle, case = Builds().next(item(1, 1, TEA), item(2, 2, TEA))

    assert [by_gtin(TEA), by_offer(2)] == [bottle, case]


def test_the_log_reads_as_it_was_written_and_the_last_line_of_an_offer_holds(tmp_path):
    lines = [
        {"offer_id": 1, "product_id": "pa"},
        {"offer_id": 2, "product_id": "pb"},
        {"offer_id": 1, "product_id": "pc"},
    ]
    write(tmp_path, lines)
    with log_of(tmp_path).open("a") as log:
        log.write('{"offer_id": 2, "produ')

    assert {1: "pc", 2: "pb"} == logged(tmp_path)


generation = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([None, None, TEA, COFFEE]), st.integers(0, 2)), min_size=6, max_size=6
)


@settings(max_examples=300, deadline=None)
@drawn(st.lists(generation, min_size=1, max_size=5))
def test_ids_are_apart_stable_and_go_where_most_of_their_items_go(generations):
    builds = Builds()
    for rows in generations:
        items = [item(number, *row) for number, row in enumerate(rows, 1)]
        had = {**{each.item_id: each.own for each in items}, **builds.before, **builds.log}
        ids = builds.next(*items)
        clusters = [each.cluster for each in items]

        assert len(set(ids)) == len(set(clusters)) == len(set(zip(ids, clusters, strict=True)))
        overlap = Counter(zip([had[each.item_id] for each in items], clusters, strict=True))
        for (product_id, cluster), items_held in overlap.items():
            holders = {one for one, given_id in zip(clusters, ids, strict=True) if given_id == product_id}
            assert (
                holders == {cluster}
                or any(overlap[product_id, one] >= items_held for one in holders)
                or any(overlap[other, cluster] >= items_held for other in had.values() if other != product_id)
            )
        assert ids == builds.next(*items)
        assert [] == builds.lines


def test_a_hundred_thousand_items_keep_their_ids():
    builds = Builds()
    items = [item(number, number // 3) for number in range(100_000)]

    assert builds.next(*items) == builds.next(*items)
    assert [] == builds.lines
