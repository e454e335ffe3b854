-- What two diaries need to become one, whoever changed what on which machine. A row that was never changed needs nothing
-- here. Whatever changes, removes or brings back a row gives it a version of its own, in place of the one that it had:
-- which of two is the later is then known without asking a clock. A row without a version here has the empty one.
CREATE TABLE row_version (
    uuid TEXT NOT NULL PRIMARY KEY,
    version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The versions of a row that another has taken the place of.
CREATE TABLE superseded (
    uuid TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (uuid, version)
) STRICT, WITHOUT ROWID;

-- Rows of two diaries that cannot both be: one of them is in the diary, the others are here until the person decides.
-- `row` is what the row holds, without its number, as JSON.
CREATE TABLE set_aside (
    uuid TEXT NOT NULL,
    version TEXT NOT NULL,
    row TEXT NOT NULL,
    of TEXT NOT NULL,
    PRIMARY KEY (uuid, version, row)
) STRICT, WITHOUT ROWID;
