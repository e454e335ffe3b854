//! The plan: what each exercise has come to, and what stands before the next phase.

use chrono::NaiveDate;

use super::text::{and, count, points, shortened};
use crate::domain::analysis::report::ReportLine;
use crate::domain::diary::place::Side;
use crate::domain::flare::night::{Night, NoNight};
use crate::domain::flare::score_book::Tenths;
use crate::domain::plan::assignment::{InPlan, Pause, SetBy, Setting, Term};
use crate::domain::plan::course::Course;
use crate::domain::plan::exit::{Criterion, Readiness, ToSay};
use crate::domain::programme::condition::PhaseName;
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::progression::leaving::{OfferedVariant, UpkeepOffer};
use crate::domain::progression::response::Response;
use crate::domain::progression::standing::Standing;
use crate::domain::progression::week::Turns;
use crate::domain::screening::answers::Check;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::style::Style;

/// Days that are called three months.
const THREE_MONTHS: u32 = 90;

/// The most missing mornings that are named one by one: more are too many to type in anyway.
const MORNINGS_NAMED: usize = 3;

/// That the questions which chose a programme may be put again.
pub fn variant_again(condition: &str) -> String {
    format!(
        "What chose this programme may have changed by now. To be asked again: supple assign \
         {condition}"
    )
}

/// Who agreed to a phase, and when.
pub fn agreed(check: &Check, reader: Reader) -> String {
    format!("Agreed by {} on {}.", check.by, date::short(check.on, reader))
}

/// A rest of the plan as it reads on `reader.today`: while it goes on with what ends it, and after
/// that as something that was.
pub fn rest(pause: &Pause, reader: Reader) -> String {
    let why = pause.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
    let from = date::short(pause.from, reader);
    match pause.ended_before(reader.today) {
        Some(last) if last == pause.from => format!("The plan rested on {from}{why}."),
        Some(last) => {
            format!("The plan rested from {from} to {}{why}.", date::short(last, reader))
        }
        None => {
            let until = pause.to.map(|to| format!(" until {}", date::short(to, reader)));
            format!(
                "The plan rests{}, since {from}{why}. To go on now: supple plan resume",
                until.unwrap_or_default()
            )
        }
    }
}

/// A rest of the plan in a list: `plan rested`, and until when and why.
pub fn rest_row(pause: &Pause, reader: Reader) -> (String, String) {
    let (what, until) = match pause.ended_before(reader.today) {
        Some(last) => ("plan rested", format!("to {}", date::short(last, reader))),
        None => match pause.to {
            Some(to) => ("plan rests", format!("until {}", date::short(to, reader))),
            None => ("plan rests", "until you say so".to_owned()),
        },
    };
    let more: Vec<String> =
        std::iter::once(until).chain(pause.why.as_deref().map(shortened)).collect();
    (what.to_owned(), more.join(" · "))
}

/// What a person should know of a plan whose diary was last written by an earlier version: the doses
/// are worked out by other rules than before.
pub const NEW_RULES: &str = "The rules of supple have changed since this diary was last written. \
    What is too much makes a dose smaller now, and stops nothing but for a sign; some bad days in \
    a row are a flare, with lighter days; and a dose grows on three good records. Every entry is \
    as you wrote it. The doses were worked out from them anew, and may be others than before: \
    supple plan --why EXERCISE tells the reasons of each. This is said until the next change is \
    written.";

/// The dose of an exercise and how often, in a line. `sore` is the sore side of its condition, and
/// `turns` how often it really comes up, where others take its place on some days.
pub fn dose_now(
    standing: &Standing,
    sore: Option<Side>,
    turns: Option<&Turns>,
    library: &LibrarySubset,
    style: Style,
) -> String {
    let dose = &standing.dose;
    // What waits for a day and is due as often as it should be needs no word about it.
    let turns = turns.filter(|turns| turns.due < dose.days_per_week as usize);
    let often = turns.map_or_else(
        || dose.frequency(),
        |turns| {
            let times = match dose.times_per_day {
                1 => String::new(),
                _ => format!("{}, ", dose.times_a_day()),
            };
            let others: Vec<String> =
                turns.others.iter().map(|id| library.exercise_name(id).to_owned()).collect();
            let others = if others.is_empty() { "the others".to_owned() } else { and(&others) };
            let Turns { due, days, .. } = turns;
            format!("{times}in turns with {others}: on {due} of the next {days} days")
        },
    );
    format!("{}; {often}", dose.on_side(sore, style))
}

/// What is different from the dose that the phase has for an exercise; `None` where nothing is.
pub fn differs_from_phase(standing: &Standing, phase_dose: &Dose, style: Style) -> Option<String> {
    // Fewer sets in the first week are part of the phase; beside its full dose they would read as a
    // change.
    if standing.eased_sets > 0 {
        let fewer = count(standing.eased_sets, "set", "sets");
        return Some(format!("{fewer} fewer at the start of the phase"));
    }
    let now = &standing.dose;
    let often = phase_dose.frequency_beside(now);
    if phase_dose.in_words(style) == now.in_words(style) {
        return often.map(|often| format!("the phase has it {often}"));
    }
    // Which side it is on is said of the dose of now, and is rarely what has changed.
    let sides = if phase_dose.sides == now.sides { Sides::Together } else { phase_dose.sides };
    let amount = Dose { sides, ..phase_dose.clone() }.in_words(style);
    let often = often.map_or(String::new(), |often| format!("; {often}"));
    Some(format!("the phase has {amount}{often}"))
}

/// Who set the dose or chose the exercise, where somebody did; where the rules chose it, in whose
/// place, unless `says_place` that another line says so.
pub fn set_by(standing: &Standing, says_place: bool, library: &LibrarySubset) -> Vec<String> {
    let chosen = standing.chosen_by.as_ref().map(|by| match by {
        SetBy::Person => {
            format!("you chose it in the place of {}", library.exercise_name(&standing.listed))
        }
        SetBy::Clinician(check) => {
            format!(
                "{} chose it in the place of {}",
                check.by,
                library.exercise_name(&standing.listed)
            )
        }
    });
    let set = standing.set_by.as_ref().map(|by| format!("the dose stays: {}", by.set_it()));
    let grown =
        (!says_place && standing.chosen_by.is_none() && standing.listed != standing.exercise)
            .then(|| format!("in the place of {}", library.exercise_name(&standing.listed)));
    [grown, chosen, set].into_iter().flatten().collect()
}

/// What was told about an exercise beside its dose, with who and when.
pub fn term(setting: &Setting<Term>, library: &LibrarySubset, reader: Reader) -> String {
    let what = match &setting.told {
        Term::MayGrow(Some(true)) => "it may grow from the dose that is set".to_owned(),
        Term::MayGrow(_) => "it may not grow from the dose that is set".to_owned(),
        Term::GoesOnInFlares(Some(true)) => "left as it is in a flare".to_owned(),
        Term::GoesOnInFlares(_) => "less in a flare, like all others".to_owned(),
        Term::PainLimit(Some(most)) => {
            format!("too much when pain in it rises by more than {}", most.tenths() / 10)
        }
        Term::PainLimit(None) => "the usual limit on pain".to_owned(),
        Term::InPlan(Some(InPlan::Added { not_same_day: None })) => "added to the plan".to_owned(),
        Term::InPlan(Some(InPlan::Added { not_same_day: Some(other) })) => {
            format!("added to the plan, never on one day with {}", library.exercise_name(other))
        }
        Term::InPlan(Some(InPlan::Dropped)) => "taken out of the plan".to_owned(),
        Term::InPlan(None) => "in the plan as the phases have it".to_owned(),
    };
    format!("{what}: {}", who(&setting.by, reader))
}

/// Who said something, and when.
pub fn who(by: &SetBy, reader: Reader) -> String {
    match by {
        SetBy::Person => "you said so".to_owned(),
        SetBy::Clinician(check) => format!("{}, {}", check.by, date::short(check.on, reader)),
    }
}

/// Why somebody should look at how pain goes, where they should; `note` is what the condition's file
/// says of its review.
pub fn look(course: &Course, note: &str, reader: Reader) -> Option<String> {
    let seen = "When you have been there: supple visit today";
    match (course.creep, course.base) {
        (Some(creep), Some(base)) => Some(format!(
            "Pain has slowly risen since {}: {} on average now, {} when the programme began. Please see \
             your physiotherapist or doctor. {seen}",
            date::short(creep.since, reader),
            points(creep.now, reader.style),
            points(base, reader.style)
        )),
        _ if course.needs_review => Some(format!("{note} {seen}")),
        _ => None,
    }
}

/// A look at how it is done that has been due since a day; `note` is what the condition's file says
/// of it.
pub fn check_due(note: &str, since: NaiveDate, reader: Reader) -> String {
    format!(
        "Since {}: {note} When you have been there: supple visit today",
        date::short(since, reader)
    )
}

/// Another programme of the condition, because exercises that it does without were too much;
/// `command` takes it.
pub fn offered_variant(offered: &OfferedVariant<'_>, command: &str) -> String {
    format!(
        "{} was too much in {} sessions. The programme {} does without it. To take that: {command}",
        and(&offered.exercises),
        offered.times,
        offered.variant
    )
}

/// What of the next phase is met and what is open, for whoever sees the person: of which condition
/// where there are several. `criteria` is `None` as long as nothing of the present phase was done:
/// what is met by then was met by nothing.
pub fn next_phase_for_visit(
    subject: Option<String>,
    next: PhaseName,
    criteria: Option<&[Criterion]>,
    style: Style,
) -> ReportLine {
    let of = subject.map_or(String::new(), |subject| format!("{subject}, "));
    let Some(criteria) = criteria else {
        let line = format!("{of}{next}; no exercise of the present phase is recorded yet");
        return ReportLine::new("Next phase", line);
    };
    let open = criteria.iter().filter(|criterion| !criterion.is_met);
    let open: Vec<String> = open.map(|criterion| criterion.in_words(style)).collect();
    let met = criteria.len() - open.len();
    let open =
        if open.is_empty() { String::new() } else { format!("; not met: {}", open.join("; ")) };
    ReportLine::new("Next phase", format!("{of}{next}, {met} of {} met{open}", criteria.len()))
}

/// What to do about the next phase: a sentence, where there is something to do. `command` takes the
/// next step, and `to_say` is what the person can still say.
pub fn next_phase(
    readiness: Readiness,
    next: Option<PhaseName>,
    needs_clearance: bool,
    to_say: &ToSay,
    command: &str,
    reader: Reader,
) -> Option<String> {
    match (readiness, next) {
        (Readiness::Met, Some(next)) if needs_clearance => Some(format!(
            "Everything for the {next} phase is met. It begins when your clinician agrees: \
             {command}"
        )),
        (Readiness::Met, Some(next)) => {
            Some(format!("Everything for the {next} phase is met: {command}"))
        }
        (Readiness::ToTry, Some(next)) => {
            Some(format!("For the {next} phase, only your own tests are left to try: {command}"))
        }
        (Readiness::Met, None) => Some(
            "All of it is met. Talk with your physiotherapist about how to go on from here."
                .to_owned(),
        ),
        (Readiness::ToSay, Some(next)) => {
            Some(format!("Missing for the {next} phase: {}", missing(to_say, command, reader)))
        }
        (Readiness::ToTry | Readiness::ToSay | Readiness::Open, _) => None,
    }
}

/// What upkeep offers, in a sentence: `back` and `end` are the commands for either.
pub fn upkeep_offer(offer: UpkeepOffer, back: &str, end: &str) -> String {
    match offer {
        UpkeepOffer::BackForFlare { over } => format!(
            "This flare has gone on for more than {over} days. You can go back to the phase \
             before for a while: {back}"
        ),
        UpkeepOffer::BackForCreep => {
            format!("While pain is higher, you can go back to the phase before: {back}")
        }
        UpkeepOffer::End { days, is_kept_up } => {
            let long = if days == THREE_MONTHS {
                "three months".to_owned()
            } else {
                count(days, "day", "days")
            };
            let what = if is_kept_up {
                format!("You have kept it up for {long}.")
            } else {
                // What was not recorded is not told as done.
                format!("Upkeep began {long} ago.")
            };
            format!("{what} You can end the plan: {end}; the diary stays.")
        }
    }
}

/// What the person can still say for the next phase, each with what to type.
fn missing(to_say: &ToSay, command: &str, reader: Reader) -> String {
    let days: Vec<String> = to_say.mornings.iter().map(|day| date::short(*day, reader)).collect();
    let mornings = to_say.mornings.last().map(|last| {
        let which = match &days[..] {
            [only] => format!("the morning of {only}"),
            few if few.len() <= MORNINGS_NAMED => format!("the mornings of {}", and(few)),
            many => format!("{} mornings, the last of them {}", many.len(), many[many.len() - 1]),
        };
        format!("{which}: supple log SCORE --morning --on {}", last.format("%Y-%m-%d"))
    });
    let week = to_say.week.then(|| "how the last week was".to_owned());
    let tests = (to_say.tests > 0).then(|| count(to_say.tests, "test", "tests"));
    let asked: Vec<String> = week.into_iter().chain(tests).collect();
    let asked = (!asked.is_empty()).then(|| format!("{}: {command}", and(&asked)));
    mornings.into_iter().chain(asked).collect::<Vec<_>>().join("; ")
}

/// How the body answered on one day, in a sentence: what was recorded, and what was not.
pub fn response(response: &Response, target_effort: Option<u32>, reader: Reader) -> String {
    let style = reader.style;
    let mut parts = vec![match (response.pain, response.above) {
        (Some(pain), Some(above)) if above != pain.tenths() => {
            let above = points(Tenths::from(above), style);
            format!("pain {}, {above} above before", pain.shown(style))
        }
        (Some(pain), _) => format!("pain {}", pain.shown(style)),
        (None, _) => "pain not recorded".to_owned(),
    }];
    parts.extend(match (response.effort, target_effort) {
        (Some(effort), Some(target)) => Some(format!("effort {effort} where {target} is meant")),
        (Some(effort), None) => Some(format!("effort {effort}")),
        // An effort that was not recorded speaks against nothing.
        (None, _) => None,
    });
    parts.extend(response.symptoms.iter().map(|symptom| symptom.in_words().to_owned()));
    parts.push(if response.as_asked { "all that was asked" } else { "less than asked" }.to_owned());
    parts.extend(response.in_flare.then(|| "in a flare".to_owned()));
    parts.extend(response.on_way_back.then(|| "on the way back from a flare".to_owned()));
    let night = match response.night {
        Night::Settled => "the day after was near usual".to_owned(),
        Night::Unsettled { rise } => {
            format!("the day after was {} above usual", points(rise, style))
        }
        Night::Unknown(NoNight::NotRecorded) => "the day after is not recorded".to_owned(),
        Night::Unknown(NoNight::NoUsual) => "too few days before to know what is usual".to_owned(),
        Night::Unknown(NoNight::InFlare) => "the day after was in a flare".to_owned(),
    };
    format!("{}: {}; {night}", date::short(response.day, reader), parts.join(", "))
}

impl SetBy {
    /// `you set it`, `Dr A set it`.
    pub fn set_it(&self) -> String {
        match self {
            Self::Person => "you set it".to_owned(),
            Self::Clinician(check) => format!("{} set it", check.by),
        }
    }
}
