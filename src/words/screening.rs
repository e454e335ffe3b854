//! What must be looked at before any exercise, and what asks for another look.

use crate::domain::diary::score::Score;
use crate::domain::screening::answers::{CloserLook, Hold};
use crate::domain::text::date::{self, Reader};

/// What to do about a hold.
pub fn hold(hold: &Hold) -> String {
    // The look is on record, but only the person knows whether the sign is still there.
    if hold.checked {
        format!("A clinician has looked at this. To go on, answer it once more: “{}”", hold.ask)
    } else {
        hold.act.clone()
    }
}

/// What to do about some holds, the most urgent first; what several of them ask for is said once.
pub fn alerts(holds: &[Hold]) -> Vec<String> {
    let mut alerts: Vec<String> = holds.iter().map(hold).collect();
    alerts.dedup();
    alerts
}

/// `What you wrote on Sun 22 Nov may want a closer look`
pub fn closer_look(look: &CloserLook, reader: Reader) -> String {
    format!("What you wrote on {} may want a closer look", date::short(look.day, reader))
}

/// That pain in an exercise was too much for the day.
pub fn too_much_pain(pain: Score, exercise: &str) -> String {
    format!("Pain {pain} is too much in {exercise}. Leave it for today.")
}

/// When pain ends an exercise in which it may rise by `most` above the pain before.
pub fn pain_rule(most: u32) -> String {
    match most {
        0 => "Stop at any pain at all.".to_owned(),
        most => format!("Stop when pain in it rises by more than {most}, or to 8 of 10."),
    }
}
