-- A checksum of each row that a person's words or numbers stand in, so that damage which SQLite does not see is noticed.
-- It is worked out by the program, for SQLite has nothing of the kind; a row and its checksum are written together.
CREATE TABLE row_sum (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
