-- Which statements are about the same figure, and do they agree?
-- params: none
-- columns: statement_id, other_id, relation ('agreeing' where the intervals overlap, else 'conflicting')
-- grain: one row per ordered pair of statements with one key but another source or attribution
CREATE TABLE same_figure AS
WITH keyed AS (
    SELECT
        s.*, i.low, i.high, i.low_open, i.high_open,
        figure_key(city, area, indicator, definition, standing, period_start, period_end, period_basis,
                   period_years, period_inferred) AS figure
    FROM statements AS s JOIN intervals AS i USING (statement_id)
)
SELECT
    a.statement_id, b.statement_id AS other_id,
    CASE WHEN intervals_meet(a.low, a.high, a.low_open, a.high_open, b.low, b.high, b.low_open, b.high_open)
         THEN 'agreeing' ELSE 'conflicting' END AS relation
FROM keyed AS a
JOIN keyed AS b
  ON a.figure = b.figure
 AND (a.source <> b.source OR a.attributed_to <> b.attributed_to OR a.definition <> b.definition);
