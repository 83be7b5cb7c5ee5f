-- Which rows name an area that lies in another city?
-- params: none
-- columns: n, field, expected, expected_zh, expected_en (the areas of the row's own city)
-- grain: one row per such row
WITH own AS (
    SELECT
        city, string_agg(area, ', ' ORDER BY area) AS expected, string_agg(name_zh, '、' ORDER BY area) AS expected_zh,
        string_agg(name_en, ', ' ORDER BY area) AS expected_en
    FROM areas GROUP BY city
)
SELECT r.n, 'area' AS field, o.expected, o.expected_zh, o.expected_en
FROM identified AS r JOIN areas AS a USING (area) JOIN own AS o ON o.city = r.city
WHERE a.city NOT IN ('', r.city);
