-- How much did a figure change since the previous like figure, and what is its index?
-- params: none
-- columns: statement_id, previous_id, previous_period_end, years_between, growth, growth_low, growth_high (percent; NULL
--   where the earlier figure may be zero or less), points, points_low, points_high (percentage points, for what is
--   printed in percent, which has no growth), base_id, index (base = 100; neither where there can be no growth)
-- grain: one row per achieved, dated, exact whole-year or as-of statement; no change crosses a break
CREATE TABLE changes AS
WITH series AS (
    SELECT
        r.statement_id, r.city, r.area, r.indicator, r.definition, r.period_basis, r.period_end,
        r.value, r.low, r.high, r.unit = 'percent' AS in_percent,
        -- A rate of growth means nothing for percents, nor where a value may be less than nought.
        r.unit <> 'percent' AND i.valid_min >= 0 AS grows,
        (SELECT count(*) FROM breaks AS b
         WHERE b.city = r.city AND b.indicator = r.indicator AND b.starts <= r.period_end) AS segment
    FROM readings AS r JOIN indicators AS i USING (indicator)
    WHERE r.standing = 'achieved' AND r.bound = 'exact' AND r.value_high IS NULL
      AND r.period_basis IN ('year', 'as_of') AND r.shown AND (r.conflict IS NULL OR r.adopted)
    -- Two figures of one day are no step in time.
    QUALIFY count(*) OVER (
        PARTITION BY r.city, r.area, r.indicator, r.definition, r.period_basis, r.period_end
    ) = 1
), linked AS (
    SELECT
        *,
        lag(statement_id) OVER w AS previous_id, lag(value) OVER w AS previous,
        lag(period_end) OVER w AS previous_period_end,
        lag(low) OVER w AS previous_low, lag(high) OVER w AS previous_high,
        first_value(statement_id) OVER w AS base_id, first_value(value) OVER w AS base,
        first_value(low) OVER w AS base_low
    FROM series
    WINDOW w AS (PARTITION BY city, area, indicator, definition, period_basis, segment ORDER BY period_end)
)
SELECT
    statement_id, previous_id, previous_period_end,
    date_diff('month', previous_period_end, period_end) / 12 AS years_between,
    CASE WHEN grows AND previous_low > 0 AND low >= 0 THEN 100 * (value / previous - 1) END AS growth,
    CASE WHEN grows AND previous_low > 0 AND low >= 0 THEN 100 * (low / previous_high - 1) END AS growth_low,
    CASE WHEN grows AND previous_low > 0 AND low >= 0 THEN 100 * (high / previous_low - 1) END AS growth_high,
    CASE WHEN in_percent THEN value - previous END AS points,
    CASE WHEN in_percent THEN low - previous_high END AS points_low,
    CASE WHEN in_percent THEN high - previous_low END AS points_high,
    CASE WHEN grows THEN base_id END AS base_id,
    CASE WHEN grows AND base_low > 0 THEN 100 * value / base END AS index
FROM linked;
