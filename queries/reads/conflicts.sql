-- Where do two sources or departments print different values for one figure?
-- params: none
-- columns: conflict, statement_id, city, area, indicator, definition, period_basis, period_start, period_end, value,
--   unit, as_printed, source, attributed_to, adopted, rule, declared_zh, declared_en
-- grain: one row per statement in a conflict
SELECT
    c.conflict, c.statement_id, s.city, s.area, s.indicator, s.definition, s.period_basis, s.period_start,
    s.period_end, s.value, s.unit, s.as_printed, s.source, s.attributed_to, c.adopted, c.rule,
    (SELECT min(reason_zh) FROM adoptions AS o WHERE o.adopted = c.statement_id) AS declared_zh,
    (SELECT min(reason_en) FROM adoptions AS o WHERE o.adopted = c.statement_id) AS declared_en
FROM conflicts AS c JOIN statements AS s USING (statement_id)
ORDER BY c.conflict, c.adopted DESC NULLS LAST, c.statement_id;
