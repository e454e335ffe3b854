//! What a page for other eyes is drawn from: read once from the diary, nothing private among it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};

use super::clock;
use super::episode::Episode;
use super::failure::Failure;
use super::known::{self, Known};
use super::world::World;
use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::analysis::page_scope::PageScope;
use crate::domain::analysis::patterns::{self, Factor, Patterns};
use crate::domain::analysis::practice::{Done, Practice};
use crate::domain::analysis::progress::{DayWork, Facts, Mark, MarkKind, Progress};
use crate::domain::analysis::sites::Sites;
use crate::domain::analysis::stats::{self, WINDOW_DAYS};
use crate::domain::analysis::times::Times;
use crate::domain::diary::goal::Goal;
use crate::domain::diary::own_words;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::Plan;
use crate::domain::screening::answers::Screening;
use crate::domain::text::date::{days_before, days_in};
use crate::library::Library;
use crate::store::{Audience, Diary};

// The days of a page, as they are typed.
#[derive(Debug, Default, clap::Args)]
pub struct RangeArgs {
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// The last so many weeks
    #[arg(long, value_name = "N", conflicts_with = "from", value_parser = |text: &str| own_words::whole(text, 1, 5200), allow_hyphen_values = true)]
    weeks: Option<u32>,
}

/// The days that a page was asked for.
pub struct Range {
    /// The first of them, where one was named.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: NaiveDate,
    /// Whether the last was named.
    ends_by_choice: bool,
}

impl Range {
    /// What was typed, as days.
    pub fn of(args: &RangeArgs, world: &World) -> Result<Self, Failure> {
        let (from, to) = clock::range(args.from.as_deref(), args.to.as_deref(), world)?;
        let last = to.unwrap_or(world.today);
        let from = from.or(args.weeks.map(|weeks| days_before(last, u64::from(weeks) * 7 - 1)));
        Ok(Self { from, to: last, ends_by_choice: to.is_some() })
    }

    /// That nothing was recorded in time; `yet` says so where no last day was named.
    pub fn nothing(&self, yet: &str, world: &World) -> Failure {
        if self.ends_by_choice {
            Failure::could_not(format!("nothing was recorded up to {}.", world.day(self.to)))
                .next("See what was: supple history --from 2020-01-01")
        } else {
            Failure::could_not(yet).next("Log a score first: supple log")
        }
    }
}

/// Whose page, of which days, and the diary it is read from.
pub struct Source<'a> {
    /// The diary.
    pub diary: &'a Diary,
    /// The exercises and conditions.
    pub library: Library,
    /// Whose page, and of which days.
    pub about: PageScope,
    /// Where what belongs to the present plan begins.
    episode: Episode,
    /// The day a week begins with.
    week_starts: Weekday,
}

impl<'a> Source<'a> {
    /// The diary up to `to`, from `from` or from where the present plan began to be recorded;
    /// `None` when nothing was ever recorded.
    pub fn of(
        diary: &'a Diary,
        from: Option<NaiveDate>,
        to: NaiveDate,
        world: &World,
    ) -> Result<Option<Self>, Failure> {
        let plans: Vec<Plan> = diary
            .plans()?
            .into_iter()
            .map(|plan| plan.value)
            .filter(|plan| plan.runs_on(to))
            .collect();

        let episode = Episode::until(to, &plans, diary, Audience::Others)?;
        let earliest = match episode.begins() {
            None => diary.first_session_day(Audience::Others)?,
            found => found,
        };
        let Some(from) = from.or(earliest).filter(|from| *from <= to) else { return Ok(None) };
        let library = world.library();
        // The names and the open questions alone: what the plan has come to in ten years is a long
        // story, and only the progress chart tells it.
        let name = |id: &str| {
            library.condition(id).map_or_else(|_| id.to_owned(), |condition| condition.name)
        };
        let subjects =
            plans.iter().map(|plan| known::subject(&name(&plan.condition), plan)).collect();
        let (safety, answers) = (library.safety()?, diary.answers()?);
        let alerts = known::alerts(&Screening::new(&safety, &answers, to).holds());
        let about = PageScope { subjects, from, to, alerts, date_style: world.settings.date_style };
        Ok(Some(Self { diary, library, about, episode, week_starts: world.settings.week_starts }))
    }

    /// What is known of the person on these days.
    pub fn known(&self) -> Result<Known, Failure> {
        Known::between(self.about.from, self.about.to, self.diary, &self.library)
    }

    /// How it went; `known` is [`Source::known`].
    pub fn progress(&self, known: &Known) -> Result<Progress, Failure> {
        let PageScope { subjects, from, to, alerts, date_style } = self.about.clone();
        Ok(Progress::new(Facts {
            subjects,
            from,
            to,
            readings: self.diary.readings(
                days_before(from, WINDOW_DAYS - 1),
                to,
                Audience::Others,
            )?,
            baseline: self.episode.first_weeks(self.diary)?,
            marks: marks(self.diary, &known.plans, from, to)?,
            work: work(known, from, to, Audience::Others),
            alerts,
            date_style,
        }))
    }

    /// Each day where it stands in its month.
    pub fn calendar(&self) -> Result<Calendar, Failure> {
        let readings = self.diary.readings(self.about.from, self.about.to, Audience::Others)?;
        Ok(Calendar::new(self.about.clone(), &readings, self.week_starts))
    }

    /// Pain by time of day and day of the week.
    pub fn times(&self) -> Result<Times, Failure> {
        let readings = self.diary.readings(self.about.from, self.about.to, Audience::Others)?;
        Ok(Times::new(self.about.clone(), &readings))
    }

    /// Goals and how they were rated.
    pub fn goals(&self) -> Result<Goals, Failure> {
        let row = |goal: Stored<Goal>| GoalRow {
            activity: goal.value.activity,
            ratings: goal.value.ratings,
        };
        Ok(Goals::new(self.about.clone(), self.diary.goals()?.into_iter().map(row).collect()))
    }

    /// Where it hurt.
    pub fn sites(&self) -> Result<Sites, Failure> {
        let (from, to) = (self.about.from, self.about.to);
        let placed = self.diary.places(from, to, Audience::Others)?;
        let rated = stats::by_day(&self.diary.readings(from, to, Audience::Others)?).len();
        Ok(Sites::new(self.about.clone(), &placed, rated))
    }

    /// What was done of each exercise.
    pub fn practice(&self) -> Result<Practice, Failure> {
        let done = self.diary.done_between(self.about.from, self.about.to, Audience::Others)?;
        let mut ids: Vec<&str> = done.iter().map(|done| done.exercise.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let name = |id: &str| (id.to_owned(), self.library.exercise_name(id));
        let names: BTreeMap<String, String> = ids.into_iter().map(name).collect();
        let named = |done: Done| Done { exercise: names[&done.exercise].clone(), ..done };
        Ok(Practice::new(self.about.clone(), &done.iter().cloned().map(named).collect::<Vec<_>>()))
    }
}

/// Phase changes and visits of a range.
pub fn marks(
    diary: &Diary,
    plans: &[Plan],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Mark>, Failure> {
    let phases = plans.iter().flat_map(|plan| &plan.phases);
    let phases = phases.map(|start| Mark {
        day: start.from,
        kind: MarkKind::Phase,
        label: start.phase.word().to_owned(),
    });
    let visits = diary.visit_days(from, to)?;
    let visits = visits.into_iter().map(|day| Mark {
        day,
        kind: MarkKind::Visit,
        label: "visit".to_owned(),
    });
    Ok(phases.chain(visits).collect())
}

/// Sessions done and planned on every day of the range, which ends on the last day that `known` was
/// read for.
pub fn work(known: &Known, from: NaiveDate, to: NaiveDate, audience: Audience) -> Vec<DayWork> {
    let shown =
        known.record.sessions.iter().filter(|session| {
            session.is_done() && (audience == Audience::Person || !session.private)
        });
    let mut done = shown.map(|session| session.day).skip_while(|day| *day < from).peekable();
    // Before the first plan, nothing was asked for.
    let mut planned: BTreeMap<NaiveDate, u32> = BTreeMap::new();
    for (day, sessions) in known.told().planned.values().flatten() {
        *planned.entry(*day).or_default() += sessions;
    }
    let days = days_in(from, to).map(|day| DayWork {
        day,
        done: u32::try_from(std::iter::from_fn(|| done.next_if_eq(&day)).count())
            .unwrap_or(u32::MAX),
        planned: planned.get(&day).copied().unwrap_or(0),
    });
    days.collect()
}

/// What was recorded on which days, as far as its readers may see it, and what goes with more or
/// less pain.
pub fn patterns(
    diary: &Diary,
    from: NaiveDate,
    to: NaiveDate,
    audience: Audience,
) -> Result<(Vec<Factor>, Patterns), Failure> {
    let days = stats::by_day(&diary.readings(from, to, audience)?);
    let recorded: BTreeSet<NaiveDate> = days.iter().map(|day| day.day).collect();
    let events = diary.events(from, to, audience)?.into_iter();
    let mut factors: Vec<Factor> =
        events.map(|((kind, name), on)| patterns::occurred(kind, name, on, &recorded)).collect();
    factors.extend(patterns::short_nights(&diary.nights(from, to, audience)?));
    factors.extend(patterns::cycle_factors(&diary.cycle_days(from, to, audience)?));
    let found = Patterns::new(&days, &factors);
    Ok((factors, found))
}
