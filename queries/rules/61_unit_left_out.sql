-- Which values without a unit are of quite another size than the indicator's known values?
-- params: none
-- columns: n, field, usual (the median of the known values)
-- grain: one row per value
WITH usual AS (
    SELECT indicator, definition, median(value) AS value FROM known WHERE value > 0 GROUP BY indicator, definition
)
SELECT r.n, 'value' AS field, u.value AS usual
FROM related AS r JOIN usual AS u USING (indicator, definition)
WHERE NOT r.unit_named AND r.value > 0
  AND r.value NOT BETWEEN u.value / 1000 AND u.value * 1000;
