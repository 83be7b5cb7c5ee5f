-- Which witnesses are no known source with a paragraph?
-- params: none
-- columns: n, field, witness
-- grain: one row per witness
WITH told AS (
    SELECT n::INTEGER AS n, unnest(string_split(witnesses, ';')) AS witness FROM texts WHERE witnesses <> ''
)
SELECT n, 'witnesses' AS field, witness FROM told
WHERE NOT regexp_full_match(witness, '[^:]+:([1-9][0-9]{0,5})?')
   OR split_part(witness, ':', 1) NOT IN (SELECT source FROM sources);
