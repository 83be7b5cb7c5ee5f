-- Which texts hold a character that cannot be seen, turns text round, or could be taken for markup in a name?
-- params: none
-- columns: n, field, character (as U+202E)
-- grain: one row per text
WITH told AS (
    UNPIVOT (SELECT n::INTEGER AS n, nullif(COLUMNS(* EXCLUDE (n, layout))::VARCHAR, '') FROM texts)
    ON COLUMNS(* EXCLUDE n) INTO NAME field VALUE words
), suspect AS (
    SELECT
        n, field,
        -- A note may have lines and brackets; a printed figure may be <5%.
        CASE WHEN field IN ('note_zh', 'note_en') THEN translate(words, E'<>\t\r\n', '')
             WHEN field IN ('value', 'value_high', 'as_printed', 'bound') THEN translate(words, '<>', '')
             ELSE words END AS words
    FROM told
    WHERE regexp_matches(words, '[<>\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}]')
), found AS (
    SELECT
        n, field,
        regexp_extract(words, '[<>\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}]') AS sign
    FROM suspect
)
SELECT n, field, printf('U+%04X', unicode(sign)) AS character FROM found WHERE sign <> '';
