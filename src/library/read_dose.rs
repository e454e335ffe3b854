//! Doses: an exercise's own, and the single fields a phase sets in its place.
//!
//! Knows the units and ranges of a dose, and nothing of who it is for.

use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::domain::programme::condition::DoseOverride;
use crate::domain::programme::dose::{Dose, Grow, Sides, Stage, Tempo};
use crate::domain::text::limits::{POINTS, dose as limits, in_words};
use crate::domain::text::vocabulary::vocabulary;

use super::form::Form;
use super::ids::{HEAVY, IMPACT};

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
const STEP: Number = number(limits::MINUTES_STEP, "steady work grows by", "minutes");
const LOAD_STEP: Number = number(limits::LOAD_STEP_G, "weight grows by", "grams");
const TIMES: Number = number(limits::TIMES_PER_DAY, "an exercise is done", "times a day");
const DAYS: Number = number(limits::DAYS_PER_WEEK, "an exercise is done on", "days a week");
const REST: Number = number(limits::REST_S, "a rest is", "seconds");

/// A number from its parts.
const fn number(range: RangeInclusive<u32>, before: &'static str, after: &'static str) -> Number {
    Number { range, before, after }
}

/// What is right: `a dose has 1 to 10 sets`, put into words only when something is wrong.
impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.before, in_words(&self.range), self.after)
    }
}

impl Number {
    /// Reads it from a field, where there is one.
    fn read(&self, form: &Form<'_>, field: &'static str) -> Option<u32> {
        form.whole_maybe(field, self.range.clone(), self)
    }
}

/// What is right in `tempo`.
static TEMPO_RIGHT: LazyLock<String> = LazyLock::new(|| {
    let each = in_words(&limits::TEMPO_S);
    format!("a tempo is seconds up, held and down, each {each}, such as \"2-3-3\"")
});

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
    form.require("sets", SETS);
    form.require("sides", "it is together, each or sore");
    form.require("times_per_day", TIMES);
    form.require("days_per_week", DAYS);
    let fields = fields(form);
    let unit = form.text_maybe("unit", "a repeat may be called something else, such as \"steps\"");
    let stages = stages(form);
    let dose = Dose { stages, ..fields.apply(&Dose { unit, ..blank() }) };
    // A field that is there but unreadable has been told already, and contradicts nothing.
    let unread = (form.contains("reps") && dose.reps.is_none())
        || (form.contains("minutes") && dose.minutes.is_none())
        || (form.contains("hold_s") && dose.hold_s.is_none())
        || (form.contains("stage") && dose.stages.iter().any(|stage| stage.minutes == 0));
    let clash = || clash(&dose).or_else(|| idle_limit(&dose));
    if let (false, Some(clash)) = (unread, clash()) {
        form.add(clash.field, clash.what, clash.right);
    }
    dose
}

/// A dose with nothing said but the least of what every dose has; the stand-in while one is read.
pub(super) fn blank() -> Dose {
    Dose {
        sets: 1,
        reps: None,
        sets_max: None,
        reps_max: None,
        reps_min: None,
        hold_s: None,
        hold_max_s: None,
        minutes: None,
        minutes_max: None,
        minutes_step: None,
        stages: vec![],
        stage: 0,
        grow: None,
        load_g: None,
        load_step_g: None,
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
        sets_max: SETS.read(form, "sets_max"),
        reps: REPS.read(form, "reps"),
        reps_max: REPS.read(form, "reps_max"),
        reps_min: REPS.read(form, "reps_min"),
        hold_s: HOLD.read(form, "hold_s"),
        hold_max_s: HOLD.read(form, "hold_max_s"),
        minutes: MINUTES.read(form, "minutes"),
        minutes_max: MINUTES.read(form, "minutes_max"),
        minutes_step: STEP.read(form, "minutes_step"),
        grow: form.word_maybe("grow", &vocabulary()),
        load_step_g: LOAD_STEP.read(form, "load_step"),
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

/// The stages of steady work, where there are any.
fn stages(form: &Form<'_>) -> Vec<Stage> {
    const HEADING: &str = "each stage stands below a line [[dose.stage]]";
    let stages = form.groups("stage", "a stage", HEADING).into_iter().map(|form| {
        let stage = Stage {
            line: form.text("line", "it says what is done in this stage"),
            minutes: form.whole("minutes", limits::MINUTES, "a stage takes 1 to 180 minutes"),
        };
        form.done();
        stage
    });
    let stages: Vec<Stage> = stages.collect();
    let most = *limits::STAGES.end() as usize;
    if stages.len() > most {
        let right = format!("{most} is the most; take larger steps");
        form.add("stage", format!("there are {} stages", stages.len()), right);
    }
    stages
}

/// The pace, where there is one.
fn tempo(form: &Form<'_>) -> Option<Tempo> {
    let text = form.text_maybe("tempo", &TEMPO_RIGHT)?;
    let tempo = Tempo::parse(&text).filter(|tempo| tempo.seconds() > 0);
    if tempo.is_none() && !text.trim().is_empty() {
        form.add(
            "tempo",
            format!("tempo is “{}”", super::problem::shown(&text)),
            TEMPO_RIGHT.as_str(),
        );
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
            Some(dose.sets),
            dose.sets_max,
            "sets",
            "sets_max",
            "it is sets or more",
            "leave it out, or add sets",
        ),
        (
            dose.hold_s,
            dose.hold_max_s,
            "hold_s",
            "hold_max_s",
            "it is hold_s or more",
            "leave it out, or add hold_s",
        ),
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
    if let (Some(tempo), Some(hold)) = (dose.tempo, dose.hold_s)
        && tempo.hold_s != hold
    {
        return Some(Clash::new(
            "tempo",
            format!("the middle of tempo {tempo} is {}, and hold_s is {hold}", tempo.hold_s),
            "both say how long a repeat is held; give them the same number",
        ));
    }
    growth_clash(dose).or_else(|| stage_clash(dose))
}

/// The first contradiction between a dose and the way it grows, if any.
fn growth_clash(dose: &Dose) -> Option<Clash> {
    match (dose.reps, dose.reps_min) {
        (Some(reps), Some(least)) if least > reps => {
            let what = format!("reps_min is {least}, above reps, which is {reps}");
            return Some(Clash::new("reps_min", what, "it is reps or fewer"));
        }
        (None, Some(_)) => {
            let what = "there is reps_min without reps";
            return Some(Clash::new("reps_min", what, "leave it out, or add reps"));
        }
        _ => {}
    }
    if dose.minutes.is_none() && dose.minutes_step.is_some() {
        let what = "there is minutes_step without minutes";
        return Some(Clash::new("minutes_step", what, "leave it out, or add minutes"));
    }
    if dose.reps.is_none() && dose.load_step_g.is_some() {
        let what = "there is load_step without reps";
        return Some(Clash::new("load_step", what, "leave it out: only repeats grow in weight"));
    }
    let (grow, without, right) = match dose.grow? {
        Grow::Reps if dose.reps.is_none() => ("reps", "reps", "add reps, or grow = \"minutes\""),
        Grow::Load if dose.reps.is_none() => ("load", "reps", "add reps, or grow = \"minutes\""),
        Grow::Hold if dose.hold_max_s.is_none() => {
            ("hold", "hold_max_s", "say how far: hold_max_s = 10")
        }
        Grow::Minutes if dose.minutes_max.is_none() => {
            ("minutes", "minutes_max", "say how far: minutes_max = 30")
        }
        Grow::Stage if dose.stages.is_empty() => {
            ("stage", "a stage", "write each stage below a line [[dose.stage]]")
        }
        Grow::Hold if dose.tempo.is_some() => {
            let what = "grow is “hold”, and a tempo says how long a repeat is held";
            return Some(Clash::new("tempo", what, "leave tempo out; hold_s is where it begins"));
        }
        _ => return None,
    };
    Some(Clash::new("grow", format!("grow is “{grow}”, and {without} is missing"), right))
}

/// A limit in an exercise's own file that its dose never comes to, because it grows in another way.
/// A phase may take away the growth and leave the limit.
fn idle_limit(dose: &Dose) -> Option<Clash> {
    let limits = [
        (dose.hold_max_s, "hold_max_s", Grow::Hold, "add grow = \"hold\", or leave it out"),
        (dose.reps_min, "reps_min", Grow::Load, "add grow = \"load\", or leave it out"),
        (dose.load_step_g, "load_step", Grow::Load, "add grow = \"load\", or leave it out"),
    ];
    let mut idle =
        limits.into_iter().filter(|(limit, _, by, _)| limit.is_some() && dose.grow != Some(*by));
    let (_, field, by, right) = idle.next()?;
    let what = format!("there is {field}, and grow is not “{}”", <&str>::from(by));
    Some(Clash::new(field, what, right))
}

/// The first contradiction between a dose and its stages, if any.
fn stage_clash(dose: &Dose) -> Option<Clash> {
    let first = dose.stages.first()?;
    let clash = |what: String, right| Some(Clash::new("stage", what, right));
    if dose.grow != Some(Grow::Stage) {
        return clash("there are stages, and grow is not “stage”".into(), "add grow = \"stage\"");
    }
    if dose.stages.len() < *limits::STAGES.start() as usize {
        return clash("there is one stage".into(), "write two or more, or leave it out");
    }
    match dose.minutes {
        None => clash("there are stages without minutes".into(), "a stage is steady work by time"),
        Some(minutes) if first.minutes != minutes => clash(
            format!("the first stage takes {} minutes, and minutes is {minutes}", first.minutes),
            "the first stage is where the dose begins; give them the same number",
        ),
        Some(_) => None,
    }
}
