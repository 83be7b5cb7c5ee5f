-- Which values of three digits and more are exactly those of another year of the same figure?
-- params: none
-- columns: n, field, other_year
-- grain: one row per value
WITH every AS (
    SELECT city, area, indicator, definition, standing, year(period_end) AS year, value FROM known
    UNION ALL
    SELECT city, area, indicator, definition, standing, year, value FROM related WHERE code IS NULL
), years AS (
    SELECT city, area, indicator, definition, standing, value, min(year) AS first, max(year) AS last
    FROM every WHERE year IS NOT NULL
    GROUP BY ALL HAVING min(year) <> max(year)
)
SELECT r.n, 'value' AS field, (CASE WHEN y.first <> r.year THEN y.first ELSE y.last END)::VARCHAR AS other_year
FROM related AS r JOIN years AS y USING (city, area, indicator, definition, standing, value)
WHERE r.standing <> 'policy_term' AND r.year IS NOT NULL
  AND length(regexp_replace(regexp_replace(r.value::DECIMAL(38, 4)::VARCHAR, '\.?0*$', ''), '^[-0.]+|\.|0+$', '', 'g')) >= 3;
