//! What is known of the person when a routine is decided, read once from the diary and the library.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::failure::Failure;
use crate::domain::diary::place::Side;
use crate::domain::plan::assignment::{self, Plan, Setting};
use crate::domain::programme::condition::PainRule;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::progression::case::{Case, Record};
use crate::domain::progression::decision::Decision;
use crate::domain::progression::replay::{self, Planned, Progression};
use crate::domain::progression::routine::Routine;
use crate::domain::progression::standing::Standing;
use crate::domain::progression::week;
use crate::domain::screening::answers::{Answer, Hold, Screening};
use crate::domain::screening::safety::Safety;
use crate::domain::text::date::days_before;
use crate::library::{Followed, Library};
use crate::store::Diary;

/// Days before the course's first day that the rules look back on: sessions for what rests and is
/// carried over, ratings for what is usual.
const LOOKS_BACK: u64 = 30;

/// The plan, the files it needs, what was recorded, and the safety questions with their answers.
#[derive(Debug)]
pub struct Known {
    /// Every condition that is or was in the plan.
    pub plans: Vec<Plan>,
    /// The files of those that matter, and of the exercises that may be asked for.
    pub shelf: LibrarySubset,
    /// The safety questions, and the limits on pain.
    pub safety: Safety,
    /// What was answered, in order.
    pub answers: Vec<Answer>,
    /// What was recorded, and what the plan was told.
    pub record: Record,
    from: NaiveDate,
    to: NaiveDate,
    told: OnceCell<Told>,
}

/// What the plan has come to on the last day it was read for: it takes a while to tell, and is told
/// once.
#[derive(Debug)]
pub struct Told {
    /// The routine of the day.
    pub routine: Routine,
    /// What has become of each exercise.
    pub standings: Vec<Standing>,
    /// Everything that was changed on the way, in order.
    pub changes: Vec<Decision>,
    /// How many sessions of each exercise were asked for on which days, in order.
    pub planned: BTreeMap<String, Vec<(NaiveDate, u32)>>,
}

impl From<Progression<'_>> for Told {
    fn from(course: Progression<'_>) -> Self {
        Self {
            routine: course.routine(),
            standings: course.standings().collect(),
            changes: course.changes().to_vec(),
            planned: by_exercise(&course.planned()),
        }
    }
}

impl Known {
    /// For one day: the conditions that are followed on it, with the phases that matter for what
    /// has become of them.
    pub fn on(day: NaiveDate, diary: &Diary, library: &Library) -> Result<Self, Failure> {
        Self::between(day, day, diary, library)
    }

    /// For every day from `from` to `to`.
    pub fn between(
        from: NaiveDate,
        to: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, Failure> {
        let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.value).collect();
        let from = replay::beginning(&plans, from);
        let phases = |plan| {
            let phases = Plan::phases_between(plan, from, to);
            phases.map(|start| Followed {
                condition: &plan.condition,
                variant: plan.variant.as_deref(),
                phase: Some(start.phase),
            })
        };
        let followed: Vec<Followed<'_>> = plans.iter().flat_map(phases).collect();
        let shelf = library.shelf_for(&followed)?;
        let mut known = Self {
            shelf,
            safety: library.safety()?,
            answers: Vec::new(),
            record: Record::default(),
            plans,
            from,
            to,
            told: OnceCell::new(),
        };
        known.read_again(diary)?;
        for setting in &known.record.settings {
            if !known.shelf.exercises.contains_key(&setting.exercise) {
                // An exercise that is no longer in the library is left out, as one that nobody set
                // would be.
                if let Ok(exercise) = library.exercise(&setting.exercise) {
                    known.shelf.exercises.insert(exercise.id.clone(), exercise);
                }
            }
        }
        // An easier or a harder exercise is read on the day that a rule asks for it.
        loop {
            let course = Progression::replay(known.case(), from, to);
            let wanted: Vec<String> = course.wanted().map(str::to_owned).collect();
            if wanted.is_empty() {
                let told = Told::from(course);
                known.told = OnceCell::from(told);
                return Ok(known);
            }
            for id in wanted {
                known.shelf.exercises.insert(id.clone(), library.exercise(&id)?);
            }
        }
    }

    /// Reads again what was recorded and answered, after the diary was changed.
    pub fn read_again(&mut self, diary: &Diary) -> Result<(), Failure> {
        let from = days_before(self.from, LOOKS_BACK);
        self.told = OnceCell::new();
        self.answers = diary.answers()?;
        self.record = Record {
            sessions: diary.sessions_for_rules(from, self.to)?,
            felt: if self.plans.is_empty() { Vec::new() } else { diary.felt(from, self.to)? },
            settings: diary.settings()?,
            pauses: diary.pauses()?,
        };
        Ok(())
    }

    /// The case that the rules decide on.
    pub fn case(&self) -> Case<'_> {
        let Self { plans, shelf, safety, answers, record, .. } = self;
        Case { plans, shelf, safety, answers, record }
    }

    /// What the plan has come to on the last day it was read for.
    pub fn told(&self) -> &Told {
        self.told.get_or_init(|| Told::from(Progression::replay(self.case(), self.from, self.to)))
    }

    /// The plan's course up to a day between the two it was read for.
    pub fn course(&self, day: NaiveDate) -> Progression<'_> {
        Progression::replay(self.case(), replay::beginning(&self.plans, day), day)
    }

    /// The routine of a day; see [`Known::routines`].
    pub fn routine(&self, day: NaiveDate, today: NaiveDate) -> Routine {
        if day == self.to && day <= today {
            self.hidden_while_open(self.told().routine.clone(), today)
        } else {
            self.routines(day, day, today).remove(0)
        }
    }

    /// The routines of every day from `from` to `to`, seen from `today`: those to come as they will
    /// be if everything until then is done. What is open `today` hides the routine of earlier days
    /// as well.
    pub fn routines(&self, from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Vec<Routine> {
        let routines = week::routines(self.case(), from, to, today).into_iter();
        routines.map(|routine| self.hidden_while_open(routine, today)).collect()
    }

    /// A routine, unless something is open that hides it.
    fn hidden_while_open(&self, routine: Routine, today: NaiveDate) -> Routine {
        match self.screening(today.max(routine.day)).holds() {
            holds if holds.is_empty() => routine,
            holds => routine.hidden_by(holds),
        }
    }

    /// The conditions that are followed on a day.
    pub fn running(&self, day: NaiveDate) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(move |plan| plan.runs_on(day))
    }

    /// What a person or a clinician set for an exercise of the plan that holds on a day: another
    /// exercise in its place, and a dose.
    pub fn set_for(&self, standing: &Standing, day: NaiveDate) -> impl Iterator<Item = &Setting> {
        let newest = move |of: fn(&assignment::Override) -> bool| {
            let mut settings =
                self.record.settings.iter().rev().filter(move |setting| setting.holds_on(day));
            settings.find(|setting| setting.exercise == standing.exercise && of(&setting.told))
        };
        let swap = standing
            .chosen_by
            .as_ref()
            .and_then(|_| newest(|told| matches!(told, assignment::Override::Substitute(_))));
        let dose = standing
            .set_by
            .as_ref()
            .and_then(|_| newest(|told| matches!(told, assignment::Override::Dose(_))));
        swap.into_iter().chain(dose)
    }

    /// The sore side of what an exercise is for on a day: that of the first of its conditions in
    /// the plan.
    pub fn sore_side(&self, conditions: &[String], day: NaiveDate) -> Option<Side> {
        self.running(day).find(|plan| conditions.contains(&plan.condition))?.side
    }

    /// The limits on pain of the conditions that are followed on the last day it was read for.
    pub fn pain_rules(&self) -> impl Iterator<Item = PainRule> {
        self.running(self.to)
            .filter_map(|plan| Some(self.shelf.conditions.get(&plan.condition)?.pain_rule))
    }

    /// The answers up to a day against the questions.
    pub fn screening(&self, day: NaiveDate) -> Screening<'_> {
        Screening::new(&self.safety, &self.answers, day)
    }

    /// A condition's name with its side.
    pub fn subject(&self, plan: &Plan) -> String {
        let name = self
            .shelf
            .conditions
            .get(&plan.condition)
            .map_or(plan.condition.as_str(), |condition| &condition.name);
        subject(name, plan)
    }

    /// An exercise's name.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.shelf.exercises.get(id).map_or(id, |exercise| &exercise.name)
    }
}

/// What was asked for, exercise by exercise.
fn by_exercise(planned: &[Planned<'_>]) -> BTreeMap<String, Vec<(NaiveDate, u32)>> {
    let mut found: BTreeMap<&str, Vec<(NaiveDate, u32)>> = BTreeMap::new();
    for planned in planned {
        found.entry(planned.exercise).or_default().push((planned.day, planned.sessions));
    }
    found.into_iter().map(|(exercise, days)| (exercise.to_owned(), days)).collect()
}

/// The name of a plan's condition with its side.
pub fn subject(name: &str, plan: &Plan) -> String {
    plan.side.map_or_else(|| name.to_owned(), |side| format!("{name}, {side}"))
}

/// What to do about some holds, the most urgent first; what several of them ask for is said once.
pub fn alerts(holds: &[Hold]) -> Vec<String> {
    let mut alerts: Vec<String> = holds.iter().map(hold_words).collect();
    alerts.dedup();
    alerts
}

/// What to do about a hold.
pub fn hold_words(hold: &Hold) -> String {
    if hold.checked {
        format!("A clinician has looked at this. To go on, answer it once more: “{}”", hold.ask)
    } else {
        hold.act.clone()
    }
}
