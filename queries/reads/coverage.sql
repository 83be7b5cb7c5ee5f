-- Which figures exist, how old are they, and why is a cell empty?
-- params: indicator, city (each optional: NULL = all)
-- columns: city, indicator, theme, year (NULL = undated), figures, best_id, state, age, reason
-- grain: one row per city, indicator and year, and one for undated figures
SELECT v.city, v.indicator, i.theme, v.year, v.figures, v.best_id, v.state, v.age, v.reason
FROM coverage AS v
JOIN indicators AS i USING (indicator)
JOIN cities AS c ON c.city = v.city
WHERE ($indicator IS NULL OR v.indicator = $indicator) AND ($city IS NULL OR v.city = $city)
ORDER BY c.position, i.position, v.year;
