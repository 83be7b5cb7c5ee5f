-- Which rows are the same figure of the same source as a row above?
-- params: none
-- columns: n, field, first (the row it repeats, as the spreadsheet counts), sheet
-- grain: one row per repetition
WITH counted AS (
    SELECT
        n, first_value(n) OVER same AS first_n, first_value(row) OVER same AS first,
        first_value(sheet) OVER same AS sheet
    FROM identified WHERE figure IS NOT NULL
    WINDOW same AS (PARTITION BY figure, definition, source, attributed_to ORDER BY n)
)
SELECT n, '' AS field, first, sheet FROM counted WHERE n <> first_n;
