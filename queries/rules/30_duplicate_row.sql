-- Which rows are the same figure of the same source as a row above?
-- params: none
-- columns: n, field, first (the row it repeats, as the spreadsheet counts), sheet
-- grain: one row per repetition
WITH repeated AS (
    SELECT
        figure, definition, source, attributed_to, min(n) AS first_n, arg_min(row, n) AS first,
        arg_min(sheet, n) AS sheet
    FROM identified WHERE figure IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1
)
SELECT r.n, '' AS field, f.first, f.sheet
FROM identified AS r JOIN repeated AS f USING (figure, definition, source, attributed_to)
WHERE r.n <> f.first_n;
