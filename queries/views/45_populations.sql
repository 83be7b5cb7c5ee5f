-- Which resident populations may serve as a denominator?
-- params: none
-- columns: area, year, side (number of breaks of the resident population up to its day), statement_id, value, low, high
-- grain: one row per area and year
CREATE TABLE populations AS
SELECT
    s.area, year(s.period_end) AS year,
    (SELECT count(*) FROM breaks AS b
     WHERE b.city = s.city AND b.indicator = 'resident_population' AND b.starts <= s.period_end) AS side,
    s.statement_id, s.value, i.low, i.high
FROM statements AS s
JOIN intervals AS i USING (statement_id)
JOIN shown AS w USING (statement_id)
LEFT JOIN conflicts AS c USING (statement_id)
WHERE s.indicator = 'resident_population' AND s.definition IN ('', 'census_day') AND s.standing = 'achieved'
  AND s.period_end IS NOT NULL AND s.value > 0 AND s.value_high IS NULL
  AND w.shown AND (c.conflict IS NULL OR c.adopted)
-- A year's own figure before a census day; the later day before the earlier.
QUALIFY row_number() OVER (
    PARTITION BY s.area, year(s.period_end) ORDER BY s.definition = '' DESC, s.period_end DESC, s.statement_id
) = 1;
