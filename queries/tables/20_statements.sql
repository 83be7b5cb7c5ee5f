-- Statements in force, latest revision, with how exactly each is printed.
-- params: none
-- columns: the columns of a statement, revision, batch ('' = curated), step (one unit of the last
--   printed digit), with_wan (printed in units of 10,000 or more, so rounded even where it counts whole things)
-- grain: one row per statement
CREATE TABLE statements (
    statement_id VARCHAR PRIMARY KEY, city VARCHAR NOT NULL, area VARCHAR NOT NULL, indicator VARCHAR NOT NULL,
    definition VARCHAR NOT NULL, value DOUBLE NOT NULL, value_high DOUBLE, unit VARCHAR NOT NULL,
    bound VARCHAR NOT NULL, standing VARCHAR NOT NULL, period_start DATE, period_end DATE,
    period_basis VARCHAR NOT NULL, period_years DOUBLE, period_inferred BOOLEAN NOT NULL,
    as_printed VARCHAR NOT NULL, source VARCHAR NOT NULL, attributed_to VARCHAR NOT NULL, paragraph INTEGER,
    witnesses VARCHAR NOT NULL, note_zh VARCHAR NOT NULL, note_en VARCHAR NOT NULL,
    revision INTEGER NOT NULL, batch VARCHAR NOT NULL, step DOUBLE NOT NULL,
    with_wan BOOLEAN NOT NULL,
    CHECK (isfinite(value)), CHECK (value_high IS NULL OR value_high > value), CHECK (step > 0),
    CHECK (bound IN ('exact', 'over', 'nearly', 'at_least', 'at_most', 'about')),
    CHECK (standing IN ('achieved', 'in_progress', 'planned', 'policy_term')),
    CHECK (period_basis IN
        ('year', 'half_year', 'months', 'multi_year', 'as_of', 'since', 'effective_from', 'unstated')),
    CHECK (period_start IS NULL OR period_end IS NULL OR period_start <= period_end)
);
