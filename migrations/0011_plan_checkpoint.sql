-- What following the plan came to by the beginning of a day, so that a diary of many years is not followed from its
-- first day by every command. It is worked out of the rest of the diary and can be again: the program forgets it as soon
-- as it changes a row of an earlier day that it was made from. It is no entry: it is neither exported nor joined.
CREATE TABLE plan_checkpoint (
    day TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day)),
    made_from TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
