//! What was really done of an exercise, as it is typed: the options that `done` and `edit` share.

use std::ops::RangeInclusive;

use clap_complete::engine::ArgValueCompleter;
use strum::VariantArray;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::clearable::{Clearable, clearable};
use crate::cli::input::complete;
use crate::cli::input::confirm;
use crate::cli::output::page::Page;
use crate::cli::prompt::Prompt;
use crate::cli::settings;
use crate::domain::diary::exercise_record::{Actual, PainPlace, Symptom};
use crate::domain::diary::place::{self, Side};
use crate::domain::diary::score::Score;
use crate::domain::programme::dose::Sides;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::unusual_amount::unusual_amounts;
use crate::domain::text::limits;
use crate::domain::text::span::{self, DefaultUnit};
use crate::domain::text::suggest::either;
use crate::words;

// What was really done, where it differs from the plan.
#[derive(Debug, Clone, clap::Args)]
pub struct ActualArgs {
    /// Pain just before an exercise, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = clearable(Score::parse), allow_negative_numbers = true)]
    pub before: Option<Clearable<Score>>,
    /// Where the pain in it was, where a bone is the trouble: bone, or other
    #[arg(long = "where", value_name = "WHERE", value_parser = clearable(pain_place), add = ArgValueCompleter::new(complete::pain_places))]
    pub place: Option<Clearable<PainPlace>>,
    /// Effort, 0 (none) to 10 (all there is)
    #[arg(long, value_name = "0-10", value_parser = clearable(limits::within(limits::POINTS)), allow_hyphen_values = true)]
    pub effort: Option<Clearable<u32>>,
    /// Sets
    #[arg(long, value_name = "N", value_parser = clearable(sets), allow_hyphen_values = true)]
    pub sets: Option<Clearable<u32>>,
    /// Repeats in each set: 12, or 12,10,8 where the sets differed
    #[arg(long, value_name = "N", value_parser = clearable(Reps::parse), allow_hyphen_values = true)]
    pub reps: Option<Clearable<Reps>>,
    /// Seconds held
    #[arg(long, value_name = "SECONDS", value_parser = clearable(hold), allow_hyphen_values = true)]
    pub hold: Option<Clearable<u32>>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = clearable(minutes), allow_hyphen_values = true)]
    pub minutes: Option<Clearable<u32>>,
    /// Weight, in kilograms unless your settings say pounds: 2.5, 5.5lb
    #[arg(long, value_name = "WEIGHT", value_parser = clearable(weight), allow_hyphen_values = true)]
    pub load: Option<Clearable<u32>>,
}

impl ActualArgs {
    /// What was really done, on top of what was known before.
    pub fn over(&self, pain: Option<Clearable<Score>>, before: &Actual) -> Actual {
        let pain = pain.map_or(before.pain, Clearable::into_option);
        let sets = over(self.sets, before.sets);
        let (sets, reps, reps_of_sets) = match &self.reps {
            // The sets that are told apart are their number as well.
            Some(Clearable::Set(Reps::OfEach(each))) => {
                let number = u32::try_from(each.len()).ok();
                (number, each.iter().min().copied(), each.clone())
            }
            Some(Clearable::Set(Reps::Same(reps))) => (sets, Some(*reps), Vec::new()),
            Some(Clearable::Clear) => (sets, None, Vec::new()),
            None if sets == before.sets => (sets, before.reps, before.reps_of_sets.clone()),
            None => (sets, before.reps, Vec::new()),
        };
        Actual {
            sets,
            reps,
            reps_of_sets,
            hold_s: over(self.hold, before.hold_s),
            minutes: over(self.minutes, before.minutes),
            load_g: over(self.load, before.load_g),
            pain_before: self.before.map_or(before.pain_before, Clearable::into_option),
            pain,
            // Pain that is cleared was nowhere.
            pain_place: self
                .place
                .map_or(before.pain_place, Clearable::into_option)
                .filter(|_| pain.is_some()),
            effort: over(self.effort, before.effort),
            side: before.side,
            symptoms: before.symptoms.clone(),
        }
    }

    /// Whether one of them is to be cleared.
    pub fn clears(&self) -> bool {
        let all = [self.effort, self.sets, self.hold, self.minutes, self.load];
        all.contains(&Some(Clearable::Clear))
            || self.reps == Some(Clearable::Clear)
            || self.before == Some(Clearable::Clear)
            || self.place == Some(Clearable::Clear)
    }

    /// Whether the amounts that were typed are meant, where some may be slips of the fingers:
    /// each is asked about, by the dose of each of `exercises`, unless the person has said so
    /// already. Nothing is refused for good: what was done was done.
    ///
    /// # Errors
    /// Where one is doubtful, and nobody is there to be asked.
    pub fn are_meant(
        &self,
        exercises: &[Exercise],
        yes: bool,
        prompt: &mut Prompt<'_>,
        context: &Context,
    ) -> Result<bool, Failure> {
        let typed = self.over(None, &Actual::default());
        let style = context.settings.style();
        for exercise in exercises {
            for amount in unusual_amounts(&typed, &exercise.dose, exercise.kind) {
                let why = words::entry::unusual_amount(&amount, &exercise.name, style);
                let lay_out = |page: &mut Page| page.para(&why);
                if !confirm::is_wanted(yes, "Is it right?", prompt, context, lay_out)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Whether an amount was typed.
    pub fn has_amount(&self) -> bool {
        let all = [self.sets, self.hold, self.minutes, self.load];
        self.reps.is_some() || all.iter().any(Option::is_some)
    }

    /// Refuses what does not go together: a place for pain that is not known, and another number of
    /// sets than there are repeats of sets. Of `actual` this is made.
    pub fn check(&self, actual: &Actual) -> Result<(), Failure> {
        if let (Some(Clearable::Set(sets)), Some(Clearable::Set(Reps::OfEach(each)))) =
            (self.sets, &self.reps)
            && each.len() != sets as usize
        {
            return Err(Failure::usage(format!(
                "--reps has the repeats of {} sets, and --sets says {sets}.",
                each.len()
            ))
            .next("Leave --sets out: its number follows from --reps."));
        }
        match self.place {
            Some(Clearable::Set(_)) if actual.pain.is_none() => Err(Failure::usage(
                "--where says where the pain in an exercise was, and no pain is given.",
            )
            .next("Add it, with N from 0 to 10: --pain N")),
            _ => Ok(()),
        }
    }
}

/// Repeats as they are typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Reps {
    /// As many in each set.
    Same(u32),
    /// Those of each set, two or more that are not all the same.
    OfEach(Vec<u32>),
}

impl Reps {
    /// `12`, or one number for each set: `12,10,8`. A comma is never a decimal one here.
    fn parse(text: &str) -> Result<Self, String> {
        let text = without_unit(text, &["rep", "reps", "times", "x"]);
        if let Some(meant) = sets_of(text) {
            return Err(format!("those are sets and repeats: {meant}"));
        }
        let each: Vec<u32> = text
            .split([',', '/', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| limits::whole(part, &limits::record::REPS))
            .collect::<Result<_, _>>()
            .map_err(|why| format!("{why}, or one for each set: 12,10,8"))?;
        match each.as_slice() {
            [] => Err("it is a number, or one for each set: 12,10,8".to_owned()),
            [one] => Ok(Self::Same(*one)),
            many if many.len() > *limits::record::SETS.end() as usize => Err(format!(
                "that is {} sets, and {} are the most",
                many.len(),
                limits::record::SETS.end()
            )),
            _ => Ok(Self::OfEach(each)),
        }
    }
}

/// A text without the unit that stands behind its number: `20 s`, `20s`.
fn without_unit<'t>(text: &'t str, units: &[&str]) -> &'t str {
    let text = text.trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let unit = text[number.len()..].trim_end_matches('.').to_lowercase();
    let number = number.trim_end();
    let is_number = number.ends_with(|c: char| c.is_ascii_digit());
    if is_number && units.contains(&unit.as_str()) { number } else { text }
}

/// What is typed for `3x10`, sets and the repeats in each.
pub fn sets_of(text: &str) -> Option<String> {
    let (sets, reps) = text.split_once(['x', '×', '*'])?;
    let is_number = |part: &str| part.trim().parse::<u32>().is_ok();
    (is_number(sets) && is_number(reps))
        .then(|| format!("--sets {} --reps {}", sets.trim(), reps.trim()))
}

/// Seconds of a hold, also with their unit, or in minutes.
fn hold(text: &str) -> Result<u32, String> {
    let range = &limits::record::HOLD_S;
    let minutes = without_unit(text, &["min", "mins", "minute", "minutes"]);
    if minutes.len() < text.trim().len() {
        let seconds = minutes.parse::<u32>().ok().and_then(|minutes| minutes.checked_mul(60));
        return limits::whole(&seconds.map_or(text.to_owned(), |each| each.to_string()), range);
    }
    counted(text, &["s", "sec", "secs", "second", "seconds"], range)
}

/// Sets.
fn sets(text: &str) -> Result<u32, String> {
    match sets_of(text) {
        Some(meant) => Err(format!("those are sets and repeats: {meant}")),
        None => counted(text, &["set", "sets"], &limits::record::SETS),
    }
}

/// A whole number that may have its unit behind it.
fn counted(text: &str, units: &[&str], range: &RangeInclusive<u32>) -> Result<u32, String> {
    limits::whole(without_unit(text, units), range)
}

/// Minutes that were worked, also with their unit, or in hours.
fn minutes(text: &str) -> Result<u32, String> {
    let minutes = span::parse(text, DefaultUnit::Minutes);
    let range = limits::record::MINUTES;
    minutes
        .or_else(|_| limits::whole(text, &range))
        .and_then(|minutes| limits::whole(&minutes.to_string(), &range))
}

/// The side that an exercise was done on, as typed.
pub fn side(text: &str) -> Result<Side, String> {
    match place::side(text) {
        Ok(Side::Middle) | Err(_) => Err("it is left, right or both".to_owned()),
        Ok(side) => Ok(side),
    }
}

/// Refuses a side for an exercise that has none.
pub fn check_side(side: Option<Side>, exercise: &Exercise) -> Result<(), Failure> {
    match side {
        Some(_) if exercise.dose.sides == Sides::Together => {
            Err(Failure::usage(format!("{} has no sides.", exercise.name))
                .next("Leave --side out."))
        }
        _ => Ok(()),
    }
}

/// A number that was typed, or the one from before where none was.
fn over(typed: Option<Clearable<u32>>, before: Option<u32>) -> Option<u32> {
    typed.map_or(before, Clearable::into_option)
}

/// Where pain was, as typed.
fn pain_place(text: &str) -> Result<PainPlace, String> {
    PainPlace::from_word(&text.trim().to_lowercase())
        .ok_or_else(|| "it is bone, or other for anywhere else".to_owned())
}

/// A sign as typed.
pub fn symptom(text: &str) -> Result<Symptom, String> {
    Symptom::from_word(&text.trim().to_lowercase().replace([' ', '_'], "-")).ok_or_else(|| {
        let all = Symptom::VARIANTS.iter().map(|sign| sign.word());
        format!("a sign is {}", either(all))
    })
}

/// A weight as typed, in grams.
pub fn weight(text: &str) -> Result<u32, String> {
    for (units, unit) in [(["kgs", "kilo", "kilos"], "kg"), (["lbs", "pound", "pounds"], "lb")] {
        let number = without_unit(text, &units);
        if number.len() < text.trim().len() {
            return settings::weights().parse(&format!("{number} {unit}"));
        }
    }
    settings::weights().parse(text)
}
