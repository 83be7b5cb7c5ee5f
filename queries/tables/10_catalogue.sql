-- Tables of what data/ declares, one per kind; filled by talent/warehouse.py.
-- params: none
-- columns: as below
-- grain: one row per declared thing
CREATE TABLE meta (data_version VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, data_date DATE);
CREATE TABLE cities (
    city VARCHAR PRIMARY KEY, position INTEGER NOT NULL, code VARCHAR NOT NULL UNIQUE,
    name_zh VARCHAR NOT NULL, name_en VARCHAR NOT NULL, province_zh VARCHAR NOT NULL, province_en VARCHAR NOT NULL,
    colour VARCHAR NOT NULL, colour_dark VARCHAR NOT NULL
);
CREATE TABLE areas (
    area VARCHAR PRIMARY KEY, city VARCHAR NOT NULL, level VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL, name_en VARCHAR NOT NULL,
    CHECK (level IN ('city', 'district', 'county', 'sector', 'institution', 'programme', 'province', 'national'))
);
CREATE TABLE indicators (
    indicator VARCHAR PRIMARY KEY, position INTEGER NOT NULL, theme VARCHAR NOT NULL, unit VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, better VARCHAR NOT NULL, decimals INTEGER NOT NULL,
    valid_min DOUBLE NOT NULL, valid_max DOUBLE, per_capita BOOLEAN NOT NULL, parent VARCHAR,
    name_zh VARCHAR NOT NULL, name_en VARCHAR NOT NULL, text_zh VARCHAR NOT NULL, text_en VARCHAR NOT NULL,
    unit_zh VARCHAR NOT NULL, unit_en VARCHAR NOT NULL,
    CHECK (kind IN ('flow', 'stock', 'cumulative', 'share', 'growth', 'ratio', 'rate', 'cap', 'duration', 'target')),
    CHECK (better IN ('higher', 'lower', 'neither'))
);
CREATE TABLE sources (
    source VARCHAR PRIMARY KEY, number INTEGER NOT NULL UNIQUE, city VARCHAR NOT NULL,
    title_zh VARCHAR NOT NULL, title_en VARCHAR NOT NULL, publisher_zh VARCHAR NOT NULL, publisher_en VARCHAR NOT NULL,
    published DATE, published_inferred BOOLEAN NOT NULL, kind VARCHAR NOT NULL, address VARCHAR NOT NULL,
    linkable BOOLEAN NOT NULL, grade VARCHAR NOT NULL, reprint BOOLEAN NOT NULL,
    CHECK (grade IN ('core', 'high', 'medium'))
);
CREATE TABLE policies (
    policy_id VARCHAR PRIMARY KEY, position INTEGER NOT NULL, city VARCHAR NOT NULL,
    package_zh VARCHAR NOT NULL, package_en VARCHAR NOT NULL, instrument_zh VARCHAR NOT NULL,
    instrument_en VARCHAR NOT NULL, tier VARCHAR NOT NULL, benefit_type VARCHAR NOT NULL,
    amount VARCHAR, duration VARCHAR, payer_zh VARCHAR, payer_en VARCHAR, recipient VARCHAR NOT NULL,
    conditions_zh VARCHAR, conditions_en VARCHAR, effective_from DATE, effective_to DATE, replaces VARCHAR,
    standing VARCHAR NOT NULL
);
CREATE TABLE derivations (
    derived VARCHAR NOT NULL, city VARCHAR NOT NULL, area VARCHAR NOT NULL, indicator VARCHAR NOT NULL,
    operation VARCHAR NOT NULL, position INTEGER NOT NULL, operand VARCHAR NOT NULL,
    period_basis VARCHAR NOT NULL, period_start DATE, period_end DATE,
    note_zh VARCHAR NOT NULL, note_en VARCHAR NOT NULL,
    PRIMARY KEY (derived, position),
    CHECK (operation IN ('sum', 'difference', 'quotient', 'product', 'grow_back', 'full_term'))
);
CREATE TABLE relations (
    relation VARCHAR NOT NULL, operation VARCHAR NOT NULL, position INTEGER NOT NULL, operand VARCHAR NOT NULL,
    total VARCHAR, note_zh VARCHAR NOT NULL, note_en VARCHAR NOT NULL,
    PRIMARY KEY (relation, position), CHECK (operation IN ('sum', 'growth', 'same_base', 'product'))
);
CREATE TABLE breaks (
    indicator VARCHAR NOT NULL, city VARCHAR NOT NULL, starts DATE NOT NULL,
    reason_zh VARCHAR NOT NULL, reason_en VARCHAR NOT NULL
);
CREATE TABLE adoptions (adopted VARCHAR NOT NULL, loser VARCHAR NOT NULL, reason_zh VARCHAR, reason_en VARCHAR);
