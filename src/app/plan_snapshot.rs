//! The plan with everything that a routine is decided from, read once from the diary and the library.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::error::AppError;
use super::plan_checkpoint::PlanCheckpoint;
use crate::domain::analysis::adherence::{Asked, CountedSession, Ledger};
use crate::domain::diary::place::Side;
use crate::domain::flare::fold::{FlareDay, FlareFold};
use crate::domain::plan::assignment::{self, Plan, Setting};
use crate::domain::programme::condition::PainRule;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::candidates;
use crate::domain::progression::case::{Case, Record};
use crate::domain::progression::leaving::EarlierProgramme;
use crate::domain::progression::replay::course::Course;
use crate::domain::progression::replay::{self, Progression};
use crate::domain::progression::routine::{NotDueReason, Routine};
use crate::domain::progression::standing::Standing;
use crate::domain::progression::week;
use crate::domain::screening::answers::Answers;
use crate::domain::screening::closer_look::Raised;
use crate::domain::screening::hold::Hold;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::state::{Screening, WORDS_ASK_FOR};
use crate::domain::text::date::{days_after, days_before};
use crate::domain::text::style::Style;
use crate::library::{ActiveCondition, Library, LibraryError};
use crate::store::{Audience, Diary};
use crate::words;

/// Days before the first day of the progression that the rules look back on: exercise records for
/// what rests and is carried over, ratings for what is usual.
const LOOK_BACK_DAYS: u64 = 30;

/// Days before the first day of the progression from which flares are followed: far longer than a
/// flare and all that one rests on, so that an earlier beginning would find the same.
pub const FOLD_DAYS: u64 = 120;

/// Days after today that show what takes turns.
const DAYS_AHEAD: u64 = 6;

/// The plan, the files it needs, what was recorded, and the safety questions with their answers.
#[derive(Debug)]
pub struct PlanSnapshot {
    /// Every condition that is or was in the plan.
    pub plans: Vec<Plan>,
    /// The files of those that matter, and of the exercises that may be asked for.
    pub shelf: LibrarySubset,
    /// The numbers of the rules.
    pub rules: RuleBook,
    /// The safety questions, and the limits on pain.
    pub safety: Arc<Safety>,
    /// What was answered, in order.
    pub answers: Answers,
    /// What was written down lately.
    words: WarningWords,
    /// What was recorded, and what the plan was told; of what is known from a checkpoint as much as
    /// the days after it look back on.
    pub record: Record,
    /// What was done and left out on the days that are asked about, and since when it is known, where
    /// the course is known from the beginning on.
    counted: Option<(NaiveDate, Vec<CountedSession>)>,
    days: Days,
    /// What following the plan had come to by an earlier day, from which it goes on; `None` where it
    /// is followed from its beginning.
    checkpoint: Option<PlanCheckpoint>,
    followed: OnceCell<Followed>,
    /// What each exercise had come to on the earlier day that was asked for, where that is before
    /// the checkpoint.
    standings_before: Option<Vec<Standing>>,
    /// The routines of the seven days from today on.
    week_to_come: OnceCell<Vec<Routine>>,
    /// The same, followed from its beginning, to be held against it.
    #[cfg(debug_assertions)]
    whole: Option<Box<Self>>,
}

/// The days that a snapshot is for.
#[derive(Debug, Clone, Copy)]
struct Days {
    /// The day that the replay begins with.
    beginning: NaiveDate,
    /// The first day.
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    /// The day that days to come are seen from; `None` where only the last day is asked for.
    today: Option<NaiveDate>,
    /// An earlier day whose standings are asked for as well.
    standings_on: Option<NaiveDate>,
}

/// From where a plan is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FollowedFrom {
    /// From its first day.
    Beginning,
    /// From what is kept of it, where that may be gone on from; how it came to that stays unknown.
    Checkpoint,
    /// The same, with all that it led through until then.
    CheckpointWithCourse,
}

/// What following the plan came to.
#[derive(Debug)]
struct Followed {
    /// The routines of all days; empty where only the last day is asked for.
    routines: Vec<Routine>,
    outcome: PlanOutcome,
    standings_then: Vec<Standing>,
    /// Whether it went on from what is kept, where something is: else it was followed from the
    /// beginning, of which not all was read.
    went_on: bool,
}

/// What tags mean, in words, by tag.
pub type Tags = BTreeMap<String, String>;

/// What the plan has come to on the last day it was read for. Expensive; computed once.
#[derive(Debug)]
pub struct PlanOutcome {
    /// What has become of each exercise.
    pub standings: Vec<Standing>,
    /// What it led through, as far back as it was read for.
    pub course: Course,
    /// The flares up to the day, with the scores that they were found in.
    pub flares: FlareFold,
    /// The flare of the day.
    pub flare: FlareDay,
}

impl PlanOutcome {
    /// What a replay has come to so far, which went on from `kept` where there is such.
    fn new(progression: &Progression<'_>, kept: Option<&PlanCheckpoint>) -> Self {
        let before = kept.and_then(|kept| Some((kept, kept.course.clone()?)));
        let course = match before {
            Some((kept, before)) => before.followed_by(progression, kept.progression.day()),
            None => Course::of(progression),
        };
        Self {
            standings: progression.standings().collect(),
            course,
            flares: progression.flares().clone(),
            flare: progression.flare().clone(),
        }
    }
}

impl PlanSnapshot {
    /// For one day, past or to come, seen from `today`: its routine, and what the plan has come to
    /// by it. How it came to that is known for the weeks before that day.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn on(
        day: NaiveDate,
        today: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        Self::with_routines(day, day, today, diary, library)
    }

    /// For the routines of every day from `from` to `to`, seen from `today`. What the plan has come
    /// to is that of the last of these days that is not to come; of `today` where all are.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn with_routines(
        from: NaiveDate,
        to: NaiveDate,
        today: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        // What is to come depends on what was until today.
        let first = if to > today { from.min(today) } else { from };
        let days = Days { beginning: first, from, to, today: Some(today), standings_on: None };
        Self::load_proved(days, FollowedFrom::Checkpoint, diary, library)
    }

    /// For today, with the routines of the week to come, which tell what takes turns.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn with_week(today: NaiveDate, diary: &Diary, library: &Library) -> Result<Self, AppError> {
        Self::with_routines(today, days_after(today, DAYS_AHEAD), today, diary, library)
    }

    /// The same, with all that the plan has gone through since its beginning.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn since_the_beginning(
        today: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        let to = days_after(today, DAYS_AHEAD);
        let days =
            Days { beginning: today, from: today, to, today: Some(today), standings_on: None };
        Self::load_proved(days, FollowedFrom::CheckpointWithCourse, diary, library)
    }

    /// Whether a day comes out the same from what is kept of following the plan as from its
    /// beginning; it does where nothing is kept, or nobody would go on from it.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn is_kept_rightly(
        day: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<bool, AppError> {
        // Without one there is nothing to follow a plan of years for.
        if PlanCheckpoint::read(diary, library, day).is_none() {
            return Ok(true);
        }
        let days =
            Days { beginning: day, from: day, to: day, today: Some(day), standings_on: None };
        let whole = Self::load(days, FollowedFrom::Beginning, diary, library)?;
        for from in [FollowedFrom::Checkpoint, FollowedFrom::CheckpointWithCourse] {
            let kept = Self::load(days, from, diary, library)?;
            if kept.checkpoint.is_some() && !kept.is_same_as(&whole) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether what went on from a checkpoint has come to the same as what was followed from its
    /// beginning.
    fn is_same_as(&self, whole: &Self) -> bool {
        let course = &self.outcome().course;
        self.has_come_to() == whole.has_come_to()
            && (self.counted.is_none() || *course == whole.outcome().course)
    }

    /// What a day rests on.
    fn has_come_to(&self) -> (Vec<Routine>, &[Standing], &[Standing], &FlareDay) {
        let outcome = self.outcome();
        (self.routines(), &outcome.standings, self.standings_then(), &outcome.flare)
    }

    /// Reads all of it, and follows the plan. Where it is not followed from its beginning, builds
    /// with debug assertions do that as well, and it has to come to the same.
    fn load_proved(
        days: Days,
        from: FollowedFrom,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        // Anything else than one moment would be a plan of one and the scores of another.
        diary.in_one_look(|| {
            let snapshot = Self::load(days, from, diary, library)?;
            #[cfg(debug_assertions)]
            if snapshot.checkpoint.is_some() {
                let whole = Self::load(days, FollowedFrom::Beginning, diary, library)?;
                assert_eq!(snapshot.has_come_to(), whole.has_come_to(), "{days:?}");
                if snapshot.counted.is_some() {
                    assert_eq!(snapshot.outcome().course, whole.outcome().course, "{days:?}");
                    let done = |one: &Self| {
                        one.ledger(days.to, Audience::Person).between(days.from, days.to)
                    };
                    assert_eq!(done(&snapshot), done(&whole), "{days:?}");
                }
                return Ok(Self { whole: Some(Box::new(whole)), ..snapshot });
            }
            Ok(snapshot)
        })
    }

    /// The same, followed from its beginning, as long as both were read at one moment.
    #[cfg(debug_assertions)]
    pub(super) fn whole(&self) -> Option<&Self> {
        self.whole.as_deref()
    }

    /// For what was done from `from` on, and what the plan has come to on `to` and led through until
    /// then; with what it had come to on `standings_on`, a day between the two, where that is asked for.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn up_to(
        from: NaiveDate,
        to: NaiveDate,
        standings_on: Option<NaiveDate>,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        let days = Days { beginning: from, from, to, today: None, standings_on };
        Self::load_proved(days, FollowedFrom::CheckpointWithCourse, diary, library)
    }

    /// Reads all of it, and follows the plan.
    fn load(
        days: Days,
        from: FollowedFrom,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.value).collect();
        let beginning = replay::beginning(&plans, days.beginning);
        // The routine of each day is asked for, or nothing but what the last one comes to.
        let first = if days.today.is_some() { days.beginning } else { days.to };
        let mut checkpoint = match from {
            _ if plans.is_empty() => None,
            FollowedFrom::Beginning => None,
            FollowedFrom::Checkpoint => PlanCheckpoint::read(diary, library, first),
            FollowedFrom::CheckpointWithCourse => {
                PlanCheckpoint::with_course(diary, library, first)
            }
        };
        // What was followed before the checkpoint is asked about by few.
        let asked_from = checkpoint.as_ref().map(|kept| kept.progression.day());
        let followed: Vec<ActiveCondition<'_>> = plans
            .iter()
            .flat_map(|plan| {
                let asked: Vec<_> = match asked_from {
                    Some(from) => plan.phases_between(from, days.to).collect(),
                    None => Vec::new(),
                };
                let phases = plan.phases_between(beginning, days.to);
                phases.map(move |start| ActiveCondition {
                    condition: &plan.condition,
                    variant: plan.variant.as_deref(),
                    phase: Some(start.phase),
                    is_over: asked_from.is_some() && !asked.contains(&start),
                })
            })
            .collect();
        let unread: UnreadExercise = Arc::default();
        let subset = library.subset_for(&followed)?;
        let mut snapshot = Self {
            shelf: with_others(subset, library, &unread),
            rules: library.rules()?,
            safety: library.safety()?,
            answers: Answers::none(),
            words: WarningWords::default(),
            record: checkpoint.as_mut().map(PlanCheckpoint::take_record).unwrap_or_default(),
            counted: None,
            plans,
            days: Days { beginning, ..days },
            checkpoint,
            followed: OnceCell::new(),
            standings_before: None,
            week_to_come: OnceCell::new(),
            #[cfg(debug_assertions)]
            whole: None,
        };
        snapshot.read_again(diary, library)?;
        // A swap or a word may bring in an exercise that no condition of the plan lists.
        let settings = snapshot.record.settings.iter().map(|setting| &setting.exercise);
        let terms = snapshot.record.terms.iter().map(|term| &term.exercise);
        for id in settings.chain(terms) {
            if !snapshot.shelf.exercises.contains_key(id) {
                // An exercise that is no longer in the library is left out, as one that nobody set
                // would be.
                if let Ok(exercise) = library.exercise(id) {
                    snapshot.shelf.exercises.insert(exercise.id.clone(), exercise);
                }
            }
        }
        if let Some(then) = days.standings_on
            && snapshot.checkpoint.as_ref().is_some_and(|kept| then < kept.progression.day())
        {
            let days = Days { to: then, standings_on: None, ..days };
            let before = Self::load(days, FollowedFrom::Beginning, diary, library)?;
            snapshot.standings_before = Some(before.outcome().standings.clone());
        }
        // Followed here and not when it is first asked for: an exercise that does not read can
        // still be an error now.
        if !snapshot.followed().went_on {
            return Self::load(days, FollowedFrom::Beginning, diary, library);
        }
        match unread.get() {
            Some(error) => Err(error.clone().into()),
            None => Ok(snapshot),
        }
    }

    /// Follows the plan, once.
    fn followed(&self) -> &Followed {
        self.followed.get_or_init(|| {
            let Days { beginning, from, to, today, standings_on } = self.days;
            let kept = self.checkpoint.as_ref();
            let goes_on = |progression: &Progression<'_>| {
                kept.is_none_or(|kept| progression.goes_on_from(&kept.progression))
            };
            match today {
                Some(today) => {
                    let mut outcome = None;
                    let progression = kept.map(|kept| &kept.progression);
                    let routines =
                        week::routines(self.case(), progression, from, to, today, |progression| {
                            outcome =
                                Some((PlanOutcome::new(progression, kept), goes_on(progression)));
                        });
                    let (outcome, went_on) =
                        outcome.expect("one of the days is the last that is not to come");
                    Followed { routines, outcome, standings_then: Vec::new(), went_on }
                }
                None => {
                    let is_before = self.standings_before.is_some();
                    let then = standings_on.filter(|_| !is_before).unwrap_or(to);
                    let progression = match kept {
                        Some(kept) => {
                            Progression::replay_from(self.case(), Some(&kept.progression), then)
                        }
                        None => Progression::replay(self.case(), beginning, then),
                    };
                    let standings_then = progression.standings().collect();
                    let progression = progression.advance_to(self.case(), to);
                    let outcome = PlanOutcome::new(&progression, kept);
                    let went_on = goes_on(&progression);
                    Followed { routines: Vec::new(), outcome, standings_then, went_on }
                }
            }
        })
    }

    /// Reads again what was recorded and answered, after the diary was changed.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn read_again(&mut self, diary: &Diary, library: &Library) -> Result<(), AppError> {
        // The outcome rests on what is about to be read again.
        self.followed = OnceCell::new();
        self.week_to_come = OnceCell::new();
        #[cfg(debug_assertions)]
        {
            self.whole = None;
        }
        self.counted = match self.checkpoint.as_ref().filter(|kept| kept.course.is_some()) {
            Some(kept) => {
                let first = self.days.from.min(kept.progression.reads_from());
                let first = days_before(first, LOOK_BACK_DAYS);
                Some((first, diary.sessions_to_count(first, self.days.to)?))
            }
            None => None,
        };
        self.answers = diary.answers()?;
        self.words = WarningWords::read(diary, library, self.today())?;
        let Days { beginning, to, .. } = self.days;
        let (from, first) = match &self.checkpoint {
            Some(kept) => (kept.progression.day(), kept.progression.day()),
            None => (days_before(beginning, LOOK_BACK_DAYS), days_before(beginning, FOLD_DAYS)),
        };
        // What came from the checkpoint stays: it is forgotten with whatever is changed before its
        // day.
        let known =
            if self.checkpoint.is_some() { mem::take(&mut self.record) } else { Record::default() };
        let Record { mut sessions, scores, mut cycle, .. } = known;
        let mut scores = Arc::unwrap_or_clone(scores);
        sessions.retain(|session| session.day < from);
        scores.forget_from(first);
        cycle.retain(|(day, _)| *day < first);
        sessions.extend(diary.sessions_for_rules(from, to)?);
        // Without a plan no dose is decided, and a long diary has a million scores to read.
        if !self.plans.is_empty() {
            let evening_from = self.rules.evening_from;
            let audience = Audience::Person;
            cycle.extend(diary.add_scores(&mut scores, first, to, audience, evening_from)?);
        }
        self.record = Record {
            sessions,
            scores: Arc::new(scores),
            settings: diary.settings()?,
            terms: diary.terms()?,
            pauses: diary.pauses()?,
            cycle,
            flare_words: diary.flare_words()?.into_iter().map(|word| word.value).collect(),
        };
        Ok(())
    }

    /// The case that the rules decide on.
    pub fn case(&self) -> Case<'_> {
        let Self { plans, shelf, rules, safety, answers, record, .. } = self;
        Case { plans, shelf, rules, safety, answers, record }
    }

    /// What it went on from.
    pub(super) fn checkpoint(&self) -> Option<&PlanCheckpoint> {
        self.checkpoint.as_ref()
    }

    /// What was found of each programme by an earlier day, where it went on from one.
    pub(super) fn earlier_programmes(&self) -> &[EarlierProgramme] {
        self.checkpoint.as_ref().map_or(&[], |kept| &kept.programmes)
    }

    /// What was done of what was asked before `today`, as far as it was read and its readers may see
    /// it.
    pub fn ledger(&self, today: NaiveDate, audience: Audience) -> Ledger {
        let asked = self.outcome().course.planned.iter().flat_map(|(exercise, days)| {
            days.iter().map(|&(day, sessions)| Asked { day, exercise, sessions })
        });
        let first = self.counted.as_ref().map_or(NaiveDate::MIN, |(first, _)| *first);
        let asked = asked.filter(|asked| asked.day >= first);
        // A day on which the safety questions hid the routine asked for nothing.
        let asked = asked.filter(|asked| !self.was_unanswered(asked.day));
        // A count gives a private entry away as surely as the entry itself.
        let is_for = |private: bool| audience == Audience::Person || !private;
        match &self.counted {
            Some((_, counted)) => {
                let counted = counted.iter().filter(|session| is_for(session.private));
                Ledger::new(asked, counted, today)
            }
            None => {
                let sessions = self.record.sessions.iter();
                Ledger::new(asked, sessions.filter(|session| is_for(session.private)), today)
            }
        }
    }

    /// What the plan has come to on the last day that is not to come.
    pub fn outcome(&self) -> &PlanOutcome {
        &self.followed().outcome
    }

    /// What each exercise had come to on the earlier day that was asked for.
    pub fn standings_then(&self) -> &[Standing] {
        self.standings_before.as_ref().unwrap_or(&self.followed().standings_then)
    }

    /// The day that days to come are seen from, or the last that is asked for.
    fn today(&self) -> NaiveDate {
        self.days.today.unwrap_or(self.days.to)
    }

    /// The routine of the day that it was read for; of the first, where it was read for several.
    pub fn routine(&self) -> Routine {
        let first = self.followed().routines.first().cloned();
        self.hidden_while_open(first.unwrap_or_else(|| replay::routine(self.case(), self.days.to)))
    }

    /// The routines of every day, those to come as they will be if everything until then is done.
    /// What is open today hides the routine of earlier days as well.
    pub fn routines(&self) -> Vec<Routine> {
        let routines = self.followed().routines.iter();
        routines.map(|routine| self.hidden_while_open(routine.clone())).collect()
    }

    /// The routine of an earlier day, as it was seen on it.
    pub fn routine_as_of(&self, day: NaiveDate) -> Routine {
        hidden_by(self.screening(day).holds(), replay::routine(self.case(), day))
    }

    /// Everything that hides the programme today, the most urgent first; without a programme, the
    /// signs that are open.
    pub fn holds(&self) -> Vec<Hold> {
        let today = self.today();
        let screening = self.screening(today);
        if self.running(today).next().is_some() {
            let conditions =
                self.running(today).filter_map(|plan| self.shelf.conditions.get(&plan.condition));
            let not_with: Vec<String> =
                conditions.flat_map(|condition| condition.not_with.iter().cloned()).collect();
            screening.programme_holds(&not_with, self.outcome().flare.is_much_worse)
        } else {
            screening.holds()
        }
    }

    /// Whether urgent questions without an answer, or with too old a one, hid the routine of a day.
    pub fn was_unanswered(&self, day: NaiveDate) -> bool {
        self.screening(day).was_unanswered()
    }

    /// Those of the holds that somebody has to look at; an answer that is missing is none of them.
    pub fn open_signs(&self) -> Vec<Hold> {
        self.holds().into_iter().filter(|hold| !hold.kind.needs_an_answer()).collect()
    }

    /// What was written down lately and is a warning sign if the answer is yes, which nobody has
    /// given, the most urgent first.
    pub fn unanswered_signs(&self) -> Vec<Hold> {
        self.screening(self.today()).raised_holds()
    }

    /// A routine, unless something is open that hides it.
    fn hidden_while_open(&self, routine: Routine) -> Routine {
        // What is open now hides days to come as well: nobody knows when it will be answered.
        hidden_by(self.holds(), routine)
    }

    /// The conditions that are followed on a day.
    pub fn running(&self, day: NaiveDate) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(move |plan| plan.runs_on(day))
    }

    /// What a person or a clinician set for an exercise of the plan that holds on a day: another
    /// exercise in its place, and a dose.
    pub fn set_for(&self, standing: &Standing, day: NaiveDate) -> impl Iterator<Item = &Setting> {
        let newest = self.record.settings.iter().rev();
        let mut settings = newest
            .filter(move |setting| setting.exercise == standing.exercise && setting.holds_on(day));
        let (is_chosen, is_set) = (standing.chosen_by.is_some(), standing.set_by.is_some());
        let swap = settings.clone().find(|setting| {
            is_chosen && matches!(setting.told, assignment::Override::Substitute(_))
        });
        let dose = settings
            .find(|setting| is_set && matches!(setting.told, assignment::Override::Dose(_)));
        swap.into_iter().chain(dose)
    }

    /// The dose that the phase of a day has for an exercise; `None` where its file was not read.
    pub fn phase_dose(&self, standing: &Standing, day: NaiveDate) -> Option<Dose> {
        let exercise = self.shelf.exercise(&standing.exercise)?;
        Some(candidates::prescribed(self.case(), exercise, &standing.conditions, day))
    }

    /// The dose of an exercise now, and how often, in a line.
    pub fn dose_line(&self, standing: &Standing, day: NaiveDate, style: Style) -> String {
        let sore = self.sore_side(&standing.conditions, day);
        let turns = week::turns(self.week_to_come(), &standing.exercise);
        words::plan::dose_now(standing, sore, turns.as_ref(), &self.shelf, style)
    }

    /// The routines of today and the six days after it.
    fn week_to_come(&self) -> &[Routine] {
        let Days { from, to, .. } = self.days;
        let today = self.today();
        let last = days_after(today, DAYS_AHEAD);
        if (from, to) == (today, last) {
            return &self.followed().routines;
        }
        self.week_to_come.get_or_init(|| {
            let kept = self.checkpoint.as_ref().map(|kept| &kept.progression);
            week::routines(self.case(), kept, today, last, today, |_| {})
        })
    }

    /// The sore side of what an exercise is for on a day: that of the first of its conditions in
    /// the plan.
    pub fn sore_side(&self, conditions: &[String], day: NaiveDate) -> Option<Side> {
        self.running(day).find(|plan| conditions.contains(&plan.condition))?.side
    }

    /// The limits on pain of the conditions that are followed on the last day it was read for.
    pub fn pain_rules(&self) -> impl Iterator<Item = PainRule> {
        self.pain_rules_on(self.days.to)
    }

    fn pain_rules_on(&self, day: NaiveDate) -> impl Iterator<Item = PainRule> {
        self.running(day)
            .filter_map(|plan| Some(self.shelf.conditions.get(&plan.condition)?.pain_rule))
    }

    /// Whether a bone is the trouble, on the last day it was read for: then no pain is all right.
    pub fn has_bone(&self) -> bool {
        self.has_bone_on(self.days.to)
    }

    /// The same on a day of those that are followed.
    pub(super) fn has_bone_on(&self, day: NaiveDate) -> bool {
        self.pain_rules_on(day).any(|rule| rule == PainRule::BoneZero)
    }

    /// The answers up to a day against the questions.
    pub fn screening(&self, day: NaiveDate) -> Screening<'_> {
        Screening::new(&self.safety, &self.answers, day).with(&self.words.raised)
    }

    /// Whether something that was written on a day, which is not long ago, speaks of ending one's
    /// life.
    pub fn is_crisis(&self, day: NaiveDate) -> bool {
        self.words.crisis_days.contains(&day)
    }

    /// Whether what is followed is a diagnosis; so is what the library has lost.
    pub fn is_diagnosis(&self, plan: &Plan) -> bool {
        let condition = self.shelf.conditions.get(&plan.condition);
        condition.is_none_or(|condition| condition.is_diagnosis)
    }

    /// A condition's name with its side.
    pub fn subject(&self, plan: &Plan) -> String {
        subject(self.shelf.condition_name(&plan.condition), plan)
    }

    /// An exercise's name.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.shelf.exercise_name(id)
    }
}

/// Why an exercise that a rule asked for cannot be read; the first that could not.
type UnreadExercise = Arc<OnceLock<LibraryError>>;

/// The same part of the library with every other exercise, read on the day that a rule asks for it.
/// What cannot be read goes to `unread`.
fn with_others(subset: LibrarySubset, library: &Library, unread: &UnreadExercise) -> LibrarySubset {
    let (library, unread) = (library.clone(), Arc::clone(unread));
    let ids = library.exercise_ids();
    subset.with_others(
        ids,
        Arc::new(move |id| match library.exercise(id) {
            Ok(exercise) => Some(exercise),
            Err(error) => {
                // The rules are pure and have no errors: what could not be read is told once they
                // are done.
                unread.get_or_init(|| error);
                None
            }
        }),
    )
}

/// A routine, unless something hides it.
fn hidden_by(holds: Vec<Hold>, routine: Routine) -> Routine {
    if holds.is_empty() { routine } else { routine.hidden_by(holds) }
}

/// The name of a plan's condition with its side.
pub(super) fn subject(name: &str, plan: &Plan) -> String {
    plan.side.map_or_else(|| name.to_owned(), |side| format!("{name}, {side}"))
}

/// The words that the reasons of some routines need. They are read only where there are such
/// reasons.
///
/// # Errors
/// When the file of the tags does not read.
pub fn tags_for<'r>(
    routines: impl IntoIterator<Item = &'r Routine>,
    library: &Library,
) -> Result<Tags, AppError> {
    let mut not_due = routines.into_iter().flat_map(|routine| &routine.not_today);
    if not_due.any(|exercise| matches!(exercise.because, NotDueReason::Barred(_))) {
        Ok(library.tags()?)
    } else {
        Ok(Tags::new())
    }
}

/// What was written down in the days for which words ask for answers, as far as it asks any red
/// flag.
///
/// # Errors
/// When the diary cannot be read.
pub fn raised(diary: &Diary, library: &Library, today: NaiveDate) -> Result<Vec<Raised>, AppError> {
    Ok(WarningWords::read(diary, library, today)?.raised)
}

/// What was written down lately that matters for what may be asked of somebody.
#[derive(Debug, Default)]
struct WarningWords {
    /// What asks for answers.
    raised: Vec<Raised>,
    /// The days on which something was written that speaks of ending one's life.
    crisis_days: BTreeSet<NaiveDate>,
}

impl WarningWords {
    /// Listens to all that was written down in the days for which words ask for answers.
    fn read(diary: &Diary, library: &Library, today: NaiveDate) -> Result<Self, AppError> {
        let listening = library.listening();
        // Tags, sites and signs are the same few words day after day, and each is listened to once.
        let mut heard: HashMap<String, bool> = HashMap::new();
        let wanted = |text: &str| match heard.get(text) {
            Some(is_wanted) => *is_wanted,
            None => {
                let is_wanted = listening.minds(text);
                heard.insert(text.to_owned(), is_wanted);
                is_wanted
            }
        };
        let from = days_before(today, WORDS_ASK_FOR - 1);
        // A morning check of the night counts for the day to come.
        let written = diary.written(from, days_after(today, 1), wanted)?;
        let crisis = written.iter().filter(|written| listening.is_crisis(&written.text));
        Ok(Self {
            crisis_days: crisis.map(|written| written.day).collect(),
            raised: written.iter().filter_map(|written| listening.raised(written)).collect(),
        })
    }
}
