-- Version 6: acronyms that other orders of the same issuer define.
--
-- `responsibles`, `measures` and `findings` show what the store as a whole knows; these tables
-- keep what the order gave by itself, so that it comes back when the defining order goes.

CREATE TABLE resolutions ( -- A party named by what other orders of its issuer define: what its own order gave
    owner_id TEXT NOT NULL, -- id of the measure or clause
    ordinal INTEGER NOT NULL, -- order of the words, from 1
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    party_id TEXT NOT NULL, -- the party by its own order alone: 12 hex digits of its key
    key TEXT NOT NULL, -- its key
    name TEXT NOT NULL, -- its name
    kind TEXT NOT NULL, -- its kind
    role TEXT, -- its post or role
    organisation TEXT, -- its organisation
    expansion_source TEXT NOT NULL, -- `none`, `gazetteer` or `user`
    PRIMARY KEY (owner_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX resolutions_by_order ON resolutions (order_id);

CREATE TABLE resolved_findings ( -- A doubt that other orders answered or brought up
    finding_id TEXT PRIMARY KEY, -- the finding
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- its order
    code TEXT, -- its code by its own order alone; NULL where that has no such doubt
    severity TEXT, -- its severity
    message TEXT -- its message
) STRICT, WITHOUT ROWID;
CREATE INDEX resolved_findings_by_order ON resolved_findings (order_id);

CREATE TABLE resolution_bases ( -- What other orders of the issuer say about the acronyms of an order
    order_id TEXT PRIMARY KEY REFERENCES orders (order_id) ON DELETE CASCADE, -- the order that uses them
    basis TEXT NOT NULL -- JSON: short form → the expansions that the other orders give it
) STRICT, WITHOUT ROWID;

CREATE INDEX responsibles_by_source ON responsibles (order_id)
WHERE expansion_source IN ('none', 'gazetteer', 'user', 'other_orders');
