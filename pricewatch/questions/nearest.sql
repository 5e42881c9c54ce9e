-- Which known word was probably meant?
-- At most one row: the nearest word of 4 to 30 letters within one slip in short words, two in words of 8 letters or more.
select word
from search_words
where
    length(word) between 4 and 30
    and abs(length(word) - length($word)) <= 2
    and damerau_levenshtein(word, $word) <= case when length($word) >= 8 then 2 else 1 end
order by
    damerau_levenshtein(word, $word),
    products desc,
    word
limit 1
