-- Version 1: files, orders and everything that an order holds.
--
-- A comment after a column says what it means; docs/schema.md is made from these comments.
-- Ids are text and derived from content: the same file gives the same ids in every store.
-- "places" is JSON: one [page, x0, top, x1, bottom, spot] a fragment, in points from the
-- top-left corner of the page; the box is null where the format has none.

CREATE TABLE runs ( -- One call of a command that changed the store
    run_id INTEGER PRIMARY KEY, -- number of the run, from 1
    command TEXT NOT NULL, -- what was called
    program_version TEXT NOT NULL, -- version of the program that ran
    started_at TEXT NOT NULL, -- when it began, ISO 8601 with the offset from UTC
    finished_at TEXT, -- when it ended; NULL while it runs or after it was killed
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'interrupted')), -- `running`, `done`, `interrupted`
    loaded INTEGER NOT NULL DEFAULT 0, -- files loaded
    duplicates INTEGER NOT NULL DEFAULT 0, -- files that hold an order known from another file
    unchanged INTEGER NOT NULL DEFAULT 0, -- files known before, by their bytes
    refused INTEGER NOT NULL DEFAULT 0 -- files refused
) STRICT;

CREATE TABLE documents ( -- One file, known by its bytes, loaded or refused
    document_id TEXT PRIMARY KEY, -- first 16 hex digits of the SHA-256; of the path where the bytes are unknown
    sha256 TEXT UNIQUE CHECK (sha256 IS NULL OR length(sha256) = 64), -- SHA-256 of the bytes; NULL where the file could not be opened
    source_path TEXT NOT NULL, -- path as the user gave it; `!/` goes on inside an archive
    source_format TEXT, -- name of the reader: `text`, `docx`, `pdf`, …
    page_count INTEGER, -- pages of the file
    state TEXT NOT NULL CHECK (state IN ('loaded', 'duplicate', 'refused')), -- `loaded` (its order's content comes from it), `duplicate` (same order from a better file), `refused`
    order_id TEXT REFERENCES orders (order_id) DEFERRABLE INITIALLY DEFERRED, -- the order it holds
    quality TEXT, -- sortable: of two files of one order the greater supplies the content
    refusal_code TEXT, -- why it was refused; see docs/errors.md
    refusal_message TEXT, -- the same in words, with what to do
    run_id INTEGER REFERENCES runs (run_id) ON DELETE SET NULL, -- the run that brought this state
    record BLOB, -- rows of a duplicate by table, zlib-compressed JSON, so that no text is lost
    CHECK ((state = 'refused') = (refusal_code IS NOT NULL)),
    CHECK (state = 'refused' OR order_id IS NOT NULL)
) STRICT;
CREATE INDEX documents_by_order ON documents (order_id);
CREATE INDEX documents_by_state ON documents (state);
CREATE INDEX documents_by_path ON documents (source_path);
CREATE INDEX documents_by_run ON documents (run_id);

CREATE TABLE document_paths ( -- Other paths under which the same bytes were met
    document_id TEXT NOT NULL REFERENCES documents (document_id) ON DELETE CASCADE, -- the file
    path TEXT NOT NULL, -- the other path
    PRIMARY KEY (document_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders ( -- One order (приказ, постановление, распоряжение, решение)
    order_id TEXT PRIMARY KEY, -- 12 hex digits of issuer, kind, number and date
    document_id TEXT NOT NULL REFERENCES documents (document_id) DEFERRABLE INITIALLY DEFERRED, -- the file that supplied the content
    issuer TEXT, -- орган, издавший приказ
    issuer_key TEXT, -- the issuer folded for comparison
    doc_type TEXT, -- Russian word, lower case: `приказ`, `постановление`, …
    number TEXT, -- number without «№»
    number_key TEXT, -- the number folded for comparison
    date TEXT CHECK (date IS NULL OR date IS date(date)), -- date of the order
    place TEXT, -- where it was issued
    title TEXT, -- title, one line
    signatory_post TEXT, -- post of who signed
    signatory_person TEXT, -- who signed
    period_start TEXT CHECK (period_start IS NULL OR period_start IS date(period_start)), -- first day of the time the plan runs
    period_end TEXT CHECK (period_end IS NULL OR period_end IS date(period_end)), -- last day of it
    period_words TEXT, -- words that state the period
    period_inferred INTEGER NOT NULL DEFAULT 0 CHECK (period_inferred IN (0, 1)), -- 1: no text states the period
    CHECK (period_start <= period_end)
) STRICT;
CREATE INDEX orders_by_number ON orders (number_key, date);
CREATE INDEX orders_by_date ON orders (date);
CREATE INDEX orders_by_issuer ON orders (issuer_key);
CREATE INDEX orders_by_type ON orders (doc_type);
CREATE INDEX orders_by_document ON orders (document_id);

CREATE TABLE annexes ( -- One annex, or the order's own tables where it has no number and no heading
    annex_id TEXT PRIMARY KEY, -- order_id and `-a` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    position INTEGER NOT NULL CHECK (position > 0), -- from 1
    number TEXT, -- number as printed
    heading TEXT, -- «Приложение № 1 к приказу …», as written
    title TEXT, -- title of the annex
    UNIQUE (order_id, position)
) STRICT;

CREATE TABLE paragraphs ( -- Words outside clauses and tables, each part of the order in its own words
    paragraph_id TEXT PRIMARY KEY, -- order_id and `-w` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    annex_id TEXT REFERENCES annexes (annex_id) ON DELETE CASCADE, -- its annex; NULL in the body
    position INTEGER NOT NULL, -- reading order within the order, from 1
    part TEXT NOT NULL, -- `issuer`, `title`, `preamble`, `closing`, `annex_text`, `caption`, `residue`, …
    text TEXT NOT NULL, -- the words; a line feed is a break that the author set
    confidence REAL NOT NULL DEFAULT 1, -- of the recognition, 0 to 1
    places TEXT NOT NULL DEFAULT '[]' -- where the words stand, JSON
) STRICT;
CREATE INDEX paragraphs_by_order ON paragraphs (order_id, position);
CREATE INDEX paragraphs_by_annex ON paragraphs (annex_id);

CREATE TABLE clauses ( -- One пункт of the order's body
    clause_id TEXT PRIMARY KEY, -- order_id and `-c` and the path
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    position INTEGER NOT NULL, -- reading order, from 1
    path TEXT NOT NULL, -- full number from the top of the tree: `2/а`
    number TEXT, -- as printed, without the closing mark
    parent_id TEXT REFERENCES clauses (clause_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, -- the clause it is part of
    text TEXT NOT NULL, -- normalized text
    verbatim TEXT, -- the words as they stand, where they differ from `text`
    deadline_text TEXT, -- words that name the deadlines
    deadline_start TEXT, -- earliest start over its deadlines
    deadline_end TEXT, -- latest end over its deadlines
    persons TEXT, -- «Фамилия И.О.» in the nominative, joined by `; `
    confidence REAL NOT NULL DEFAULT 1, -- of the recognition, 0 to 1
    page INTEGER, -- page it begins on
    places TEXT NOT NULL DEFAULT '[]' -- where the words stand, JSON
) STRICT;
CREATE INDEX clauses_by_order ON clauses (order_id, position);
CREATE INDEX clauses_by_parent ON clauses (parent_id);
CREATE INDEX clauses_by_deadline ON clauses (deadline_end);

CREATE TABLE order_tables ( -- One table of an order
    table_id TEXT PRIMARY KEY, -- order_id and `-t` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    annex_id TEXT REFERENCES annexes (annex_id) ON DELETE CASCADE, -- its annex
    position INTEGER NOT NULL, -- reading order within the order, from 1
    kind TEXT NOT NULL CHECK (kind IN ('measures', 'members', 'generic')), -- `measures` (roadmap, plan), `members`, `generic`
    title TEXT, -- name of the group in a list of members
    UNIQUE (order_id, position)
) STRICT;
CREATE INDEX order_tables_by_annex ON order_tables (annex_id);
CREATE INDEX order_tables_by_kind ON order_tables (kind);

CREATE TABLE table_columns ( -- One column of a table of measures and the role it plays
    table_id TEXT NOT NULL REFERENCES order_tables (table_id) ON DELETE CASCADE, -- its table
    position INTEGER NOT NULL, -- from 0
    header TEXT NOT NULL, -- words of the header
    role TEXT NOT NULL, -- `number`, `activity`, `deadline`, `responsible`, `result`, …
    score REAL NOT NULL, -- how sure the role is
    reasons TEXT NOT NULL DEFAULT '[]', -- why this role, JSON list of text
    places TEXT NOT NULL DEFAULT '[]', -- where the header stands, JSON
    PRIMARY KEY (table_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_cells ( -- One cell of a generic table
    table_id TEXT NOT NULL REFERENCES order_tables (table_id) ON DELETE CASCADE, -- its table
    "row" INTEGER NOT NULL, -- from 0
    "column" INTEGER NOT NULL, -- from 0
    text TEXT NOT NULL, -- the words
    confidence REAL NOT NULL DEFAULT 1, -- of the recognition, 0 to 1
    places TEXT NOT NULL DEFAULT '[]', -- where the words stand, JSON
    PRIMARY KEY (table_id, "row", "column")
) STRICT, WITHOUT ROWID;

CREATE TABLE sections ( -- One section row of a table of measures
    section_id TEXT PRIMARY KEY, -- table_id and `-s` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    table_id TEXT NOT NULL REFERENCES order_tables (table_id) ON DELETE CASCADE, -- its table
    parent_section_id TEXT REFERENCES sections (section_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, -- the section it is part of
    position INTEGER NOT NULL, -- within its table, from 1
    number TEXT, -- number as printed
    title TEXT NOT NULL, -- words of the row
    confidence REAL NOT NULL DEFAULT 1, -- of the recognition, 0 to 1
    places TEXT NOT NULL DEFAULT '[]' -- where the words stand, JSON
) STRICT;
CREATE INDEX sections_by_order ON sections (order_id);
CREATE INDEX sections_by_table ON sections (table_id, position);
CREATE INDEX sections_by_parent ON sections (parent_section_id);

CREATE TABLE measures ( -- One мероприятие: a row of a roadmap or plan
    measure_id TEXT PRIMARY KEY, -- order_id and `-m` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    annex_id TEXT REFERENCES annexes (annex_id) ON DELETE CASCADE, -- its annex
    table_id TEXT REFERENCES order_tables (table_id) ON DELETE CASCADE, -- its table
    section_id TEXT REFERENCES sections (section_id) ON DELETE SET NULL, -- its section
    position INTEGER NOT NULL CHECK (position > 0), -- within the order, from 1
    number TEXT, -- as printed without a final dot; NULL where the row has none
    activity TEXT, -- what is to be done
    deadline_text TEXT, -- срок, as written
    deadline_kind TEXT NOT NULL, -- kind of its deadline, `list` where there are several
    deadline_start TEXT CHECK (deadline_start IS NULL OR deadline_start IS date(deadline_start)), -- earliest start over its deadlines
    deadline_end TEXT CHECK (deadline_end IS NULL OR deadline_end IS date(deadline_end)), -- latest end over its deadlines
    deadline_edtf TEXT, -- EDTF (ISO 8601-2); `{a,b}` where there are several
    responsible_text TEXT, -- ответственные, as written
    responsible TEXT, -- normalized names, joined by `; `
    result_text TEXT, -- результат, форма отчёта, as written
    texts TEXT NOT NULL DEFAULT '{}', -- JSON: role of a column → words of the cell, all columns
    cells TEXT NOT NULL DEFAULT '[]', -- JSON: [words, confidence, places] a column of the table
    joins TEXT NOT NULL DEFAULT '[]', -- JSON: decisions on page breaks, [row, joined, score, reasons] each
    page_first INTEGER, -- first page of the row
    page_last INTEGER, -- last page of the row
    confidence REAL NOT NULL DEFAULT 1, -- lowest of its cells' recognition, 0 to 1
    finding_count INTEGER NOT NULL DEFAULT 0 -- doubts about this row
) STRICT;
CREATE INDEX measures_by_order ON measures (order_id, position);
CREATE INDEX measures_by_table ON measures (table_id);
CREATE INDEX measures_by_annex ON measures (annex_id);
CREATE INDEX measures_by_section ON measures (section_id);
CREATE INDEX measures_by_kind ON measures (deadline_kind, deadline_end);
CREATE INDEX measures_by_end ON measures (deadline_end);
CREATE INDEX measures_by_start ON measures (deadline_start) WHERE deadline_start IS NOT NULL;

CREATE TABLE deadlines ( -- One срок; a cell or a clause can hold several
    deadline_id TEXT PRIMARY KEY, -- id of the measure or clause and `-d` and the ordinal
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    measure_id TEXT REFERENCES measures (measure_id) ON DELETE CASCADE, -- its measure
    clause_id TEXT REFERENCES clauses (clause_id) ON DELETE CASCADE, -- or its clause
    ordinal INTEGER NOT NULL CHECK (ordinal > 0), -- within the cell, from 1
    text TEXT NOT NULL, -- the words it was read from
    kind TEXT NOT NULL CHECK (kind IN ('date', 'period', 'continuous', 'recurring', 'schedule', 'event', 'none', 'unknown')), -- see docs: kinds of deadline
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)), -- first day; NULL where open or unknown
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)), -- last day; NULL where open or unknown
    edtf TEXT, -- ISO 8601-2 (EDTF level 2)
    rrule TEXT, -- RFC 5545 rule of a recurring deadline
    condition TEXT, -- the schedule or the event it depends on
    time TEXT, -- time of day beside the date
    year_inferred INTEGER NOT NULL DEFAULT 0 CHECK (year_inferred IN (0, 1)), -- 1: the year is not written
    rule TEXT NOT NULL DEFAULT '', -- the rule that read it
    span_start INTEGER, -- where the words begin in the cell
    span_end INTEGER, -- where they end
    CHECK (starts_on <= ends_on),
    CHECK ((measure_id IS NULL) <> (clause_id IS NULL))
) STRICT;
CREATE INDEX deadlines_by_order ON deadlines (order_id);
CREATE INDEX deadlines_by_measure ON deadlines (measure_id) WHERE measure_id IS NOT NULL;
CREATE INDEX deadlines_by_clause ON deadlines (clause_id) WHERE clause_id IS NOT NULL;
CREATE INDEX deadlines_by_kind ON deadlines (kind, ends_on);

CREATE TABLE parties ( -- A responsible party, one row over all orders and inflections
    party_id TEXT PRIMARY KEY, -- 12 hex digits of the key
    key TEXT NOT NULL UNIQUE, -- what tells one party from another
    name TEXT NOT NULL, -- normalized name
    kind TEXT NOT NULL CHECK (kind IN ('organisation', 'unit', 'group', 'post', 'person', 'role', 'unknown')) -- `organisation`, `unit`, `group`, `post`, `person`, `role`, `unknown`
) STRICT;
CREATE INDEX parties_by_name ON parties (name);

CREATE TABLE party_aliases ( -- A spelling of a party and the order it comes from
    party_id TEXT NOT NULL REFERENCES parties (party_id) ON DELETE CASCADE, -- the party
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- the order that writes it so
    alias_key TEXT NOT NULL, -- the spelling folded for comparison
    alias TEXT NOT NULL, -- the spelling
    source TEXT NOT NULL, -- `written`, `name` (the normalized one), or where the expansion of the acronym came from
    PRIMARY KEY (order_id, party_id, alias_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_aliases_by_key ON party_aliases (alias_key, party_id);

CREATE TABLE responsibles ( -- A party of a measure or of a clause
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    owner_id TEXT NOT NULL, -- id of the measure or clause
    ordinal INTEGER NOT NULL CHECK (ordinal > 0), -- order of the words, from 1
    measure_id TEXT REFERENCES measures (measure_id) ON DELETE CASCADE, -- the measure
    clause_id TEXT REFERENCES clauses (clause_id) ON DELETE CASCADE, -- or the clause
    party_id TEXT NOT NULL REFERENCES parties (party_id), -- the party over all orders
    as_written TEXT NOT NULL, -- the document's words
    name TEXT NOT NULL, -- normalized name in this order
    kind TEXT NOT NULL, -- kind of party
    role TEXT, -- post or role in the project
    person TEXT, -- «Фамилия И.О.» in the nominative
    organisation TEXT, -- organisation it belongs to
    qualifier TEXT, -- «по согласованию», a phone
    expansion_source TEXT NOT NULL DEFAULT '', -- where the full name of an acronym came from
    rule TEXT NOT NULL DEFAULT '', -- the rule that read it
    PRIMARY KEY (owner_id, ordinal),
    CHECK ((measure_id IS NULL) <> (clause_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX responsibles_by_party ON responsibles (party_id);
CREATE INDEX responsibles_by_order ON responsibles (order_id);
CREATE INDEX responsibles_by_measure ON responsibles (measure_id) WHERE measure_id IS NOT NULL;
CREATE INDEX responsibles_by_clause ON responsibles (clause_id) WHERE clause_id IS NOT NULL;
CREATE INDEX responsibles_by_person ON responsibles (person) WHERE person IS NOT NULL;

CREATE TABLE members ( -- A person of a working group or a commission
    member_id TEXT PRIMARY KEY, -- order_id and `-p` and the position
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    annex_id TEXT REFERENCES annexes (annex_id) ON DELETE CASCADE, -- its annex
    group_name TEXT, -- the group
    position INTEGER NOT NULL, -- within the order, from 1
    number TEXT, -- number as printed
    person TEXT NOT NULL, -- «Фамилия И.О.» or the full name, in the nominative
    post TEXT, -- post, its case kept
    duty TEXT, -- «председатель», «секретарь»
    person_text TEXT, -- the person as written
    post_text TEXT, -- the post as written
    confidence REAL NOT NULL DEFAULT 1, -- of the recognition, 0 to 1
    page INTEGER, -- page of the row
    places TEXT NOT NULL DEFAULT '[]' -- where the person stands, JSON
) STRICT;
CREATE INDEX members_by_order ON members (order_id, position);
CREATE INDEX members_by_annex ON members (annex_id);
CREATE INDEX members_by_person ON members (person);

CREATE TABLE abbreviations ( -- A short form that the order defines or uses
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    ordinal INTEGER NOT NULL, -- from 1
    short TEXT NOT NULL, -- «УО»
    expansion TEXT NOT NULL, -- what it stands for
    source TEXT NOT NULL, -- `document`, `gazetteer`
    is_term INTEGER NOT NULL CHECK (is_term IN (0, 1)), -- 1: a defined term («далее – план»), no acronym
    PRIMARY KEY (order_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX abbreviations_by_short ON abbreviations (short);

CREATE TABLE act_references ( -- Another act that the order names
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- the order that names it
    ordinal INTEGER NOT NULL, -- from 1
    relation TEXT NOT NULL CHECK (relation IN ('based_on', 'amends', 'repeals', 'mentions')), -- `based_on`, `amends`, `repeals`, `mentions`
    words TEXT NOT NULL, -- the words as they stand
    doc_type TEXT, -- kind of act
    issuer TEXT, -- who issued it
    number TEXT, -- its number
    number_key TEXT, -- the number folded for comparison
    date TEXT CHECK (date IS NULL OR date IS date(date)), -- its date
    title TEXT, -- its title
    target_order_id TEXT REFERENCES orders (order_id) ON DELETE SET NULL, -- that act, where the store has it
    places TEXT NOT NULL DEFAULT '[]', -- where the words stand, JSON
    PRIMARY KEY (order_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_references_by_number ON act_references (number_key, date);
CREATE INDEX act_references_by_target ON act_references (target_order_id);

CREATE TABLE findings ( -- Something a person should look at
    finding_id TEXT PRIMARY KEY, -- order_id and `-f` and the ordinal
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    measure_id TEXT REFERENCES measures (measure_id) ON DELETE CASCADE, -- the measure it is about
    clause_id TEXT REFERENCES clauses (clause_id) ON DELETE CASCADE, -- or the clause
    ordinal INTEGER NOT NULL, -- within the order, from 1
    page INTEGER, -- page; NULL where none is known
    code TEXT NOT NULL, -- `stage.what`; see docs/findings.md
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')), -- `info` (inferred), `warning` (may be wrong), `error` (not read)
    message TEXT NOT NULL, -- what is doubtful
    excerpt TEXT NOT NULL DEFAULT '' -- the words in doubt
) STRICT;
CREATE INDEX findings_by_order ON findings (order_id);
CREATE INDEX findings_by_code ON findings (code);
CREATE INDEX findings_by_severity ON findings (severity);
CREATE INDEX findings_by_measure ON findings (measure_id) WHERE measure_id IS NOT NULL;
CREATE INDEX findings_by_clause ON findings (clause_id) WHERE clause_id IS NOT NULL;
