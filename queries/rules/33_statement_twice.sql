-- Which rows speak of a statement that a row above speaks of already?
-- params: none
-- columns: n, field, known (the statement), first (the row above, as the spreadsheet counts), sheet
-- grain: one row per repetition that is not the same row twice
WITH counted AS (
    SELECT
        n, code, first_value(n) OVER same AS first_n, first_value(row) OVER same AS first,
        first_value(sheet) OVER same AS sheet, figure, definition, source, attributed_to
    FROM identified WHERE code IS NOT NULL
    WINDOW same AS (PARTITION BY code ORDER BY n)
)
SELECT c.n, 'statement_id' AS field, c.code AS known, c.first, c.sheet
FROM counted AS c
JOIN identified AS f ON f.n = c.first_n
WHERE c.n <> c.first_n
  -- The same figure twice is said by another rule.
  AND NOT coalesce(c.figure = f.figure AND c.definition = f.definition AND c.source = f.source
                   AND c.attributed_to = f.attributed_to, false);
