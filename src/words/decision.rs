//! Decisions in words: the reason in a line, and the rule with the numbers it goes by.

use std::fmt;

use chrono::NaiveDate;

use super::text::points;
use crate::domain::diary::score::Score;
use crate::domain::flare::score_book::Tenths;
use crate::domain::programme::exercise::Evidence;
use crate::domain::programme::rule_book::{RuleBook, RuleSource, RuleSources};
use crate::domain::progression::decision::{Decision, DoseChange, Finding, Over};
use crate::domain::progression::ladder::Step;
use crate::domain::screening::safety::Limit;
use crate::domain::text::date::{self, Reader, days_after};
use crate::domain::text::style::Style;

/// A rule: what it is called, and the numbers it goes by, by their names in `rules.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What to call it.
    pub name: &'static str,
    /// What it says in a sentence or two.
    pub says: &'static str,
    /// The numbers of the rules that it goes by.
    pub numbers: &'static [&'static str],
}

impl Finding {
    /// The rule that was found to apply.
    pub fn rule(&self) -> Rule {
        let (name, says, numbers): (_, _, &'static [&'static str]) = match self {
            Self::Sign { .. } => (
                "A sign comes first",
                "Numbness, weakness or a bulge stops an exercise until a clinician has looked. Leg \
                 pain that spreads brings an easier exercise the first time, and stops it the \
                 second.",
                &["leg-spread-records"],
            ),
            Self::Bone { .. } => (
                "With bone, no pain at all",
                "Pain in a bone that is the trouble stops an exercise until a clinician has looked.",
                &["bone-rest"],
            ),
            Self::MostPain { .. } => (
                "Very bad pain, twice",
                "Pain that high, well above what was there before, stops an exercise until a \
                 clinician has looked: the second time, or at once with a fall or a sign.",
                &["pain-most", "pain-most-above", "pain-most-times", "pain-most-within"],
            ),
            Self::TooMuch { .. } => (
                "Too much: less of it, and not none",
                "Pain above the limit, counted from the pain before, or a second bad night makes a \
                 dose smaller. It never stops it.",
                &["unsettled-within", "settled-rise"],
            ),
            Self::Away { .. } => (
                "After days without it, less",
                "A step down for each week without it; after four weeks it begins as its phase \
                 does.",
                &["away-step", "away-restart", "away-questions"],
            ),
            Self::InFlare => (
                "In a flare nothing grows",
                "The dose you had reached is kept. The days of a flare are lighter, and prove and \
                 spoil nothing.",
                &["flare-sets", "flare-every", "flare-minutes", "flare-end-rise", "flare-end-days"],
            ),
            Self::WayBack { .. } => (
                "The way back from a flare",
                "The first time is halfway back, the next is the dose you had reached; one step \
                 more after a long flare.",
                &["way-back-long"],
            ),
            Self::WithoutSpread { .. } => (
                "The first choice comes back",
                "After so many times without spreading pain the first choice is back, at its \
                 smallest dose.",
                &["leg-spread-records"],
            ),
            Self::FirstWeekOver => (
                "Fewer sets in the first week of a phase",
                "All sets come back after the first week, once it was done well.",
                &["first-week", "first-week-sets", "first-week-above"],
            ),
            Self::TooSoon { .. } => (
                "A week between two steps",
                "One step at a time, and a week to see how it was taken.",
                &["growth-days", "first-week"],
            ),
            Self::NoNight { .. } => (
                "A night that is known, or more records",
                "A dose grows on good records and a settled night. Where no night is known it \
                 needs more of them, and some things never grow without one.",
                &["growth-nights", "growth-blind-records", "growth-blind-above"],
            ),
            Self::NotSettled { .. }
            | Self::Hurt { .. }
            | Self::TooHard { .. }
            | Self::NoPain { .. }
            | Self::Incomplete { .. }
            | Self::TooFew { .. }
            | Self::Good { .. } => (
                "Good records: one step up",
                "All of the dose done, pain well within its limit, and the next day near usual. A \
                 morning or an effort that was not written down speaks for nothing and against \
                 nothing.",
                &[
                    "growth-records",
                    "growth-above",
                    "growth-pain",
                    "growth-within",
                    "growth-days",
                    "settled-rise",
                ],
            ),
        };
        Rule { name, says, numbers }
    }

    /// The reason in a few words; `reader` says how days are written.
    pub fn in_few_words(&self, reader: Reader) -> String {
        let Reader { today, .. } = reader;
        let on = |of: &NaiveDate| date::short(*of, reader);
        let shown = |pain: &Score| pain.shown(reader.style);
        match self {
            Self::Sign { day, symptom, again: false } => {
                format!("{} on {}", symptom.in_words(), on(day))
            }
            Self::Sign { day, symptom, again: true } => {
                format!("{} on {}, not for the first time", symptom.in_words(), on(day))
            }
            Self::Bone { day, pain } => {
                format!("pain {} on {}, and bone allows none", shown(pain), on(day))
            }
            Self::MostPain { day, pain, times: 2.. } => {
                format!("pain {} on {}, not for the first time", shown(pain), on(day))
            }
            Self::MostPain { day, pain, .. } => {
                format!("pain {} on {}, with a sign", shown(pain), on(day))
            }
            Self::TooMuch { day, over: Over::Pain { pain, above } } => {
                format!("{} on {}", pain_above(*pain, *above, reader.style), on(day))
            }
            Self::TooMuch { day, over: Over::Nights { rise } } => {
                format!(
                    "a second bad night, after {}: {} above usual",
                    on(day),
                    points(*rise, reader.style)
                )
            }
            Self::Away { last, restarts: false, .. } => format!("not done since {}", on(last)),
            Self::Away { last, restarts: true, .. } => {
                format!("not done since {}, so it begins as its phase does", on(last))
            }
            Self::InFlare => "nothing grows in a flare".to_owned(),
            Self::WayBack { left: 1 } => {
                "once more at less than before, after the flare".to_owned()
            }
            Self::WayBack { left } => {
                format!("{left} times more at less than before, after the flare")
            }
            Self::WithoutSpread { records, needs } => {
                format!("{records} of {needs} times without spreading pain, then the first choice")
            }
            Self::NotSettled { day, rise } => {
                format!("the day after {} was {} above usual", on(day), points(*rise, reader.style))
            }
            Self::Hurt { day, pain, above } => {
                format!("{} on {}", pain_above(*pain, *above, reader.style), on(day))
            }
            Self::TooHard { day, effort, target } => {
                format!("effort {effort} on {}, meant is {target}", on(day))
            }
            Self::NoPain { day } => format!("no pain recorded on {}", on(day)),
            Self::Incomplete { day } => format!("less than asked on {}", on(day)),
            Self::TooFew { records, needs } => format!("{records} of {needs} good records"),
            // Not missing yet: it can still be logged, or is still to come.
            Self::NoNight { day, .. } if days_after(*day, 1) == today => {
                "this morning is not recorded yet".to_owned()
            }
            Self::NoNight { day, .. } if *day == today => {
                "tomorrow morning is still to come".to_owned()
            }
            Self::NoNight { day, needs: None, .. } => {
                format!("no morning recorded after {}", on(day))
            }
            Self::NoNight { records, needs: Some(needs), .. } => {
                format!("{records} of {needs} good records, as no morning after one is known")
            }
            Self::TooSoon { until } => format!("good so far; it grows from {} on", on(until)),
            Self::FirstWeekOver => "the first week is over".to_owned(),
            Self::Good { records: 1 } => "a good record".to_owned(),
            Self::Good { records } => format!("{records} good records"),
        }
    }
}

/// Pain, with how far it was above the pain before where that is less: `pain 6, 3 above before`.
fn pain_above(pain: Score, above: i64, style: Style) -> String {
    if above == pain.tenths() {
        format!("pain {}", pain.shown(style))
    } else {
        let (pain, above) = (pain.shown(style), points(Tenths::from(above), style));
        format!("pain {pain}, {above} above before")
    }
}

impl Rule {
    /// The numbers it goes by, each with what it says and where it comes from.
    pub fn sources(&self, rules: &RuleBook, sources: &RuleSources, style: Style) -> Vec<String> {
        let line = |id: &&'static str| number_line(id, rules, sources.get(*id)?, style);
        self.numbers.iter().filter_map(line).collect()
    }
}

/// The limit on pain in an exercise in a line, with where it comes from.
pub fn limit_line(limit: Limit, source: &Evidence) -> String {
    let most = limit.acceptable_max;
    format!("{most}: the most points of pain above the pain before ({})", source.text())
}

/// A number of the rules in a line: `2 points: … (design choice)`.
fn number_line(id: &str, rules: &RuleBook, source: &RuleSource, style: Style) -> Option<String> {
    let (number, value) = (RuleBook::number(id)?, rules.get(id)?);
    let value = if number.unit.scale() == 10 {
        style.plain(value as f64 / 10.0)
    } else {
        value.to_string()
    };
    let agreed = rules.agreed.iter().find(|agreed| agreed.id == id);
    let agreed = agreed.map_or(String::new(), |agreed| format!("; {} agreed to it", agreed.by));
    Some(format!("{value}: {} ({}{agreed})", source.says, source.source.text()))
}

impl Decision {
    /// The decision in a few words, with a mark that stands for it without colour: `↑ 12 reps: 3
    /// good records`. `name` gives an exercise's name, `reader` says how days and weights are
    /// written.
    pub fn in_few_words(&self, name: impl Fn(&str) -> String, reader: impl Into<Reader>) -> String {
        let reader = reader.into();
        let why = self.finding.in_few_words(reader);
        let change = match &self.change {
            // Said by itself, or a good week with nothing left to grow would read as a refusal.
            DoseChange::Hold if matches!(self.finding, Finding::Good { .. }) => {
                return format!("= at the top of its dose: {why}");
            }
            DoseChange::Hold => {
                // What only waits for its third record or its week was not held back, so it does
                // not “stay”.
                let waits = matches!(
                    self.finding,
                    Finding::TooFew { .. }
                        | Finding::TooSoon { .. }
                        | Finding::WithoutSpread { .. }
                        | Finding::WayBack { .. }
                );
                return format!("= {}{why}", if waits { "" } else { "stays: " });
            }
            DoseChange::Dose(step) => {
                format!("{} {}", if step.is_up() { "↑" } else { "↓" }, step.in_words(reader.style))
            }
            DoseChange::Back { to: None, dose } => format!("↓ {dose}"),
            DoseChange::Back { to: Some(to), dose } => format!("↓ {}, {dose}", name(to)),
            DoseChange::Return { to: None, dose } => format!("↑ back to {dose}"),
            DoseChange::Return { to: Some(to), dose } => {
                format!("↑ {} is back, {dose}", name(to))
            }
            DoseChange::Swap { to, harder: true } => {
                format!("↑ {} in place of {}", name(to), name(&self.exercise))
            }
            DoseChange::Swap { to, harder: false } => {
                format!("↓ {} in place of {} for now", name(to), name(&self.exercise))
            }
            DoseChange::Stop => "■ stopped".to_owned(),
        };
        match &self.kept_for {
            None => format!("{change}: {why}"),
            // Whoever set the dose is obeyed; what the rule would have done may still change their
            // mind.
            Some(by) => format!("= kept as {}; the rule says {change}: {why}", by.set_it()),
        }
    }
}

impl Step {
    /// What it leads to: `14 reps`, `1 set`, `17 min`, `5.5 kg`.
    pub fn in_words(self, style: Style) -> String {
        match self {
            Self::Reps { to: 1, .. } => "1 rep".to_owned(),
            Self::Reps { to, .. } => format!("{to} reps"),
            Self::Sets { to: 1, .. } => "1 set".to_owned(),
            Self::Sets { to, .. } => format!("{to} sets"),
            Self::Minutes { to, .. } => format!("{to} min"),
            Self::Load { to, reps: None, .. } => style.weight(to),
            Self::Load { to, reps: Some(reps), .. } => {
                format!("{} with {reps} reps", style.weight(to))
            }
            Self::Hold { to, .. } => format!("hold {to} s"),
            Self::Stage { to, .. } => format!("stage {}", to + 1),
        }
    }
}

/// What it leads to, with a weight in kilograms.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Style::default()))
    }
}
