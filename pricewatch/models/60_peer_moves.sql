-- What did other shops do with the same product about the time of each rise?
-- One row per rise of own_rises whose product at least market_sellers other retailers sell: the median change of their
-- regular prices from market_before days before the rise to market_after days after it, in percent.
-- since_percent: the same from market_after days after the offer's own last rise, where that is later.
-- A regular price is the highest of market_regular days, so that a sale at either end counts for nothing.
-- Left out: offers that are not surely the same product (market_link, or one code), of other currencies and periods,
-- and last seen before the rise. All stores of a retailer count as one.
-- Kept only while the build runs.
with nodes as (
    select
        offers.*,
        placed.node
    from offers
    inner join item_offers on offers.offer_id = item_offers.offer_id
    inner join placed on item_offers.item_id = placed.item_id
),

sure_pairs as (
    select
        a.node as node_a,
        b.node as node_b
    from match_pairs
    inner join placed as a on match_pairs.offer_a = a.item_id
    inner join placed as b on match_pairs.offer_b = b.item_id
    where
        match_pairs.relation = 'same'
        and match_pairs.band = 'linked'
        and match_pairs.probability >= parameter('market_link')
),

sure_nodes as (
    select
        node as node_a,
        node as node_b
    from placed
    union
    select
        node_a,
        node_b
    from sure_pairs
    union
    select
        node_b as node_a,
        node_a as node_b
    from sure_pairs
),

peers as (
    select
        own_rises.offer_id,
        own_rises.hiked_on,
        own_rises.hiked_on - parameter('market_before')::integer as then_on,
        own_rises.hiked_on + parameter('market_after')::integer as now_on,
        greatest(
            own_rises.hiked_on - parameter('market_before')::integer,
            least(own_rises.risen_on + parameter('market_after')::integer, own_rises.hiked_on - 1)
        ) as since_on,
        own_rises.currency,
        own_rises.price_per,
        peer.offer_id as peer_id,
        peer.retailer as peer_retailer
    from own_rises
    inner join nodes as own on own_rises.offer_id = own.offer_id
    inner join sure_nodes on own.node = sure_nodes.node_a
    inner join nodes as peer
        on sure_nodes.node_b = peer.node and own.retailer != peer.retailer and own.product_id = peer.product_id
),

moves as (
    select
        peers.offer_id,
        peers.hiked_on,
        peers.peer_retailer,
        peers.peer_id,
        max(prices.price) filter (where prices.seen_from <= peers.then_on)::double as price_then,
        max(prices.price) filter (
            where
            prices.seen_from <= peers.since_on
            and prices.seen_to > peers.since_on - parameter('market_regular')::integer
        )::double as price_since,
        max(prices.price) filter (
            where prices.seen_to > peers.now_on - parameter('market_regular')::integer
        )::double as price_now
    from peers
    inner join public_spells as prices
        on
            peers.peer_id = prices.offer_id
            and peers.currency is not distinct from prices.currency
            and peers.price_per is not distinct from prices.price_per
            and peers.now_on >= prices.seen_from
            and peers.then_on - parameter('market_regular')::integer < prices.seen_to
    group by peers.offer_id, peers.hiked_on, peers.peer_retailer, peers.peer_id
    having max(prices.seen_to) >= peers.hiked_on
),

rivals as (
    select
        offer_id,
        hiked_on,
        peer_retailer,
        median(ln(price_now / price_then)) as move,
        median(ln(price_now / price_since)) as move_since
    from moves
    where price_then is not null and price_now is not null
    group by offer_id, hiked_on, peer_retailer
)

select
    offer_id,
    hiked_on,
    count(*) as peers,
    (exp(median(move)) - 1) * 100 as market_percent,
    (exp(median(move_since)) - 1) * 100 as since_percent
from rivals
group by offer_id, hiked_on
having count(*) >= parameter('market_sellers')
