-- Which figures are called achieved in a period that is not over yet?
-- params: none
-- columns: n, field
-- grain: one row per such row
SELECT n, 'standing' AS field FROM related
WHERE standing = 'achieved' AND coalesce(period_end, period_start) > current_date;
