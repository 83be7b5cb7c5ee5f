-- Which values are ten times, or a tenth, of what the figure was in the years about it?
-- params: none
-- columns: n, field, before (the nearest value), before_year
-- grain: one row per value, the year before it rather than the year after
WITH earlier AS (
    SELECT r.n, r.value, r.unit_named, y.lowest, y.highest, y.year, 1 AS choice
    FROM related AS r
    ASOF JOIN yearly AS y
      ON r.city = y.city AND r.area = y.area AND r.indicator = y.indicator AND r.definition = y.definition
     AND r.standing = y.standing AND r.year > y.year
    WHERE y.year >= r.year - 3
), later AS (
    SELECT r.n, r.value, r.unit_named, y.lowest, y.highest, y.year, 2 AS choice
    FROM related AS r
    ASOF JOIN yearly AS y
      ON r.city = y.city AND r.area = y.area AND r.indicator = y.indicator AND r.definition = y.definition
     AND r.standing = y.standing AND r.year < y.year
    WHERE y.year <= r.year + 3
      -- Two rows of one file: the later one is told.
      AND NOT y.is_new
)
SELECT
    n, 'value' AS field, CASE WHEN value > highest THEN highest ELSE lowest END AS before,
    year::VARCHAR AS before_year
FROM (SELECT * FROM earlier UNION ALL SELECT * FROM later)
WHERE value > 0 AND lowest > 0 AND (value >= 10 * highest OR value * 10 <= lowest)
  -- What looks like a forgotten unit is said by another rule.
  AND (unit_named OR value BETWEEN lowest / 1000 AND highest * 1000)
QUALIFY row_number() OVER (PARTITION BY n ORDER BY choice) = 1;
