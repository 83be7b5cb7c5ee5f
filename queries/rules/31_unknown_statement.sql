-- Which rows correct a statement that never was?
-- params: none
-- columns: n, field
-- grain: one row per such row
SELECT n, 'statement_id' AS field FROM identified
WHERE statement_id <> '' AND code IS NULL AND statement_id NOT IN (SELECT statement_id FROM withdrawn);
