-- Which committed uploads are there?
-- params: none
-- columns: batch, committed, author, note, undone
-- grain: one row per batch
SELECT * FROM batches ORDER BY committed;
