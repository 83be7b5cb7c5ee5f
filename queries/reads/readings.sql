-- Which figures in force are there, as a chart may use them?
-- params: indicator, city, code (each optional: NULL = all)
-- columns: the fields of queries.Reading
-- grain: one row per statement in force
SELECT
    r.statement_id, r.city, r.area, r.area_level, r.indicator, r.definition, r.theme, r.kind, r.unit,
    r.value, r.value_high, r.bound, r.standing, r.period_start, r.period_end, r.period_basis, r.period_years,
    r.period_inferred, r.as_printed, r.source, r.attributed_to, r.paragraph, r.witnesses, r.note_zh, r.note_en,
    r.batch, r.revision, r.published, r.grade, r.year, r.low, r.high, r.low_open, r.high_open,
    r.conflict, r.adopted, r.adopted_rule, r.shown, r.shown_by, r.per_year, r.per_year_low, r.per_year_high,
    r.population, r.population_year, r.population_id, r.per_10k, r.per_10k_low, r.per_10k_high, r.step,
    g.period_basis AS span, g.period AS period_label
FROM readings AS r
JOIN gate_inputs AS g USING (statement_id)
JOIN cities AS c ON c.city = r.city
WHERE ($indicator IS NULL OR r.indicator = $indicator)
  AND ($city IS NULL OR r.city = $city)
  AND ($code IS NULL OR r.statement_id = $code)
ORDER BY r.indicator_position, c.position, r.statement_id;
