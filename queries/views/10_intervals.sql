-- Between which values does each printed figure lie? Half a unit of the last printed digit either way, or open.
-- params: none
-- columns: statement_id, low, high (NULL = unbounded), low_open, high_open
-- grain: one row per statement in force
CREATE TABLE intervals AS
WITH halves AS (
    SELECT s.*, i.valid_min, half_step(s.standing, s.step, s.with_wan, s.unit) AS half
    FROM statements AS s JOIN indicators AS i USING (indicator)
)
SELECT
    statement_id, lowest(bound, value, half, valid_min) AS low, highest(bound, value, value_high, half) AS high,
    is_low_open(bound) AS low_open, is_high_open(bound) AS high_open
FROM halves;
