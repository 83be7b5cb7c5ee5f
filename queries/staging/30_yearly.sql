-- Between which values does each figure lie in each year, as known once the upload is in?
-- params: none
-- columns: city, area, indicator, definition, standing, year, lowest, highest, is_new (only rows of the upload)
-- grain: one row per figure and year, whatever the source or basis
CREATE TEMP TABLE yearly AS
WITH every AS (
    SELECT city, area, indicator, definition, standing, year(period_end) AS year, value, false AS is_new FROM known
    WHERE statement_id NOT IN (SELECT code FROM related WHERE code IS NOT NULL)
    UNION ALL
    SELECT city, area, indicator, definition, standing, year, value, true FROM related
)
SELECT city, area, indicator, definition, standing, year, min(value) AS lowest, max(value) AS highest,
    bool_and(is_new) AS is_new
FROM every WHERE year IS NOT NULL
GROUP BY ALL;
