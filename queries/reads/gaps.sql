-- What does each city not print, or not wholly, that at least one other city prints for its whole city?
-- params: city (optional: NULL = all)
-- columns: city, indicator, theme, state ('missing', 'part', 'definition' = only under another definition than the
--   indicator's own, 'planned', 'undated', 'old'), newest (year or NULL), age (years before the newest source),
--   others (number of other cities that print it)
-- grain: one row per city and indicator with a gap; of indicators that are a share or compared per resident, no terms
WITH figures AS (
    -- A preliminary figure is of the same thing as the final one.
    SELECT *, area = city AS whole, area = city AND standing IN ('achieved', 'policy_term') AS done,
           definition IN ('', 'preliminary') AS own
    FROM readings
), present AS (
    SELECT
        city, indicator, bool_or(whole) AS whole, bool_or(done) AS done,
        bool_or(whole AND own) AS whole_own, bool_or(done AND own) AS done_own,
        max(year) FILTER (standing = 'achieved' AND whole) AS newest
    FROM figures GROUP BY city, indicator
), wanted AS (
    SELECT p.indicator, count(*) AS cities
    FROM present AS p JOIN indicators AS i USING (indicator)
    WHERE p.whole AND i.kind NOT IN ('rate', 'cap', 'duration') AND (i.per_capita OR i.kind = 'share')
    GROUP BY p.indicator
), newest_source AS (
    SELECT max(year(published)) AS year FROM sources
), judged AS (
    SELECT
        c.city, c.position, w.indicator, i.theme, i.position AS indicator_position, p.newest,
        n.year - p.newest AS age,
        w.cities - coalesce(p.whole, FALSE)::INTEGER AS others,
        -- The state of the best figure: whole before part, done before planned, own definition before others.
        CASE WHEN p.city IS NULL THEN 'missing' WHEN NOT p.whole THEN 'part'
             WHEN NOT (CASE WHEN p.done THEN p.done_own ELSE p.whole_own END) THEN 'definition'
             WHEN NOT p.done THEN 'planned' WHEN p.newest IS NULL THEN 'undated'
             WHEN n.year - p.newest > 3 THEN 'old' END AS state
    FROM wanted AS w
    CROSS JOIN cities AS c
    CROSS JOIN newest_source AS n
    JOIN indicators AS i USING (indicator)
    LEFT JOIN present AS p ON p.city = c.city AND p.indicator = w.indicator
)
SELECT city, indicator, theme, state, newest, age, others
FROM judged
WHERE state IS NOT NULL AND others > 0 AND ($city IS NULL OR city = $city)
ORDER BY position, indicator_position;
