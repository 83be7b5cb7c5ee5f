-- Do printed figures fit each other: parts their total, a growth its two levels, two departments one base?
-- params: none
-- columns: relation, operation, operands, total, expected, computed, low, high (limits of computed, NULL where there
--   are none), holds, note_zh, note_en
-- grain: one row per declared relation
CREATE VIEW checks AS
WITH terms AS (
    SELECT
        r.*, s.value, i.low, i.high,
        -- A share or growth that is reckoned with; levels in percent stay as printed.
        CASE WHEN s.unit = 'percent' AND r.operation IN ('product', 'same_base') THEN 0.01 ELSE 1 END AS scale
    FROM relations AS r
    JOIN statements AS s ON s.statement_id = r.operand
    JOIN intervals AS i ON i.statement_id = r.operand
), folded AS (
    SELECT
        relation, operation, total, note_zh, note_en, string_agg(operand, ';' ORDER BY position) AS operands,
        sum(value) AS sum_v, sum(low) AS sum_l, CASE WHEN count(high) = count(*) THEN sum(high) END AS sum_h,
        max(value) FILTER (position = 1) AS v1, max(low) FILTER (position = 1) AS l1,
        max(high) FILTER (position = 1) AS h1,
        max(value * scale) FILTER (position = 2) AS v2, max(low * scale) FILTER (position = 2) AS l2,
        max(high * scale) FILTER (position = 2) AS h2,
        max(value) FILTER (position = 3) AS v3, max(low) FILTER (position = 3) AS l3,
        max(high) FILTER (position = 3) AS h3,
        max(value * scale) FILTER (position = 4) AS v4, max(low * scale) FILTER (position = 4) AS l4,
        max(high * scale) FILTER (position = 4) AS h4
    FROM terms
    GROUP BY ALL
), sides AS (
    -- Expected: the printed total, the printed growth, or the base by the second department.
    SELECT
        f.relation, f.operation, f.operands, f.total, f.note_zh, f.note_en, t.value AS expected,
        ti.low AS expected_low, ti.high AS expected_high,
        f.sum_v AS computed, f.sum_l AS low, f.sum_h AS high, TRUE AS known
    FROM folded AS f
    JOIN statements AS t ON t.statement_id = f.total
    JOIN intervals AS ti ON ti.statement_id = f.total
    WHERE f.operation = 'sum'
    UNION ALL
    SELECT
        f.relation, f.operation, f.operands, f.total, f.note_zh, f.note_en, t.value,
        ti.low, ti.high, f.v1 * f.v2, f.l1 * f.l2, f.h1 * f.h2, f.l1 >= 0 AND f.l2 >= 0
    FROM folded AS f
    JOIN statements AS t ON t.statement_id = f.total
    JOIN intervals AS ti ON ti.statement_id = f.total
    WHERE f.operation = 'product'
    UNION ALL
    SELECT
        relation, operation, operands, total, note_zh, note_en, v3,
        l3, h3, 100 * (v2 / nullif(v1, 0) - 1), 100 * (l2 / nullif(h1, 0) - 1), 100 * (h2 / nullif(l1, 0) - 1),
        l1 >= 0 AND l2 >= 0
    FROM folded WHERE operation = 'growth'
    UNION ALL
    SELECT
        relation, operation, operands, total, note_zh, note_en, v3 / nullif(1 + v4, 0),
        l3 / nullif(1 + h4, 0), h3 / nullif(1 + l4, 0),
        v1 / nullif(1 + v2, 0), l1 / nullif(1 + h2, 0), h1 / nullif(1 + l2, 0),
        l1 >= 0 AND l2 >= -1 AND l3 >= 0 AND l4 >= -1
    FROM folded WHERE operation = 'same_base'
)
SELECT
    relation, operation, operands, total, expected, computed,
    CASE WHEN known THEN low END AS low, CASE WHEN known THEN high END AS high,
    -- Limits that cannot be computed rule nothing out.
    NOT known OR coalesce(low <= expected_high, TRUE) AND coalesce(expected_low <= high, TRUE) AS holds,
    note_zh, note_en
FROM sides;
