-- Version 5: the calendar says by itself whose deadline falls, and the workload is kept by month.
--
-- Counting the days of a large store by kind or by order needs no other table now; the columns
-- that are copies of the deadline's own are written with it and go with it. The index of the
-- search is filled by the program: a trigger for each row took most of the time of loading.

DROP TRIGGER passages_inserted;

-- counting measures by kind reads this index alone
DROP INDEX measures_by_kind;
CREATE INDEX measures_by_kind ON measures (deadline_kind, order_id);

DROP TABLE occurrences;
CREATE TABLE occurrences ( -- One time a deadline falls within the plan
    deadline_id TEXT NOT NULL REFERENCES deadlines (deadline_id) ON DELETE CASCADE, -- the deadline
    ordinal INTEGER NOT NULL, -- from 1
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on)), -- first day
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on)), -- last day: when it is due; the first one where no last is known
    kind TEXT NOT NULL, -- kind of the deadline: `date`, `period`, `continuous`, `recurring`, …
    order_id TEXT NOT NULL, -- its order
    measure_id TEXT, -- its measure
    clause_id TEXT, -- or its clause
    PRIMARY KEY (deadline_id, ordinal),
    CHECK (starts_on <= ends_on)
) STRICT;
CREATE INDEX occurrences_by_end ON occurrences (ends_on);
CREATE INDEX occurrences_by_kind ON occurrences (kind, ends_on);
CREATE INDEX occurrences_by_order ON occurrences (order_id, ends_on);
CREATE INDEX occurrences_by_measure ON occurrences (measure_id) WHERE measure_id IS NOT NULL;

CREATE TABLE workloads ( -- What falls due for one party in one month by one order
    party_id TEXT NOT NULL REFERENCES parties (party_id) ON DELETE CASCADE, -- the party
    month TEXT NOT NULL, -- `2021-03`
    order_id TEXT NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE, -- the order
    measure_count INTEGER NOT NULL, -- measures that fall due in the month
    occurrence_count INTEGER NOT NULL, -- times that something falls due; what runs all the time is not counted
    PRIMARY KEY (party_id, month, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX workloads_by_order ON workloads (order_id);
