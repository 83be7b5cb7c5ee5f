-- What does each city not print that at least one other city does?
-- params: city (optional: NULL = all)
-- columns: city, indicator, theme, state ('missing', 'part', 'planned', 'undated', 'old'), newest (year or NULL),
--   age (years before the newest source), others (number of cities that print it)
-- grain: one row per city and indicator with a gap
WITH present AS (
    SELECT
        city, indicator,
        bool_or(area = city AND standing IN ('achieved', 'policy_term')) AS whole,
        bool_or(area = city) AS whole_any,
        max(year) FILTER (standing = 'achieved' AND area = city) AS newest
    FROM readings GROUP BY city, indicator
), wanted AS (
    SELECT indicator, count(DISTINCT city) AS cities FROM readings
    WHERE area = city GROUP BY indicator HAVING count(DISTINCT city) >= 2
), judged AS (
    SELECT
        c.city, c.position, w.indicator, i.theme, i.position AS indicator_position, p.newest,
        (SELECT max(year(published)) FROM sources) - p.newest AS age,
        w.cities - coalesce(p.whole_any, FALSE)::INTEGER AS others,
        CASE WHEN p.city IS NULL THEN 'missing' WHEN NOT p.whole_any THEN 'part' WHEN NOT p.whole THEN 'planned'
             WHEN p.newest IS NULL AND i.kind NOT IN ('rate', 'cap', 'duration') THEN 'undated'
             WHEN (SELECT max(year(published)) FROM sources) - p.newest > 3 THEN 'old' END AS state
    FROM wanted AS w
    CROSS JOIN cities AS c
    JOIN indicators AS i USING (indicator)
    LEFT JOIN present AS p ON p.city = c.city AND p.indicator = w.indicator
)
SELECT city, indicator, theme, state, newest, age, others
FROM judged
WHERE state IS NOT NULL AND ($city IS NULL OR city = $city)
ORDER BY position, indicator_position;
