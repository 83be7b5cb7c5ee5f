-- How did a figure change since the previous like one?
-- params: indicator, city (each optional: NULL = all)
-- columns: statement_id, city, area, indicator, definition, period_end, previous_id, previous_period_end, years_between,
--   growth, growth_low, growth_high (percent), points, points_low, points_high (percentage points), base_id, index
-- grain: one row per achieved, dated, exact whole-year or as-of statement
SELECT
    c.statement_id, s.city, s.area, s.indicator, s.definition, s.period_end, c.previous_id, c.previous_period_end,
    c.years_between, c.growth, c.growth_low, c.growth_high, c.points, c.points_low, c.points_high, c.base_id, c.index
FROM changes AS c
JOIN statements AS s USING (statement_id)
JOIN cities AS k ON k.city = s.city
JOIN indicators AS i ON i.indicator = s.indicator
WHERE ($indicator IS NULL OR s.indicator = $indicator) AND ($city IS NULL OR s.city = $city)
-- The whole city before its parts, the indicator's own definition before others.
ORDER BY k.position, i.position, s.area <> s.city, s.area, s.definition, s.period_end, c.statement_id;
