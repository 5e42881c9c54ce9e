-- What was typed, as search_text is written: lower case, without accents.
select lower(strip_accents($typed)) as words
