-- What does each shop ask?
-- One row per offer, in the order of the ranking.
select * from asked
