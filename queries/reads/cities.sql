-- Which cities are compared?
-- params: none
-- columns: city, code, name_*, province_*, colour, colour_dark
-- grain: one row per city
SELECT * EXCLUDE (position) FROM cities ORDER BY position;
