-- Which corrections would turn a statement into one that is there already?
-- params: none
-- columns: n, field, known (the statement that is there)
-- grain: one row per such row
SELECT r.n, 'statement_id' AS field, k.statement_id AS known
FROM identified AS r
JOIN known AS k
  ON k.figure = r.figure AND k.definition = r.definition AND k.source = r.source
 AND k.attributed_to = r.attributed_to AND k.statement_id <> r.code
WHERE r.statement_id <> ''
  -- Unless the file moves that one away.
  AND k.statement_id NOT IN (SELECT code FROM identified WHERE code IS NOT NULL);
