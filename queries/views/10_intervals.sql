-- Between which values does each printed figure lie? Half a unit of the last printed digit either way, or open.
-- params: none
-- columns: statement_id, low, high (NULL = unbounded), low_open, high_open
-- grain: one row per statement in force
CREATE TABLE intervals AS
WITH halves AS (
    SELECT
        s.*, i.valid_min,
        -- Policy terms, plans and whole counts not printed in units of 10,000 are meant to the last unit.
        CASE WHEN s.standing IN ('policy_term', 'planned') THEN 0
             WHEN s.step >= 1 AND NOT s.with_wan AND s.unit NOT IN ('percent', 'times', 'sqm') THEN 0
             ELSE s.step / 2 END AS half
    FROM statements AS s JOIN indicators AS i USING (indicator)
)
SELECT
    statement_id,
    CASE WHEN bound = 'exact' THEN value - half
         WHEN bound = 'about' THEN value - 2 * half
         WHEN bound IN ('over', 'at_least') THEN value
         ELSE valid_min END AS low,
    CASE WHEN bound = 'exact' THEN coalesce(value_high, value) + half
         WHEN bound = 'about' THEN coalesce(value_high, value) + 2 * half
         WHEN bound IN ('nearly', 'at_most') THEN coalesce(value_high, value) END AS high,
    bound = 'over' AS low_open,
    bound = 'nearly' AS high_open
FROM halves;
