-- What a person brings to whoever sees them: six lines at most, in their own words. A line that is cleared has no row.
CREATE TABLE own_account (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    line TEXT NOT NULL UNIQUE CHECK (line IN ('place', 'since', 'brings-on', 'eases', 'cannot', 'fear')),
    text TEXT NOT NULL CHECK (text <> ''),
    written_at TEXT NOT NULL
) STRICT;
