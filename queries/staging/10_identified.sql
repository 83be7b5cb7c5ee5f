-- Which known statement does each row of an upload stand for, by its id or by its whole key?
-- params: none
-- columns: those of `staged` with types, figure (NULL where a part of the key could not be read), year,
--   code (the known statement, NULL = none)
-- grain: one row per staged row
CREATE TEMP TABLE known AS
SELECT
    s.*, i.low, i.high, i.low_open, i.high_open,
    figure_key(city, area, indicator, definition, standing, period_start, period_end, period_basis,
               period_years, period_inferred) AS figure
FROM statements AS s JOIN intervals AS i USING (statement_id);
CREATE TEMP TABLE identified AS
WITH typed AS (
    SELECT
        n::INTEGER AS n, row::INTEGER AS row, sheet::VARCHAR AS sheet, statement_id::VARCHAR AS statement_id,
        city::VARCHAR AS city, area::VARCHAR AS area, indicator::VARCHAR AS indicator,
        definition::VARCHAR AS definition, value::DOUBLE AS value, value_high::DOUBLE AS value_high,
        unit::VARCHAR AS unit, bound::VARCHAR AS bound, standing::VARCHAR AS standing,
        period_start::VARCHAR::DATE AS period_start, period_end::VARCHAR::DATE AS period_end,
        period_basis::VARCHAR AS period_basis, period_years::DOUBLE AS period_years,
        period_inferred::BOOLEAN AS period_inferred, as_printed::VARCHAR AS as_printed,
        source::VARCHAR AS source, attributed_to::VARCHAR AS attributed_to, paragraph::VARCHAR AS paragraph,
        witnesses::VARCHAR AS witnesses, note_zh::VARCHAR AS note_zh, note_en::VARCHAR AS note_en,
        step::DOUBLE AS step, with_wan::BOOLEAN AS with_wan, unit_named::BOOLEAN AS unit_named,
        printed_given::BOOLEAN AS printed_given
    FROM staged
), keyed AS (
    SELECT
        *,
        CASE WHEN city IS NOT NULL AND area IS NOT NULL AND indicator IS NOT NULL AND definition IS NOT NULL
              AND standing IS NOT NULL AND period_basis IS NOT NULL AND source IS NOT NULL
              AND attributed_to IS NOT NULL
             THEN figure_key(city, area, indicator, definition, standing, period_start, period_end, period_basis,
                             period_years, period_inferred) END AS figure,
        year(coalesce(period_end, CASE WHEN period_basis = 'effective_from' THEN period_start END)) AS year
    FROM typed
)
SELECT r.*, coalesce(named.statement_id, same.statement_id) AS code
FROM keyed AS r
LEFT JOIN known AS named ON named.statement_id = r.statement_id
LEFT JOIN known AS same
  ON r.statement_id = '' AND same.figure = r.figure AND same.definition = r.definition
 AND same.source = r.source AND same.attributed_to = r.attributed_to;
