-- What following the plan led through stands beside what it came to, so that no page about ten years of it follows all of
-- them. Both are worked out of the rest of the diary: what was kept before is made anew.
DROP TABLE plan_checkpoint;
CREATE TABLE plan_checkpoint (
    day TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day)),
    made_from TEXT NOT NULL,
    state BLOB NOT NULL,
    course BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Whatever is for other eyes asks for the days with something private, which are few.
CREATE INDEX rating_private_day ON rating (day) WHERE private = 1;
CREATE INDEX session_private_day ON session (day) WHERE private = 1;
