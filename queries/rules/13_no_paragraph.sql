-- Which paragraphs are no whole number from 1 on?
-- params: none
-- columns: n, field
-- grain: one row per such cell
SELECT n::INTEGER AS n, 'paragraph' AS field FROM texts
WHERE paragraph <> '' AND NOT regexp_full_match(paragraph, '[1-9][0-9]{0,5}');
