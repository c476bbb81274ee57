-- Version 3: full-text search over dictionary forms.

CREATE TABLE passages ( -- What the search reads: dictionary forms of a measure, clause, title, …
    passage_id INTEGER PRIMARY KEY, -- row of the index
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    kind TEXT NOT NULL, -- `measure`, `clause`, `title`, `table`, `member`, `text`
    owner_id TEXT NOT NULL, -- id of the row that holds the words
    lemmas TEXT NOT NULL, -- dictionary forms of the words, ё as е
    extra TEXT NOT NULL -- forms of what stands beside it: parties, result, expansions of acronyms
) STRICT;
CREATE INDEX passages_by_order ON passages (order_id);

CREATE VIRTUAL TABLE passage_index USING fts5 (
    lemmas, extra,
    content = 'passages', content_rowid = 'passage_id',
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER passages_inserted AFTER INSERT ON passages BEGIN
    INSERT INTO passage_index (rowid, lemmas, extra) VALUES (new.passage_id, new.lemmas, new.extra);
END;
CREATE TRIGGER passages_deleted AFTER DELETE ON passages BEGIN
    INSERT INTO passage_index (passage_index, rowid, lemmas, extra)
    VALUES ('delete', old.passage_id, old.lemmas, old.extra);
END;
