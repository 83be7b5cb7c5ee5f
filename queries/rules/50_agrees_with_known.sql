-- Which new rows say what another source or department says already?
-- params: none
-- columns: n, field, codes, known (the value of the first of them)
-- grain: one row per staged row
SELECT p.n, 'value' AS field, string_agg(p.other, ', ' ORDER BY p.other) AS codes, arg_min(k.value, p.other) AS known
FROM pairs AS p JOIN related AS r USING (n) JOIN known AS k ON k.statement_id = p.other
WHERE r.change = 'agreeing' AND p.relation = 'agreeing' AND p.other_n IS NULL
GROUP BY p.n;
