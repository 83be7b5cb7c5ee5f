-- All statements in force, as they are exported.
-- params: none
-- columns: as fixed for the export of statements
-- grain: one row per statement in force
SELECT
    s.statement_id, s.city, s.area, a.level AS area_level, s.indicator, s.definition,
    i.name_zh AS indicator_zh, i.name_en AS indicator_en, i.theme, i.kind, s.value, s.value_high, s.unit, s.bound,
    s.standing, s.period_start, s.period_end, s.period_basis, s.period_years, s.period_inferred, s.as_printed,
    s.source, s.attributed_to, s.paragraph, s.witnesses, s.note_zh, s.note_en, s.batch
FROM statements AS s
JOIN areas AS a USING (area)
JOIN indicators AS i USING (indicator)
ORDER BY s.statement_id;
