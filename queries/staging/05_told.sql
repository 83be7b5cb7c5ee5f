-- What do the cells of an upload say, cell by cell?
-- params: none
-- columns: n, field, words
-- grain: one row per cell that is not empty
CREATE TEMP TABLE told AS
UNPIVOT (SELECT n::INTEGER AS n, nullif(COLUMNS(* EXCLUDE (n, layout))::VARCHAR, '') FROM texts)
ON COLUMNS(* EXCLUDE n) INTO NAME field VALUE words;
