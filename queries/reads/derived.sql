-- Which values are computed from printed ones?
-- params: none
-- columns: derived, city, area, indicator, operation, operands, value, low, high, unit, period_basis,
--   period_start, period_end, note_zh, note_en
-- grain: one row per declared derivation
SELECT
    d.derived, d.city, d.area, d.indicator, d.operation, d.operands, d.value, d.low, d.high, i.unit,
    d.period_basis, d.period_start, d.period_end, d.note_zh, d.note_en
FROM derived AS d JOIN indicators AS i USING (indicator)
ORDER BY d.derived;
