-- The plan answers the diary, and the diary is kept for years: what a person ticks at the end of a phase, when
-- the plan rested, who told them to change a dose, what they want to ask at a visit and how they felt about it.
-- Settings live in a file of the person's own, which they can read and copy, and not in here.

DROP TABLE setting;

-- A test at the end of a phase, answered on a day. The newest answer of the phase counts.
CREATE TABLE exit_test (
    id INTEGER PRIMARY KEY,
    plan INTEGER NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    test TEXT NOT NULL CHECK (test <> ''),
    day TEXT NOT NULL CHECK (day IS date(day)),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    written_at TEXT NOT NULL CHECK (julianday(written_at) IS NOT NULL)
) STRICT;
CREATE INDEX exit_test_plan ON exit_test (plan);

-- Days on which the whole plan rests: a holiday, a flare, an illness. `to_day` is the first day it goes on again.
CREATE TABLE plan_pause (
    id INTEGER PRIMARY KEY,
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    to_day TEXT CHECK (to_day IS NULL OR (to_day IS date(to_day) AND to_day >= from_day)),
    why TEXT CHECK (why <> ''),
    written_at TEXT NOT NULL CHECK (julianday(written_at) IS NOT NULL)
) STRICT;

-- The clinician behind a setting of the plan, and the day they said so.
ALTER TABLE plan_item ADD COLUMN told_by TEXT CHECK (told_by <> '');
ALTER TABLE plan_item ADD COLUMN told_on TEXT CHECK (told_on IS NULL OR told_on IS date(told_on));
-- A setting handed back to the rules.
ALTER TABLE plan_item ADD COLUMN handed_back INTEGER NOT NULL DEFAULT 0 CHECK (handed_back IN (0, 1));

ALTER TABLE session ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1));

-- How the person felt at a visit against the one before it: 1 very much worse, 4 as before, 7 very much better.
ALTER TABLE visit ADD COLUMN impression INTEGER CHECK (impression BETWEEN 1 AND 7);

-- What the person wants to ask at a visit; `visit` once it was asked there.
CREATE TABLE visit_question (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL CHECK (uuid <> ''),
    question TEXT NOT NULL CHECK (question <> ''),
    day TEXT NOT NULL CHECK (day IS date(day)),
    visit INTEGER REFERENCES visit (id) DEFERRABLE INITIALLY DEFERRED,
    written_at TEXT NOT NULL CHECK (julianday(written_at) IS NOT NULL)
) STRICT;
