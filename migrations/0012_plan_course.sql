-- What following the plan led through stands beside what it came to, so that no page about ten years of it follows all of
-- them. Both are worked out of the rest of the diary: what was kept before is made anew.
DROP TABLE plan_checkpoint;
CREATE TABLE plan_checkpoint (
    day TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day)),
    made_from TEXT NOT NULL,
    state TEXT NOT NULL,
    course TEXT NOT NULL
) STRICT, WITHOUT ROWID;
