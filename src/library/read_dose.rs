//! Doses: an exercise's own, and the single fields a phase sets in its place.
//!
//! Knows the units and ranges of a dose, and nothing of who it is for.

use crate::domain::programme::condition::DoseOverride;
use crate::domain::programme::dose::{Dose, Sides, Tempo};

use super::form::Form;
use super::load_tags::{HEAVY, IMPACT};

/// What `sides` may be.
const SIDES: [(Sides, &str); 3] =
    [(Sides::Together, "together"), (Sides::Each, "each"), (Sides::Sore, "sore")];

const SETS: &str = "a dose has 1 to 10 sets";
const REPS: &str = "a set has 1 to 100 repeats";
const MINUTES: &str = "steady work is 1 to 180 minutes";
const TIMES: &str = "an exercise is done 1 to 12 times a day";
const DAYS: &str = "an exercise is done on 1 to 7 days a week";
const REST: &str = "a rest is 0 to 600 seconds";
const TEMPO: &str = "a tempo is seconds up, held and down, each 0 to 60, such as \"2-3-3\"";

/// A dose field that contradicts another one: which, how, and what would be right.
pub(super) struct Clash {
    pub field: &'static str,
    pub what: String,
    pub right: &'static str,
}

/// The whole dose of an exercise.
pub(super) fn dose(form: &Form<'_>) -> Dose {
    form.require("sets", SETS);
    form.require("sides", "it is together, each or sore");
    form.require("times_per_day", TIMES);
    form.require("days_per_week", DAYS);
    let fields = fields(form);
    let unit = form.text_maybe("unit", "a repeat may be called something else, such as \"steps\"");
    let dose = fields.apply(&Dose { unit, ..blank() });
    // A field that is there but unreadable has been told already, and contradicts nothing.
    let unread = (form.has("reps") && dose.reps.is_none())
        || (form.has("minutes") && dose.minutes.is_none())
        || (form.has("hold_s") && dose.hold_s.is_none());
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
        sets: form.whole_maybe("sets", 1..=10, SETS),
        reps: form.whole_maybe("reps", 1..=100, REPS),
        reps_max: form.whole_maybe("reps_max", 1..=100, REPS),
        hold_s: form.whole_maybe(
            "hold_s",
            1..=300,
            "a hold is 1 to 300 seconds; leave hold_s out where nothing is held",
        ),
        minutes: form.whole_maybe("minutes", 1..=180, MINUTES),
        minutes_max: form.whole_maybe("minutes_max", 1..=180, MINUTES),
        load_g: None,
        times_per_day: form.whole_maybe("times_per_day", 1..=12, TIMES),
        days_per_week: form.whole_maybe("days_per_week", 1..=7, DAYS),
        effort: form.whole_maybe("effort", 0..=10, "effort is 0 (none) to 10 (all there is)"),
        rest_s: form.whole_maybe("rest_s", 0..=600, REST),
        rep_rest_s: form.whole_maybe("rep_rest_s", 0..=600, REST),
        tempo: tempo(form),
        sides: form.word_maybe("sides", &SIDES),
    }
}

/// The pace, where there is one.
fn tempo(form: &Form<'_>) -> Option<Tempo> {
    let text = form.text_maybe("tempo", TEMPO)?;
    let tempo = Tempo::parse(&text).filter(|tempo| tempo.seconds() > 0);
    if tempo.is_none() && !text.trim().is_empty() {
        form.add("tempo", format!("tempo is “{}”", super::problem::shown(&text)), TEMPO);
    }
    tempo
}

/// Heavy or landing work with no rest day between, if that is what a dose asks for.
pub(super) fn too_often(dose: &Dose, tags: &[String]) -> Option<Clash> {
    let tag = tags.iter().find(|tag| [HEAVY, IMPACT].contains(&tag.as_str()))?;
    let right = "such work is done once a day on 1 to 3 days a week, with a rest day between";
    let clash = |field, how: String| {
        Some(Clash { field, what: format!("{how} for a movement tagged {tag}"), right })
    };
    match (dose.days_per_week, dose.times_per_day) {
        (days @ 4.., _) => clash("days_per_week", format!("days_per_week is {days}")),
        (_, times @ 2..) => clash("times_per_day", format!("times_per_day is {times}")),
        _ => None,
    }
}

/// The first contradiction in a dose, if any.
pub(super) fn clash(dose: &Dose) -> Option<Clash> {
    let clash = |field, what: String, right| Some(Clash { field, what, right });
    match (dose.reps, dose.minutes) {
        (Some(_), Some(_)) => {
            return clash(
                "minutes",
                "there are both reps and minutes".into(),
                "repeats are counted or time is, not both",
            );
        }
        (None, None) => {
            return clash(
                "",
                "there are neither reps nor minutes".into(),
                "give one: reps = 10, or minutes = 15",
            );
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
                return clash(
                    name_of_most,
                    format!("{name_of_most} is {most}, below {name}, which is {start}"),
                    more,
                );
            }
            (None, Some(_)) => {
                return clash(
                    name_of_most,
                    format!("there is {name_of_most} without {name}"),
                    without,
                );
            }
            _ => {}
        }
    }
    match (dose.tempo, dose.hold_s) {
        (Some(tempo), Some(hold)) if tempo.hold_s != hold => clash(
            "tempo",
            format!("the middle of tempo {tempo} is {}, and hold_s is {hold}", tempo.hold_s),
            "both say how long a repeat is held; give them the same number",
        ),
        _ => None,
    }
}
