-- Which planned figures do not say for when?
-- params: none
-- columns: n, field
-- grain: one row per such row
SELECT n, 'period' AS field FROM related
WHERE standing = 'planned' AND period_basis = 'unstated';
