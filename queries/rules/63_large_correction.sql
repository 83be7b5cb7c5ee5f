-- Which corrections change a value by more than half?
-- params: none
-- columns: n, field, known (the statement), before (its value)
-- grain: one row per correction
SELECT r.n, 'value' AS field, r.code AS known, k.value AS before
FROM related AS r JOIN known AS k ON k.statement_id = r.code
WHERE r.change = 'corrected' AND abs(r.value - k.value) > abs(k.value) / 2;
