//! The handout in words that need no legend: its exercises, how much pain is all right, and what
//! cannot wait.

use super::screening;
use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Handout, HandoutItem, PainGuide};
use crate::domain::programme::dose::Sides;
use crate::domain::screening::safety::Urgency;
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

/// What stands above the signs that cannot wait.
pub const SIGNS_HEADING: &str = "Stop and get help if any of these begins";

/// Where it comes from, and what it is not.
pub const ABOUT: &str = "Made with supple, a diary on your own computer. No clinician has signed \
                         these exercises off: ask yours.";

/// How the pictures are meant.
pub const ARROWS: &str = "In each pair of pictures the arrow shows what moves.";

/// How the boxes are meant.
pub const BOXES: &str = "Tick a box each time you have done it. Below, write the most pain in it, \
                         0 to 10.";

/// What is written in by hand where nobody is on record.
pub const PRESCRIBED_BY: [&str; 2] = ["Prescribed or agreed by", "on"];

/// What is written in by hand where no clinic is set.
pub const CLINIC: [&str; 2] = ["My clinic", "Telephone"];

impl Urgency {
    /// The head above its signs.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Ambulance => "Call an ambulance",
            Self::Emergency => "Emergency department, now",
            Self::SameDay => "A doctor, today",
        }
    }
}

impl Handout {
    /// How much pain is all right, what the next morning says, and what to do in a flare: a heading
    /// and a text each.
    pub fn advice(&self) -> Vec<(&'static str, String)> {
        let limits = || self.items.iter().map(|item| item.pain_max);
        let most = limits().max().unwrap_or(0);
        let are_equal = limits().all(|limit| limit == most);
        vec![
            ("How much pain is all right", self.pain.in_exercise(most, are_equal, self.style)),
            ("The next morning", self.pain.next_morning(self.style)),
            ("In a flare", self.pain.flare(self.style)),
        ]
    }
}

/// Tenths as points, without a decimal that says nothing.
fn points(tenths: i64, style: Style) -> String {
    style.plain(tenths as f64 / 10.0)
}

impl PainGuide {
    /// How much pain in an exercise is all right, where `most` is the greatest limit of the page
    /// and `are_equal` says whether it is everybody's.
    fn in_exercise(&self, most: u32, are_equal: bool, style: Style) -> String {
        if most == 0 {
            let rest = counted(self.bone_rest, "day", "days");
            return format!("None: a bone is the trouble. At any pain stop, and rest {rest}.");
        }
        let fine = self.fine_max.min(most);
        let fine = format!(
            "A rise of up to {} in an exercise, above the pain before it, is fine.",
            counted(fine, "point", "points")
        );
        let more = match (are_equal, most > self.fine_max) {
            (true, true) => format!(
                " Up to {most} is all right too, if it is back to your usual by the next morning."
            ),
            (true, false) => String::new(),
            (false, _) => " Up to the number beside each exercise is all right too, if it is back \
                           to your usual by the next morning."
                .to_owned(),
        };
        let bone = if self.has_bone { " Where a bone is the trouble: none at all." } else { "" };
        let top = points(self.most, style);
        format!("{fine}{more} Above that, or at {top} of 10: stop it for today.{bone}")
    }

    /// What the morning after says.
    fn next_morning(&self, style: Style) -> String {
        let rise = points(self.settled_rise, style);
        format!(
            "Rate your pain when you get up. Less than {rise} above your usual morning: go on. \
             {rise} or more above: it was too much. If that comes twice within {} days, do less \
             of it: supple says how much.",
            self.unsettled_within
        )
    }

    /// What to do in a flare; a bone's own rule stays in it.
    fn flare(&self, style: Style) -> String {
        let bone = if self.has_bone { " At a bone the rule stays: no pain at all." } else { "" };
        format!("{}{bone}", self.flare_by_numbers(style))
    }

    /// The same, a bone left out.
    fn flare_by_numbers(&self, style: Style) -> String {
        let rise = points(self.flare_rise, style);
        if self.in_flare {
            return "You are in one, and the doses here are the lighter ones already. Keep moving, \
                    and begin nothing new. What you had reached is kept."
                .to_owned();
        }
        let sets = if self.flare_sets == 50 {
            "half of the sets".to_owned()
        } else {
            format!("{} % of the sets", self.flare_sets)
        };
        let every = match self.flare_every {
            1 => "every day".to_owned(),
            2 => "every other day".to_owned(),
            days => format!("every {days} days"),
        };
        format!(
            "Pain {rise} or more above your usual for some days. Keep moving, with less: {sets} of \
             strength and nerve work, {every}; {} % of the minutes of walks and rides; no jumps, no \
             ball, nothing new. What you had reached is kept.",
            self.flare_minutes
        )
    }
}

impl HandoutItem {
    /// When pain ends it.
    pub fn pain_rule(&self) -> String {
        screening::pain_rule(self.pain_max)
    }

    /// How much, in words that need no legend. On which days is for the boxes to say: on some of
    /// them other exercises may come first.
    pub fn dose_in_words(&self) -> String {
        let dose = &self.dose;
        let mut words: Vec<String> = Vec::new();
        match (dose.minutes, dose.reps) {
            (Some(minutes), _) if dose.sets == 1 => {
                words.push(counted(minutes, "minute", "minutes"))
            }
            (Some(minutes), _) => {
                words.push(format!("{} times {}", dose.sets, counted(minutes, "minute", "minutes")))
            }
            (None, Some(1) | None) => words.push(counted(dose.sets, "time", "times")),
            (None, Some(reps)) => {
                let unit = dose.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
                words.push(match dose.sets {
                    1 if unit.is_empty() => counted(reps, "time", "times"),
                    1 => format!("{reps}{unit}"),
                    sets => format!("{sets} sets of {reps}{unit}"),
                });
            }
        }
        if let Some(hold) = dose.hold_s {
            words.push(format!("hold {}", counted(hold, "second", "seconds")));
        }
        if let Some(grams) = dose.load_g {
            words.push(format!("with {}", self.style.weight(grams)));
        }
        match (dose.sides, self.sore) {
            (Sides::Together, _) => {}
            (Sides::Each, _) | (Sides::Sore, Some(Side::Both)) => {
                words.push("on each side".to_owned())
            }
            (Sides::Sore, Some(side @ (Side::Left | Side::Right))) => {
                words.push(format!("on the {side} side only"))
            }
            // Nobody has said which side is sore, and a page on the wall must not guess.
            (Sides::Sore, _) => words.push("on the sore side only".to_owned()),
        }
        // Between sets there is a rest only where there are two of them.
        if let Some(rest) = dose.rest_s.filter(|rest| *rest > 0 && dose.sets > 1) {
            words.push(format!("rest {} between sets", counted(rest, "second", "seconds")));
        }
        match dose.times_per_day {
            1 => {}
            2 => words.push("twice a day".to_owned()),
            more => words.push(format!("{more} times a day")),
        }
        format!("{}.", words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    /// The guide by the shipped numbers.
    fn guide() -> PainGuide {
        let rules = testing::rules();
        PainGuide {
            fine_max: 2,
            most: rules.pain_most,
            settled_rise: rules.settled_rise,
            unsettled_within: rules.unsettled_within,
            bone_rest: rules.bone_rest,
            has_bone: false,
            flare_rise: rules.flare_rise,
            flare_sets: rules.flare_sets,
            flare_every: rules.flare_every,
            flare_minutes: rules.flare_minutes,
            in_flare: false,
        }
    }

    #[test]
    fn how_much_pain_is_all_right_is_said_by_the_limits_of_the_page() {
        let bone = PainGuide { has_bone: true, ..guide() };
        let said = [
            guide().in_exercise(5, true, Style::default()),
            guide().in_exercise(2, true, Style::default()),
            guide().in_exercise(5, false, Style::default()),
            bone.in_exercise(5, false, Style::default()),
            bone.in_exercise(0, true, Style::default()),
        ];
        insta::assert_snapshot!(said.join("\n"), @"
        A rise of up to 2 points in an exercise, above the pain before it, is fine. Up to 5 is all right too, if it is back to your usual by the next morning. Above that, or at 8 of 10: stop it for today.
        A rise of up to 2 points in an exercise, above the pain before it, is fine. Above that, or at 8 of 10: stop it for today.
        A rise of up to 2 points in an exercise, above the pain before it, is fine. Up to the number beside each exercise is all right too, if it is back to your usual by the next morning. Above that, or at 8 of 10: stop it for today.
        A rise of up to 2 points in an exercise, above the pain before it, is fine. Up to the number beside each exercise is all right too, if it is back to your usual by the next morning. Above that, or at 8 of 10: stop it for today. Where a bone is the trouble: none at all.
        None: a bone is the trouble. At any pain stop, and rest 2 days.
        ");
    }

    #[test]
    fn the_morning_and_the_flare_follow_the_numbers() {
        let stricter = PainGuide {
            settled_rise: 15,
            unsettled_within: 14,
            flare_sets: 40,
            flare_every: 3,
            flare_minutes: 50,
            ..guide()
        };
        let said = [
            guide().next_morning(Style::default()),
            stricter.next_morning(Style::default()),
            guide().flare(Style::default()),
            stricter.flare(Style::default()),
            PainGuide { in_flare: true, has_bone: true, ..guide() }.flare(Style::default()),
        ];
        insta::assert_snapshot!(said.join("\n"), @"
        Rate your pain when you get up. Less than 2 above your usual morning: go on. 2 or more above: it was too much. If that comes twice within 7 days, do less of it: supple says how much.
        Rate your pain when you get up. Less than 1.5 above your usual morning: go on. 1.5 or more above: it was too much. If that comes twice within 14 days, do less of it: supple says how much.
        Pain 2 or more above your usual for some days. Keep moving, with less: half of the sets of strength and nerve work, every other day; 60 % of the minutes of walks and rides; no jumps, no ball, nothing new. What you had reached is kept.
        Pain 2 or more above your usual for some days. Keep moving, with less: 40 % of the sets of strength and nerve work, every 3 days; 50 % of the minutes of walks and rides; no jumps, no ball, nothing new. What you had reached is kept.
        You are in one, and the doses here are the lighter ones already. Keep moving, and begin nothing new. What you had reached is kept. At a bone the rule stays: no pain at all.
        ");
    }
}
