-- Which dated, cited terms does each city promise?
-- params: none
-- columns: as fixed for the export of policies
-- grain: one row per policy; amounts in yuan (or the unit given), empty where not printed
SELECT
    p.policy_id, p.city, p.package_zh AS package, p.instrument_zh AS instrument, p.tier, p.benefit_type,
    CASE WHEN a.bound IN ('at_most', 'nearly') THEN NULL ELSE a.value END AS amount_low,
    CASE WHEN a.bound IN ('over', 'at_least') THEN NULL ELSE coalesce(a.value_high, a.value) END AS amount_high,
    a.unit, CASE d.unit WHEN 'year' THEN 12 * d.value WHEN 'month' THEN d.value END AS duration_months,
    p.payer_zh AS payer, p.recipient, p.conditions_zh, p.conditions_en, p.effective_from, p.effective_to, p.replaces,
    p.standing, concat_ws(';', p.amount, p.duration) AS statements
FROM policies AS p
LEFT JOIN statements AS a ON a.statement_id = p.amount
LEFT JOIN statements AS d ON d.statement_id = p.duration
ORDER BY p.position;
