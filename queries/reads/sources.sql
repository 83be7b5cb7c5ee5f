-- Which documents and pages were figures read from?
-- params: none
-- columns: source, number, city, title_*, publisher_*, published, published_inferred, kind, address (empty where it
--   may not be a link), linkable, grade, reprint, figures
-- grain: one row per source
SELECT
    s.* REPLACE (CASE WHEN s.linkable THEN s.address ELSE '' END AS address),
    (SELECT count(*) FROM statements AS t WHERE t.source = s.source) AS figures
FROM sources AS s
ORDER BY s.number;
