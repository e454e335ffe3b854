-- How a safety question was put when it was answered, and which wording of it was answered. Every question so far was
-- asked by itself, in its first wording.
ALTER TABLE screening_answer
    ADD COLUMN asked TEXT NOT NULL DEFAULT 'alone' CHECK (asked IN ('alone', 'group', 'week'));
ALTER TABLE screening_answer ADD COLUMN wording INTEGER NOT NULL DEFAULT 1 CHECK (wording >= 1);
