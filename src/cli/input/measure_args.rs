//! Numbers beside the score of an entry, as they are typed: the options that `log` and `edit`
//! share.

use crate::cli::input::clearable::{Clearable, clearable};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::text::limits;
use crate::domain::text::span::{self, DefaultUnit};

// Numbers beside the score.
#[derive(Debug, Clone, clap::Args)]
pub struct MeasureArgs {
    /// How long the night's sleep was: 6h30, 6:30, 6.5h, 390 min
    #[arg(long, value_name = "TIME", value_parser = clearable(|text: &str| span::parse(text, DefaultUnit::Hours)), allow_hyphen_values = true)]
    slept: Option<Clearable<u32>>,
    /// How long sitting went without pain: 35 (minutes), 1h20
    #[arg(long, value_name = "TIME", value_parser = clearable(|text: &str| span::parse(text, DefaultUnit::Minutes)), allow_hyphen_values = true)]
    sat: Option<Clearable<u32>>,
    /// Day of the menstrual cycle: 1 is the first day of bleeding
    #[arg(long, value_name = "N", value_parser = clearable(limits::within(limits::CYCLE_DAY)), allow_hyphen_values = true)]
    cycle_day: Option<Clearable<u32>>,
    /// How often something leaked that day; 0 says that it kept dry
    #[arg(long, value_name = "N", value_parser = clearable(limits::within(limits::LEAKS)), allow_hyphen_values = true)]
    leaks: Option<Clearable<u32>>,
    /// How heavy or dragging the pelvic floor felt, 0 (not at all) to 10
    #[arg(long, value_name = "N", value_parser = clearable(Score::parse), allow_hyphen_values = true)]
    heaviness: Option<Clearable<Score>>,
}

impl MeasureArgs {
    /// The rating with these numbers; those that are not named stay as they are.
    pub fn over(&self, before: Rating) -> Rating {
        Rating {
            sleep_minutes: self.slept.map_or(before.sleep_minutes, Clearable::into_option),
            sitting_minutes: self.sat.map_or(before.sitting_minutes, Clearable::into_option),
            cycle_day: self.cycle_day.map_or(before.cycle_day, Clearable::into_option),
            leaks: self.leaks.map_or(before.leaks, Clearable::into_option),
            heaviness: self.heaviness.map_or(before.heaviness, Clearable::into_option),
            ..before
        }
    }

    /// The options that were named.
    pub fn named(&self) -> Vec<&'static str> {
        self.options()
            .into_iter()
            .filter(|(_, is_named, _)| *is_named)
            .map(|(name, ..)| name)
            .collect()
    }

    /// Whether one of them is to be cleared.
    pub fn clears(&self) -> bool {
        self.options().into_iter().any(|(_, _, clears)| clears)
    }

    /// Each option, whether it was named, and whether it is to be cleared.
    fn options(&self) -> [(&'static str, bool, bool); 5] {
        [
            option("--slept", self.slept),
            option("--sat", self.sat),
            option("--cycle-day", self.cycle_day),
            option("--leaks", self.leaks),
            option("--heaviness", self.heaviness),
        ]
    }
}

/// An option, whether it was named, and whether it is to be cleared.
fn option<T: Copy>(name: &'static str, field: Option<Clearable<T>>) -> (&'static str, bool, bool) {
    (name, field.is_some(), matches!(field, Some(Clearable::Clear)))
}
