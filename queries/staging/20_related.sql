-- How does each sound row of an upload relate to what is known, and to the rows before it?
-- params: none
-- columns: those of `identified`, its interval, own ('corrected', 'unchanged', NULL = no statement of its own),
--   change (new, corrected, agreeing, conflicting, unchanged), against (codes, ';' between)
-- grain: one row per staged row that is not in `refused`
CREATE TEMP TABLE sound AS
SELECT
    r.* EXCLUDE (paragraph, witnesses, note_zh, note_en, as_printed),
    CASE WHEN NOT r.printed_given AND r.value = k.value AND r.value_high IS NOT DISTINCT FROM k.value_high
          AND r.bound = k.bound THEN k.as_printed ELSE r.as_printed END AS as_printed,
    -- NULL = the file has no such column: what is known stays.
    CASE WHEN r.paragraph IS NULL THEN k.paragraph ELSE nullif(r.paragraph, '')::INTEGER END AS paragraph,
    coalesce(r.witnesses, k.witnesses, '') AS witnesses, coalesce(r.note_zh, k.note_zh, '') AS note_zh,
    coalesce(r.note_en, k.note_en, '') AS note_en,
    lowest(r.bound, r.value, half_step(r.standing, r.step, r.with_wan, r.unit), i.valid_min) AS low,
    highest(r.bound, r.value, r.value_high, half_step(r.standing, r.step, r.with_wan, r.unit)) AS high,
    is_low_open(r.bound) AS low_open, is_high_open(r.bound) AS high_open,
    CASE WHEN r.code IS NULL THEN NULL
         WHEN r.value <> k.value OR r.value_high IS DISTINCT FROM k.value_high OR r.bound <> k.bound THEN 'corrected'
         WHEN r.statement_id = '' THEN 'unchanged'
         WHEN r.figure = k.figure AND r.definition = k.definition AND r.source = k.source
          AND r.attributed_to = k.attributed_to AND (NOT r.printed_given OR r.as_printed = k.as_printed)
          AND (r.paragraph IS NULL OR r.paragraph = coalesce(k.paragraph::VARCHAR, ''))
          AND coalesce(r.witnesses = k.witnesses, true) AND coalesce(r.note_zh = k.note_zh, true)
          AND coalesce(r.note_en = k.note_en, true) THEN 'unchanged'
         ELSE 'corrected' END AS own
FROM identified AS r
JOIN indicators AS i USING (indicator)
LEFT JOIN known AS k ON k.statement_id = r.code
WHERE r.n NOT IN (SELECT n::INTEGER FROM refused);
CREATE TEMP TABLE pairs AS
SELECT
    a.n, k.statement_id AS other, NULL AS other_n, k.source AS other_source,
    CASE WHEN intervals_meet(a.low, a.high, a.low_open, a.high_open, k.low, k.high, k.low_open, k.high_open)
         THEN 'agreeing' ELSE 'conflicting' END AS relation
FROM sound AS a
JOIN known AS k
  ON a.figure = k.figure
 AND (a.source <> k.source OR a.attributed_to <> k.attributed_to OR a.definition <> k.definition)
 -- What the file itself corrects is compared as corrected.
 AND k.statement_id NOT IN (SELECT code FROM sound WHERE code IS NOT NULL)
UNION ALL
SELECT
    a.n, b.code, b.n, b.source,
    CASE WHEN intervals_meet(a.low, a.high, a.low_open, a.high_open, b.low, b.high, b.low_open, b.high_open)
         THEN 'agreeing' ELSE 'conflicting' END
FROM sound AS a
JOIN sound AS b
  ON a.figure = b.figure
 AND (a.source <> b.source OR a.attributed_to <> b.attributed_to OR a.definition <> b.definition)
 -- Of two rows the later one relates to the earlier; what is known comes before what is new.
 AND (coalesce(b.own, 'new') <> 'unchanged', b.own IS NULL, b.n)
   < (coalesce(a.own, 'new') <> 'unchanged', a.own IS NULL, a.n);
CREATE TEMP TABLE related AS
WITH relations AS (
    SELECT
        n, max(relation) AS relation,
        string_agg(other, ';' ORDER BY other) FILTER (relation = 'agreeing') AS agreeing,
        string_agg(other, ';' ORDER BY other) FILTER (relation = 'conflicting') AS conflicting
    FROM pairs GROUP BY n
)
SELECT
    s.* EXCLUDE (figure, step, with_wan, low, high, low_open, high_open), coalesce(s.own, r.relation, 'new') AS change,
    coalesce(s.code, CASE r.relation WHEN 'agreeing' THEN r.agreeing ELSE r.conflicting END, '') AS against
FROM sound AS s LEFT JOIN relations AS r USING (n);
