-- What does the comparability gate look at in each figure?
-- params: none
-- columns: statement_id, city, indicator, area (''= the whole city), standing, definition, unit, period_basis
--   (basis and length), bound, period (year, or how it is undated), attribution (conflict id or ''), precision
-- grain: one row per statement in force
CREATE TABLE gate_inputs AS
SELECT
    statement_id, city, indicator,
    CASE WHEN area = city THEN '' ELSE area END AS area,
    standing, definition, unit,
    CASE WHEN period_years IS NOT NULL THEN period_basis || ':' || format('{:g}', period_years)
         -- Spans of other lengths are alike only when their lengths are.
         WHEN period_basis IN ('months', 'since') AND period_start IS NOT NULL AND period_end IS NOT NULL
         THEN period_basis || ':' || (date_diff('month', period_start, period_end) + 1) || 'm'
         -- A count at a day that was not printed is still a count at a day, a term without a start still a term:
         -- what is unknown there is the year. A flow without a period hides its length, a cumulative figure its start.
         WHEN kind IN ('stock', 'share') AND period_basis = 'unstated' THEN 'as_of'
         WHEN kind IN ('rate', 'cap', 'duration') AND period_basis = 'unstated' THEN 'effective_from'
         ELSE period_basis END AS period_basis,
    bound,
    CASE WHEN period_inferred THEN 'inferred:' ELSE '' END
        || coalesce(year::VARCHAR, CASE WHEN period_basis = 'effective_from' THEN year(period_start)::VARCHAR END,
                    'unstated') AS period,
    coalesce(conflict, '') AS attribution,
    step AS precision
FROM readings;
