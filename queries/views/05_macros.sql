-- How far may a printed figure be from the true one, when do two figures overlap, and what makes them the same figure?
-- params: none
-- columns: macros, no table: half_step, lowest, highest, is_low_open, is_high_open, intervals_meet, figure_key
-- grain: one definition for the statements in force and for rows of an upload alike
CREATE MACRO half_step(standing, step, with_wan, unit) AS
    -- Policy terms, plans and whole counts not printed in units of 10,000 are meant to the last unit.
    CASE WHEN standing IN ('policy_term', 'planned') THEN 0
         WHEN step >= 1 AND NOT with_wan AND unit NOT IN ('percent', 'times', 'sqm') THEN 0
         ELSE step / 2 END;
CREATE MACRO lowest(bound, value, half, valid_min) AS
    CASE WHEN bound = 'exact' THEN value - half
         WHEN bound = 'about' THEN value - 2 * half
         WHEN bound IN ('over', 'at_least') THEN value
         ELSE valid_min END;
CREATE MACRO highest(bound, value, value_high, half) AS
    CASE WHEN bound = 'exact' THEN coalesce(value_high, value) + half
         WHEN bound = 'about' THEN coalesce(value_high, value) + 2 * half
         WHEN bound IN ('nearly', 'at_most') THEN coalesce(value_high, value) END;
CREATE MACRO is_low_open(bound) AS bound = 'over';
CREATE MACRO is_high_open(bound) AS bound = 'nearly';
-- NULL = unbounded; a limit that is open belongs to neither.
CREATE MACRO intervals_meet(low, high, low_open, high_open, low2, high2, low2_open, high2_open) AS
    (high IS NULL OR low2 < high OR (low2 = high AND NOT low2_open AND NOT high_open))
    AND (high2 IS NULL OR low < high2 OR (low = high2 AND NOT low_open AND NOT high2_open));
-- A preliminary figure is of the same thing as the final one. Missing parts of a period are parts of the key.
CREATE MACRO figure_key(city, area, indicator, definition, standing, starts, ends, basis, years, inferred) AS
    struct_pack(city := city, area := area, indicator := indicator,
                counted := CASE definition WHEN 'preliminary' THEN '' ELSE definition END, standing := standing,
                starts := starts, ends := ends, basis := basis, years := years, inferred := inferred);
