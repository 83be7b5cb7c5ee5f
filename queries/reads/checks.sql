-- Do printed figures fit each other?
-- params: none
-- columns: relation, operation, operands, total, expected, computed, low, high, holds, note_zh, note_en
-- grain: one row per declared relation
SELECT * FROM checks ORDER BY holds, relation;
