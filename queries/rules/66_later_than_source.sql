-- Which figures are called achieved in a year after the one their source was published in?
-- params: none
-- columns: n, field, published (the day of the source)
-- grain: one row per such row
SELECT r.n, 'period' AS field, s.published::VARCHAR AS published
FROM related AS r JOIN sources AS s USING (source)
WHERE r.standing = 'achieved' AND year(coalesce(r.period_end, r.period_start)) > year(s.published)
  AND coalesce(r.period_end, r.period_start) <= current_date;
