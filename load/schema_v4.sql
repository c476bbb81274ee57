-- Version 4: a person's decisions about parties, kept by key, and the rows that they moved.
--
-- SQLite cannot add a column to a primary key, nor one with a comment of its own: two tables
-- are made anew and filled from what is there. Columns of a primary key stand first: else the
-- integrity check of SQLite 3.40 reports values that are there as missing.

CREATE TABLE party_decisions ( -- A person's decision that one party is another
    party_id TEXT PRIMARY KEY, -- the party that was merged: 12 hex digits of its key
    key TEXT NOT NULL UNIQUE, -- its key: what has this key is the other party, whenever it is loaded
    name TEXT NOT NULL, -- its name when it was merged
    kind TEXT NOT NULL, -- its kind
    target_id TEXT NOT NULL, -- the party that it is now
    target_key TEXT NOT NULL, -- key of that party
    target_name TEXT NOT NULL, -- name of that party, for all its rows
    target_kind TEXT NOT NULL, -- kind of that party
    CHECK (party_id <> target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_decisions_by_target ON party_decisions (target_id);

CREATE TABLE party_aliases_4 ( -- A spelling of a party and the order it comes from
    party_id TEXT NOT NULL REFERENCES parties (party_id) ON DELETE CASCADE, -- the party
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- the order that writes it so
    alias_key TEXT NOT NULL, -- the spelling folded for comparison
    merged_from TEXT NOT NULL DEFAULT '', -- id of the merged party that is so spelled; empty where nobody merged
    alias TEXT NOT NULL, -- the spelling
    source TEXT NOT NULL, -- `written`, `name` (the normalized one), or where the expansion of the acronym came from
    PRIMARY KEY (order_id, party_id, alias_key, merged_from)
) STRICT, WITHOUT ROWID;
INSERT INTO party_aliases_4 (party_id, order_id, alias_key, alias, source)
SELECT party_id, order_id, alias_key, alias, source FROM party_aliases;
DROP TABLE party_aliases;
ALTER TABLE party_aliases_4 RENAME TO party_aliases;
CREATE INDEX party_aliases_by_key ON party_aliases (alias_key, party_id);
CREATE INDEX party_aliases_by_party ON party_aliases (party_id);

CREATE TABLE responsibles_4 ( -- A party of a measure or of a clause
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
    merged_from TEXT, -- id that the party had before a person merged it; NULL where nobody did
    PRIMARY KEY (owner_id, ordinal),
    CHECK ((measure_id IS NULL) <> (clause_id IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO responsibles_4 (order_id, owner_id, ordinal, measure_id, clause_id, party_id,
    as_written, name, kind, role, person, organisation, qualifier, expansion_source, rule)
SELECT order_id, owner_id, ordinal, measure_id, clause_id, party_id,
    as_written, name, kind, role, person, organisation, qualifier, expansion_source, rule
FROM responsibles;
DROP TABLE responsibles;
ALTER TABLE responsibles_4 RENAME TO responsibles;
CREATE INDEX responsibles_by_party ON responsibles (party_id);
CREATE INDEX responsibles_by_order ON responsibles (order_id);
CREATE INDEX responsibles_by_measure ON responsibles (measure_id) WHERE measure_id IS NOT NULL;
CREATE INDEX responsibles_by_clause ON responsibles (clause_id) WHERE clause_id IS NOT NULL;
CREATE INDEX responsibles_by_person ON responsibles (person) WHERE person IS NOT NULL;
CREATE INDEX responsibles_by_merged ON responsibles (merged_from) WHERE merged_from IS NOT NULL;
