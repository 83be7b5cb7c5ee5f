-- Which values are ten times, or a tenth, of what the figure was in the years before?
-- params: none
-- columns: n, field, before (the nearest value), before_year
-- grain: one row per value
SELECT
    r.n, 'value' AS field, CASE WHEN r.value > y.highest THEN y.highest ELSE y.lowest END AS before,
    y.year::VARCHAR AS before_year
FROM related AS r
ASOF JOIN yearly AS y
  ON r.city = y.city AND r.area = y.area AND r.indicator = y.indicator AND r.definition = y.definition
 AND r.standing = y.standing AND r.year > y.year
WHERE y.year >= r.year - 3 AND r.value > 0 AND y.lowest > 0
  AND (r.value >= 10 * y.highest OR r.value * 10 <= y.lowest)
  -- What looks like a forgotten unit is said by another rule.
  AND (r.unit_named OR r.value BETWEEN y.lowest / 1000 AND y.highest * 1000);
