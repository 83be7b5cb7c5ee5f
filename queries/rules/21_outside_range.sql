-- Which values lie outside what the indicator can be?
-- params: none
-- columns: n, field, least, most
-- grain: one row per value
WITH limits AS (
    -- Nothing counted here reaches 10^15.
    SELECT r.n, r.value, r.value_high, i.valid_min AS least, coalesce(i.valid_max, 1e15) AS most
    FROM identified AS r JOIN indicators AS i USING (indicator)
)
SELECT n, 'value' AS field, least, most FROM limits WHERE value < least OR value > most
UNION ALL
SELECT n, 'value_high', least, most FROM limits WHERE value_high < least OR value_high > most;
