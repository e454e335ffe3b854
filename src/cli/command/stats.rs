//! `supple stats`: the few numbers that say how it goes, each with the days it stands on.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::app::{Episode, PlanSnapshot};
use crate::cli::failure::Failure;
use crate::cli::output::answer::Answer;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::view::goals::{goals_json, show_goals};
use crate::cli::world::World;
use crate::domain::analysis::progress::{DayWork, comparison};
use crate::domain::analysis::stats::{
    self, Baseline, Change, NoChange, Summary, THRESHOLD_NAME, WINDOW_DAYS,
};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::Plan;
use crate::domain::text::date::{DateStyle, days_before, days_between};
use crate::domain::text::number::{self, round1};
use crate::store::{Audience, Diary};
use crate::words;
use crate::words::text::{capital, count};

/// Days of the longer of the two recent stretches: four weeks.
const FOUR_WEEKS: u64 = 28;

// Arguments of `stats`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Means and medians are of days: a bad day rated five times is still one day."
)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A stretch of days in numbers.
struct Period {
    name: &'static str,
    heading: String,
    from: NaiveDate,
    to: NaiveDate,
    needs: usize,
    pain: Result<Summary, usize>,
    work: (u32, u32),
    /// The mean minutes of pain-free sitting, and the days it was recorded on.
    sitting: Option<(f64, usize)>,
}

/// The last seven days against an earlier stretch.
struct Compared {
    since: &'static str,
    when: String,
    change: Result<Change, NoChange>,
}

/// Everything shown.
struct Numbers {
    alerts: Vec<String>,
    periods: Vec<Period>,
    changes: Vec<Compared>,
    goals: Vec<Stored<Goal>>,
}

/// Runs `stats`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let numbers = match world.read_diary()? {
        Some(diary) => numbers(&diary, world)?,
        None => Numbers {
            alerts: Vec::new(),
            periods: Vec::new(),
            changes: Vec::new(),
            goals: Vec::new(),
        },
    };
    if args.json {
        return Ok(json::answer(&to_json(&numbers, world)));
    }
    if numbers.periods.is_empty() && numbers.goals.is_empty() {
        return Ok(world.talk("There is nothing to count yet. Log a score first: supple log"));
    }
    let mut page = world.page();
    for alert in &numbers.alerts {
        page.item("!", alert);
    }
    show_periods(&numbers.periods, &mut page);
    for compared in &numbers.changes {
        let heading = match compared.since {
            "visit" => "Since the last visit",
            _ => "Since the first two weeks",
        };
        page.section(
            heading,
            &(capital(&comparison(&compared.change, &compared.when, world.settings.date_style))
                + "."),
        );
    }
    show_sitting(&numbers.periods, &mut page);
    if numbers.goals.iter().any(|goal| goal.value.is_active()) {
        page.gap();
        page.heading("Goals");
        show_goals(&numbers.goals, world, &mut page);
    }
    Ok(Answer::results(page.text()))
}

/// Counts.
fn numbers(diary: &Diary, world: &World) -> Result<Numbers, Failure> {
    let today = world.today;
    let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.value).collect();
    let episode = Episode::until(today, &plans, diary, Audience::Person)?;
    let first_weeks = episode.first_weeks(diary)?;
    let baseline = first_weeks
        .first()
        .map(|first| Baseline::starting(first.day, &stats::by_day(&first_weeks)));
    let visits = diary.visits()?;
    let visit = visits.iter().map(|visit| visit.value.day).rfind(|day| *day < today);
    let goals = diary.goals()?;
    let month = days_before(today, FOUR_WEEKS - 1);
    let earliest = visit.map_or(month, |visit| month.min(days_before(visit, WINDOW_DAYS - 1)));
    let earliest = episode.begins().map_or(earliest, |begins| begins.min(earliest));
    let snapshot = PlanSnapshot::between(earliest, today, diary, &world.library())?;
    let alerts = words::screening::alerts(&snapshot.screening(today).holds());
    if episode.begins().is_none() {
        return Ok(Numbers { alerts, periods: Vec::new(), changes: Vec::new(), goals });
    }
    let days = stats::by_day(&diary.readings(earliest, today, Audience::Person)?);
    let work = crate::app::work(&snapshot, earliest, today, Audience::Person);
    let sitting = diary.sitting(earliest, today)?;
    let period = |name, heading: String, from, to| {
        let needs = stats::needs(u64::try_from(days_between(from, to) + 1).unwrap_or(0));
        Period {
            name,
            heading,
            from,
            to,
            needs,
            pain: stats::summary(&days, from, to, needs),
            work: work_between(&work, from, to),
            sitting: sitting_between(&sitting, from, to),
        }
    };
    let mut periods = vec![
        period("week", "last 7 days".to_owned(), days_before(today, WINDOW_DAYS - 1), today),
        period("four-weeks", "last 4 weeks".to_owned(), month, today),
    ];
    if let Some(visit) = visit {
        periods.push(period("since-visit", "since the visit".to_owned(), visit, today));
    }
    // While the first two weeks still run they are nothing to look back at.
    if let Some(first) = baseline.filter(|first| first.to < today) {
        periods.push(period("first-two-weeks", "first 2 weeks".to_owned(), first.from, first.to));
    }
    let mut changes = vec![Compared {
        since: "first-two-weeks",
        when: "in the first two weeks".to_owned(),
        change: stats::change(&days, baseline, today),
    }];
    changes.extend(visit.map(|visit| Compared {
        since: "visit",
        when: format!("in the week up to the visit on {}", world.day(visit)),
        change: stats::change_since(&days, visit, today),
    }));
    Ok(Numbers { alerts, periods, changes, goals })
}

/// Sessions done and planned within a stretch.
fn work_between(work: &[DayWork], from: NaiveDate, to: NaiveDate) -> (u32, u32) {
    let within = work.iter().filter(|day| day.day >= from && day.day <= to);
    within.fold((0, 0), |(done, planned), day| (done + day.done, planned + day.planned))
}

/// The mean of the days' means of pain-free sitting, and how many days have one.
fn sitting_between(
    sitting: &[(NaiveDate, u32)],
    from: NaiveDate,
    to: NaiveDate,
) -> Option<(f64, usize)> {
    let within: Vec<_> = sitting.iter().filter(|(day, _)| *day >= from && *day <= to).collect();
    let days: Vec<f64> = within
        .chunk_by(|one, next| one.0 == next.0)
        .map(|day| number::mean(day.iter().map(|(_, minutes)| f64::from(*minutes))))
        .collect();
    (!days.is_empty()).then(|| (number::mean(days.iter().copied()), days.len()))
}

impl Period {
    /// `6 of 7`.
    fn days(&self) -> String {
        let rated = self.pain.map_or_else(|rated| rated, |pain| pain.rated);
        format!("{rated} of {}", days_between(self.from, self.to) + 1)
    }

    /// `12 of 15`; what was done without being planned stands alone.
    fn sessions(&self) -> Option<String> {
        match self.work {
            (0, 0) => None,
            (done, 0) => Some(done.to_string()),
            (done, planned) => Some(format!("{done} of {planned}")),
        }
    }
}

/// The pain of each stretch: as a table where there is room, else as a list.
fn show_periods(periods: &[Period], page: &mut Page) {
    page.gap();
    let one = |value: f64| format!("{:.1}", round1(value));
    let dash = || "—".to_owned();
    if page.has_room_for_table() {
        let row = |period: &Period| {
            let numbers = match period.pain {
                Ok(pain) => [
                    one(pain.mean),
                    one(pain.median),
                    format!("{} to {}", one(pain.lowest), one(pain.highest)),
                    pain.worst.to_string(),
                ],
                Err(_) => std::array::from_fn(|_| dash()),
            };
            let ends = [period.days(), period.sessions().unwrap_or_else(dash)];
            [capital(&period.heading)].into_iter().chain(numbers).chain(ends).collect()
        };
        let headings = ["pain", "mean", "median", "days from", "worst", "rated days", "exercises"];
        page.table(&headings, periods.iter().map(row).collect());
    } else {
        for period in periods {
            page.heading(&capital(&period.heading));
            if let Ok(pain) = period.pain {
                page.item(" ", &format!("mean {}, median {}", one(pain.mean), one(pain.median)));
                let range = format!(
                    "days from {} to {}, worst {}",
                    one(pain.lowest),
                    one(pain.highest),
                    pain.worst
                );
                page.item(" ", &range);
            }
            let sessions = period
                .sessions()
                .map_or(String::new(), |sessions| format!(", exercises {sessions}"));
            page.item(" ", &format!("{} days rated{sessions}", period.days()));
        }
    }
    for period in periods {
        if let Err(rated) = period.pain {
            let missing = i64::try_from(period.needs.saturating_sub(rated)).unwrap_or(0);
            let more = count(missing, "more rated day", "more rated days");
            page.aside(&format!("{}: numbers need {more}.", capital(&period.heading)));
        }
    }
}

/// Minutes of pain-free sitting, where they were recorded.
fn show_sitting(periods: &[Period], page: &mut Page) {
    let words = periods.iter().filter_map(|period| {
        let (minutes, days) = period.sitting?;
        let days = count(days, "day", "days");
        Some(format!("{}, {minutes:.0} minutes ({days})", period.heading))
    });
    let words: Vec<String> = words.collect();
    if !words.is_empty() {
        page.section("Sitting without pain, on average", &(capital(&words.join("; ")) + "."));
    }
}

/// The numbers, for a program.
fn to_json(numbers: &Numbers, world: &World) -> Value {
    let period = |period: &Period| {
        let pain = period.pain.ok();
        let rated = period.pain.map_or_else(|rated| rated, |pain| pain.rated);
        json!({
            "name": period.name,
            "from": json::day(period.from),
            "to": json::day(period.to),
            "days": days_between(period.from, period.to) + 1,
            "rated_days": rated,
            "missing_days": period.needs.saturating_sub(rated),
            "mean": pain.map(|pain| pain.mean),
            "median": pain.map(|pain| pain.median),
            "lowest_day": pain.map(|pain| pain.lowest),
            "highest_day": pain.map(|pain| pain.highest),
            "worst": json::score(pain.map(|pain| pain.worst)),
            "sessions_done": period.work.0,
            "sessions_planned": period.work.1,
            "sitting_minutes": period.sitting.map(|(minutes, _)| minutes),
            "sitting_days": period.sitting.map_or(0, |(_, days)| days),
        })
    };
    let change = |compared: &Compared| {
        let change = compared.change.ok();
        json!({
            "since": compared.since,
            "before": change.map(|change| change.before),
            "now": change.map(|change| change.now),
            "points": change.map(|change| change.points()),
            "percent": change.and_then(|change| change.percent()),
            "reaches_threshold": change.map(|change| change.reaches_threshold()),
            "threshold": THRESHOLD_NAME,
            "in_words": comparison(&compared.change, &compared.when, DateStyle::DayFirst),
        })
    };
    json!({
        "day": json::day(world.today),
        "alerts": numbers.alerts,
        "periods": numbers.periods.iter().map(period).collect::<Vec<_>>(),
        "changes": numbers.changes.iter().map(change).collect::<Vec<_>>(),
        "goals": goals_json(&numbers.goals),
    })
}
