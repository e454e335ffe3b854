//! Keeps what is done while a session is on, exercise by exercise, each with the moment it was
//! done.

use std::time::Instant;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::cli::clock;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::writing::{Manner, made};
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::diary::rating::Stored;
use crate::domain::text::date::days_after;
use crate::store::{Diary, IfMissing, Recorded};

/// What this run keeps. Each exercise is one change of the diary, however often more becomes known
/// of it, so one `undo` takes it back.
pub struct Keeper<'w> {
    context: &'w Context,
    started: Instant,
    day: NaiveDate,
    entries: Vec<KeptExercise>,
    talk: String,
}

/// An exercise, and what the diary holds of it.
struct KeptExercise {
    exercise: String,
    stored: Option<Stored<ExerciseRecord>>,
    run: Recorded,
    changed: bool,
}

impl<'w> Keeper<'w> {
    /// For exercises of a day, by id, each with the entry of that day that it goes on with, if any.
    /// All of them count for that day, also when the night is over before they are.
    pub fn new(
        context: &'w Context,
        day: NaiveDate,
        exercises: Vec<(String, Option<Stored<ExerciseRecord>>)>,
    ) -> Self {
        let entry = |(exercise, stored)| KeptExercise {
            exercise,
            stored,
            run: Recorded::default(),
            changed: false,
        };
        let entries = exercises.into_iter().map(entry).collect();
        Self { context, started: Instant::now(), day, entries, talk: String::new() }
    }

    /// Keeps what came of an exercise, in place of what was kept of it before. `worked` when more
    /// of it was done.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn keep(&mut self, item: usize, outcome: &Outcome, worked: bool) -> Result<(), Failure> {
        let Some(entry) = self.entries.get(item) else { return Ok(()) };
        let lost =
            format!("The last of {} is not recorded; everything before it is.", entry.exercise);
        self.write(item, outcome, worked).map_err(|failure| failure.also(&lost))
    }

    fn write(&mut self, item: usize, outcome: &Outcome, worked: bool) -> Result<(), Failure> {
        let entry = &mut self.entries[item];
        let now = clock::after(self.context.now, self.started.elapsed());
        // A session may run on past the night after its day: its entry then has a day, and no
        // moment.
        let at = Some(now).filter(|now| belongs_to_day(self.day, *now));
        let session = match &entry.stored {
            None => ExerciseRecord {
                day: self.day,
                at,
                exercise: entry.exercise.clone(),
                outcome: outcome.clone(),
                note: None,
                private: false,
                written_at: now,
                source_written_at: None,
            },
            Some(Stored { value: stored, .. }) => {
                // An answer about pain comes later than the exercise, whose moment stays.
                let at = if worked { at } else { stored.at };
                ExerciseRecord { at, outcome: outcome.clone(), ..stored.clone() }
            }
        };
        // Each exercise is a change of its own, and `undo` must tell them apart.
        let command_line = format!("{} ({})", self.context.command_line, entry.exercise);
        let manner = Manner {
            missing: IfMissing::Make,
            now,
            command_line: &command_line,
            earlier: entry.run,
            follows_plan: true,
        };
        let kept = self.context.write_in(manner, |change| {
            // Another terminal may have undone it since its last set.
            let there = match &entry.stored {
                Some(stored) => change.session(stored.id)?.map(|_| stored),
                None => None,
            };
            let id = match there {
                Some(stored) => {
                    change.set_session(stored, &session)?;
                    stored.id
                }
                // Where it was taken back meanwhile, it is recorded anew: what was done was done.
                None => {
                    change.add_session(&ExerciseRecord { written_at: now, ..session.clone() })?
                }
            };
            // Another terminal may have changed the rest of it: what is told is what is kept.
            let kept = change.session(id)?.unwrap_or(Stored { id, value: session.clone() });
            Ok((kept, there.is_none() && entry.stored.is_some()))
        })?;
        let kept = made(kept)?;
        self.talk += &kept.about_diary;
        let (stored, is_anew) = kept.value;
        if is_anew {
            let mut talk = self.context.page();
            talk.para(&format!(
                "{} was taken back by another command meanwhile; what was done of it is recorded \
                 anew, as entry {}.",
                entry.exercise, stored.id
            ));
            self.talk += &talk.text();
        }
        entry.run = kept.recorded;
        entry.stored = Some(stored);
        entry.changed = true;
        Ok(())
    }

    /// Lets go of what another command took back or removed meanwhile, and returns the exercises
    /// that it was.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn let_go_of_removed(&mut self, diary: &Diary) -> Result<Vec<usize>, Failure> {
        let mut removed = Vec::new();
        for (item, entry) in self.entries.iter_mut().enumerate().filter(|(_, entry)| entry.changed)
        {
            // Asked once at the end, so that what is told is what the diary holds.
            let is_there = match &entry.stored {
                Some(stored) => diary.session(stored.id)?.is_some(),
                None => false,
            };
            if !is_there {
                entry.changed = false;
                removed.push(item);
            }
        }
        Ok(removed)
    }

    /// What this run kept, by the number of the exercise.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Outcome)> {
        let changed = self.entries.iter().enumerate().filter(|(_, entry)| entry.changed);
        changed.filter_map(|(item, entry)| Some((item, &entry.stored.as_ref()?.value.outcome)))
    }

    /// What the person should know of the diary; empty most days.
    pub fn talk(&self) -> &str {
        &self.talk
    }
}

/// Whether a moment can stand with an entry of a day: on its date, or in the night after it.
fn belongs_to_day(day: NaiveDate, at: DateTime<FixedOffset>) -> bool {
    [day, days_after(day, 1)].contains(&at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_kept_with_its_day_and_the_night_after_it_and_no_other() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        for (moment, expected) in [
            ("2026-11-21T23:59:00+01:00", false),
            ("2026-11-22T20:00:00+01:00", true),
            ("2026-11-23T04:10:00+01:00", true),
            ("2026-11-24T00:00:00+01:00", false),
        ] {
            let at = DateTime::parse_from_rfc3339(moment).expect("a moment");
            assert_eq!(belongs_to_day(day, at), expected, "{moment}");
        }
    }
}
