-- Version 2: the days on which deadlines fall, so that "what is due" needs no program.

CREATE TABLE occurrences ( -- One time a deadline falls within the plan
    deadline_id TEXT NOT NULL REFERENCES deadlines (deadline_id) ON DELETE CASCADE, -- the deadline
    ordinal INTEGER NOT NULL, -- from 1
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on)), -- first day
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on)), -- last day: when it is due; the first one where no last is known
    PRIMARY KEY (deadline_id, ordinal),
    CHECK (starts_on <= ends_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrences_by_end ON occurrences (ends_on);
