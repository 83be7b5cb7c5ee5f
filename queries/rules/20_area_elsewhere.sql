-- Which rows name an area that lies in another city?
-- params: none
-- columns: n, field, expected (the areas of the row's own city)
-- grain: one row per such row
SELECT r.n, 'area' AS field, (SELECT string_agg(o.area, ', ' ORDER BY o.area) FROM areas AS o WHERE o.city = r.city) AS expected
FROM identified AS r JOIN areas AS a USING (area)
WHERE a.city NOT IN ('', r.city);
