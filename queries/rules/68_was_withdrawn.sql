-- Which new rows are a figure that was withdrawn?
-- params: none
-- columns: n, field, known (the code it had), batch (that withdrew it)
-- grain: one row per such row
SELECT r.n, '' AS field, w.statement_id AS known, w.batch
FROM related AS r
JOIN withdrawn AS w
  ON r.city = w.city AND r.area = w.area AND r.indicator = w.indicator AND r.definition = w.definition
 AND r.standing = w.standing AND r.source = w.source AND r.attributed_to = w.attributed_to
 AND r.period_basis = w.period_basis
 AND r.period_start IS NOT DISTINCT FROM w.period_start::DATE
 AND r.period_end IS NOT DISTINCT FROM w.period_end::DATE
 AND r.period_years IS NOT DISTINCT FROM w.period_years::DOUBLE
WHERE r.code IS NULL;
