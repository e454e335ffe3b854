-- A number that a person types is given once: what was undone or removed keeps the number it had, so that a command
-- that names it can never mean another entry. Ratings and sessions share their numbers.
CREATE TABLE last_number (
    kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN ('entry', 'goal', 'question')),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO last_number (kind, number) VALUES
    ('entry', max((SELECT coalesce(max(id), 0) FROM rating), (SELECT coalesce(max(id), 0) FROM session))),
    ('goal', (SELECT coalesce(max(id), 0) FROM goal)),
    ('question', (SELECT coalesce(max(id), 0) FROM visit_question));

-- A command whose rows were changed by something else since can no longer be taken back. `undo` passes over it once and
-- for good, so that what was done before it can still be taken back and brought again.
ALTER TABLE journal ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0 CHECK (passed_over IN (0, 1));
