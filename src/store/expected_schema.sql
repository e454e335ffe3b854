CREATE INDEX medicine_intake_day ON medicine_intake (day);
CREATE INDEX rating_day ON rating (day, julianday(coalesce(at, day || ' 12:00')));
CREATE INDEX rating_private_day ON rating (day) WHERE private = 1;
CREATE INDEX rating_site_rating ON rating_site (rating);
CREATE INDEX session_day ON session (day, julianday(coalesce(at, day || ' 12:00')));
CREATE INDEX session_private_day ON session (day) WHERE private = 1;
CREATE TABLE "exit_test" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    test TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE "goal" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    activity TEXT NOT NULL CHECK (activity <> ''),
    started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS date(ended_on) AND ended_on >= started_on),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE "goal_rating" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    goal INTEGER NOT NULL REFERENCES goal (id),
    day TEXT NOT NULL CHECK (day IS date(day)),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    written_at TEXT NOT NULL,
    UNIQUE (goal, day)
) STRICT;
CREATE TABLE "medicine_intake" (
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
CREATE TABLE "plan" (
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
CREATE TABLE "plan_item" (
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
CREATE TABLE "plan_pause" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    to_day TEXT CHECK (to_day IS date(to_day) AND to_day >= from_day),
    why TEXT CHECK (why <> ''),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE "plan_phase" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    phase TEXT NOT NULL CHECK (phase IN ('calm', 'restore', 'strengthen', 'return', 'upkeep')),
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    gate_by TEXT CHECK (gate_by <> ''),
    gate_on TEXT CHECK (gate_on IS date(gate_on)),
    UNIQUE (plan, from_day)
) STRICT;
CREATE TABLE "rating" (
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
CREATE TABLE "rating_site" (
    id INTEGER PRIMARY KEY,
    rating INTEGER NOT NULL REFERENCES rating (id),
    site TEXT NOT NULL CHECK (length(site) BETWEEN 1 AND 40),
    side TEXT CHECK (side IN ('left', 'right', 'both', 'middle')),
    score INTEGER CHECK (score BETWEEN 0 AND 100)
) STRICT;
CREATE TABLE "rating_tag" (
    id INTEGER PRIMARY KEY,
    rating INTEGER NOT NULL REFERENCES rating (id),
    role TEXT NOT NULL CHECK (role IN ('before', 'eased', 'quality')),
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
    UNIQUE (rating, role, tag)
) STRICT;
CREATE TABLE "screening_answer" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'skipped')),
    day TEXT NOT NULL CHECK (day IS date(day)),
    checked_by TEXT CHECK (checked_by <> ''),
    checked_on TEXT CHECK (checked_on IS date(checked_on)),
    written_at TEXT NOT NULL
, asked TEXT NOT NULL DEFAULT 'alone' CHECK (asked IN ('alone', 'group', 'week')), wording INTEGER NOT NULL DEFAULT 1 CHECK (wording >= 1)) STRICT;
CREATE TABLE "session" (
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
    source_written_at TEXT CHECK (source_written_at GLOB '????-??-??T??:??:*'), reps_of_sets TEXT CHECK (reps_of_sets IS NULL OR reps_of_sets GLOB '[1-9]*,[1-9]*' AND sets IS NOT NULL AND reps IS NOT NULL), side TEXT CHECK (side IS NULL OR side IN ('left', 'right', 'both') AND outcome = 'done'),
    CHECK (outcome = 'done'
        OR coalesce(sets, reps, hold_s, minutes, load_g, pain_before, pain, pain_place, effort) IS NULL)
) STRICT;
CREATE TABLE "visit" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    clinician TEXT CHECK (clinician <> ''),
    note TEXT CHECK (note <> ''),
    impression INTEGER CHECK (impression BETWEEN 1 AND 7),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE "visit_question" (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    question TEXT NOT NULL CHECK (question <> ''),
    day TEXT NOT NULL CHECK (day IS date(day)),
    visit INTEGER REFERENCES visit (id),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE flare_word (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day IS date(day)),
    change TEXT NOT NULL CHECK (change IN ('began', 'ended')),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL CHECK (julianday(at) IS NOT NULL),
    said TEXT NOT NULL,
    rows TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
    follows INTEGER NOT NULL
, passed_over INTEGER NOT NULL DEFAULT 0 CHECK (passed_over IN (0, 1))) STRICT;
CREATE TABLE last_number (
    kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN ('entry', 'goal', 'question')),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE own_account (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    line TEXT NOT NULL UNIQUE CHECK (line IN ('place', 'since', 'brings-on', 'eases', 'cannot', 'fear')),
    text TEXT NOT NULL CHECK (text <> ''),
    written_at TEXT NOT NULL
) STRICT;
CREATE TABLE plan_checkpoint (
    day TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day)),
    made_from TEXT NOT NULL,
    state BLOB NOT NULL,
    course BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE removed (
    uuid TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE row_sum (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_version (
    uuid TEXT NOT NULL PRIMARY KEY,
    version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session_symptom (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    symptom TEXT NOT NULL CHECK (symptom <> ''),
    UNIQUE (session, symptom)
) STRICT;
CREATE TABLE set_aside (
    uuid TEXT NOT NULL,
    version TEXT NOT NULL,
    row TEXT NOT NULL,
    of TEXT NOT NULL,
    PRIMARY KEY (uuid, version, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE superseded (
    uuid TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (uuid, version)
) STRICT, WITHOUT ROWID;
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
CREATE UNIQUE INDEX plan_condition ON plan (condition) WHERE ended_on IS NULL;
