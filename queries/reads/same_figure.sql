-- Which other statements are about the same figure?
-- params: code
-- columns: other_id, relation ('agreeing', 'conflicting')
-- grain: one row per other statement
SELECT other_id, relation FROM same_figure WHERE statement_id = $code ORDER BY other_id;
