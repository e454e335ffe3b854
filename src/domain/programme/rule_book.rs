//! The numbers of the rules about bodies, as `exercises/rules.toml` gives them.
//!
//! What a number means for a body stands in the file, with its source and its evidence mark. Here
//! stand its name, its unit, the range that makes sense and which way is stricter, so that a file
//! can be held against them. What the rules do with the numbers is not known here.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::exercise::Evidence;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Points of pain or effort, with at most one decimal; kept in tenths.
    Points,
    /// Days.
    Days,
    /// Minutes.
    Minutes,
    /// Percent.
    Percent,
    /// An hour of the day, 0 to 23.
    Hour,
    /// How many of something: records, mornings, sets, repeats.
    Count,
}

impl Unit {
    /// How many of the kept unit are one of the file's.
    pub fn scale(self) -> i64 {
        if self == Self::Points { 10 } else { 1 }
    }
}

/// Which way a number is stricter, and so which way a condition's file may move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stricter {
    /// A smaller number asks more of the body's answers, or less of the body.
    Lower,
    /// A greater one does.
    Higher,
    /// Neither: the number only fits a rule to a condition, such as the length of its windows.
    Neither,
    /// No file may change it: it is a matter of danger.
    Fixed,
}

/// One number of the rules.
#[derive(Debug, Clone)]
pub struct RuleNumber {
    /// Its name in files and on screen.
    pub id: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// What it may be, in the kept unit.
    pub range: RangeInclusive<i64>,
    /// Which way it is stricter.
    pub stricter: Stricter,
}

/// Where a number comes from, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSource {
    /// What it means, in a line.
    pub says: String,
    /// Its source, with its evidence mark.
    pub source: Evidence,
}

/// What each of our numbers says and where it comes from, by its name.
pub type RuleSources = BTreeMap<String, RuleSource>;

/// A looser number of the person's own, and who agreed to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedNumber {
    /// The number's name.
    pub id: &'static str,
    /// Who agreed.
    pub by: String,
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $field:ident $id:literal $unit:ident $range:expr, $stricter:ident;)*) => {
        /// Every number of the rules, in the kept unit: points in tenths, the rest as they are.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct RuleBook {
            $($(#[$doc])* pub $field: i64,)*
            /// The person's own numbers that are looser than ours, with who agreed to them. They are
            /// read from their file every time.
            #[serde(skip)]
            pub agreed: Vec<AgreedNumber>,
        }

        impl RuleBook {
            /// Every number there is, in the order of the file.
            pub const NUMBERS: &[RuleNumber] = &[
                $(RuleNumber {
                    id: $id,
                    unit: Unit::$unit,
                    range: $range,
                    stricter: Stricter::$stricter,
                },)*
            ];

            /// A book in which nothing is set yet.
            pub fn blank() -> Self {
                Self { $($field: 0,)* agreed: Vec::new() }
            }

            /// A number by its name; `None` where there is none of that name.
            pub fn get(&self, id: &str) -> Option<i64> {
                match id {
                    $($id => Some(self.$field),)*
                    _ => None,
                }
            }

            /// Sets a number by its name; nothing where there is none of that name.
            pub fn set(&mut self, id: &str, value: i64) {
                match id {
                    $($id => self.$field = value,)*
                    _ => {}
                }
            }
        }
    };
}

numbers! {
    /// Days after its own day by whose end a rating must be written to begin or end a flare.
    late_after "late-after" Days 0..=1, Lower;
    /// The hour from which a rating is of the evening.
    evening_from "evening-from" Hour 12..=23, Neither;
    /// The first of the days before, whose median is usual.
    usual_from "usual-from" Days 7..=60, Neither;
    /// The last of them.
    usual_to "usual-to" Days 1..=14, Neither;
    /// How many of them must be known.
    usual_needs "usual-needs" Count 1..=14, Neither;
    /// The longest that a cycle is counted on from its last logged day.
    cycle_days_max "cycle-days-max" Days 20..=90, Neither;
    /// Days of diary before the cycle counts.
    cycle_needs_days "cycle-needs-days" Days 14..=120, Neither;
    /// Values of the same days of earlier cycles that must be known.
    cycle_needs "cycle-needs" Count 1..=10, Neither;

    /// How far above usual a day belongs to a flare.
    flare_rise "flare-rise" Points 5..=50, Lower;
    /// Days with a rise that are looked at.
    flare_of "flare-of" Count 1..=14, Neither;
    /// The days back among which they are.
    flare_within "flare-within" Days 2..=28, Neither;
    /// How many of them must be that high.
    flare_high "flare-high" Count 1..=14, Lower;
    /// Days back of the short test.
    flare_short_days "flare-short-days" Days 1..=14, Neither;
    /// Days with a rise that the short test needs.
    flare_short_needs "flare-short-needs" Count 1..=14, Lower;
    /// The least rise on the day itself, in the short test.
    flare_short_today "flare-short-today" Points 0..=50, Lower;
    /// Days after a flare that was ended by its length in which none begins by the scores.
    flare_quiet "flare-quiet" Days 0..=60, Lower;
    /// Days before a flare that are left out of what is usual, where they were high.
    flare_out_days "flare-out-days" Days 0..=28, Neither;
    /// The rise up to which a day counts towards the end of a flare.
    flare_end_rise "flare-end-rise" Points 0..=30, Lower;
    /// How many such days end it.
    flare_end_days "flare-end-days" Count 1..=14, Higher;
    /// The day on which a flare ends whatever the scores say.
    flare_longest "flare-longest" Days 7..=60, Neither;
    /// The last days of such a flare that become the new usual.
    flare_new_usual "flare-new-usual" Days 4..=28, Neither;
    /// Days without a known rise after which it ends.
    flare_silence "flare-silence" Days 2..=21, Neither;
    /// Effort from which coordination is loading work.
    loading_effort "loading-effort" Points 0..=100, Lower;
    /// Part of the sets of loading work that is done in a flare.
    flare_sets "flare-sets" Percent 0..=100, Lower;
    /// Days from one day of loading work to the next in a flare.
    flare_every "flare-every" Days 1..=7, Higher;
    /// Part of the minutes of steady work that is done in a flare.
    flare_minutes "flare-minutes" Percent 0..=100, Lower;
    /// The least minutes of steady work in a flare, where the dose has as many.
    flare_minutes_min "flare-minutes-min" Minutes 0..=60, Lower;
    /// Days at half after which the way back has one step more.
    way_back_long "way-back-long" Days 1..=28, Lower;
    /// The day of a flare on which somebody should look.
    flare_advice_day "flare-advice-day" Days 3..=60, Lower;
    /// How many flares within the days below should be looked at.
    flare_advice_count "flare-advice-count" Count 2..=10, Lower;
    /// The days within which they are counted.
    flare_advice_within "flare-advice-within" Days 14..=365, Higher;
    /// Days from a period within which a flare is not counted there.
    flare_period_near "flare-period-near" Days 0..=14, Lower;
    /// Records in a row above the limit at the lowest dose that should be looked at.
    flare_advice_records "advice-records" Count 2..=10, Lower;
    /// A morning this far above usual is said at once, where it is as high as the next number.
    worse_rise "worse-rise" Points 10..=60, Lower;
    /// The least that such a morning is.
    worse_least "worse-least" Points 10..=100, Lower;
    /// A morning as high as this is said at once, where it is above usual by the next number.
    worse_high "worse-high" Points 30..=100, Lower;
    /// The least that such a morning is above usual.
    worse_high_rise "worse-high-rise" Points 0..=60, Lower;
    /// Days within which it is said once.
    worse_once_in "worse-once-in" Days 1..=28, Lower;

    /// Pain in an exercise from which it is left for the day, whatever was there before.
    pain_most "pain-most" Points 50..=100, Fixed;
    /// How far such pain must be above the pain before, to count towards a stop.
    pain_most_above "pain-most-above" Points 0..=50, Fixed;
    /// How often that stops an exercise.
    pain_most_times "pain-most-times" Count 1..=5, Fixed;
    /// The days within which it is counted.
    pain_most_within "pain-most-within" Days 1..=60, Fixed;
    /// The days within which a second unsettled night steps an exercise down.
    unsettled_within "unsettled-within" Days 1..=28, Higher;
    /// Records without a spreading pain after which the first choice comes back.
    leg_spread_records "leg-spread-records" Count 1..=10, Higher;
    /// How far above usual the day after makes a night unsettled.
    settled_rise "settled-rise" Points 5..=50, Lower;
    /// Days from one step of growth to the next.
    growth_days "growth-days" Days 1..=60, Higher;
    /// Good records that a step needs.
    growth_records "growth-records" Count 1..=12, Higher;
    /// How old they may be.
    growth_within "growth-within" Days 7..=90, Lower;
    /// The most pain above the pain before.
    growth_above "growth-above" Points 0..=50, Lower;
    /// The most pain in it.
    growth_pain "growth-pain" Points 0..=100, Lower;
    /// Settled nights that must be known.
    growth_nights "growth-nights" Count 0..=6, Higher;
    /// Good records that a step needs where no night is known.
    growth_blind_records "growth-blind-records" Count 1..=14, Higher;
    /// The most pain above the pain before, there.
    growth_blind_above "growth-blind-above" Points 0..=50, Lower;
    /// Good records that each written stage needs.
    growth_stage_records "growth-stage-records" Count 1..=12, Higher;
    /// Days of rest after pain where a bone is the trouble.
    bone_rest "bone-rest" Days 1..=28, Fixed;
    /// Days of the fewer sets of a phase's beginning.
    first_week "first-week" Days 1..=28, Higher;
    /// The most sets in them.
    first_week_sets "first-week-sets" Count 1..=6, Lower;
    /// The most pain above the pain before in the record that ends them.
    first_week_above "first-week-above" Points 0..=50, Lower;

    /// Days without an exercise after which it steps down, and again for each so many.
    away_step "away-step" Days 3..=28, Lower;
    /// Days without it after which it begins as its phase did.
    away_restart "away-restart" Days 14..=90, Lower;
    /// Days without it after which the safety questions are asked again.
    away_questions "away-questions" Days 28..=365, Lower;

    /// The first days of a programme, whose mean is the base.
    base_days "base-days" Days 7..=56, Neither;
    /// How many of them must be known.
    base_needs "base-needs" Count 1..=56, Neither;
    /// The last days, whose mean is now.
    now_days "now-days" Days 3..=56, Neither;
    /// How many of them must be known.
    now_needs "now-needs" Count 1..=56, Neither;
    /// The last days that are taken where those are too few.
    now_fallback_days "now-fallback-days" Days 7..=56, Neither;
    /// How many of them must be known.
    now_fallback_needs "now-fallback-needs" Count 1..=56, Neither;
    /// How far now may be above the base for a phase to be left.
    leave_margin "leave-margin" Points 0..=20, Lower;
    /// Days of the phase, the last ones, whose nights count.
    leave_nights "leave-nights" Days 7..=90, Neither;
    /// The last days whose records must have been bearable.
    leave_records "leave-records" Days 1..=28, Higher;
    /// The most that each may have been above the pain before.
    leave_above "leave-above" Points 0..=50, Lower;
    /// The same where the limit is a low one.
    leave_above_low "leave-above-low" Points 0..=50, Lower;
    /// Days after which a test that did not go is worth another try.
    test_again "test-again" Days 1..=28, Neither;
    /// The day of a programme from which slow worsening is looked for.
    creep_from "creep-from" Days 14..=120, Lower;
    /// The last days, whose mean is held against the base.
    creep_days "creep-days" Days 7..=56, Neither;
    /// How many of them must be known.
    creep_needs "creep-needs" Count 1..=56, Neither;
    /// How far above the base that mean is slow worsening.
    creep_rise "creep-rise" Points 5..=50, Lower;
    /// The least fall from the base that is a change for the better.
    review_points "review-points" Points 0..=50, Higher;
    /// The same as a part of the base.
    review_percent "review-percent" Percent 0..=100, Higher;
    /// A goal that has risen so far is a change for the better.
    review_goal "review-goal" Points 0..=50, Higher;
    /// The most pain that needs no review.
    review_well "review-well" Points 0..=30, Lower;
    /// Days of upkeep after which ending the plan is offered.
    upkeep_days "upkeep-days" Days 28..=365, Neither;
    /// Days of a flare in upkeep after which the phase before is offered.
    upkeep_flare "upkeep-flare" Days 7..=60, Lower;

    /// The most exercises on one day.
    day_exercises "day-exercises" Count 1..=10, Lower;
    /// The most minutes of exercises on one whole day, all rounds and rests.
    day_minutes "day-minutes" Minutes 5..=120, Lower;
    /// The most minutes of a whole day, with walking, cycling and water.
    day_minutes_in_all "day-minutes-in-all" Minutes 5..=240, Lower;
    /// Repeats that one step adds.
    step_reps "step-reps" Count 1..=5, Lower;
    /// Repeats to which loading work grows, where its file says nothing.
    most_reps "most-reps" Count 5..=30, Lower;
    /// Sets to which loading work grows, where its file says nothing.
    most_sets "most-sets" Count 1..=6, Lower;
    /// The least step in weight.
    step_load_least "step-load-least" Percent 1..=20, Lower;
    /// The greatest step in weight.
    step_load_most "step-load-most" Percent 1..=20, Lower;
    /// The least step in minutes.
    step_minutes_least "step-minutes-least" Percent 1..=50, Lower;
    /// The greatest step in minutes.
    step_minutes_most "step-minutes-most" Percent 1..=50, Lower;
    /// Seconds that one step adds to a hold.
    step_hold "step-hold" Count 1..=30, Lower;
}

impl RuleBook {
    /// The number of that name; `None` where there is none.
    pub fn number(id: &str) -> Option<&'static RuleNumber> {
        Self::NUMBERS.iter().find(|number| number.id == id)
    }

    /// The same book with a condition's own numbers in place. Of two conditions the stricter number
    /// counts, whichever of them is looked at first.
    pub fn with<'n>(&self, own: impl IntoIterator<Item = (&'n str, i64)>) -> Self {
        let mut book = self.clone();
        for (id, value) in own {
            let (Some(number), Some(now)) = (Self::number(id), book.get(id)) else { continue };
            let value = match number.stricter {
                Stricter::Lower => value.min(now),
                Stricter::Higher => value.max(now),
                Stricter::Neither => value,
                Stricter::Fixed => now,
            };
            book.set(id, value);
        }
        book
    }
}

impl RuleNumber {
    /// Whether `value` is looser than `than`.
    pub fn is_looser(&self, value: i64, than: i64) -> bool {
        match self.stricter {
            Stricter::Lower => value > than,
            Stricter::Higher => value < than,
            Stricter::Neither => false,
            Stricter::Fixed => value != than,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_can_only_make_a_number_stricter() {
        let mut book = RuleBook::blank();
        book.set("flare-rise", 20);
        book.set("growth-days", 7);
        book.set("pain-most", 80);
        book.set("base-days", 14);
        let own = [
            ("flare-rise", 15),
            ("growth-days", 5),
            ("pain-most", 90),
            ("base-days", 28),
            ("no-such", 1),
        ];
        let found = book.with(own);
        let numbers = ["flare-rise", "growth-days", "pain-most", "base-days"];
        assert_eq!(numbers.map(|id| found.get(id)), [15, 7, 80, 28].map(Some));
    }

    #[test]
    fn every_number_is_reached_by_its_name() {
        let mut book = RuleBook::blank();
        for (value, number) in (1..).zip(RuleBook::NUMBERS) {
            book.set(number.id, value);
            assert_eq!(book.get(number.id), Some(value), "{}", number.id);
        }
        let mut ids: Vec<&str> = RuleBook::NUMBERS.iter().map(|number| number.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RuleBook::NUMBERS.len());
    }
}
