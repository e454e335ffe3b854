-- Room for what the rules about doses and two joined diaries need: entries without a score, a score per
-- place, leaks and heaviness, pain before an exercise, a flare by the person's word, the two answers about a week, what
-- a clinician says about an exercise beside its dose, when an import was written, and what was removed.
--
-- Which rows two diaries join, and by what:
--   * rows of their own, each by its uuid: rating, medicine_intake, session, visit, visit_question, goal, goal_rating,
--     plan, plan_phase, plan_item, plan_pause, exit_test, screening_answer, flare_word, week_answer. Each is written at
--     a time of its own, also where it belongs to another row.
--   * parts of another row, joined with it as a whole: rating_site, rating_tag, session_symptom. They are written anew
--     when it is edited, and nothing else names them. They have no uuid.
--   * a diary's own and never joined: journal (what can be undone here), last_number (the numbers typed here).
--
-- When a row was written is the program's own word and never typed: only what a person may edit and an import may bring,
-- ratings and sessions, has its form checked here. Every command reads all of this text first, so a check costs each of
-- them.
--
-- A row from before this version gets a uuid that is worked out from what it holds (`store/uuids.rs`), so that two
-- copies of one diary that are brought up to date on two machines agree about it. Until then it has its number as one.

-- An entry may be a night, a day of the cycle, leaks, a medicine or a note, without a score. `score` is the one given
-- for the whole; without it, the highest of the entry's places counts. `leaks` is how often that day, and `heaviness`
-- that of the pelvic floor, in tenths as a score. `source_written_at` is when an import says that it was written; an
-- import brings ratings, with their medicines, and sessions, and no other rows.
CREATE TABLE new_rating (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL CHECK (length(uuid) = 36),
    day TEXT NOT NULL CHECK (day IS date(day)),
    at TEXT CHECK (at GLOB '????-??-??T??:??:*' AND at BETWEEN day AND date(day, '+2 days')),
    score INTEGER CHECK (score BETWEEN 0 AND 100),
    worst INTEGER CHECK (worst BETWEEN coalesce(score, 101) AND 100),
    least INTEGER CHECK (least BETWEEN 0 AND coalesce(score, -1)),
    morning INTEGER NOT NULL DEFAULT 0 CHECK (morning IN (0, 1)),
    sleep_minutes INTEGER CHECK (sleep_minutes BETWEEN 0 AND 1440),
    sitting_minutes INTEGER CHECK (sitting_minutes BETWEEN 0 AND 1440),
    cycle_day INTEGER CHECK (cycle_day BETWEEN 1 AND 400),
    leaks INTEGER CHECK (leaks BETWEEN 0 AND 100),
    heaviness INTEGER CHECK (heaviness BETWEEN 0 AND 100),
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
    note TEXT CHECK (note <> ''),
    written_at TEXT NOT NULL CHECK (written_at GLOB '????-??-??T??:??:*'),
    source_written_at TEXT CHECK (source_written_at GLOB '????-??-??T??:??:*')
) STRICT;
INSERT INTO new_rating (id, uuid, day, at, score, worst, least, morning, sleep_minutes, sitting_minutes, cycle_day,
        private, note, written_at)
    SELECT id, uuid, day, at, score, worst, least, morning, sleep_minutes, sitting_minutes, cycle_day,
        private, note, written_at FROM rating;
DROP TABLE rating;
ALTER TABLE new_rating RENAME TO rating;
CREATE INDEX rating_day ON rating (day, julianday(coalesce(at, day || ' 12:00')));

-- A place may have a score of its own.
CREATE TABLE new_rating_site (
    id INTEGER PRIMARY KEY,
    rating INTEGER NOT NULL REFERENCES rating (id),
    site TEXT NOT NULL CHECK (length(site) BETWEEN 1 AND 40),
    side TEXT CHECK (side IN ('left', 'right', 'both', 'middle')),
    score INTEGER CHECK (score BETWEEN 0 AND 100)
) STRICT;
INSERT INTO new_rating_site (id, rating, site, side) SELECT id, rating, site, side FROM rating_site;
DROP TABLE rating_site;
ALTER TABLE new_rating_site RENAME TO rating_site;
CREATE INDEX rating_site_rating ON rating_site (rating);

CREATE TABLE new_rating_tag (
    id INTEGER PRIMARY KEY,
    rating INTEGER NOT NULL REFERENCES rating (id),
    role TEXT NOT NULL CHECK (role IN ('before', 'eased', 'quality')),
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
    UNIQUE (rating, role, tag)
) STRICT;
INSERT INTO new_rating_tag (id, rating, role, tag) SELECT id, rating, role, tag FROM rating_tag;
DROP TABLE rating_tag;
ALTER TABLE new_rating_tag RENAME TO rating_tag;

CREATE TABLE new_medicine_intake (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    rating INTEGER REFERENCES rating (id),
    day TEXT NOT NULL CHECK (day IS date(day)),
    at TEXT CHECK (at GLOB '????-??-??T??:??:*'),
    medicine TEXT NOT NULL CHECK (medicine <> ''),
    amount REAL CHECK (amount > 0),
    unit TEXT CHECK (unit <> ''),
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_medicine_intake (id, uuid, rating, day, at, medicine, amount, unit, private, written_at)
    SELECT id, uuid, rating, day, at, medicine, amount, unit, private, written_at FROM medicine_intake;
DROP TABLE medicine_intake;
ALTER TABLE new_medicine_intake RENAME TO medicine_intake;
CREATE INDEX medicine_intake_day ON medicine_intake (day);

-- Pain just before an exercise, and whether the pain in it was in a bone.
CREATE TABLE new_session (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    at TEXT CHECK (at GLOB '????-??-??T??:??:*' AND at BETWEEN day AND date(day, '+2 days')),
    exercise TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'skipped')),
    sets INTEGER CHECK (sets BETWEEN 1 AND 100),
    reps INTEGER CHECK (reps BETWEEN 1 AND 1000),
    hold_s INTEGER CHECK (hold_s BETWEEN 1 AND 3600),
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440),
    load_g INTEGER CHECK (load_g BETWEEN 0 AND 500000),
    pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 100),
    pain INTEGER CHECK (pain BETWEEN 0 AND 100),
    pain_place TEXT CHECK (pain_place IN ('bone', 'other')),
    effort INTEGER CHECK (effort BETWEEN 0 AND 10),
    why TEXT CHECK (why <> ''),
    note TEXT CHECK (note <> ''),
    private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
    written_at TEXT NOT NULL CHECK (written_at GLOB '????-??-??T??:??:*'),
    source_written_at TEXT CHECK (source_written_at GLOB '????-??-??T??:??:*'),
    CHECK (outcome = 'done'
        OR coalesce(sets, reps, hold_s, minutes, load_g, pain_before, pain, pain_place, effort) IS NULL)
) STRICT;
INSERT INTO new_session (id, uuid, day, at, exercise, outcome, sets, reps, hold_s, minutes, load_g, pain, effort, why,
        note, private, written_at)
    SELECT id, uuid, day, at, exercise, outcome, sets, reps, hold_s, minutes, load_g, pain, effort, why,
        note, private, written_at FROM session;
DROP TABLE session;
ALTER TABLE new_session RENAME TO session;
CREATE INDEX session_day ON session (day, julianday(coalesce(at, day || ' 12:00')));

-- A flare that began or ended by the person's word.
CREATE TABLE flare_word (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    change TEXT NOT NULL CHECK (change IN ('began', 'ended')),
    written_at TEXT NOT NULL
) STRICT;

-- What was answered where the scores are too few: the average of the week that ends on `day`, and how it was against
-- the start. `plan` is the condition it was asked for, where it was one.
CREATE TABLE week_answer (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER REFERENCES plan (id),
    day TEXT NOT NULL CHECK (day IS date(day)),
    average INTEGER CHECK (average BETWEEN 0 AND 100),
    against_start TEXT CHECK (against_start IN ('better', 'same', 'worse')),
    written_at TEXT NOT NULL,
    CHECK (average IS NOT NULL OR against_start IS NOT NULL)
) STRICT;

-- What was removed, undone or erased: its uuid and when, and nothing of what it held. Joining does not bring it back.
-- Whatever is brought back by hand has no row here.
CREATE TABLE removed (
    uuid TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE new_plan_phase (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    phase TEXT NOT NULL CHECK (phase IN ('calm', 'restore', 'strengthen', 'return')),
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    gate_by TEXT CHECK (gate_by <> ''),
    gate_on TEXT CHECK (gate_on IS date(gate_on)),
    UNIQUE (plan, from_day)
) STRICT;
INSERT INTO new_plan_phase (id, uuid, plan, phase, from_day, gate_by, gate_on)
    SELECT id, printf('%036d', id), plan, phase, from_day, gate_by, gate_on FROM plan_phase;
DROP TABLE plan_phase;
ALTER TABLE new_plan_phase RENAME TO plan_phase;

-- `term` is what was said about an exercise beside its dose: that it may grow, that it goes on in flares, the most pain
-- it may bring (tenths), that it is in the plan or not (1 added, 0 dropped). A term without a value takes back what was
-- said before. A row has a dose or a term.
CREATE TABLE new_plan_item (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    exercise TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    set_by TEXT NOT NULL CHECK (set_by IN ('rule', 'person', 'clinician')),
    reason TEXT NOT NULL,
    in_place_of TEXT CHECK (in_place_of <> ''),
    dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0, 1)),
    sets INTEGER CHECK (sets BETWEEN 1 AND 10),
    reps INTEGER CHECK (reps BETWEEN 1 AND 100),
    hold_s INTEGER CHECK (hold_s BETWEEN 1 AND 300),
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 180),
    load_g INTEGER CHECK (load_g BETWEEN 0 AND 500000),
    times_per_day INTEGER CHECK (times_per_day BETWEEN 1 AND 12),
    days_per_week INTEGER CHECK (days_per_week BETWEEN 1 AND 7),
    told_by TEXT CHECK (told_by <> ''),
    told_on TEXT CHECK (told_on IS date(told_on)),
    handed_back INTEGER NOT NULL DEFAULT 0 CHECK (handed_back IN (0, 1)),
    term TEXT CHECK (term IN ('may-grow', 'in-flares', 'pain-limit', 'in-plan')),
    value INTEGER
        CHECK (value IS NULL OR (term IS NOT NULL AND value BETWEEN 0 AND iif(term = 'pain-limit', 100, 1)))
) STRICT;
INSERT INTO new_plan_item (id, uuid, plan, exercise, from_day, set_by, reason, in_place_of, dropped, sets, reps, hold_s,
        minutes, load_g, times_per_day, days_per_week, told_by, told_on, handed_back)
    SELECT id, printf('%036d', id), plan, exercise, from_day, set_by, reason, in_place_of, dropped, sets, reps, hold_s,
        minutes, load_g, times_per_day, days_per_week, told_by, told_on, handed_back FROM plan_item;
DROP TABLE plan_item;
ALTER TABLE new_plan_item RENAME TO plan_item;

CREATE TABLE new_exit_test (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    test TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_exit_test (id, uuid, plan, test, day, passed, written_at)
    SELECT id, printf('%036d', id), plan, test, day, passed, written_at FROM exit_test;
DROP TABLE exit_test;
ALTER TABLE new_exit_test RENAME TO exit_test;

CREATE TABLE new_plan_pause (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    to_day TEXT CHECK (to_day IS date(to_day) AND to_day >= from_day),
    why TEXT CHECK (why <> ''),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_plan_pause (id, uuid, from_day, to_day, why, written_at)
    SELECT id, printf('%036d', id), from_day, to_day, why, written_at FROM plan_pause;
DROP TABLE plan_pause;
ALTER TABLE new_plan_pause RENAME TO plan_pause;

CREATE TABLE new_goal_rating (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    goal INTEGER NOT NULL REFERENCES goal (id),
    day TEXT NOT NULL CHECK (day IS date(day)),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    written_at TEXT NOT NULL,
    UNIQUE (goal, day)
) STRICT;
INSERT INTO new_goal_rating (id, uuid, goal, day, score, written_at)
    SELECT id, printf('%036d', id), goal, day, score, written_at FROM goal_rating;
DROP TABLE goal_rating;
ALTER TABLE new_goal_rating RENAME TO goal_rating;

CREATE TABLE new_screening_answer (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'skipped')),
    day TEXT NOT NULL CHECK (day IS date(day)),
    checked_by TEXT CHECK (checked_by <> ''),
    checked_on TEXT CHECK (checked_on IS date(checked_on)),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_screening_answer (id, uuid, question, answer, day, checked_by, checked_on, written_at)
    SELECT id, printf('%036d', id), question, answer, day, checked_by, checked_on, written_at FROM screening_answer;
DROP TABLE screening_answer;
ALTER TABLE new_screening_answer RENAME TO screening_answer;

-- What a plan, a goal and a visit are stays as it was; only what is asked of their columns is said in fewer words. Every
-- command reads the whole structure, so that each CHECK costs each `log`: what the program alone makes (a uuid, an id, a
-- reason) has none that it is not empty, and a moment is known by its form, as every reader looks at it closely.
CREATE TABLE new_plan (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    condition TEXT NOT NULL,
    side TEXT CHECK (side IN ('left', 'right', 'both', 'middle')),
    variant TEXT CHECK (variant <> ''),
    rank INTEGER NOT NULL CHECK (rank >= 1),
    started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS date(ended_on) AND ended_on >= started_on),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_plan (id, uuid, condition, side, variant, rank, started_on, ended_on, written_at)
    SELECT id, uuid, condition, side, variant, rank, started_on, ended_on, written_at FROM plan;
DROP TABLE plan;
ALTER TABLE new_plan RENAME TO plan;
CREATE UNIQUE INDEX plan_condition ON plan (condition) WHERE ended_on IS NULL;

CREATE TABLE new_goal (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    activity TEXT NOT NULL CHECK (activity <> ''),
    started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS date(ended_on) AND ended_on >= started_on),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_goal (id, uuid, activity, started_on, ended_on, written_at)
    SELECT id, uuid, activity, started_on, ended_on, written_at FROM goal;
DROP TABLE goal;
ALTER TABLE new_goal RENAME TO goal;

CREATE TABLE new_visit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    clinician TEXT CHECK (clinician <> ''),
    note TEXT CHECK (note <> ''),
    impression INTEGER CHECK (impression BETWEEN 1 AND 7),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_visit (id, uuid, day, clinician, note, impression, written_at)
    SELECT id, uuid, day, clinician, note, impression, written_at FROM visit;
DROP TABLE visit;
ALTER TABLE new_visit RENAME TO visit;

CREATE TABLE new_visit_question (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    question TEXT NOT NULL CHECK (question <> ''),
    day TEXT NOT NULL CHECK (day IS date(day)),
    visit INTEGER REFERENCES visit (id),
    written_at TEXT NOT NULL
) STRICT;
INSERT INTO new_visit_question (id, uuid, question, day, visit, written_at)
    SELECT id, uuid, question, day, visit, written_at FROM visit_question;
DROP TABLE visit_question;
ALTER TABLE new_visit_question RENAME TO visit_question;
