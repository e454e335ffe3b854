//! What a page for other eyes is drawn from: read once from the diary, nothing private among it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};

use super::episode::Episode;
use super::error::AppError;
use super::flare_now::flares_up_to;
use super::plan_snapshot::{PlanSnapshot, subject};
use super::private_days::PrivateDays;
use crate::domain::analysis::adherence::Ledger;
use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::cycle::CyclePain;
use crate::domain::analysis::flares::{self, FlareSpan};
use crate::domain::analysis::function::{Function, FunctionRecord};
use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::analysis::page_scope::{PageScope, Subject};
use crate::domain::analysis::patterns::{self, Factor, Patterns};
use crate::domain::analysis::practice::{Done, PlannedExercise, Practice};
use crate::domain::analysis::progress::{DayWork, Facts, Mark, MarkKind, Progress, mean_days};
use crate::domain::analysis::sites::Sites;
use crate::domain::analysis::stats::DayPain;
use crate::domain::analysis::times::{ReadingTimes, Times};
use crate::domain::diary::day::{DAY_ENDS_AT, day_of};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::own_account::{AccountEntry, OwnAccount};
use crate::domain::diary::settings::Settings;
use crate::domain::plan::assignment::Plan;
use crate::domain::programme::exercise::Kind;
use crate::domain::progression::decision::{Decision, DoseChange};
use crate::domain::screening::state::Screening;
use crate::domain::text::date::{days_before, days_in};
use crate::library::Library;
use crate::store::{Audience, Diary};
use crate::words;

/// Days before the first one in which a cycle that reaches into it may have begun.
const CYCLE_BEFORE: u64 = 60;

/// Whose page, of which days, and the diary it is read from.
pub struct PageSource<'a> {
    /// The diary.
    pub diary: &'a Diary,
    /// The exercises and conditions.
    pub library: Library,
    /// Whose page, and of which days.
    pub about: PageScope,
    /// The day that the oldest condition followed on the last day was assigned.
    pub plan_from: Option<NaiveDate>,
    /// Whether the diary begins later than the page was asked to.
    pub begins_later: bool,
    /// Days with something private, which is left out.
    pub left_out: usize,
    /// Whom the person calls, in words; `None` where they did not say.
    pub own_numbers: Option<String>,
    /// Where what belongs to the present plan begins.
    episode: Episode,
    /// The day it is drawn on, which is not over.
    today: NaiveDate,
    /// The day a week begins with.
    week_starts: Weekday,
    /// The rated days from one on, once they were asked for.
    rated: RefCell<Option<(NaiveDate, Vec<DayPain>)>>,
}

impl<'a> PageSource<'a> {
    /// The diary up to `to`, from `from` or from where the present plan began to be recorded;
    /// `None` when nothing was ever recorded.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load(
        diary: &'a Diary,
        library: Library,
        settings: &Settings,
        from: Option<NaiveDate>,
        to: NaiveDate,
        today: NaiveDate,
    ) -> Result<Option<Self>, AppError> {
        let plans: Vec<Plan> = diary
            .plans()?
            .into_iter()
            .map(|plan| plan.value)
            .filter(|plan| plan.runs_on(to))
            .collect();

        // Not even the first day of a page may give away an entry that is private.
        let episode = Episode::until(to, &plans, diary, Audience::Others)?;
        let earliest = match episode.begins() {
            None => diary.first_session_day(Audience::Others)?,
            found => found,
        };
        let Some(asked_from) = from.or(earliest).filter(|from| *from <= to) else {
            return Ok(None);
        };
        // Days before there was a diary were not missed.
        let rated = diary.first_rated_day(None, Audience::Others)?;
        let done = diary.first_session_day(Audience::Others)?;
        let assigned = plans.iter().map(|plan| plan.started_on).min();
        let first = [rated, done, assigned].into_iter().flatten().min();
        let from = first.map_or(asked_from, |first| first.min(to).max(asked_from));
        // The names and the open questions alone: what the plan has come to in ten years is a long
        // story, and only the progress chart tells it.
        let subjects = plans
            .iter()
            .map(|plan| match library.condition(&plan.condition) {
                Ok(condition) => subject(&condition.name, plan),
                Err(_) => subject(&plan.condition, plan),
            })
            .zip(&plans)
            .map(|(name, plan)| Subject {
                name,
                since: Some(plan.started_on).filter(|since| *since > from),
            })
            .collect();
        let (safety, answers) = (library.safety()?, diary.answers()?);
        let alerts = words::screening::alerts(&Screening::new(&safety, &answers, to).holds());
        let about = PageScope { subjects, from, to, alerts, style: settings.style() };
        Ok(Some(Self {
            diary,
            library,
            about,
            plan_from: assigned,
            begins_later: from > asked_from,
            left_out: diary.private_days(from, to)?.len(),
            own_numbers: words::screening::numbers_for_others(settings),
            episode,
            today,
            week_starts: settings.week_starts,
            rated: RefCell::default(),
        }))
    }

    /// What is known of the person on these days.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn snapshot(&self) -> Result<PlanSnapshot, AppError> {
        let PageScope { from, to, .. } = self.about;
        PlanSnapshot::up_to(from, to, None, self.diary, &self.library)
    }

    /// What is known of them since [`PageSource::begins`], with what each exercise had come to on a
    /// day.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn whole_snapshot(&self, standings_on: NaiveDate) -> Result<PlanSnapshot, AppError> {
        let (from, to) = (self.begins(), self.about.to);
        PlanSnapshot::up_to(from, to, Some(standings_on), self.diary, &self.library)
    }

    /// How it went; `snapshot` is [`PageSource::snapshot`].
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn progress(&self, snapshot: &PlanSnapshot) -> Result<Progress, AppError> {
        let from = self.about.from;
        let ledger = self.ledger(snapshot);
        self.progress_from(from, None, self.flares(snapshot, from)?, snapshot, &ledger)
    }

    /// Where the present plan began to be recorded, or the first day of the page where that is
    /// earlier.
    pub fn begins(&self) -> NaiveDate {
        self.episode.begins().map_or(self.about.from, |day| day.min(self.about.from))
    }

    /// How it went from a day on, with the days that are looked at most and the flares of all of
    /// them.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn progress_from(
        &self,
        from: NaiveDate,
        since: Option<NaiveDate>,
        flares: Vec<FlareSpan>,
        snapshot: &PlanSnapshot,
        ledger: &Ledger,
    ) -> Result<Progress, AppError> {
        let PageScope { subjects, to, alerts, style, .. } = self.about.clone();
        // The mean on the first day of the chart looks back on the days before it.
        let first = days_before(from, mean_days(from, to) - 1);
        Ok(Progress::new(Facts {
            subjects,
            from,
            to,
            since,
            days: self.rated_pain(first)?,
            places: self.diary.rated_places(first, to, Audience::Others)?,
            baseline: self.episode.first_weeks(self.diary)?,
            marks: self.marks(snapshot, from)?,
            flares,
            work: self.work(ledger, from),
            pauses: pauses(snapshot, to),
            work_until: ledger.until(to),
            alerts,
            style,
        }))
    }

    /// The rated days from one on to the last of the page. Several parts of a page show them, and a
    /// long diary is read once.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rated_pain(&self, first: NaiveDate) -> Result<Vec<DayPain>, AppError> {
        let mut rated = self.rated.borrow_mut();
        let known = rated.take().filter(|(from, _)| *from <= first);
        let (from, days) = match known {
            Some(known) => known,
            None => {
                // The mean of the first day needs some days more than the page shows.
                let needed = mean_days(self.about.from, self.about.to);
                let from = first.min(days_before(self.about.from, needed));
                (from, self.diary.rated_pain(from, self.about.to, Audience::Others)?)
            }
        };
        let since = days[days.partition_point(|day| day.day < first)..].to_vec();
        *rated = Some((from, days));
        Ok(since)
    }

    /// The flares that reach into the days from `from` to the last of the page, each as long and as
    /// bad as it was.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn flares(
        &self,
        snapshot: &PlanSnapshot,
        from: NaiveDate,
    ) -> Result<Vec<FlareSpan>, AppError> {
        let to = self.about.to;
        let all = flares_up_to(snapshot, self.diary, to)?;
        // A flare on the first day is told from its beginning.
        let reach = all.iter().filter(|flare| flare.ended.is_none_or(|(over, _)| over > from));
        let Some(first) = reach.map(|flare| flare.began).min() else { return Ok(Vec::new()) };
        let days = self.rated_pain(first)?;
        Ok(flares::between(&all, &days, from, to))
    }

    /// What the person wrote for whoever sees them, as far as it was written by the last day.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn own_words(&self) -> Result<OwnAccount, AppError> {
        let to = self.about.to;
        // Of today everything counts, whenever the person's day ends.
        let in_time = |entry: &AccountEntry| {
            to >= self.today || day_of(entry.written_at.naive_local(), DAY_ENDS_AT) <= to
        };
        // What speaks of ending one's life was answered when it was written, and is for nobody
        // else's eyes unless the person shows it.
        let listening = self.library.listening();
        let is_for_others =
            |entry: &AccountEntry| in_time(entry) && !listening.is_crisis(&entry.text);
        Ok(self.diary.own_account()?.that(is_for_others))
    }

    /// What was done of what was asked, for other eyes; `snapshot` is [`PageSource::snapshot`].
    pub fn ledger(&self, snapshot: &PlanSnapshot) -> Ledger {
        snapshot.ledger(self.today, Audience::Others)
    }

    /// The same on every day from `from` to the last of the page.
    fn work(&self, ledger: &Ledger, from: NaiveDate) -> Vec<DayWork> {
        let days = days_in(from, self.about.to);
        days.map(|day| DayWork { day, tally: ledger.on(day) }).collect()
    }

    /// Phase changes, visits and stops from `from` to the last day of the page. A stop that may rest
    /// on something private is not among them.
    ///
    /// # Errors
    /// When the diary cannot be read.
    fn marks(&self, snapshot: &PlanSnapshot, from: NaiveDate) -> Result<Vec<Mark>, AppError> {
        let to = self.about.to;
        let phases = phase_marks(snapshot, from, to);
        let visits = self.diary.visit_days(from, to)?;
        let visits = visits.into_iter().map(|day| Mark {
            day,
            kind: MarkKind::Visit,
            label: "visit".to_owned(),
        });
        let private = PrivateDays::up_to(self.diary, to)?;
        let mut stopped: BTreeMap<NaiveDate, Vec<&str>> = BTreeMap::new();
        for decision in &snapshot.outcome().course.changes {
            if decision.change == DoseChange::Stop && !private.may_shape(decision) {
                stopped.entry(decision.on).or_default().push(&decision.exercise);
            }
        }
        let stops = stopped.into_iter().map(|(day, exercises)| Mark {
            day,
            kind: MarkKind::Stop,
            label: match exercises.as_slice() {
                [only] => format!("{} stopped", snapshot.exercise_name(only)),
                several => format!("{} stopped", several.len()),
            },
        });
        Ok(phases.into_iter().chain(visits).chain(stops).collect())
    }

    /// Each day where it stands in its month.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn calendar(&self) -> Result<Calendar, AppError> {
        let days = self.rated_pain(self.about.from)?;
        Ok(Calendar::new(self.about.clone(), days, self.week_starts))
    }

    /// Pain by time of day and day of the week.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn times(&self) -> Result<Times, AppError> {
        let (from, to) = (self.about.from, self.about.to);
        let mut readings = ReadingTimes::default();
        self.diary.each_reading(from, to, Audience::Others, |reading| readings.add(reading))?;
        Ok(Times::new(self.about.clone(), readings))
    }

    /// Goals and how they were rated.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn goals(&self) -> Result<Goals, AppError> {
        let goals = self.diary.goals()?.into_iter().map(|goal| goal.value);
        let rows = goals.map(|Goal { activity, ratings, .. }| GoalRow { activity, ratings });
        Ok(Goals::new(self.about.clone(), rows.collect()))
    }

    /// What the body can do: sitting, walking, sleep, leaks and goals.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn function(&self) -> Result<Function, AppError> {
        let (from, to) = (self.about.from, self.about.to);
        // Each exercise is read once: in ten years the same one is done thousands of times.
        let mut steady: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut walking = Vec::new();
        for done in self.done()? {
            let Some(minutes) = done.actual.minutes else { continue };
            let name = steady.entry(done.exercise).or_insert_with_key(|id| {
                // What is no longer in the library cannot be told from a stretch.
                let exercise = self.library.exercise(id).ok()?;
                (exercise.kind == Kind::Aerobic).then_some(exercise.name)
            });
            walking.extend(name.clone().map(|name| (done.day, name, minutes)));
        }
        let record = FunctionRecord {
            sitting: self.diary.sitting_for_others(from, to)?,
            walking,
            sleep: self.diary.nights(from, to, Audience::Others)?,
            leaks: self.diary.leaks(from, to, Audience::Others)?,
            goals: self.goals()?.rows,
        };
        Ok(Function::new(self.about.clone(), record))
    }

    /// Pain by day of the menstrual cycle.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn cycle_pain(&self) -> Result<CyclePain, AppError> {
        let (from, to) = (self.about.from, self.about.to);
        // The cycle that the first day is in began before it.
        let logged =
            self.diary.cycle_days(days_before(from, CYCLE_BEFORE), to, Audience::Others)?;
        let days = self.rated_pain(from)?;
        Ok(CyclePain::new(self.about.clone(), &logged, &days))
    }

    /// Where it hurt.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sites(&self) -> Result<Sites, AppError> {
        let (from, to) = (self.about.from, self.about.to);
        let placed = self.diary.places(from, to, Audience::Others)?;
        let rated = self.diary.rated_days(Some(from), to, None, Audience::Others)?.len();
        Ok(Sites::new(self.about.clone(), &placed, rated))
    }

    /// What was done on the days of the page, in their order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn done(&self) -> Result<Vec<Done>, AppError> {
        Ok(self.diary.done_between(self.about.from, self.about.to, Audience::Others)?)
    }

    /// What was asked for and done of each exercise; `done` is [`PageSource::done`], `snapshot` is
    /// [`PageSource::snapshot`], `ledger` is [`PageSource::ledger`].
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn practice(
        &self,
        done: Vec<Done>,
        snapshot: &PlanSnapshot,
        ledger: &Ledger,
    ) -> Result<Practice, AppError> {
        let course = &snapshot.outcome().course;
        let private = PrivateDays::up_to(self.diary, self.about.to)?;
        let asked = course.doses.iter().map(|(id, doses)| {
            let own: Vec<&Decision> =
                course.changes.iter().filter(|decision| decision.concerns(id)).collect();
            let stops = own.iter().filter(|decision| {
                decision.change == DoseChange::Stop && !private.may_shape(decision)
            });
            // The days on which a dose changed would tell of what it rests on.
            let is_told = !own.iter().any(|decision| {
                self.about.holds(decision.on) && decision.changes() && private.may_shape(decision)
            });
            PlannedExercise {
                exercise: self.library.exercise_name(id),
                days: ledger.of(id).filter(|(_, tally)| tally.asked > 0).collect(),
                doses: if is_told { doses.clone() } else { Vec::new() },
                stops: stops.map(|decision| decision.on).collect(),
            }
        });
        let asked: Vec<PlannedExercise> = asked.collect();
        // Each name is read once: in ten years the same exercise is done thousands of times.
        let mut ids: Vec<&str> = done.iter().map(|done| done.exercise.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let names: BTreeMap<String, String> =
            ids.into_iter().map(|id| (id.to_owned(), self.library.exercise_name(id))).collect();
        let named: Vec<Done> = done
            .into_iter()
            .map(|done| Done { exercise: names[&done.exercise].clone(), ..done })
            .collect();
        Ok(Practice::new(self.about.clone(), &named, &asked, self.about.style))
    }
}

/// The first and the last day of each pause of the plan that has begun by `to`.
fn pauses(snapshot: &PlanSnapshot, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let all = snapshot.record.pauses.iter();
    let days = all.map(|pause| (pause.from, pause.to.map_or(to, |again| days_before(again, 1))));
    days.filter(|(first, last)| first <= last).collect()
}

/// The beginnings of phases on some days.
fn phase_marks(snapshot: &PlanSnapshot, from: NaiveDate, to: NaiveDate) -> Vec<Mark> {
    let begun = snapshot.plans.iter().flat_map(|plan| {
        let within = plan.phases.iter().filter(|start| (from..=to).contains(&start.from));
        within.map(move |start| (plan, start))
    });
    let begun: Vec<_> = begun.collect();
    let diagnoses: BTreeSet<&str> = begun
        .iter()
        .filter(|(plan, _)| snapshot.is_diagnosis(plan))
        .map(|(plan, _)| plan.condition.as_str())
        .collect();
    let marks = begun.iter().map(|(plan, start)| {
        let name = snapshot.shelf.condition_name(&plan.condition);
        // What several begin together is said once, without their names.
        let is_shared = begun.iter().any(|(other, same)| {
            other.condition != plan.condition
                && (same.from, same.phase) == (start.from, start.phase)
        });
        let of = (diagnoses.len() > 1 && !is_shared).then_some(name);
        let label = if snapshot.is_diagnosis(plan) {
            words::chart::progress::phase_begins(start.phase, of)
        } else {
            // What is no diagnosis has but one phase, and goes by its own name.
            name.to_owned()
        };
        Mark { day: start.from, kind: MarkKind::Phase, label }
    });
    marks.collect()
}

/// What was recorded on which days, as far as its readers may see it, and what goes with more or
/// less pain.
///
/// # Errors
/// When the diary cannot be read.
pub fn patterns(
    diary: &Diary,
    from: NaiveDate,
    to: NaiveDate,
    audience: Audience,
) -> Result<(Vec<Factor>, Patterns), AppError> {
    let days = diary.rated_pain(from, to, audience)?;
    // A day on which nothing was logged is not a day without the thing: nobody knows.
    let recorded: BTreeSet<NaiveDate> = days.iter().map(|day| day.day).collect();
    let events = diary.events(from, to, audience)?.into_iter();
    let mut factors: Vec<Factor> =
        events.map(|((kind, name), on)| patterns::occurred(kind, name, on, &recorded)).collect();
    factors.extend(patterns::short_nights(&diary.nights(from, to, audience)?));
    factors.extend(patterns::cycle_factors(&diary.cycle_days(from, to, audience)?));
    let found = Patterns::new(&days, &factors);
    Ok((factors, found))
}
