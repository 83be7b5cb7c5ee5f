-- Which values lie outside what the indicator can be?
-- params: none
-- columns: n, field, least, most (NULL = without end)
-- grain: one row per row, about its lower end where that is outside
SELECT
    r.n, CASE WHEN r.value < i.valid_min OR r.value > coalesce(i.valid_max, 1e15) THEN 'value' ELSE 'value_high' END AS field,
    i.valid_min AS least, i.valid_max AS most, r.indicator
FROM identified AS r JOIN indicators AS i USING (indicator)
-- Nothing counted here reaches 10^15.
WHERE least(r.value, r.value_high) < i.valid_min OR greatest(r.value, r.value_high) > coalesce(i.valid_max, 1e15);
