-- Which new rows say what another source or department says in a row of the same file?
-- params: none
-- columns: n, field, other_row, other_sheet
-- grain: one row per staged row
SELECT p.n, 'value' AS field, arg_min(o.row, o.n) AS other_row, arg_min(o.sheet, o.n) AS other_sheet
FROM pairs AS p JOIN related AS r USING (n) JOIN related AS o ON o.n = p.other_n
WHERE r.change = 'agreeing' AND p.relation = 'agreeing'
GROUP BY p.n;
