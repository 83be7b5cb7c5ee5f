-- Which statements stand for themselves? Of several that agree the most precise one does, the rest are witnesses.
-- params: none
-- columns: statement_id, shown, shown_by (the more precise twin, NULL where shown)
-- grain: one row per statement in force
CREATE TABLE shown AS
WITH worth AS (
    SELECT
        s.statement_id,
        row_number() OVER (
            ORDER BY s.statement_id IN (SELECT adopted FROM adoptions) DESC, s.definition = 'preliminary',
                     s.bound = 'exact' DESC, i.high - i.low NULLS LAST, s.step, f.grade = 'core' DESC,
                     f.published DESC NULLS LAST, s.statement_id
        ) AS place
    FROM statements AS s JOIN intervals AS i USING (statement_id) JOIN sources AS f USING (source)
), outdone AS (
    SELECT p.statement_id, p.other_id, theirs.place
    FROM same_figure AS p
    JOIN worth AS mine ON mine.statement_id = p.statement_id
    JOIN worth AS theirs ON theirs.statement_id = p.other_id AND theirs.place < mine.place
    WHERE p.relation = 'agreeing'
), hidden AS (
    -- Nobody is hidden behind one that is hidden itself: the two may be far apart.
    SELECT statement_id, arg_min(other_id, place) AS shown_by
    FROM outdone
    WHERE other_id NOT IN (SELECT statement_id FROM outdone)
    GROUP BY statement_id
)
SELECT s.statement_id, h.shown_by IS NULL AS shown, h.shown_by
FROM statements AS s LEFT JOIN hidden AS h USING (statement_id);
