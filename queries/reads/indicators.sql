-- Which indicators are declared, and how many figures does each have?
-- params: none
-- columns: indicator, theme, unit, kind, better, decimals, valid_min, valid_max, per_capita, parent, name_*, text_*,
--   unit_*, figures, cities (with a figure)
-- grain: one row per declared indicator
SELECT
    i.* EXCLUDE (position),
    (SELECT count(*) FROM statements AS s WHERE s.indicator = i.indicator) AS figures,
    (SELECT count(DISTINCT s.city) FROM statements AS s WHERE s.indicator = i.indicator) AS cities
FROM indicators AS i
ORDER BY i.position;
