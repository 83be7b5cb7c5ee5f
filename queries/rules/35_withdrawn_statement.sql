-- Which rows correct a statement that was withdrawn?
-- params: none
-- columns: n, field, batch (that withdrew it)
-- grain: one row per such row
SELECT r.n, 'statement_id' AS field, w.batch
FROM identified AS r JOIN withdrawn AS w USING (statement_id)
WHERE r.code IS NULL;
