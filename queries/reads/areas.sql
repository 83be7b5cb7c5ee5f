-- Which areas may a figure cover?
-- params: none
-- columns: area, city, level, name_zh, name_en
-- grain: one row per area
SELECT * FROM areas ORDER BY city, area;
