//! What the answers of the body decide about the next dose, and why.
//!
//! The table (README, “How a dose changes”) has its numbers in `exercises/rules.toml`. The
//! strictest row wins: a sign, bone, the most pain, too much, a break; then a flare and the way
//! back from it, which let nothing grow; and growth comes last. Everything here looks back over
//! what was recorded, and at nothing else.

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::ladder::Step;
use super::response::Response;
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::diary::score::Score;
use crate::domain::flare::night::Night;
use crate::domain::flare::score_book::Tenths;
use crate::domain::plan::assignment::SetBy;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::safety::Limit;
use crate::domain::text::date::{day_number, days_after, days_before, days_between};

/// Days of records that are looked at: more than any rule counts, because some count for nothing.
pub const LOOKS_BACK: usize = 10;

/// Days before its first record that a decision may rest on, because a decision that is shown to
/// others must not give away a private entry: a flare of three weeks, nine days that began it, and
/// the seventeen that “usual” is made of on the first of those.
const RESTS_ON_DAYS: u64 = 47;

/// What was found in the answers: the row of the table, with its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// A sign came with it.
    Sign {
        /// The day.
        day: NaiveDate,
        /// The sign.
        symptom: Symptom,
        /// Whether pain had spread in it before, and no clinician has looked since.
        again: bool,
    },
    /// Pain in a bone, where a bone is the trouble.
    Bone {
        /// The day.
        day: NaiveDate,
        /// The pain.
        pain: Score,
    },
    /// It brought the most pain there is a word for, again, or with a sign or a fall.
    MostPain {
        /// The day.
        day: NaiveDate,
        /// The pain.
        pain: Score,
        /// How often, within the days that the rule counts.
        times: usize,
    },
    /// It was too much.
    TooMuch {
        /// The day.
        day: NaiveDate,
        /// What was.
        over: Over,
    },
    /// It was not done for a week or more.
    Away {
        /// The last day it was done.
        last: NaiveDate,
        /// Days without it that count.
        days: i64,
        /// Whether it begins as its phase did.
        restarts: bool,
    },
    /// The first week of the phase, with its fewer sets, is over.
    FirstWeekOver,
    /// So many records since leg pain spread in the first choice, without it.
    WithoutSpread {
        /// How many.
        records: usize,
        /// How many bring the first choice back.
        needs: usize,
    },
    /// In a flare nothing grows.
    InFlare,
    /// On the way back from a flare nothing grows.
    WayBack {
        /// Records that are left of it.
        left: i64,
    },
    /// A night after it was not settled.
    NotSettled {
        /// The day it was done.
        day: NaiveDate,
        /// How far the day after was above usual, in tenths.
        rise: Tenths,
    },
    /// It hurt more than what grows may.
    Hurt {
        /// The day.
        day: NaiveDate,
        /// The pain in it.
        pain: Score,
        /// How far that was above the pain before, in tenths.
        above: i64,
    },
    /// It was harder than it is meant to be.
    TooHard {
        /// The day.
        day: NaiveDate,
        /// How hard it was, 0 to 10.
        effort: u32,
        /// How hard it is meant to be.
        target: u32,
    },
    /// No pain was recorded in it.
    NoPain {
        /// The day.
        day: NaiveDate,
    },
    /// Less was done than was asked for.
    Incomplete {
        /// The day.
        day: NaiveDate,
    },
    /// There are too few good records at this dose so far.
    TooFew {
        /// How many there are.
        records: usize,
        /// How many it needs.
        needs: usize,
    },
    /// No night after it is known, so that it needs more records, or a night.
    NoNight {
        /// The day whose next morning is missing.
        day: NaiveDate,
        /// How many good records there are.
        records: usize,
        /// How many it needs without a night; `None` where it does not grow without one.
        needs: Option<usize>,
    },
    /// Good so far, but it grows no sooner than in a week.
    TooSoon {
        /// The first day on which it may.
        until: NaiveDate,
    },
    /// Enough good records.
    Good {
        /// How many.
        records: usize,
    },
}

/// What was above a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// The pain in it.
    Pain {
        /// The pain.
        pain: Score,
        /// How far it was above the pain before, in tenths.
        above: i64,
    },
    /// A second night within a few days was not settled.
    Nights {
        /// How far the day after was above usual, in tenths.
        rise: Tenths,
    },
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct DecisionInput<'a> {
    /// The day of the decision.
    pub today: NaiveDate,
    /// The numbers of the rules.
    pub rules: &'a RuleBook,
    /// The last records at this dose, a day each, at most [`LOOKS_BACK`], the oldest first.
    pub responses: &'a [Response],
    /// The limits on pain in it.
    pub limit: Limit,
    /// Whether a bone allows no pain at all.
    pub bone: bool,
    /// Whether it asks anything of the body, so that a night can answer it. Letting go does not
    /// (design choice).
    pub loads: bool,
    /// The effort it is meant to take, where it has one.
    pub effort: Option<u32>,
    /// Whether leg pain had spread in it before these, and no clinician has looked since.
    pub had_spread: bool,
    /// Whether it stands in for an exercise in which leg pain spread.
    pub stands_in_after_spread: bool,
    /// Days before these on which it brought the most pain.
    pub most_pain_on: &'a [NaiveDate],
    /// A break that was not answered yet.
    pub away: Option<Away>,
    /// Whether there is a flare.
    pub in_flare: bool,
    /// Records that are left of the way back from one.
    pub way_back: i64,
    /// Records that its next step needs, and whether it may grow where no night is known.
    pub next_step: NextStep,
    /// The first day on which it may grow.
    pub grows_from: NaiveDate,
    /// Whether the fewer sets of the first week may end today.
    pub may_end_first_week: bool,
}

/// What the next step of growth needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    /// Good records.
    pub records: usize,
    /// Whether they may do without a known night.
    pub may_be_blind: bool,
}

/// Days without an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    /// The last day it was done.
    pub last: NaiveDate,
    /// Days that count.
    pub days: i64,
}

impl DecisionInput<'_> {
    /// The row of the table that applies: the strictest.
    pub fn finding(&self) -> Finding {
        // The order is the safety of the table: danger first, and growth only where nothing speaks
        // against it. A row that is moved changes what somebody in pain is asked to do.
        self.sign()
            .or_else(|| self.bone_pain())
            .or_else(|| self.most_pain())
            .or_else(|| self.spread())
            .or_else(|| self.too_much())
            .or_else(|| self.break_in_it())
            .or_else(|| self.flare())
            .or_else(|| self.first_week())
            .or_else(|| self.stand_in())
            .unwrap_or_else(|| if self.bone { self.bone_growth() } else { self.growth() })
    }

    /// The newest response that `has` something.
    fn newest(&self, has: impl Fn(&Response) -> bool) -> Option<&Response> {
        self.responses.iter().rev().find(|response| has(response))
    }

    /// A sign that only a clinician's look answers.
    fn sign(&self) -> Option<Finding> {
        let grave = |symptom: &&Symptom| symptom.is_grave();
        let response = self.newest(|response| response.symptoms.iter().any(Symptom::is_grave))?;
        // The gravest stands last.
        let symptom = *response.symptoms.iter().rev().find(grave)?;
        Some(Finding::Sign { day: response.day, symptom, again: false })
    }

    /// Leg pain that spread.
    fn spread(&self) -> Option<Finding> {
        let symptom = Symptom::LegSpread;
        let has = |response: &&Response| response.symptoms.contains(&symptom);
        let mut spread = self.responses.iter().filter(has);
        // The newest counts; an older one only makes it the second time.
        let day = spread.next_back()?.day;
        let again = self.had_spread || spread.next().is_some();
        Some(Finding::Sign { day, symptom, again })
    }

    fn bone_pain(&self) -> Option<Finding> {
        if !self.bone {
            return None;
        }
        let hurts = |response: &Response| {
            !response.is_elsewhere && response.pain.is_some_and(|pain| pain.tenths() > 0)
        };
        let response = self.newest(hurts)?;
        Some(Finding::Bone { day: response.day, pain: response.pain? })
    }

    /// How far pain was above what was there before it; with a bone all of it counts.
    fn above(&self, response: &Response) -> Option<i64> {
        if self.bone { response.pain.map(Score::tenths) } else { response.above }
    }

    fn most_pain(&self) -> Option<Finding> {
        let is_most = |response: &&Response| is_most_pain(response, self.rules);
        let most: Vec<&Response> = self.responses.iter().filter(is_most).collect();
        let last = most.last()?;
        let days = most.iter().map(|response| response.day);
        let within = self
            .most_pain_on
            .iter()
            .copied()
            .chain(days)
            .filter(|day| days_between(*day, last.day) < self.rules.pain_most_within);
        let times = within.count();
        // With a fall or a sign once is enough.
        let is_enough = times as i64 >= self.rules.pain_most_times || !last.symptoms.is_empty();
        let (day, pain) = (last.day, last.pain?);
        is_enough.then_some(Finding::MostPain { day, pain, times })
    }

    fn too_much(&self) -> Option<Finding> {
        let limit = i64::from(self.limit.acceptable_max) * 10;
        // What was done in a flare or on the way back neither proves nor spoils a dose.
        let counts = |response: &&Response| !response.in_flare && !response.on_way_back;
        let hurt = self.responses.iter().rev().filter(counts).find_map(|response| {
            let above = self.above(response).filter(|above| *above > limit)?;
            let over = Over::Pain { pain: response.pain?, above };
            Some(Finding::TooMuch { day: response.day, over })
        });
        hurt.or_else(|| self.second_unsettled_night())
    }

    fn second_unsettled_night(&self) -> Option<Finding> {
        if !self.loads {
            return None;
        }
        let mut unsettled =
            self.responses.iter().rev().filter_map(|response| match response.night {
                Night::Unsettled { rise } if !response.in_flare && !response.on_way_back => {
                    Some((response.day, rise))
                }
                _ => None,
            });
        let (day, rise) = unsettled.next()?;
        let (before, _) = unsettled.next()?;
        (days_between(before, day) < self.rules.unsettled_within)
            .then_some(Finding::TooMuch { day, over: Over::Nights { rise } })
    }

    fn break_in_it(&self) -> Option<Finding> {
        let Away { last, days } = self.away?;
        Some(Finding::Away { last, days, restarts: days >= self.rules.away_restart })
    }

    fn flare(&self) -> Option<Finding> {
        if self.in_flare {
            Some(Finding::InFlare)
        } else {
            (self.way_back > 0).then_some(Finding::WayBack { left: self.way_back })
        }
    }

    fn first_week(&self) -> Option<Finding> {
        if !self.may_end_first_week {
            return None;
        }
        let most = self.rules.first_week_above.min(i64::from(self.limit.acceptable_max) * 10);
        let bearable = |response: &Response| {
            response.may_prove() && self.above(response).is_some_and(|above| above <= most)
        };
        self.newest(bearable).map(|_| Finding::FirstWeekOver)
    }

    /// The way back to the first choice, after leg pain spread in it.
    fn stand_in(&self) -> Option<Finding> {
        if !self.stands_in_after_spread {
            return None;
        }
        let needs = usize::try_from(self.rules.leg_spread_records).unwrap_or(usize::MAX);
        // What was done in a flare or on the way back from one proves nothing.
        let counts = |response: &&Response| !response.in_flare && !response.on_way_back;
        let records = self.responses.iter().filter(counts).count();
        Some(Finding::WithoutSpread { records: records.min(needs), needs })
    }

    /// Whether something grows, by its last good records.
    fn growth(&self) -> Finding {
        let proving = self.proving();
        let needs = self.next_step.records;
        let last = &proving[proving.len().saturating_sub(needs)..];
        if let Some(against) = self.against(last, self.rules.growth_above) {
            return against;
        }
        if last.len() < needs {
            return self.too_few(last.len(), needs);
        }
        let nights = last.iter().filter(|response| response.night.is_known()).count();
        if self.loads && (nights as i64) < self.rules.growth_nights {
            return self.blind_growth(&proving);
        }
        self.unless_too_soon(last.len())
    }

    /// Whether something grows of which no night is known.
    fn blind_growth(&self, proving: &[&Response]) -> Finding {
        let needs = usize::try_from(self.rules.growth_blind_records).unwrap_or(usize::MAX);
        let last = &proving[proving.len().saturating_sub(needs)..];
        let day = last.last().map_or(self.today, |response| response.day);
        let needed = self.next_step.may_be_blind.then_some(needs);
        if needed.is_none() || last.len() < needs {
            return Finding::NoNight { day, records: last.len(), needs: needed };
        }
        let against = self.against(last, self.rules.growth_blind_above);
        against.unwrap_or_else(|| self.unless_too_soon(last.len()))
    }

    /// The records that may prove a dose and are not too old, the oldest first.
    fn proving(&self) -> Vec<&Response> {
        let oldest = days_before(self.today, self.rules.growth_within.unsigned_abs());
        let fits = |response: &&Response| response.may_prove() && response.day >= oldest;
        self.responses.iter().filter(fits).collect()
    }

    /// What in some records speaks against growing, the newest first; `most` is how far pain may be
    /// above the pain before, in tenths.
    fn against(&self, records: &[&Response], most: i64) -> Option<Finding> {
        let most = most.min(i64::from(self.limit.acceptable_max) * 10);
        records.iter().rev().find_map(|response| {
            let day = response.day;
            match response.night {
                Night::Unsettled { rise } if self.loads => {
                    return Some(Finding::NotSettled { day, rise });
                }
                _ => {}
            }
            let (pain, above) = (response.pain?, self.above(response)?);
            if above > most || pain.tenths() > self.rules.growth_pain {
                return Some(Finding::Hurt { day, pain, above });
            }
            match (self.effort, response.effort) {
                (Some(target), Some(effort)) if effort > target => {
                    Some(Finding::TooHard { day, effort, target })
                }
                _ => None,
            }
        })
    }

    /// Whether something grows where a bone is the trouble: no pain in it and none the next
    /// morning.
    fn bone_growth(&self) -> Finding {
        let needs = self.next_step.records;
        let proving = self.proving();
        let last = &proving[proving.len().saturating_sub(needs)..];
        let hurt = last.iter().rev().find_map(|response| {
            let pain = response.pain.filter(|pain| pain.tenths() > 0)?;
            Some(Finding::Hurt { day: response.day, pain, above: pain.tenths() })
        });
        if let Some(hurt) = hurt {
            return hurt;
        }
        for response in last.iter().rev() {
            match response.next_day.pain.morning {
                Some(morning) if morning > Tenths::from(0) => {
                    return Finding::NotSettled { day: response.day, rise: morning };
                }
                None if self.loads => {
                    return Finding::NoNight {
                        day: response.day,
                        records: last.len(),
                        needs: None,
                    };
                }
                _ => {}
            }
        }
        if last.len() < needs {
            return self.too_few(last.len(), needs);
        }
        self.unless_too_soon(last.len())
    }

    /// Too few records, and what the newest lacks where it counts for nothing.
    fn too_few(&self, records: usize, needs: usize) -> Finding {
        match self.responses.last() {
            Some(last) if last.above.is_none() => Finding::NoPain { day: last.day },
            Some(last) if !last.as_asked => Finding::Incomplete { day: last.day },
            _ => Finding::TooFew { records, needs },
        }
    }

    fn unless_too_soon(&self, records: usize) -> Finding {
        if self.today < self.grows_from {
            Finding::TooSoon { until: self.grows_from }
        } else {
            Finding::Good { records }
        }
    }
}

/// Whether a record brought the most pain, well above what was there before it.
pub fn is_most_pain(response: &Response, rules: &RuleBook) -> bool {
    response.pain.is_some_and(|pain| pain.tenths() >= rules.pain_most)
        && response.above.is_some_and(|above| above >= rules.pain_most_above)
}

/// What a decision does to an exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DoseChange {
    /// Nothing: the same dose.
    Hold,
    /// One thing in its dose.
    Dose(Step),
    /// The dose it had before it last grew, or that its phase begins with.
    Back {
        /// The exercise, where that changes.
        to: Option<String>,
        /// What that dose is, in words.
        dose: String,
    },
    /// The dose it had before it was last made less.
    Return {
        /// The exercise, where that changes.
        to: Option<String>,
        /// What that dose is, in words.
        dose: String,
    },
    /// Another exercise in its place.
    Swap {
        /// Its id.
        to: String,
        /// Whether it is the harder one.
        harder: bool,
    },
    /// It is left out until a clinician has looked.
    Stop,
}

impl DoseChange {
    /// The word that programs read: which way it goes.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Dose(step) if step.is_up() => "up",
            Self::Return { .. } => "up",
            // Going back is always to less.
            Self::Dose(_) | Self::Back { .. } => "down",
            Self::Swap { harder: true, .. } => "harder",
            Self::Swap { harder: false, .. } => "easier",
            Self::Stop => "stop",
        }
    }
}

/// What was decided about one exercise on one day, with all that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The exercise it is about.
    pub exercise: String,
    /// The day it was made.
    #[serde(with = "day_number")]
    pub on: NaiveDate,
    /// The row of the table, with its numbers.
    pub finding: Finding,
    /// What it does.
    pub change: DoseChange,
    /// Whose setting keeps the dose as it is, so that `change` is only what the rule would have
    /// done.
    pub kept_for: Option<SetBy>,
    /// Whether there is anything that could grow.
    pub can_grow: bool,
    /// The limits on pain it was held against.
    pub limit: Limit,
    /// The records it looked at, the oldest first.
    pub responses: Vec<Response>,
}

impl Decision {
    /// The days whose entries may have had a part in it. Where one of them is private, the decision
    /// is for the person alone.
    pub fn may_rest_on(&self) -> RangeInclusive<NaiveDate> {
        let sessions = self.responses.iter().map(|response| response.day);
        let first = sessions.min().map_or(self.on, |first| first.min(self.on));
        days_before(first, RESTS_ON_DAYS)..=self.on
    }

    /// Whether it was about this exercise, or ended with its being done.
    pub fn concerns(&self, exercise: &str) -> bool {
        self.exercise == exercise || self.leads_to(exercise)
    }

    /// Whether it ended with this exercise being done.
    pub fn leads_to(&self, exercise: &str) -> bool {
        match &self.change {
            DoseChange::Swap { to, .. }
            | DoseChange::Back { to: Some(to), .. }
            | DoseChange::Return { to: Some(to), .. } => to == exercise,
            _ => self.exercise == exercise,
        }
    }

    /// Whether it says anything to a person who only wants to know what to do: not that something
    /// holds which would hold in any case.
    pub fn says_something(&self) -> bool {
        let is_worse = matches!(self.finding, Finding::NotSettled { .. } | Finding::Away { .. });
        self.change != DoseChange::Hold
            || self.can_grow && !matches!(self.finding, Finding::TooFew { records: 0, .. })
            || is_worse
    }

    /// The morning that it waits for, where it does.
    pub fn missing_morning(&self) -> Option<NaiveDate> {
        match self.finding {
            Finding::NoNight { day, .. } if self.can_grow => Some(days_after(day, 1)),
            _ => None,
        }
    }

    /// Whether its exercise begins again as its phase does.
    pub fn restarts(&self) -> bool {
        matches!(self.finding, Finding::Away { restarts: true, .. })
    }

    /// Whether it answers leg pain that spread.
    pub fn is_spread(&self) -> bool {
        matches!(self.finding, Finding::Sign { symptom: Symptom::LegSpread, .. })
    }

    /// Whether it changes what is done.
    pub fn changes(&self) -> bool {
        self.change != DoseChange::Hold && self.kept_for.is_none()
    }
}

#[cfg(test)]
mod tests;
