-- Which values can be computed from printed ones, and between which limits do they lie?
-- params: none
-- columns: derived, city, area, indicator, operation, operands, value, low, high (NULL = unbounded), period_basis,
--   period_start, period_end, note_zh, note_en
-- grain: one row per declared derivation
CREATE TABLE derived AS
WITH terms AS (
    SELECT
        d.*, s.value, i.low, i.high,
        -- A second operand in percent is a share or a growth; a term in years of a monthly rate has twelve months each.
        CASE WHEN d.position = 2 AND s.unit = 'percent' AND d.operation <> 'difference' THEN 0.01
             WHEN d.operation = 'full_term' AND d.position = 2 AND s.unit = 'year' THEN 12 ELSE 1 END AS scale
    FROM derivations AS d
    JOIN statements AS s ON s.statement_id = d.operand
    JOIN intervals AS i ON i.statement_id = d.operand
), folded AS (
    SELECT
        derived, city, area, indicator, operation, period_basis, period_start, period_end, note_zh, note_en,
        string_agg(operand, ';' ORDER BY position) AS operands,
        sum(value) AS total, sum(low) AS total_low, CASE WHEN count(high) = count(*) THEN sum(high) END AS total_high,
        max(value) FILTER (position = 1) AS v1, max(value * scale) FILTER (position = 2) AS v2,
        max(low) FILTER (position = 1) AS l1, max(low * scale) FILTER (position = 2) AS l2,
        max(high) FILTER (position = 1) AS h1, max(high * scale) FILTER (position = 2) AS h2
    FROM terms
    GROUP BY ALL
), computed AS (
    SELECT
        *,
        -- Limits of products and quotients are those of their operands only where nothing is below zero.
        l1 >= 0 AND l2 >= CASE operation WHEN 'grow_back' THEN -1 ELSE 0 END AS bounded,
        CASE operation WHEN 'sum' THEN total WHEN 'difference' THEN v1 - v2 WHEN 'quotient' THEN v1 / nullif(v2, 0)
                       WHEN 'grow_back' THEN v1 / nullif(1 + v2, 0) ELSE v1 * v2 END AS value,
        CASE operation WHEN 'quotient' THEN coalesce(l1 / nullif(h2, 0), 0)
                       WHEN 'grow_back' THEN coalesce(l1 / nullif(1 + h2, 0), 0)
                       ELSE l1 * l2 END AS low,
        CASE operation WHEN 'quotient' THEN h1 / nullif(l2, 0) WHEN 'grow_back' THEN h1 / nullif(1 + l2, 0)
                       ELSE h1 * h2 END AS high
    FROM folded
)
SELECT
    derived, city, area, indicator, operation, operands, value,
    CASE WHEN operation = 'sum' THEN total_low WHEN operation = 'difference' THEN l1 - h2
         WHEN bounded THEN low END AS low,
    CASE WHEN operation = 'sum' THEN total_high WHEN operation = 'difference' THEN h1 - l2
         WHEN bounded THEN high END AS high,
    period_basis, period_start, period_end, note_zh, note_en
FROM computed;
