//! The routine of a day: doses, why an exercise is due, and why another is not; and what else a day
//! has due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::text::{and, count};
use crate::domain::diary::place::Side;
use crate::domain::diary::visit::Visit;
use crate::domain::plan::due::{DueItem, DueKind};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rules::{Barred, BarredFor};
use crate::domain::progression::decision::{Decision, DoseChange, Finding};
use crate::domain::progression::fit::DaySeconds;
use crate::domain::progression::routine::{
    Due, DueReason, LighterDay, NotDueReason, Routine, StoppedForToday,
};
use crate::domain::screening::closer_look::CloserLook;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::style::Style;

/// The dose of the day, and how much of it is done. `sore` is the sore side of its condition.
pub fn dose_today(due: &Due, sore: Option<Side>, style: Style) -> String {
    let effort =
        due.dose.effort.map_or(String::new(), |effort| format!(" · effort {effort} of 10"));
    let times = match (due.dose.times_per_day, due.done) {
        (1, _) => String::new(),
        (2, 0) => " · twice today".to_owned(),
        (times, 0) => format!(" · {times} times today"),
        (times, done) => format!(" · {done} of {times} times done"),
    };
    format!("{}{times}{effort}", due.dose.on_side(sore, style))
}

/// Why its dose is less today than what was reached, where it is. `sore` is the sore side of its
/// condition.
pub fn lighter(due: &Due, sore: Option<Side>, style: Style) -> Option<String> {
    let lighter = due.lighter.as_ref()?;
    let reached = lighter.reached.on_side(sore, style);
    Some(match lighter.because {
        LighterDay::Flare => format!("less in the flare; your {reached} is kept"),
        LighterDay::WayBack => format!("on the way back to {reached} after the flare"),
    })
}

/// The dose of today where it is less than what was reached: `today 12 min: less in the flare`.
pub fn today_less(due: &Due, sore: Option<Side>, style: Style) -> Option<String> {
    let because = match due.lighter.as_ref()?.because {
        LighterDay::Flare => "less in the flare",
        LighterDay::WayBack => "on the way back from the flare",
    };
    Some(format!("today {}: {because}", due.dose.on_side(sore, style)))
}

/// The exercise that comes back in its place, where that was too much.
pub fn first_choice(due: &Due, library: &LibrarySubset) -> Option<String> {
    let first = library.exercise_name(due.first_choice.as_deref()?);
    Some(format!("for now in place of {first}, which comes back once this goes well"))
}

/// The time of a whole day: `About 12 minutes of exercises and 15 minutes of walking, cycling or
/// water.` Nothing where it takes none. `is_begun` says whether some of it is done.
pub fn day_time(seconds: DaySeconds, is_begun: bool) -> Option<String> {
    let (exercises, steady) = seconds.minutes();
    let parts = [(exercises, "of exercises"), (steady, "of walking, cycling or water")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(minutes, _)| *minutes > 0)
        .map(|(minutes, what)| format!("{} {what}", count(minutes, "minute", "minutes")))
        .collect();
    let with_done = if is_begun { ", with what is done" } else { "" };
    (!parts.is_empty()).then(|| format!("About {}{with_done}.", and(&parts)))
}

/// Which mornings are missing for a dose to grow, and how they are filled in.
pub fn missing_mornings(mornings: &BTreeSet<NaiveDate>, reader: Reader) -> Option<String> {
    let last = mornings.last()?;
    let days: Vec<String> = mornings.iter().map(|day| date::short(*day, reader)).collect();
    let (morning, on) = if *last == reader.today {
        ("morning", String::new())
    } else {
        ("mornings", format!(" --on {}", last.format("%Y-%m-%d")))
    };
    let morning = if days.len() == 1 { "morning" } else { morning };
    Some(format!(
        "Missing: the {morning} of {}. A dose grows sooner when one is known: supple log SCORE \
         --morning{on}",
        and(&days)
    ))
}

/// Why it is due, or why it is not any more.
pub fn due_reason(due: &Due, reader: Reader) -> String {
    if let Some(why) = &due.skipped {
        return if why.is_empty() {
            "skipped today".to_owned()
        } else {
            format!("skipped today: {why}")
        };
    }
    if let Some(left) = due.left {
        let rest = if due.rest_left().is_some() { "left for today: " } else { "" };
        return format!("{rest}{}", left.in_words());
    }
    let why = match due.why {
        DueReason::Daily => "every day".to_owned(),
        DueReason::ItsDay { days_per_week } => {
            format!("one of its {}", count(days_per_week, "day this week", "days this week"))
        }
        DueReason::CarriedOver { from } => format!("still open from {}", date::short(from, reader)),
    };
    match due.eased_sets {
        0 => why,
        eased => {
            format!("{why}; {} fewer at the start of the phase", count(eased, "set", "sets"))
        }
    }
}

/// Why an exercise is not due. `tags` says what the tags of exercises mean.
pub fn not_due_reason(
    because: &NotDueReason,
    library: &LibrarySubset,
    tags: &BTreeMap<String, String>,
    reader: Reader,
) -> String {
    let name = |id: &str| library.exercise_name(id).to_owned();
    match because {
        NotDueReason::AnotherDay { days_per_week } => {
            format!("{} a week, and this is not one", count(*days_per_week, "day", "days"))
        }
        NotDueReason::Rest => "a rest day, after yesterday".to_owned(),
        NotDueReason::RestAfter { other } => {
            format!("the same muscles rest today, after {} yesterday", name(other))
        }
        NotDueReason::Enough { most } => {
            format!("at most {most} exercises a day; it comes first next time")
        }
        NotDueReason::TooLong { minutes } => {
            format!("the day would be longer than {minutes} minutes; it comes first next time")
        }
        NotDueReason::InFlare => "not in a flare; it comes back when that is over".to_owned(),
        NotDueReason::FromDay { day } => format!("from {} on", date::short(*day, reader)),
        NotDueReason::FromPainlessDay { needs, now } => {
            format!("after {needs} days in a row without pain; {now} so far")
        }
        NotDueReason::NotSameDay { other } => {
            format!("not on the same day as {}; it comes next time", name(other))
        }
        NotDueReason::OneOf { other } => {
            format!("one of the two a day, and today it is {}", name(other))
        }
        // Only a clinician's look begins it again, so the command that records it stands with it.
        NotDueReason::Stopped(decision) => format!(
            "{}. Ask your physiotherapist. When they have looked: supple plan resume {} --by 'Dr \
             Name'",
            decision.in_few_words(name, reader),
            decision.exercise
        ),
        NotDueReason::BoneRests { on, until } => {
            format!(
                "the bone rests until {} after pain on {}; tell your clinician",
                date::short(*until, reader),
                date::short(*on, reader)
            )
        }
        NotDueReason::Barred(barred) => barred.in_words(tags),
        NotDueReason::SetUp(line) => format!("not for you now. {line}"),
        NotDueReason::BoneWaits => {
            "waits for the bone, whose own phase does not ask for it yet".to_owned()
        }
    }
}

/// How far pain may rise in the exercises, and where that is less than in most.
pub fn pain_limits(due: &[Due]) -> String {
    let usual = due.iter().map(|due| due.pain_max).max().unwrap_or(0);
    // “Above 0” would hide that with bone no pain at all is acceptable.
    let mut words = match usual {
        0 => "Stop an exercise at any pain at all".to_owned(),
        most => {
            format!("Stop an exercise when pain in it rises by more than {most}, or to 8 of 10")
        }
    };
    // One limit is easy to remember; only the exercises with a stricter one are named beside it.
    for most in (0..usual).rev() {
        let stricter: Vec<&str> = due
            .iter()
            .filter(|due| due.pain_max == most)
            .map(|due| due.exercise.as_str())
            .collect();
        if !stricter.is_empty() {
            words += &match most {
                0 => format!("; {} at any pain", and(&stricter)),
                most => format!("; in {}, by more than {most}", and(&stricter)),
            };
        }
    }
    words + "."
}

/// What was decided about the dose, in a few words; nothing while there is nothing to say, or where
/// it is one of the `shared_holds`, which are said once for all.
pub fn decision(
    due: &Due,
    library: &LibrarySubset,
    shared_holds: &[String],
    reader: Reader,
) -> Option<String> {
    let set = due.set_by.as_ref().map(|by| format!("as {}", by.set_it()));
    // That nothing grows on a lighter day stands beside its dose already.
    let is_said = |decision: &&Decision| {
        due.lighter.is_some()
            && matches!(decision.finding, Finding::InFlare | Finding::WayBack { .. })
    };
    let decision = due
        .decision
        .as_ref()
        .filter(|decision| decision.says_something())
        .filter(|decision| !is_said(decision));
    let words = decision
        .map(|decision| decision.in_few_words(|id| library.exercise_name(id).to_owned(), reader));
    words.filter(|words| !shared_holds.contains(words)).or(set)
}

/// The reasons that hold the doses of more than one exercise, each once.
pub fn shared_holds(routine: &Routine, library: &LibrarySubset, reader: Reader) -> Vec<String> {
    let decisions = routine.due.iter().filter_map(|due| due.decision.as_ref());
    let holds = decisions
        .filter(|decision| decision.says_something() && decision.change == DoseChange::Hold);
    let mut words: Vec<String> = holds
        .map(|decision| decision.in_few_words(|id| library.exercise_name(id).to_owned(), reader))
        .collect();
    words.sort();
    // The same sentence under six exercises is read under none of them.
    let several = words.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
    several.map(|same| same[0].clone()).collect()
}

/// Why an exercise is left out on a day, in few words; nothing where it is only not its day.
pub fn not_due_in_short(
    because: &NotDueReason,
    library: &LibrarySubset,
    tags: &BTreeMap<String, String>,
) -> Option<String> {
    Some(match because {
        // A day off is as planned, and no news.
        NotDueReason::AnotherDay { .. } | NotDueReason::Rest => return None,
        NotDueReason::RestAfter { other } => {
            format!("the same muscles rest after {}", library.exercise_name(other))
        }
        NotDueReason::Enough { most } => format!("at most {most} a day"),
        NotDueReason::TooLong { minutes } => format!("longer than {minutes} minutes with it"),
        NotDueReason::InFlare => "not in a flare".to_owned(),
        NotDueReason::FromDay { .. } => "later in this phase".to_owned(),
        NotDueReason::FromPainlessDay { needs, .. } => {
            format!("after {needs} days in a row without pain")
        }
        NotDueReason::NotSameDay { other } => {
            format!("not on the same day as {}", library.exercise_name(other))
        }
        NotDueReason::OneOf { other } => {
            format!("{} in its place", library.exercise_name(other))
        }
        NotDueReason::Stopped(_) => "stopped; ask your physiotherapist".to_owned(),
        NotDueReason::BoneRests { .. } => "the bone rests after pain".to_owned(),
        NotDueReason::Barred(barred) => barred.in_words(tags),
        NotDueReason::SetUp(line) => format!("not for you now. {line}"),
        NotDueReason::BoneWaits => "waits for the bone".to_owned(),
    })
}

/// What is still open, exercise by exercise, with how often.
pub fn still_open(routine: &Routine) -> Vec<String> {
    let open = routine.due.iter().filter(|due| !due.is_settled());
    open.map(|due| match (due.done, due.dose.times_per_day - due.done) {
        (0, _) => due.exercise.clone(),
        (_, 1) => format!("{} once more", due.exercise),
        (_, more) => format!("{} {more} times more", due.exercise),
    })
    .collect()
}

/// That an exercise was done more often than the day asks for: as often as not a slip.
pub fn beyond(due: &Due, library: &LibrarySubset) -> String {
    let name = library.exercise_name(&due.exercise);
    let (done, asked) = (due.done, count(due.dose.times_per_day, "time", "times"));
    format!(
        "{name}: done {done} times now, and the day asks for {asked}. If it was a slip: supple undo"
    )
}

/// What is left of an exercise for the rest of a day, with the reason; nothing where nothing is.
pub fn left_for(due: &Due, day: &str, library: &LibrarySubset) -> Option<String> {
    let reason = due.rest_left()?.in_words();
    Some(format!("{} is left for {day}: {reason}.", library.exercise_name(&due.exercise)))
}

impl StoppedForToday {
    /// In words that go after a colon: `pain spread down the leg`.
    pub fn in_words(self) -> String {
        match self {
            Self::Sign(sign) => sign.in_words().to_owned(),
            Self::Pain { above } => format!("the pain in it was above {above}"),
            Self::BoneRests => "the bone rests after pain".to_owned(),
        }
    }
}

impl Barred {
    /// The reason in words, with what `tags` say a tag means; a tag that is not among them stands
    /// for itself.
    pub fn in_words(&self, tags: &BTreeMap<String, String>) -> String {
        let by = &self.by;
        match &self.what {
            BarredFor::Itself => format!("{by} keeps it out"),
            BarredFor::Unlisted => format!("{by} keeps to its own few exercises"),
            BarredFor::Tag(tag) => {
                // A tag of a person's own file may have no meaning on record.
                let meaning = tags.get(tag).unwrap_or(tag);
                format!("{by} keeps it out: {meaning}")
            }
            BarredFor::Until { tag, phase } => {
                let meaning = tags.get(tag).unwrap_or(tag);
                format!("{by} holds it back until its {phase} phase: {meaning}")
            }
        }
    }
}

/// One thing that is due: `3 exercises`, `today's score`.
pub fn due_item(
    due: &DueItem,
    closer_look: Option<&CloserLook>,
    visit: Option<&Visit>,
    reader: Reader,
) -> String {
    match due.kind {
        DueKind::Warning => count(due.count, "warning sign", "warning signs"),
        DueKind::CloserLook => {
            let day = closer_look.map_or(reader.today, |look| look.day);
            format!("the safety questions after what you wrote on {}", date::short(day, reader))
        }
        DueKind::Answers => "the safety questions, before any exercise".to_owned(),
        DueKind::Morning => "the morning check".to_owned(),
        DueKind::Score => "today's score".to_owned(),
        DueKind::Exercises => count(due.count, "exercise", "exercises"),
        // How many they are says nothing of how long they take, and frightens.
        DueKind::Questions => "the safety questions".to_owned(),
        DueKind::WhomToSee => "whom to see, for the gentle start is over".to_owned(),
        DueKind::Look => "to see your physiotherapist about how it goes".to_owned(),
        DueKind::Goals => count(due.count, "goal to rate", "goals to rate"),
        DueKind::Visit => {
            let is_today = visit.is_some_and(|visit| visit.day == reader.today);
            let day = if is_today { "today" } else { "tomorrow" };
            let with = visit.and_then(|visit| visit.clinician.as_ref());
            with.map_or(format!("a visit {day}"), |name| format!("a visit {day} with {name}"))
        }
    }
}
