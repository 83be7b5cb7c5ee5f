-- Which rows name a statement that is about another city or another indicator?
-- params: none
-- columns: n, field, known_city, known_indicator (names of what the statement is about)
-- grain: one row per such row
SELECT
    r.n, 'statement_id' AS field, c.name_zh AS known_city_zh, c.name_en AS known_city_en,
    i.name_zh AS known_indicator_zh, i.name_en AS known_indicator_en
FROM identified AS r
JOIN known AS k ON k.statement_id = r.statement_id
JOIN cities AS c ON c.city = k.city
JOIN indicators AS i ON i.indicator = k.indicator
WHERE k.city <> r.city OR k.indicator <> r.indicator;
