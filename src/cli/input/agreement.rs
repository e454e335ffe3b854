//! A clinician's agreement to a phase, held against a flare.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::flare::fold::FlareDay;
use crate::domain::screening::answers::Check;
use crate::words;

/// Refuses an agreement from before the flare of the day: it was not given about it.
pub fn refuse_before_flare(
    check: &Check,
    flare: &FlareDay,
    context: &Context,
) -> Result<(), Failure> {
    match &flare.flare {
        Some(flare) if check.is_before(flare.began) => {
            let (what, next) =
                words::flare::agreed_before(context.day(check.on), context.day(flare.began));
            Err(Failure::could_not(what).next(next))
        }
        _ => Ok(()),
    }
}
