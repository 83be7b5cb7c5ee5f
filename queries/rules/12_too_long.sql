-- Which texts are longer than a figure, a name or a note can be?
-- params: none
-- columns: n, field, length, most
-- grain: one row per text
WITH told AS (
    UNPIVOT (SELECT n::INTEGER AS n, nullif(COLUMNS(* EXCLUDE (n, layout))::VARCHAR, '') FROM texts)
    ON COLUMNS(* EXCLUDE n) INTO NAME field VALUE words
), measured AS (
    SELECT n, field, length(words) AS length, CASE WHEN field IN ('note_zh', 'note_en') THEN 2000 ELSE 200 END AS most
    FROM told
)
SELECT n, field, length, most FROM measured WHERE length > most;
