-- Version 7: where on its page a doubt stands.
--
-- A column that is added to a table loses its comment, so the table is made anew. Findings of
-- orders that were read before have no place; reading the files again gives it.

CREATE TABLE findings_7 ( -- Something a person should look at
    finding_id TEXT PRIMARY KEY, -- order_id and `-f` and the ordinal
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    measure_id TEXT REFERENCES measures (measure_id) ON DELETE CASCADE, -- the measure it is about
    clause_id TEXT REFERENCES clauses (clause_id) ON DELETE CASCADE, -- or the clause
    ordinal INTEGER NOT NULL, -- within the order, from 1
    page INTEGER, -- page; NULL where none is known
    code TEXT NOT NULL, -- `stage.what`; see docs/findings.md
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')), -- `info` (inferred), `warning` (may be wrong), `error` (not read)
    message TEXT NOT NULL, -- what is doubtful
    excerpt TEXT NOT NULL DEFAULT '', -- the words in doubt
    places TEXT NOT NULL DEFAULT '[]' -- where they stand, JSON; `[]` where no box is known
) STRICT;
INSERT INTO findings_7 (finding_id, order_id, measure_id, clause_id, ordinal, page, code, severity,
    message, excerpt)
SELECT finding_id, order_id, measure_id, clause_id, ordinal, page, code, severity, message, excerpt
FROM findings;
DROP TABLE findings;
ALTER TABLE findings_7 RENAME TO findings;
CREATE INDEX findings_by_order ON findings (order_id);
CREATE INDEX findings_by_code ON findings (code);
CREATE INDEX findings_by_severity ON findings (severity);
CREATE INDEX findings_by_measure ON findings (measure_id) WHERE measure_id IS NOT NULL;
CREATE INDEX findings_by_clause ON findings (clause_id) WHERE clause_id IS NOT NULL;
