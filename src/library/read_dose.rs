//! Doses: an exercise's own, and the single fields a phase sets in its place.
//!
//! Knows the units and ranges of a dose, and nothing of who it is for.

use std::ops::RangeInclusive;

use crate::domain::programme::condition::DoseOverride;
use crate::domain::programme::dose::{Dose, Sides, Tempo};
use crate::domain::text::limits::{POINTS, dose as limits, in_words};
use crate::domain::text::vocabulary::vocabulary;

use super::form::Form;
use super::load_tags::{HEAVY, IMPACT};

/// A number of a dose: its range, and the words around the range where a file is told of it.
struct Number {
    range: RangeInclusive<u32>,
    before: &'static str,
    after: &'static str,
}

const SETS: Number = number(limits::SETS, "a dose has", "sets");
const REPS: Number = number(limits::REPS, "a set has", "repeats");
const HOLD: Number =
    number(limits::HOLD_S, "a hold is", "seconds; leave hold_s out where nothing is held");
const MINUTES: Number = number(limits::MINUTES, "steady work is", "minutes");
const TIMES: Number = number(limits::TIMES_PER_DAY, "an exercise is done", "times a day");
const DAYS: Number = number(limits::DAYS_PER_WEEK, "an exercise is done on", "days a week");
const REST: Number = number(limits::REST_S, "a rest is", "seconds");

/// A number from its parts.
const fn number(range: RangeInclusive<u32>, before: &'static str, after: &'static str) -> Number {
    Number { range, before, after }
}

impl Number {
    /// What is right: `a dose has 1 to 10 sets`.
    fn right(&self) -> String {
        format!("{} {} {}", self.before, in_words(&self.range), self.after)
    }

    /// Reads it from a field, where there is one.
    fn read(&self, form: &Form<'_>, field: &'static str) -> Option<u32> {
        form.whole_maybe(field, self.range.clone(), &self.right())
    }
}

/// What is right in `tempo`.
fn tempo_right() -> String {
    let each = in_words(&limits::TEMPO_S);
    format!("a tempo is seconds up, held and down, each {each}, such as \"2-3-3\"")
}

/// A dose field that contradicts another one: which, how, and what would be right.
pub(super) struct Clash {
    /// The field, or nothing where two are missing.
    pub field: &'static str,
    /// The contradiction.
    pub what: String,
    /// What would be right.
    pub right: &'static str,
}

impl Clash {
    /// A contradiction of one field with another.
    fn new(field: &'static str, what: impl Into<String>, right: &'static str) -> Self {
        Self { field, what: what.into(), right }
    }
}

/// The whole dose of an exercise.
pub(super) fn dose(form: &Form<'_>) -> Dose {
    form.require("sets", &SETS.right());
    form.require("sides", "it is together, each or sore");
    form.require("times_per_day", &TIMES.right());
    form.require("days_per_week", &DAYS.right());
    let fields = fields(form);
    let unit = form.text_maybe("unit", "a repeat may be called something else, such as \"steps\"");
    let dose = fields.apply(&Dose { unit, ..blank() });
    // A field that is there but unreadable has been told already, and contradicts nothing.
    let unread = (form.contains("reps") && dose.reps.is_none())
        || (form.contains("minutes") && dose.minutes.is_none())
        || (form.contains("hold_s") && dose.hold_s.is_none());
    if let (false, Some(clash)) = (unread, clash(&dose)) {
        form.add(clash.field, clash.what, clash.right);
    }
    dose
}

/// A dose with nothing said but the least of what every dose has; the stand-in while one is read.
pub(super) fn blank() -> Dose {
    Dose {
        sets: 1,
        reps: None,
        reps_max: None,
        hold_s: None,
        minutes: None,
        minutes_max: None,
        load_g: None,
        times_per_day: 1,
        days_per_week: 1,
        effort: None,
        rest_s: None,
        rep_rest_s: None,
        tempo: None,
        sides: Sides::Together,
        unit: None,
    }
}

/// Whichever fields of a dose are there.
pub(super) fn fields(form: &Form<'_>) -> DoseOverride {
    DoseOverride {
        sets: SETS.read(form, "sets"),
        reps: REPS.read(form, "reps"),
        reps_max: REPS.read(form, "reps_max"),
        hold_s: HOLD.read(form, "hold_s"),
        minutes: MINUTES.read(form, "minutes"),
        minutes_max: MINUTES.read(form, "minutes_max"),
        // No file can know what a person lifts; that is part of their plan.
        load_g: None,
        times_per_day: TIMES.read(form, "times_per_day"),
        days_per_week: DAYS.read(form, "days_per_week"),
        effort: form.whole_maybe("effort", POINTS, "effort is 0 (none) to 10 (all there is)"),
        rest_s: REST.read(form, "rest_s"),
        rep_rest_s: REST.read(form, "rep_rest_s"),
        tempo: tempo(form),
        sides: form.word_maybe("sides", &vocabulary()),
    }
}

/// The pace, where there is one.
fn tempo(form: &Form<'_>) -> Option<Tempo> {
    let right = tempo_right();
    let text = form.text_maybe("tempo", &right)?;
    let tempo = Tempo::parse(&text).filter(|tempo| tempo.seconds() > 0);
    if tempo.is_none() && !text.trim().is_empty() {
        form.add("tempo", format!("tempo is “{}”", super::problem::shown(&text)), &right);
    }
    tempo
}

/// Heavy or landing work with no rest day between, if that is what a dose asks for.
pub(super) fn too_often(dose: &Dose, tags: &[String]) -> Option<Clash> {
    let tag = tags.iter().find(|tag| [HEAVY, IMPACT].contains(&tag.as_str()))?;
    let right = "such work is done once a day on 1 to 3 days a week, with a rest day between";
    // Three days a week always leave a day between; four cannot.
    let (field, number) = match (dose.days_per_week, dose.times_per_day) {
        (days @ 4.., _) => ("days_per_week", days),
        (_, times @ 2..) => ("times_per_day", times),
        _ => return None,
    };
    Some(Clash { field, what: format!("{field} is {number} for a movement tagged {tag}"), right })
}

/// The first contradiction in a dose, if any.
pub(super) fn clash(dose: &Dose) -> Option<Clash> {
    match (dose.reps, dose.minutes) {
        (Some(_), Some(_)) => {
            return Some(Clash::new(
                "minutes",
                "there are both reps and minutes",
                "repeats are counted or time is, not both",
            ));
        }
        (None, None) => {
            return Some(Clash::new(
                "",
                "there are neither reps nor minutes",
                "give one: reps = 10, or minutes = 15",
            ));
        }
        _ => {}
    }
    let ranges = [
        (
            dose.reps,
            dose.reps_max,
            "reps",
            "reps_max",
            "it is reps or more",
            "leave it out, or add reps",
        ),
        (
            dose.minutes,
            dose.minutes_max,
            "minutes",
            "minutes_max",
            "it is minutes or more",
            "leave it out, or add minutes",
        ),
    ];
    for (start, most, name, name_of_most, more, without) in ranges {
        match (start, most) {
            (Some(start), Some(most)) if most < start => {
                return Some(Clash::new(
                    name_of_most,
                    format!("{name_of_most} is {most}, below {name}, which is {start}"),
                    more,
                ));
            }
            (None, Some(_)) => {
                return Some(Clash::new(
                    name_of_most,
                    format!("there is {name_of_most} without {name}"),
                    without,
                ));
            }
            _ => {}
        }
    }
    match (dose.tempo, dose.hold_s) {
        (Some(tempo), Some(hold)) if tempo.hold_s != hold => Some(Clash::new(
            "tempo",
            format!("the middle of tempo {tempo} is {}, and hold_s is {hold}", tempo.hold_s),
            "both say how long a repeat is held; give them the same number",
        )),
        _ => None,
    }
}
