-- Which values of what is counted in wholes have a fraction?
-- params: none
-- columns: n, field, figure, expected (the unit), expected_zh, expected_en
-- grain: one row per value
SELECT
    r.n, 'value' AS field, CASE WHEN r.value <> floor(r.value) THEN r.value ELSE r.value_high END AS figure,
    i.unit AS expected, i.unit_zh AS expected_zh, i.unit_en AS expected_en
FROM related AS r JOIN indicators AS i USING (indicator)
WHERE i.unit NOT IN ('percent', 'times', 'sqm', 'year', 'month') AND i.unit NOT LIKE 'yuan%'
  AND (r.value <> floor(r.value) OR r.value_high <> floor(r.value_high));
