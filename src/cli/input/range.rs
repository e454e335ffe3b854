//! The days that a page is asked for: `--from`, `--to`, `--weeks`.

use chrono::NaiveDate;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::text::date::days_before;
use crate::domain::text::limits;

// The days of a page, as they are typed.
#[derive(Debug, Default, clap::Args)]
pub struct RangeArgs {
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// The last so many weeks
    #[arg(long, value_name = "N", conflicts_with = "from", value_parser = limits::within(limits::WEEKS), allow_hyphen_values = true)]
    weeks: Option<u32>,
}

/// The days that a page was asked for.
pub struct Range {
    /// The first of them, where one was named.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: NaiveDate,
    /// Whether the last was named.
    ends_by_choice: bool,
}

impl Range {
    /// What was typed, as days.
    pub fn from_args(args: &RangeArgs, context: &Context) -> Result<Self, Failure> {
        let (from, to) = context.clock().range(args.from.as_deref(), args.to.as_deref())?;
        let last = to.unwrap_or(context.today);
        let from = from.or(args.weeks.map(|weeks| days_before(last, u64::from(weeks) * 7 - 1)));
        Ok(Self { from, to: last, ends_by_choice: to.is_some() })
    }

    /// That nothing was recorded in time; `yet` says so where no last day was named.
    pub fn nothing(&self, yet: &str, context: &Context) -> Failure {
        if self.ends_by_choice {
            Failure::could_not(format!("nothing was recorded up to {}.", context.day(self.to)))
                .next("See what was: supple history --from 2020-01-01")
        } else {
            Failure::could_not(yet).next("Log a score first: supple log")
        }
    }
}
