-- Which rows contradict a row of the same file, of another source or department?
-- params: none
-- columns: n, field, other_row, other_sheet, known (the value there)
-- grain: one row per staged row
SELECT
    p.n, 'value' AS field, arg_min(o.row, o.n) AS other_row, arg_min(o.sheet, o.n) AS other_sheet,
    arg_min(o.value, o.n) AS known
FROM pairs AS p JOIN related AS r USING (n) JOIN related AS o ON o.n = p.other_n
WHERE p.relation = 'conflicting'
GROUP BY p.n;
