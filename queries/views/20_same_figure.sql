-- Which statements are about the same figure, and do they agree?
-- params: none
-- columns: statement_id, other_id, relation ('agreeing' where the intervals overlap, else 'conflicting')
-- grain: one row per ordered pair of statements with one key but another source or attribution
CREATE TABLE same_figure AS
WITH keyed AS (
    SELECT
        s.*, i.low, i.high, i.low_open, i.high_open,
        -- A preliminary figure is of the same thing as the final one.
        CASE s.definition WHEN 'preliminary' THEN '' ELSE s.definition END AS counted
    FROM statements AS s JOIN intervals AS i USING (statement_id)
)
SELECT
    a.statement_id, b.statement_id AS other_id,
    CASE WHEN (a.high IS NULL OR b.low < a.high OR (b.low = a.high AND NOT b.low_open AND NOT a.high_open))
          AND (b.high IS NULL OR a.low < b.high OR (a.low = b.high AND NOT a.low_open AND NOT b.high_open))
         THEN 'agreeing' ELSE 'conflicting' END AS relation
FROM keyed AS a
JOIN keyed AS b
  ON a.city = b.city AND a.area = b.area AND a.indicator = b.indicator AND a.counted = b.counted
 AND a.standing = b.standing AND a.period_basis = b.period_basis
 AND a.period_start IS NOT DISTINCT FROM b.period_start AND a.period_end IS NOT DISTINCT FROM b.period_end
 AND a.period_years IS NOT DISTINCT FROM b.period_years AND a.period_inferred = b.period_inferred
 AND (a.source <> b.source OR a.attributed_to <> b.attributed_to OR a.definition <> b.definition);
