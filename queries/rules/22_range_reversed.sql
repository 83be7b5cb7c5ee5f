-- Which ranges end where they begin, or before?
-- params: none
-- columns: n, field, low, high
-- grain: one row per range
SELECT n, 'value_high' AS field, value AS low, value_high AS high FROM identified WHERE value_high <= value;
