-- A fifth phase: upkeep, after the last one of a programme.
CREATE TABLE new_plan_phase (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    plan INTEGER NOT NULL REFERENCES plan (id),
    phase TEXT NOT NULL CHECK (phase IN ('calm', 'restore', 'strengthen', 'return', 'upkeep')),
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
    gate_by TEXT CHECK (gate_by <> ''),
    gate_on TEXT CHECK (gate_on IS date(gate_on)),
    UNIQUE (plan, from_day)
) STRICT;
INSERT INTO new_plan_phase (id, uuid, plan, phase, from_day, gate_by, gate_on)
    SELECT id, uuid, plan, phase, from_day, gate_by, gate_on FROM plan_phase;
DROP TABLE plan_phase;
ALTER TABLE new_plan_phase RENAME TO plan_phase;
