-- Which figures exist, how old are they, and why is a cell empty?
-- params: none
-- columns: city, indicator, year (NULL = undated; a term belongs to the year in which it came into force), figures,
--   best_id, state of the best figure ('printed', 'part' = not the whole city, 'definition' = only under another
--   definition than the indicator's own, 'planned' = not done yet, 'empty'), age (years before the newest source), reason of an empty cell
--   ('not_printed', 'other_years', 'undated_only', NULL where there is a figure)
-- grain: one row per city, indicator and year, and one for undated figures
CREATE TABLE coverage AS
WITH dated AS (
    SELECT
        city, area, indicator, standing, adopted, statement_id, shown,
        coalesce(year, CASE WHEN period_basis = 'effective_from' THEN year(period_start) END) AS year,
        -- A preliminary figure is of the same thing as the final one.
        definition NOT IN ('', 'preliminary') AS otherwise
    FROM readings
), years AS (
    SELECT DISTINCT year FROM dated WHERE shown AND year IS NOT NULL
    UNION ALL SELECT NULL
), cells AS (
    SELECT c.city, c.position AS city_position, i.indicator, i.position AS indicator_position, y.year
    FROM cities AS c CROSS JOIN indicators AS i CROSS JOIN years AS y
), figures AS (
    SELECT
        city, indicator, year, count(*) AS figures,
        arg_min(statement_id, place) AS best_id, arg_min(state, place) AS state
    FROM (
        SELECT
            r.city, r.indicator, r.year, r.statement_id,
            CASE WHEN r.area <> r.city THEN 'part'
                 WHEN r.otherwise THEN 'definition'
                 WHEN r.standing IN ('planned', 'in_progress') THEN 'planned' ELSE 'printed' END AS state,
            row_number() OVER (
                PARTITION BY r.city, r.indicator, r.year
                ORDER BY r.area <> r.city, r.standing IN ('planned', 'in_progress'), r.otherwise,
                         r.adopted IS FALSE, r.statement_id
            ) AS place
        FROM dated AS r WHERE r.shown
    )
    GROUP BY city, indicator, year
), spans AS (
    SELECT city, indicator, bool_or(year IS NOT NULL) AS dated, bool_or(year IS NULL) AS undated
    FROM dated GROUP BY city, indicator
)
SELECT
    k.city, k.indicator, k.year, coalesce(f.figures, 0) AS figures, f.best_id, coalesce(f.state, 'empty') AS state,
    (SELECT max(year(published)) FROM sources) - k.year AS age,
    CASE WHEN f.figures > 0 THEN NULL WHEN s.city IS NULL THEN 'not_printed'
         WHEN s.dated THEN 'other_years' ELSE 'undated_only' END AS reason
FROM cells AS k
LEFT JOIN figures AS f
  ON f.city = k.city AND f.indicator = k.indicator AND f.year IS NOT DISTINCT FROM k.year
LEFT JOIN spans AS s ON s.city = k.city AND s.indicator = k.indicator
ORDER BY k.city_position, k.indicator_position, k.year;
