-- Which periods end before they start?
-- params: none
-- columns: n, field
-- grain: one row per period
SELECT n, 'period_end' AS field FROM identified WHERE period_end < period_start;
