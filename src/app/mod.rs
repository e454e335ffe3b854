//! What a verb needs, gathered once from the diary, the library and the rules: one opening of the
//! diary, one following of the plan, plain values out.
//!
//! It knows no terminal, no arguments, no page and no clock: a second front end would begin here.
//! What it says in words comes from `domain` and `words`; what it cannot do is an [`AppError`],
//! which the front end words.

mod day_now;
mod dose_changes;
mod episode;
mod error;
mod flare_now;
mod keep_checkpoint;
mod numbers;
mod page_source;
mod phase_progress;
mod plan_checkpoint;
mod plan_snapshot;
mod private_days;
pub mod suggestions;
mod visit_page;

pub use day_now::{DayNow, GLANCE_DAYS, Glance};
pub use episode::Episode;
pub use error::AppError;
pub use flare_now::{flare_now, flare_unless_held};
pub use keep_checkpoint::keep_checkpoint;
pub use numbers::{Numbers, PainComparison, PeriodNumbers, Since};
pub use page_source::{PageSource, patterns};
pub use phase_progress::{PhaseProgress, PhaseStep};
pub use plan_snapshot::{PlanOutcome, PlanSnapshot, Tags, raised, tags_for};
pub use visit_page::VisitPage;
