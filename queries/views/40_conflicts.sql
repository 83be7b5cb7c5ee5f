-- Where do sources or departments contradict each other, and which figure is adopted by which rule?
-- params: none
-- columns: conflict (smallest id of the group), statement_id, adopted, rule (NULL where none is adopted)
-- grain: one row per shown statement that some shown statement with the same key contradicts
CREATE TABLE conflicts AS
WITH members AS (
    SELECT p.statement_id, least(p.statement_id, min(p.other_id)) AS conflict
    FROM same_figure AS p
    JOIN shown AS mine ON mine.statement_id = p.statement_id AND mine.shown
    JOIN shown AS theirs ON theirs.statement_id = p.other_id AND theirs.shown
    GROUP BY p.statement_id HAVING bool_or(p.relation = 'conflicting')
), described AS (
    SELECT
        m.conflict, m.statement_id,
        m.statement_id IN (SELECT adopted FROM adoptions) AS declared,
        s.definition <> 'preliminary' AS final,
        CASE WHEN count(DISTINCT f.publisher_zh) OVER (PARTITION BY m.conflict) = 1 THEN f.published END AS edition,
        s.bound = 'exact' AS exact, coalesce(i.high - i.low, 'inf'::DOUBLE) AS width, s.step, f.published
    FROM members AS m
    JOIN statements AS s USING (statement_id)
    JOIN intervals AS i USING (statement_id)
    JOIN sources AS f USING (source)
), ordered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY conflict
            ORDER BY declared DESC, final DESC, edition DESC NULLS LAST, exact DESC, width, step,
                     published DESC NULLS LAST, statement_id
        ) AS place
    FROM described
), rules AS (
    -- The first criterion on which the best beats the next best is the rule that chose it.
    SELECT
        best.conflict, best.statement_id,
        CASE WHEN best.declared > next.declared THEN 'declared'
             WHEN best.final > next.final THEN 'final'
             WHEN best.edition > next.edition THEN 'later_edition'
             WHEN best.exact > next.exact THEN 'exact'
             WHEN (best.width, best.step) < (next.width, next.step) THEN 'precise'
             WHEN best.published > next.published THEN 'later_source' END AS rule
    FROM ordered AS best JOIN ordered AS next ON next.conflict = best.conflict AND next.place = 2
    WHERE best.place = 1
)
SELECT
    o.conflict, o.statement_id,
    CASE WHEN r.rule IS NULL THEN NULL ELSE o.statement_id = r.statement_id END AS adopted,
    r.rule
FROM ordered AS o JOIN rules AS r USING (conflict);
