-- The views an analyst starts from. They are made anew whenever the schema changes.
-- A view may gain columns at its end; it never loses or renames one without a migration.
-- A value beside the row is a subquery rather than a join where a view is large: SQLite leaves
-- out a column that nobody asks for, and no join, so that counting rows reads the rows alone.

CREATE VIEW order_view AS -- One row per order
SELECT
    o.order_id, -- id, the same in every store
    o.issuer, -- орган, издавший приказ
    o.doc_type, -- Russian word, lower case: `приказ`, `постановление`, …
    o.number, -- number without «№»
    o.date, -- date of the order
    o.place, -- where it was issued
    o.title, -- title, one line
    o.signatory_post, -- post of who signed
    o.signatory_person, -- who signed
    o.period_start, -- first day of the time the plan runs
    o.period_end, -- last day of it
    d.source_path, -- file that supplied the content
    d.source_format, -- name of the reader
    d.sha256 AS source_sha256, -- SHA-256 of the file
    d.page_count, -- pages of the file
    (SELECT count(*) FROM measures AS m WHERE m.order_id = o.order_id) AS measure_count, -- measures in its tables
    (SELECT count(*) FROM findings AS f WHERE f.order_id = o.order_id) AS finding_count, -- doubts about it
    o.period_inferred, -- 1: no text states the period
    (SELECT count(*) FROM documents AS x WHERE x.order_id = o.order_id) AS document_count -- files that hold this order
FROM orders AS o
JOIN documents AS d ON d.document_id = o.document_id;

CREATE VIEW measure_view AS -- One row per measure: the table an analyst starts from
SELECT
    m.measure_id, -- id, the same in every store
    m.order_id, -- its order
    o.number AS order_number, -- number of the order
    o.date AS order_date, -- date of the order
    o.issuer, -- орган, издавший приказ
    (SELECT a.number FROM annexes AS a WHERE a.annex_id = m.annex_id) AS annex_number, -- number of the annex as printed
    (SELECT s.number FROM sections AS s WHERE s.section_id = m.section_id) AS section_number, -- number of the section as printed
    (SELECT s.title FROM sections AS s WHERE s.section_id = m.section_id) AS section_title, -- title of the section
    m.position, -- within the order, from 1
    m.number, -- as printed without a final dot; NULL where the row has none
    m.activity, -- what is to be done
    m.deadline_text, -- срок, as written
    m.deadline_kind, -- kind of its deadline, `list` where there are several
    m.deadline_start, -- earliest start over its deadlines
    m.deadline_end, -- latest end over its deadlines
    m.deadline_edtf, -- EDTF; `{a,b}` where there are several
    m.responsible_text, -- ответственные, as written
    CASE WHEN EXISTS (SELECT 1 FROM party_decisions) AND EXISTS (SELECT 1 FROM responsibles AS r
            WHERE r.measure_id = m.measure_id AND r.merged_from IS NOT NULL)
        THEN (SELECT group_concat(name, '; ') FROM (SELECT r.name FROM responsible_view AS r
            WHERE r.measure_id = m.measure_id AND r.name <> ''
            GROUP BY r.name ORDER BY min(r.ordinal)))
        ELSE m.responsible END AS responsible, -- normalized names, joined by `; `
    m.result_text, -- результат, форма отчёта, as written
    (SELECT d.source_path FROM documents AS d WHERE d.document_id = o.document_id) AS source_path, -- file it was read from
    m.page_first, -- first page of the row
    m.page_last, -- last page of the row
    m.confidence, -- lowest of its cells' recognition, 0 to 1
    m.finding_count, -- doubts about this row
    m.texts -- JSON: role of a column → words of the cell, all columns
FROM measures AS m
JOIN orders AS o ON o.order_id = m.order_id;

CREATE VIEW deadline_view AS -- One row per deadline; a cell can hold several
SELECT
    d.deadline_id, -- id, the same in every store
    d.measure_id, -- its measure
    d.clause_id, -- or its clause
    d.order_id, -- its order
    d.ordinal, -- within the cell, from 1
    d.text, -- the words it was read from
    d.kind, -- `date`, `period`, `continuous`, `recurring`, `schedule`, `event`, `none`, `unknown`
    d.starts_on AS start, -- first day; NULL where open or unknown
    d.ends_on AS "end", -- last day; NULL where open or unknown
    d.edtf, -- ISO 8601-2 (EDTF level 2)
    d.rrule, -- RFC 5545 rule of a recurring deadline
    d.condition, -- the schedule or the event it depends on
    d.year_inferred, -- 1: the year is not written
    d.time, -- time of day beside the date
    d.rule -- the rule that read it
FROM deadlines AS d;

CREATE VIEW responsible_view AS -- One row per party of a measure
SELECT
    r.measure_id, -- the measure
    r.order_id, -- its order
    r.ordinal, -- order of the words in the cell, from 1
    r.as_written, -- the document's words
    CASE WHEN r.merged_from IS NULL THEN r.name
        ELSE (SELECT p.name FROM parties AS p WHERE p.party_id = r.party_id) END AS name, -- normalized name; that of the party it was merged into
    r.role, -- post or role in the project
    r.person, -- «Фамилия И.О.» in the nominative
    r.organisation, -- organisation it belongs to
    r.party_id, -- the party over all orders
    nullif(r.expansion_source, '') AS expansion_source, -- where the full name of an acronym came from
    r.kind, -- `organisation`, `unit`, `group`, `post`, `person`, `role`, `unknown`
    r.qualifier, -- «по согласованию», a phone
    r.rule, -- the rule that read it
    r.merged_from -- id that the party had before a person merged it
FROM responsibles AS r
WHERE r.measure_id IS NOT NULL;

CREATE VIEW clause_responsible_view AS -- One row per party that a clause charges
SELECT
    r.clause_id, -- the clause
    r.order_id, -- its order
    r.ordinal, -- order of the words, from 1
    r.as_written, -- the document's words
    CASE WHEN r.merged_from IS NULL THEN r.name
        ELSE (SELECT p.name FROM parties AS p WHERE p.party_id = r.party_id) END AS name, -- normalized name; that of the party it was merged into
    r.role, -- post
    r.person, -- «Фамилия И.О.» in the nominative
    r.organisation, -- organisation it belongs to
    r.party_id, -- the party over all orders
    r.merged_from -- id that the party had before a person merged it
FROM responsibles AS r
WHERE r.clause_id IS NOT NULL;

CREATE VIEW clause_view AS -- One row per пункт
SELECT
    c.clause_id, -- id, the same in every store
    c.order_id, -- its order
    c.number, -- as printed, without the closing mark
    p.number AS parent_number, -- number of the clause it is part of
    c.text, -- normalized text
    c.deadline_text, -- words that name the deadlines
    c.deadline_start, -- earliest start over its deadlines
    c.deadline_end, -- latest end over its deadlines
    c.persons, -- «Фамилия И.О.» in the nominative, joined by `; `
    c.path, -- full number from the top of the tree
    c.position, -- reading order, from 1
    c.page -- page it begins on
FROM clauses AS c
LEFT JOIN clauses AS p ON p.clause_id = c.parent_id;

CREATE VIEW section_view AS -- One row per section of a roadmap or plan
SELECT
    s.section_id, -- id, the same in every store
    s.order_id, -- its order
    a.number AS annex_number, -- number of the annex as printed
    s.parent_section_id, -- the section it is part of
    s.position, -- within its table, from 1
    s.number, -- number as printed
    s.title -- words of the row
FROM sections AS s
JOIN order_tables AS t ON t.table_id = s.table_id
LEFT JOIN annexes AS a ON a.annex_id = t.annex_id;

CREATE VIEW abbreviation_view AS -- One row per short form of an order
SELECT
    b.order_id, -- its order
    b.short, -- «УО»
    b.expansion, -- what it stands for
    b.source, -- `document`, `gazetteer`
    b.is_term -- 1: a defined term («далее – план»), no acronym
FROM abbreviations AS b;

CREATE VIEW reference_view AS -- One row per act that an order names
SELECT
    r.order_id, -- the order that names it
    r.relation, -- `based_on`, `amends`, `repeals`, `mentions`
    r.doc_type, -- kind of act
    r.issuer, -- who issued it
    r.number, -- its number
    r.date, -- its date
    r.title, -- its title
    r.target_order_id, -- that act, where the store has it
    r.words -- the words as they stand
FROM act_references AS r;

CREATE VIEW member_view AS -- One row per member of a working group or commission
SELECT
    m.order_id, -- its order
    a.number AS annex_number, -- number of the annex as printed
    m.group_name, -- the group
    m.number, -- number as printed
    m.person, -- the person, in the nominative
    m.post, -- post, its case kept
    m.duty, -- «председатель», «секретарь»
    m.member_id, -- id, the same in every store
    m.page -- page of the row
FROM members AS m
LEFT JOIN annexes AS a ON a.annex_id = m.annex_id;

CREATE VIEW finding_view AS -- One row per thing a person should look at
SELECT
    f.finding_id, -- id, the same in every store
    f.order_id, -- its order
    d.source_path, -- file it was read from
    f.page, -- page; NULL where none is known
    f.code, -- `stage.what`; see docs/findings.md
    f.severity, -- `info`, `warning`, `error`
    f.message, -- what is doubtful
    f.excerpt, -- the words in doubt
    f.measure_id, -- the measure it is about
    f.clause_id -- or the clause
FROM findings AS f
JOIN orders AS o ON o.order_id = f.order_id
JOIN documents AS d ON d.document_id = o.document_id;

CREATE VIEW calendar_view AS -- One row per occurrence of a deadline within the plan
SELECT
    x.deadline_id, -- the deadline
    x.ordinal AS occurrence, -- which time it falls, from 1
    x.starts_on AS start, -- first day
    x.ends_on AS "end", -- last day: when it is due; the first one where no last is known
    x.kind, -- `date`, `period`, `continuous`, `recurring`
    x.measure_id, -- its measure
    x.clause_id, -- or its clause
    x.order_id, -- its order
    o.number AS order_number, -- number of the order
    o.date AS order_date, -- date of the order
    o.issuer, -- орган, издавший приказ
    CASE WHEN x.clause_id IS NULL THEN (SELECT m.number FROM measures AS m WHERE m.measure_id = x.measure_id)
        ELSE (SELECT c.number FROM clauses AS c WHERE c.clause_id = x.clause_id) END AS number, -- number of the measure or clause
    CASE WHEN x.clause_id IS NULL THEN (SELECT m.activity FROM measures AS m WHERE m.measure_id = x.measure_id)
        ELSE (SELECT c.text FROM clauses AS c WHERE c.clause_id = x.clause_id) END AS activity, -- what is to be done
    (SELECT d.text FROM deadlines AS d WHERE d.deadline_id = x.deadline_id) AS deadline_text, -- the words of the deadline
    CASE WHEN x.clause_id IS NOT NULL THEN (SELECT c.persons FROM clauses AS c WHERE c.clause_id = x.clause_id)
        WHEN EXISTS (SELECT 1 FROM party_decisions) AND EXISTS (SELECT 1 FROM responsibles AS r
            WHERE r.measure_id = x.measure_id AND r.merged_from IS NOT NULL)
        THEN (SELECT group_concat(name, '; ') FROM (SELECT r.name FROM responsible_view AS r
            WHERE r.measure_id = x.measure_id AND r.name <> ''
            GROUP BY r.name ORDER BY min(r.ordinal)))
        ELSE (SELECT m.responsible FROM measures AS m WHERE m.measure_id = x.measure_id) END AS responsible -- normalized names, joined by `; `
FROM occurrences AS x
JOIN orders AS o ON o.order_id = x.order_id;

CREATE VIEW workload_view AS -- One row per party and month: what falls due in that month
SELECT
    w.party_id, -- the party over all orders
    (SELECT p.name FROM parties AS p WHERE p.party_id = w.party_id) AS name, -- its normalized name
    w.month, -- `2021-03`
    sum(w.measure_count) AS measure_count, -- measures that fall due in the month
    sum(w.occurrence_count) AS occurrence_count, -- times that something falls due
    count(*) AS order_count -- orders they come from
FROM workloads AS w
GROUP BY w.party_id, w.month;

CREATE VIEW cell_view AS -- One row per cell of a measure, every column of its table
SELECT
    m.measure_id, -- the measure
    m.order_id, -- its order
    c.key AS "column", -- column of the table, from 0
    h.header, -- words of the column's header
    h.role, -- role of the column
    c.value ->> 0 AS text, -- words of the cell as they stand
    c.value ->> 1 AS confidence, -- of the recognition, 0 to 1
    c.value -> 2 AS places -- JSON: [page, x0, top, x1, bottom, spot] a fragment
FROM measures AS m
JOIN json_each(m.cells) AS c
LEFT JOIN table_columns AS h ON h.table_id = m.table_id AND h.position = c.key;

CREATE VIEW document_view AS -- One row per file, refused ones too
SELECT
    d.document_id, -- first 16 hex digits of the SHA-256
    d.source_path, -- path as the user gave it
    d.source_format, -- name of the reader
    d.page_count, -- pages of the file
    d.state, -- `loaded`, `duplicate`, `refused`
    d.order_id, -- the order it holds
    o.number AS order_number, -- number of that order
    o.date AS order_date, -- date of that order
    d.refusal_code, -- why it was refused; see docs/errors.md
    d.refusal_message, -- the same in words, with what to do
    d.sha256 -- SHA-256 of the bytes
FROM documents AS d
LEFT JOIN orders AS o ON o.order_id = d.order_id;

CREATE VIEW party_view AS -- One row per party over all orders
SELECT
    p.party_id, -- the party over all orders
    p.name, -- its normalized name
    p.kind, -- `organisation`, `unit`, `group`, `post`, `person`, `role`, `unknown`
    (SELECT count(DISTINCT a.alias_key) FROM party_aliases AS a WHERE a.party_id = p.party_id) AS alias_count, -- spellings, its name among them
    (SELECT count(DISTINCT r.measure_id) FROM responsibles AS r WHERE r.party_id = p.party_id) AS measure_count, -- measures that it carries
    (SELECT count(DISTINCT r.clause_id) FROM responsibles AS r WHERE r.party_id = p.party_id) AS clause_count, -- clauses that charge it
    (SELECT count(DISTINCT r.order_id) FROM responsibles AS r WHERE r.party_id = p.party_id) AS order_count, -- orders that name it
    (SELECT count(*) FROM party_decisions AS d WHERE d.target_id = p.party_id) AS merged_count, -- parties that a person merged into it
    p.key -- what tells one party from another
FROM parties AS p;

CREATE VIEW alias_view AS -- One row per spelling of a party in an order
SELECT
    a.party_id, -- the party over all orders
    (SELECT p.name FROM parties AS p WHERE p.party_id = a.party_id) AS name, -- its normalized name
    a.alias, -- the spelling
    a.source, -- `written`, `name` (the normalized one), or where the expansion of the acronym came from
    a.order_id, -- the order that spells it so
    (SELECT o.number FROM orders AS o WHERE o.order_id = a.order_id) AS order_number, -- number of that order
    (SELECT o.date FROM orders AS o WHERE o.order_id = a.order_id) AS order_date, -- date of that order
    (SELECT o.issuer FROM orders AS o WHERE o.order_id = a.order_id) AS issuer, -- орган, издавший приказ
    nullif(a.merged_from, '') AS merged_from, -- id of the merged party that is so spelled
    (SELECT d.name FROM party_decisions AS d WHERE d.party_id = a.merged_from) AS merged_name -- name of that party
FROM party_aliases AS a;

CREATE VIEW party_decision_view AS -- One row per party that a person merged into another
SELECT
    d.party_id, -- the merged party
    d.name, -- its name when it was merged
    d.target_id, -- the party that it is now
    d.target_name, -- name of that party
    (SELECT count(*) FROM responsibles AS r WHERE r.merged_from = d.party_id) AS row_count, -- rows that the decision moved
    d.key, -- key of the merged party
    d.target_key -- key of the party that it is now
FROM party_decisions AS d;
