-- How did a figure change since the previous like one?
-- params: indicator, city (each optional: NULL = all)
-- columns: statement_id, city, indicator, previous_id, growth, growth_low, growth_high (percent), base_id, index
-- grain: one row per achieved, dated, exact whole-year or as-of statement
SELECT
    c.statement_id, s.city, s.indicator, c.previous_id, c.growth, c.growth_low, c.growth_high, c.base_id, c.index
FROM changes AS c JOIN statements AS s USING (statement_id)
WHERE ($indicator IS NULL OR s.indicator = $indicator) AND ($city IS NULL OR s.city = $city)
ORDER BY c.statement_id;
