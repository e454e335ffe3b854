//! How large the dose of an exercise was from day to day, for a line over time: larger and smaller,
//! not how it is done.

use chrono::NaiveDate;

use crate::domain::programme::dose::Dose;

/// The dose from a day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DoseStep {
    /// The first day.
    pub from: NaiveDate,
    /// How much it is in the measure of this exercise alone; above 0.
    pub amount: f64,
    /// Whether it was stopped, so that nothing of it was done.
    pub is_stopped: bool,
}

/// The doses of one exercise of the plan over some days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DoseCourse {
    /// Where it changed, in order; the first is where it begins.
    pub steps: Vec<DoseStep>,
    /// Its last day in the plan; `None` before its first.
    pub last: Option<NaiveDate>,
    /// The weight of the last step, in grams.
    load_g: Option<u32>,
    /// What the weight has come to against the first one.
    load_factor: f64,
}

impl DoseCourse {
    /// Adds a day; days come in order.
    pub fn add(&mut self, day: NaiveDate, dose: &Dose, is_stopped: bool) {
        if self.steps.is_empty() {
            self.load_factor = 1.0;
        }
        // A weight that is named for the first time is what was used all along.
        if let (Some(before), Some(now)) = (self.load_g.filter(|load| *load > 0), dose.load_g) {
            self.load_factor *= f64::from(now) / f64::from(before);
        }
        self.load_g = dose.load_g.or(self.load_g);
        let repeats =
            dose.reps.map_or(1.0, f64::from) * dose.hold_s.map_or(1.0, f64::from).max(1.0);
        let work = dose.minutes.map_or(f64::from(dose.sets) * repeats, f64::from);
        let stages = (dose.stage + 1) as f64;
        let step = DoseStep { from: day, amount: work * stages * self.load_factor, is_stopped };
        let is_same = |last: &DoseStep| {
            (last.amount - step.amount).abs() < 1e-9 && last.is_stopped == step.is_stopped
        };
        if !self.steps.last().is_some_and(is_same) {
            self.steps.push(step);
        }
        self.last = Some(day);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use crate::domain::text::date::days_after;

    /// The course of some doses, a day each.
    fn course(doses: &[(Dose, bool)]) -> DoseCourse {
        let first = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date");
        let mut course = DoseCourse::default();
        for (n, (dose, is_stopped)) in (0..).zip(doses) {
            course.add(days_after(first, n), dose, *is_stopped);
        }
        course
    }

    /// A dose of so many sets of repeats.
    fn dose(sets: u32, reps: u32) -> Dose {
        Dose { sets, reps: Some(reps), ..testing::exercise("clamshell", 3).dose }
    }

    #[test]
    fn a_step_is_where_the_dose_changes() {
        let found = course(&[
            (dose(2, 10), false),
            (dose(2, 10), false),
            (dose(3, 10), false),
            (dose(3, 10), true),
            (dose(2, 10), false),
        ]);
        let steps: Vec<_> = found.steps.iter().map(|step| (step.amount, step.is_stopped)).collect();
        assert_eq!(steps, [(20.0, false), (30.0, false), (30.0, true), (20.0, false)]);
        assert_eq!(found.last, Some(days_after(found.steps[0].from, 4)));
    }

    #[test]
    fn more_weight_for_fewer_repeats_is_no_fall_by_itself() {
        let dose = |reps, load_g| Dose { load_g, ..dose(2, reps) };
        let found = course(&[
            (dose(12, None), false),
            (dose(12, Some(2000)), false),
            (dose(8, Some(3000)), false),
        ]);
        assert_eq!(found.steps.len(), 1, "{found:?}");
    }
}
