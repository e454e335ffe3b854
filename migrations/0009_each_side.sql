-- What was really done of an exercise, where it was not the same all through: the repeats of each set, such as `12,10,8`
-- (`reps` is the fewest of them then, which every set had, and `sets` how many there were), and the side, where it was one.
ALTER TABLE session ADD COLUMN reps_of_sets TEXT CHECK (reps_of_sets IS NULL OR reps_of_sets GLOB '[1-9]*,[1-9]*' AND sets IS NOT NULL AND reps IS NOT NULL);
ALTER TABLE session ADD COLUMN side TEXT CHECK (side IS NULL OR side IN ('left', 'right', 'both') AND outcome = 'done');
