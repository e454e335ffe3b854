//! `supple begin`: from “my buttock hurts” to a safe first step, or to the right door.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::begin;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::view::routine::show_holds;
use crate::domain::screening::safety::Referral;
use crate::domain::screening::state::Screening;

// Arguments of `begin`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It needs no diagnosis, and makes none. Without a terminal give it the answers: supple begin --answers FILE, \
                        as in supple screen."
)]
pub struct Args {
    /// Take the answers from a JSON file (- for stdin)
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Only say whom to see, and when
    #[arg(long, conflicts_with = "answers")]
    whom: bool,
    /// Print whom to see as JSON
    #[arg(long, requires = "whom")]
    json: bool,
}

/// Runs `begin`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    if !args.whom {
        return begin::begin(args.answers.as_deref(), context);
    }
    let safety = context.library().safety()?;
    if args.json {
        let rows: Vec<ReferralView<'_>> = safety.referrals.iter().map(ReferralView::from).collect();
        return Ok(json::document(&rows));
    }
    let mut page = context.page();
    if let Some(diary) = context.read_diary()? {
        let answers = diary.answers()?;
        let holds = Screening::new(&safety, &answers, context.today).holds();
        if !holds.is_empty() {
            show_holds(&holds, context, &mut page);
            page.gap();
        }
    }
    begin::show_whom(&safety, &mut page);
    Ok(Output::results(page.text()))
}

/// Whom to see, and when, for a program.
#[derive(Debug, Serialize)]
struct ReferralView<'a> {
    when: &'a str,
    whom: &'a str,
}

impl<'a> From<&'a Referral> for ReferralView<'a> {
    fn from(referral: &'a Referral) -> Self {
        Self { when: &referral.when, whom: &referral.whom }
    }
}
