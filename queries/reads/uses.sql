-- What uses a statement: derived values, checks, policies, per-capita denominators, declared choices?
-- params: code
-- columns: what ('derived', 'check', 'policy', 'population_of', 'adopted_over'), id
-- grain: one row per use
SELECT 'derived' AS what, derived AS id FROM derivations WHERE operand = $code
UNION ALL SELECT DISTINCT 'check', relation FROM relations WHERE operand = $code OR total = $code
UNION ALL SELECT 'policy', policy_id FROM policies WHERE amount = $code OR duration = $code
UNION ALL SELECT 'population_of', statement_id FROM readings WHERE population_id = $code
UNION ALL SELECT 'adopted_over', loser FROM adoptions WHERE adopted = $code
ORDER BY what, id;
