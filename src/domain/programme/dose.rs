//! How much of an exercise: sets, repeats, holds, rests, and how often.

use serde::{Deserialize, Serialize};
use std::fmt;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::diary::place::Side;
use crate::domain::text::limits;
use crate::domain::text::style::Style;

/// How much of one exercise, and how often. Times are whole seconds or minutes.
///
/// A field that does not apply is `None`; nothing here is ever "0 meaning unknown".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dose {
    /// Rounds of the repeats, 1 or more.
    pub sets: u32,
    /// The most sets it may grow to. `None` where the file names none.
    pub sets_max: Option<u32>,
    /// Repeats in a set, on each side where [`Dose::sides`] has each work by itself. `None` for
    /// steady work counted in minutes.
    pub reps: Option<u32>,
    /// The most repeats before something else grows instead. `None` where the file names none.
    pub reps_max: Option<u32>,
    /// The fewest repeats, to which a set falls as the weight rises. `None` where repeats do not
    /// fall.
    pub reps_min: Option<u32>,
    /// Seconds each repeat is held.
    pub hold_s: Option<u32>,
    /// The most seconds a hold may grow to. `None` where the file names none, and then it does not
    /// grow.
    pub hold_max_s: Option<u32>,
    /// Minutes of steady work, in place of repeats.
    pub minutes: Option<u32>,
    /// The most minutes it may grow to. `None` where the file names none, and then it does not
    /// grow.
    pub minutes_max: Option<u32>,
    /// Minutes of one step up. `None` where the file leaves the size of the step to the rules.
    pub minutes_step: Option<u32>,
    /// Stages of steady work that changes its form on the way; empty where it does not.
    pub stages: Vec<Stage>,
    /// Which of [`Dose::stages`] it is at, counted from 0. Without meaning where there are none.
    pub stage: usize,
    /// What grows first. `None` where the file leaves that to the kind of the exercise.
    pub grow: Option<Grow>,
    /// Weight, in grams. The library never names one: it comes from what the person used, or was
    /// told to use.
    pub load_g: Option<u32>,
    /// Grams of one step up in weight. `None` where the file leaves the size to the rules.
    pub load_step_g: Option<u32>,
    /// Times on one day, 1 or more.
    pub times_per_day: u32,
    /// Days in a week, 1 to 7. Three or fewer means a rest day between.
    pub days_per_week: u32,
    /// Effort aimed at, 0 (none) to 10 (all there is).
    pub effort: Option<u32>,
    /// Seconds of rest between sets.
    pub rest_s: Option<u32>,
    /// Seconds of rest between repeats.
    pub rep_rest_s: Option<u32>,
    /// Seconds up, held, and down.
    pub tempo: Option<Tempo>,
    /// Which side of the body it is for.
    pub sides: Sides,
    /// What a repeat is called when it is not a repeat: `steps`, `spots`.
    pub unit: Option<String>,
}

/// What of a dose grows when an exercise goes well.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Grow {
    /// Nothing: the dose stays, and no harder exercise follows.
    None,
    /// Repeats, and sets where there is a limit for them.
    Reps,
    /// Seconds held.
    Hold,
    /// Weight.
    Load,
    /// Minutes.
    Minutes,
    /// From one stage to the next.
    Stage,
}

/// A stage of steady work, such as walking and running by turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What is done, in place of the minutes: `walk 4 min, run 1 min, 5 times`.
    pub line: String,
    /// Minutes it takes as a whole.
    pub minutes: u32,
}

/// Which side of the body an exercise is done on.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Sides {
    /// Both at once, or the body as a whole.
    Together,
    /// One side and then the other.
    Each,
    /// Only the painful one.
    Sore,
}

/// The pace of one repeat: seconds up, held, and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tempo {
    /// Seconds on the way up.
    pub up_s: u32,
    /// Seconds held at the top.
    pub hold_s: u32,
    /// Seconds on the way down.
    pub down_s: u32,
}

impl Tempo {
    /// Reads `"2-3-3"`: seconds up, held, down, each 0 to 60. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text
            .split('-')
            .map(|part| part.parse::<u32>().ok().filter(|s| limits::dose::TEMPO_S.contains(s)));
        let tempo = Self { up_s: parts.next()??, hold_s: parts.next()??, down_s: parts.next()?? };
        parts.next().is_none().then_some(tempo)
    }

    /// Seconds one repeat takes.
    pub fn seconds(self) -> u32 {
        self.up_s + self.hold_s + self.down_s
    }
}

impl fmt::Display for Tempo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.up_s, self.hold_s, self.down_s)
    }
}

impl Dose {
    /// The stage it is at; `None` where there are no stages. Beyond the last it is the last.
    pub fn present_stage(&self) -> Option<&Stage> {
        self.stages.get(self.stage).or_else(|| self.stages.last())
    }

    /// The dose at a stage, counted from 0, with the minutes of that stage; beyond the last it is
    /// the last. The same dose where there are no stages.
    pub fn at_stage(&self, stage: usize) -> Self {
        let stage = stage.min(self.stages.len().saturating_sub(1));
        let minutes = self.stages.get(stage).map(|stage| stage.minutes).or(self.minutes);
        Self { stage, minutes, ..self.clone() }
    }

    /// Seconds one repeat takes: the pace where there is one, else the hold and two seconds to get
    /// in and out of it, else four (design choice, `exercises/README.md`).
    pub fn repeat_seconds(&self) -> u32 {
        match (self.tempo, self.hold_s) {
            (Some(tempo), _) => tempo.seconds(),
            (None, Some(hold)) => hold + 2,
            (None, None) => 4,
        }
    }

    /// Seconds one session takes, rests included; steady work counted in minutes takes just those.
    /// Changing sides is the rest for the other side, so a per-side dose counts each side's repeats
    /// and the rests between sets once (design choice).
    pub fn session_seconds(&self) -> u32 {
        if let Some(minutes) = self.present_stage().map(|stage| stage.minutes).or(self.minutes) {
            return self.sets * minutes * 60;
        }
        // The sore side alone takes as long as both together: once.
        let sides = if self.sides == Sides::Each { 2 } else { 1 };
        let repeat = self.repeat_seconds() + self.rep_rest_s.unwrap_or(0);
        self.sets * sides * self.reps.unwrap_or(1) * repeat
            + self.sets.saturating_sub(1) * self.rest_s.unwrap_or(0)
    }
}

impl Dose {
    /// Seconds that it takes on a whole day, all rounds and rests.
    pub fn day_seconds(&self) -> u32 {
        self.session_seconds() * self.times_per_day
    }

    /// Whether it is more work than another dose of the same exercise: longer in a week, with more
    /// weight, or at a later stage.
    pub fn is_more_than(&self, other: &Self) -> bool {
        // Work of different forms is compared by its time; weight cannot be weighed up against it.
        self.weekly_seconds() > other.weekly_seconds()
            || self.load_g.unwrap_or(0) > other.load_g.unwrap_or(0)
            // A later stage may take no longer, and be harder all the same.
            || (self.stages == other.stages && self.stage > other.stage)
    }

    /// Seconds that it takes in a week.
    fn weekly_seconds(&self) -> u32 {
        self.session_seconds() * self.times_per_day * self.days_per_week
    }
}

/// The amount in one line, with a weight in kilograms.
impl fmt::Display for Dose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, Style::default())
    }
}

impl Dose {
    /// The amount in one line: `3 × 12, hold 3 s, each side`, `15 min`, or the line of the stage
    /// it is at. How often is [`Dose::frequency`].
    pub fn in_words(&self, style: Style) -> String {
        let mut text = String::new();
        self.write(&mut text, style).expect("a String takes what is written to it");
        text
    }

    fn write(&self, f: &mut dyn fmt::Write, style: Style) -> fmt::Result {
        match (self.minutes, self.reps) {
            _ if !self.stages.is_empty() => {
                let line = self.present_stage().map_or("", |stage| stage.line.as_str());
                if self.sets > 1 {
                    write!(f, "{} × ", self.sets)?;
                }
                f.write_str(line)?;
            }
            (Some(minutes), _) if self.sets == 1 => write!(f, "{minutes} min")?,
            (Some(minutes), _) => write!(f, "{} × {minutes} min", self.sets)?,
            // One repeat that is held is a hold: `5 × 45 s hold`, and not five times one.
            (None, Some(1)) if self.hold_s.is_some() => write!(f, "{} ×", self.sets)?,
            (None, reps) => {
                write!(f, "{} × {}", self.sets, reps.unwrap_or(1))?;
                if let Some(unit) = &self.unit {
                    write!(f, " {unit}")?;
                }
            }
        }
        match self.hold_s {
            Some(hold) if self.reps == Some(1) && self.minutes.is_none() => {
                write!(f, " {hold} s hold")?
            }
            Some(hold) => write!(f, ", hold {hold} s")?,
            None => {}
        }
        if let Some(grams) = self.load_g {
            write!(f, ", with {}", style.weight(grams))?;
        }
        match self.sides {
            Sides::Together => Ok(()),
            Sides::Each => f.write_str(", each side"),
            Sides::Sore => f.write_str(", sore side"),
        }
    }
}

impl Dose {
    /// The amount in one line, with the sore side by its name where it is known.
    pub fn on_side(&self, sore: Option<Side>, style: Style) -> String {
        // Where both sides are sore, or it is the middle, there is no one side to name.
        match (self.sides, sore) {
            (Sides::Sore, Some(side @ (Side::Left | Side::Right))) => {
                format!(
                    "{}, {side} side",
                    Self { sides: Sides::Together, ..self.clone() }.in_words(style)
                )
            }
            _ => self.in_words(style),
        }
    }
}

impl Dose {
    /// How often, in words: `twice a day, every day`, `3 days a week`.
    pub fn frequency(&self) -> String {
        let days = self.days_a_week();
        match self.times_per_day {
            1 => days,
            _ => format!("{}, {days}", self.times_a_day()),
        }
    }

    /// What of the frequency is another than `other`'s, in words; `None` where nothing is.
    pub fn frequency_beside(&self, other: &Self) -> Option<String> {
        let is_times_other = self.times_per_day != other.times_per_day;
        match (is_times_other, self.days_per_week != other.days_per_week) {
            (false, false) => None,
            (true, false) => Some(self.times_a_day()),
            (false, true) => Some(self.days_a_week()),
            (true, true) => Some(format!("{}, {}", self.times_a_day(), self.days_a_week())),
        }
    }

    /// On how many days of a week, in words: `every day`, `3 days a week`.
    fn days_a_week(&self) -> String {
        match self.days_per_week {
            7 => "every day".to_owned(),
            1 => "1 day a week".to_owned(),
            days => format!("{days} days a week"),
        }
    }

    /// How often on one day, in words: `once a day`, `twice a day`.
    pub fn times_a_day(&self) -> String {
        match self.times_per_day {
            1 => "once a day".to_owned(),
            2 => "twice a day".to_owned(),
            times => format!("{times} times a day"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::load::WeightUnit;

    /// A plain strength dose to vary in the tests.
    fn bridge() -> Dose {
        Dose {
            sets: 3,
            sets_max: None,
            reps: Some(12),
            reps_max: None,
            reps_min: None,
            hold_s: Some(3),
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
            days_per_week: 3,
            effort: Some(6),
            rest_s: Some(60),
            rep_rest_s: None,
            tempo: Tempo::parse("2-3-3"),
            sides: Sides::Together,
            unit: None,
        }
    }

    /// Walking and running by turns, at the first of its stages.
    fn walk_run() -> Dose {
        let stage = |line: &str, minutes| Stage { line: line.to_owned(), minutes };
        Dose {
            sets: 1,
            reps: None,
            hold_s: None,
            tempo: None,
            minutes: Some(25),
            grow: Some(Grow::Stage),
            stages: vec![
                stage("walk 4 min, run 1 min, 5 times", 25),
                stage("walk 3 min, run 2 min, 5 times", 25),
                stage("run easily 30 min", 30),
            ],
            ..bridge()
        }
    }

    #[test]
    fn the_stage_it_is_at_is_said_and_takes_its_time() {
        let first = walk_run();
        assert_eq!(first.to_string(), "walk 4 min, run 1 min, 5 times");
        assert_eq!(first.session_seconds(), 25 * 60);
        let second = first.at_stage(1);
        assert_eq!(second.to_string(), "walk 3 min, run 2 min, 5 times");
        assert!(second.is_more_than(&first) && !first.is_more_than(&second));
        for beyond in [2, 3, 100] {
            let last = first.at_stage(beyond);
            assert_eq!((last.stage, last.minutes), (2, Some(30)));
            assert_eq!(last.session_seconds(), 30 * 60);
        }
        let whole = bridge();
        assert_eq!(whole.at_stage(3), whole, "what has no stages stays as it is");
    }

    #[test]
    fn a_dose_reads_like_a_prescription() {
        assert_eq!(bridge().to_string(), "3 × 12, hold 3 s");
        let walk = Dose { minutes: Some(15), sets: 1, reps: None, hold_s: None, ..bridge() };
        assert_eq!(walk.to_string(), "15 min");
        let hold = Dose { sets: 5, reps: Some(1), hold_s: Some(45), ..bridge() };
        assert_eq!(hold.to_string(), "5 × 45 s hold");
        let steps =
            Dose { hold_s: None, unit: Some("steps".into()), sides: Sides::Each, ..bridge() };
        assert_eq!(steps.to_string(), "3 × 12 steps, each side");
        let slider = Dose { sides: Sides::Sore, ..bridge() };
        assert_eq!(slider.on_side(None, Style::default()), "3 × 12, hold 3 s, sore side");
        assert_eq!(
            slider.on_side(Some(Side::Left), Style::default()),
            "3 × 12, hold 3 s, left side"
        );
        assert_eq!(
            slider.on_side(Some(Side::Both), Style::default()),
            "3 × 12, hold 3 s, sore side"
        );
        let weighted = Dose { load_g: Some(2500), ..bridge() };
        assert_eq!(weighted.to_string(), "3 × 12, hold 3 s, with 2.5 kg");
        let pounds = Style { weights: WeightUnit::Pounds, ..Style::default() };
        assert_eq!(weighted.on_side(None, pounds), "3 × 12, hold 3 s, with 5.5 lb");
        assert_eq!(bridge().frequency(), "3 days a week");
        assert_eq!(
            Dose { times_per_day: 2, days_per_week: 7, ..bridge() }.frequency(),
            "twice a day, every day"
        );
    }

    #[test]
    fn beside_another_dose_only_what_is_other_of_the_frequency_is_told() {
        let often =
            |times_per_day, days_per_week| Dose { times_per_day, days_per_week, ..bridge() };
        for (own, other, expected) in [
            (often(2, 7), Dose { sets: 1, ..often(2, 7) }, None),
            (often(2, 7), often(1, 7), Some("twice a day")),
            (often(1, 7), often(2, 7), Some("once a day")),
            (often(2, 3), often(2, 7), Some("3 days a week")),
            (often(2, 7), often(2, 3), Some("every day")),
            (often(2, 7), often(1, 3), Some("twice a day, every day")),
            (often(1, 3), often(2, 7), Some("once a day, 3 days a week")),
        ] {
            let told = own.frequency_beside(&other);
            assert_eq!(
                told.as_deref(),
                expected,
                "{} beside {}",
                own.frequency(),
                other.frequency()
            );
        }
    }

    #[test]
    fn a_session_takes_its_repeats_and_the_rests_between_its_sets() {
        assert_eq!(bridge().session_seconds(), 3 * 12 * 8 + 2 * 60);
        let sides = Dose { sides: Sides::Each, tempo: None, ..bridge() };
        assert_eq!(sides.session_seconds(), 3 * 2 * 12 * 5 + 2 * 60);
    }

    #[test]
    fn more_work_is_more_of_anything() {
        for (dose, is_more) in [
            (bridge(), false),
            (Dose { sets: 2, ..bridge() }, false),
            (Dose { load_g: Some(0), ..bridge() }, false),
            (Dose { reps: Some(13), ..bridge() }, true),
            (Dose { load_g: Some(500), ..bridge() }, true),
            (Dose { times_per_day: 2, ..bridge() }, true),
            (Dose { days_per_week: 4, ..bridge() }, true),
        ] {
            assert_eq!(dose.is_more_than(&bridge()), is_more, "{dose:?}");
        }
    }

    #[test]
    fn a_pace_is_three_small_numbers() {
        assert_eq!(Tempo::parse("4-0-0"), Some(Tempo { up_s: 4, hold_s: 0, down_s: 0 }));
        for bad in ["", "2-3", "2-3-3-1", "a-b-c", "2-3-99", "-1-2-3"] {
            assert_eq!(Tempo::parse(bad), None, "{bad}");
        }
    }
}
