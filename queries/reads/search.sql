-- Which figures match some words in either language, a printed number, a code, or filters?
-- params: words (list of lower-case words, all must occur; NULL = any), city, theme, source, standing
--   (each optional: NULL = all)
-- columns: statement_id, city, area, indicator, theme, value, value_high, unit, bound, standing, as_printed, source,
--   paragraph, period_basis, period_start, period_end, period_years, period_inferred
-- grain: one row per matching statement in force
WITH described AS (
    SELECT
        s.*, i.theme, i.position AS indicator_position, c.position AS city_position,
        lower(concat_ws(' ', s.statement_id, i.indicator, i.name_zh, i.name_en, i.text_zh, i.text_en, c.city,
            c.name_zh, c.name_en, a.name_zh, a.name_en, s.as_printed, replace(replace(s.as_printed, ',', ''), ' ', ''),
            format('{:.10g}', s.value), s.note_zh, s.note_en, f.source, f.title_zh, f.title_en, f.publisher_zh,
            f.publisher_en, year(s.period_end)::VARCHAR)) AS haystack
    FROM statements AS s
    JOIN indicators AS i USING (indicator)
    JOIN cities AS c ON c.city = s.city
    JOIN areas AS a ON a.area = s.area
    JOIN sources AS f USING (source)
)
SELECT
    statement_id, city, area, indicator, theme, value, value_high, unit, bound, standing, as_printed, source,
    paragraph, period_basis, period_start, period_end, period_years, period_inferred
FROM described
WHERE ($words IS NULL OR list_bool_and([contains(haystack, word) FOR word IN $words::VARCHAR[]]))
  AND ($city IS NULL OR city = $city) AND ($theme IS NULL OR theme = $theme)
  AND ($source IS NULL OR source = $source) AND ($standing IS NULL OR standing = $standing)
ORDER BY city_position, statement_id;
