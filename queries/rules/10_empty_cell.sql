-- Which rows have something in them but lack a cell that every statement needs?
-- params: none
-- columns: n, field
-- grain: one row per empty cell
SELECT n::INTEGER AS n, 'city' AS field FROM texts WHERE city = ''
UNION ALL
SELECT n::INTEGER, 'indicator' FROM texts WHERE indicator = ''
UNION ALL
-- A wide table has a cell for every figure, printed or not.
SELECT n::INTEGER, 'value' FROM texts WHERE value = '' AND layout = 'long'
UNION ALL
SELECT n::INTEGER, 'period' FROM texts
WHERE period = '' AND period_start = '' AND period_end = '' AND period_basis = '' AND period_years = '';
