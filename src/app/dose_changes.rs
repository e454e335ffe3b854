//! What became of each dose between two days, and why, for the visit page: nothing that may rest on
//! a private entry is told.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::plan_snapshot::PlanSnapshot;
use super::private_days::PrivateDays;
use crate::domain::analysis::adherence::Tally;
use crate::domain::analysis::practice::{DoseSpan, PracticeRow};
use crate::domain::analysis::report::{DoseThen, PainIn};
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::{Override, SetBy, dropped};
use crate::domain::progression::decision::{Decision, DoseChange, Finding};
use crate::domain::progression::standing::Standing;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::number::{counted, median};
use crate::library::Library;
use crate::words;

/// Comparing what was done on the first day with what is done on the last.
pub(super) struct Doses<'a> {
    /// The plan, with what it came to on both days.
    pub(super) snapshot: &'a PlanSnapshot,
    /// The library, for names that the plan no longer has.
    pub(super) library: &'a Library,
    /// The days with something private.
    pub(super) private: &'a PrivateDays,
    /// How days and weights are written.
    pub(super) reader: Reader,
    /// The first day; what was decided after it is what changed.
    pub(super) since: NaiveDate,
    /// What was done on the days of the page, and how it felt.
    pub(super) done: &'a Done,
}

/// What was asked for and done of each exercise.
#[derive(Debug)]
pub(super) struct Done {
    /// What was asked for, day by day, under its name.
    pub(super) rows: Vec<PracticeRow>,
    /// Sessions, by id.
    pub(super) sessions: BTreeMap<String, Tally>,
    /// Pain in each session that has one, by id.
    pub(super) pains: BTreeMap<String, Vec<Score>>,
}

impl Done {
    /// Sessions of an exercise.
    fn sessions(&self, exercise: &str) -> Tally {
        self.sessions.get(exercise).copied().unwrap_or_default()
    }

    /// The row of an exercise by its name.
    fn row(&self, name: &str) -> Option<&PracticeRow> {
        self.rows.iter().find(|row| row.exercise == name)
    }

    /// The doses that were asked for of it.
    fn course(&self, name: &str) -> Vec<DoseSpan> {
        self.row(name).map_or(Vec::new(), |row| row.doses.clone())
    }

    /// The days on which a rule stopped it.
    fn stops(&self, name: &str) -> Vec<NaiveDate> {
        self.row(name).map_or(Vec::new(), |row| row.stops.clone())
    }

    /// Pain in it; `None` where none was recorded.
    fn pain(&self, exercise: &str) -> Option<PainIn> {
        let pains = self.pains.get(exercise)?;
        Some(PainIn {
            median: median(pains.iter().map(|pain| pain.value()).collect())?,
            most: pains.iter().copied().max()?,
            sessions: pains.len(),
        })
    }
}

impl Doses<'_> {
    /// An exercise's name.
    fn name(&self, id: &str) -> String {
        match self.snapshot.shelf.exercise(id) {
            Some(exercise) => exercise.name.clone(),
            None => self.library.exercise_name(id),
        }
    }

    /// The dose of an exercise, with whatever of how often is another than `other`'s: what is the
    /// same on both days is no news.
    fn dose(&self, of: &Standing, other: Option<&Standing>) -> String {
        let mut own = self.snapshot.plans.iter().rev();
        // Of several conditions the one that has a side says it.
        let side =
            own.find_map(|plan| plan.side.filter(|_| of.conditions.contains(&plan.condition)));
        let dose = of.dose.on_side(side, self.reader.style);
        match other.and_then(|other| of.dose.frequency_beside(&other.dose)) {
            Some(often) => format!("{dose}, {often}"),
            None => dose,
        }
    }

    /// Every exercise of either day.
    pub(super) fn compared(
        &self,
        then: &[Standing],
        now: &[Standing],
        changes: &[Decision],
    ) -> Vec<DoseThen> {
        let current = now.iter().map(|now| {
            let then = then.iter().find(|then| then.listed == now.listed);
            let then_words = then.map(|then| {
                let dose = self.dose(then, Some(now));
                if then.exercise == now.exercise {
                    dose
                } else {
                    format!("{}, {dose}", self.name(&then.exercise))
                }
            });
            let now_words = self.dose(now, then);
            let changed =
                then_words.as_ref().is_none_or(|then| *then != now_words) || now.is_stopped;
            DoseThen {
                exercise: self.name(&now.exercise),
                sessions: self.done.sessions(&now.exercise),
                pain: self.done.pain(&now.exercise),
                course: self.done.course(&self.name(&now.exercise)),
                stops: self.done.stops(&self.name(&now.exercise)),
                why: self.why_now(now, changed, then.is_some(), changes),
                then: then_words,
                now: Some(now_words),
                is_stopped: now.is_stopped,
            }
        });
        let gone = then.iter().filter(|then| !now.iter().any(|now| now.listed == then.listed)).map(
            |then| DoseThen {
                exercise: self.name(&then.exercise),
                sessions: self.done.sessions(&then.exercise),
                pain: self.done.pain(&then.exercise),
                course: self.done.course(&self.name(&then.exercise)),
                stops: self.done.stops(&self.name(&then.exercise)),
                then: Some(self.dose(then, None)),
                now: None,
                is_stopped: false,
                why: self.why_gone(then),
            },
        );
        current.chain(gone).collect()
    }

    /// What clinicians said about an exercise, after why its dose changed, where it has.
    fn why_now(
        &self,
        now: &Standing,
        changed: bool,
        was_there: bool,
        changes: &[Decision],
    ) -> Option<String> {
        let told = now.terms.iter();
        let told = told.map(|term| words::plan::term(term, &self.snapshot.shelf, self.reader));
        let why = changed.then(|| self.why(now, was_there, changes)).flatten();
        let all: Vec<String> = why.into_iter().chain(told).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Who took an exercise out of the plan, where somebody did.
    fn why_gone(&self, then: &Standing) -> Option<String> {
        let mut dropped = dropped(&self.snapshot.record.terms, self.reader.today);
        let term = dropped.find(|term| term.exercise == then.listed)?;
        Some(words::plan::term(term, &self.snapshot.shelf, self.reader))
    }

    /// What was changed about an exercise since the first day, in order.
    fn since<'d>(&self, now: &Standing, changes: &'d [Decision]) -> Vec<&'d Decision> {
        changes
            .iter()
            .filter(|decision| decision.on > self.since && decision.changes())
            .filter(|own| own.concerns(&now.exercise))
            .collect()
    }

    /// Why a dose is what it is now. What may rest on a private entry is not told.
    fn why(&self, now: &Standing, was_there: bool, changes: &[Decision]) -> Option<String> {
        match &now.set_by {
            Some(SetBy::Person) => return Some("set by the person".to_owned()),
            Some(SetBy::Clinician(check)) => return Some(format!("set by {}", check.by)),
            None => {}
        }
        let since = self.since(now, changes);
        // What came in with fewer sets and has them all by now is told by the phase alone.
        let Some(last) =
            since.last().filter(|last| was_there || last.finding != Finding::FirstWeekOver)
        else {
            return (!was_there).then(|| "with the phase".to_owned());
        };
        if since.iter().any(|decision| self.private.may_shape(decision)) {
            return None;
        }
        let way = Way::of(last);
        if since.iter().all(|decision| Way::of(decision) == way) {
            let reason = last.finding.in_few_words(self.reader);
            return Some(format!("{reason}; {}", date::short(last.on, self.reader)));
        }
        Some(self.course(&since, &now.exercise))
    }

    /// How a dose went down and up since, where its last step alone would not explain what it is
    /// now: the way there with its reasons, the newest last.
    fn course(&self, since: &[&Decision], exercise: &str) -> String {
        let on = |day: NaiveDate| date::short(day, self.reader);
        let runs = since.chunk_by(|one, next| Way::of(one) == Way::of(next));
        let runs = runs.filter_map(|run| {
            let last = run.last()?;
            let reason = last.finding.in_few_words(self.reader);
            let steps = counted(run.len(), "step", "steps");
            let (until, last_on) = (if run.len() > 1 { "until " } else { "" }, on(last.on));
            let told = match Way::of(last) {
                Way::Up => format!("{steps} up {until}{last_on}"),
                Way::Down => format!("{steps} down {until}{last_on} ({reason})"),
                Way::Stopped => format!("stopped {last_on} ({reason})"),
            };
            Some((last.on, told))
        });
        let cleared = self.snapshot.record.settings.iter().filter_map(|setting| {
            let SetBy::Clinician(check) = &setting.by else { return None };
            let is_since = setting.from > self.since && setting.from <= self.reader.today;
            let is_it = setting.exercise == exercise && setting.told == Override::Released;
            (is_since && is_it)
                .then(|| (setting.from, format!("cleared by {} {}", check.by, on(check.on))))
        });
        let mut all: Vec<(NaiveDate, String)> = runs.chain(cleared).collect();
        all.sort_by_key(|(day, _)| *day);
        let all: Vec<String> = all.into_iter().map(|(_, told)| told).collect();
        let left_out = all.len().saturating_sub(COURSE_MOST);
        let told = all[left_out..].join(", then ");
        if left_out == 0 { told } else { format!("{left_out} earlier; {told}") }
    }
}

/// The most turns of a dose that are told of.
const COURSE_MOST: usize = 4;

/// Which way a decision went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Stopped,
}

impl Way {
    fn of(decision: &Decision) -> Self {
        match &decision.change {
            DoseChange::Stop => Self::Stopped,
            DoseChange::Dose(step) if step.is_up() => Self::Up,
            DoseChange::Return { .. } | DoseChange::Swap { harder: true, .. } => Self::Up,
            _ => Self::Down,
        }
    }
}
