-- What may a chart draw? Every statement with its interval, per year, per 10,000 residents, and who disagrees.
-- params: none
-- columns: the columns of a statement, its source's date and grade, year, interval, conflict and adoption,
--   shown, per_year*, population*, per_10k*
-- grain: one row per statement in force
CREATE TABLE readings AS
WITH spread AS (
    SELECT
        s.*, a.level AS area_level, n.theme, n.kind, n.per_capita, n.position AS indicator_position,
        f.published, f.grade, f.number AS source_number,
        -- A term has a start, not a year it belongs to.
        CASE WHEN s.period_basis <> 'effective_from' THEN year(s.period_end) END AS year,
        i.low, i.high, i.low_open, i.high_open,
        c.conflict, c.adopted, c.rule AS adopted_rule, w.shown, w.shown_by,
        CASE WHEN n.kind <> 'flow' THEN NULL
             WHEN s.period_basis = 'year' THEN 1
             WHEN s.period_basis = 'multi_year' THEN s.period_years END AS years_covered,
        (SELECT count(*) FROM breaks AS b
         WHERE b.city = s.city AND b.indicator = 'resident_population' AND b.starts <= s.period_end) AS side
    FROM statements AS s
    JOIN areas AS a ON a.area = s.area
    JOIN indicators AS n ON n.indicator = s.indicator
    JOIN sources AS f ON f.source = s.source
    JOIN intervals AS i USING (statement_id)
    JOIN shown AS w USING (statement_id)
    LEFT JOIN conflicts AS c USING (statement_id)
), yearly AS (
    SELECT
        *, value / years_covered AS per_year, low / years_covered AS per_year_low, high / years_covered AS per_year_high
    FROM spread
), nearest AS (
    SELECT y.statement_id, p.statement_id AS population_id, p.year AS population_year,
           p.value AS population, p.low AS population_low, p.high AS population_high
    FROM yearly AS y
    -- Residents counted on the other side of a break are other residents.
    JOIN populations AS p ON p.area = y.area AND p.side = y.side AND abs(p.year - y.year) <= 2
    WHERE y.per_capita AND (y.conflict IS NULL OR y.adopted)
    -- Nearest year, the earlier on a tie.
    QUALIFY row_number() OVER (PARTITION BY y.statement_id ORDER BY abs(p.year - y.year), p.year) = 1
)
SELECT
    y.* EXCLUDE (side), d.population_id, d.population_year, d.population,
    10000 * coalesce(y.per_year, y.value) / d.population AS per_10k,
    10000 * coalesce(y.per_year_low, y.low) / d.population_high AS per_10k_low,
    CASE WHEN d.population_low > 0
         THEN 10000 * coalesce(y.per_year_high, y.high) / d.population_low END AS per_10k_high
FROM yearly AS y LEFT JOIN nearest AS d USING (statement_id);
