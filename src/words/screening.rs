//! What must be looked at before any exercise, what asks for another look, and whom to call.

use super::text::and;
use crate::domain::diary::medicine::{AFTER_TOO_MUCH, Intake};
use crate::domain::diary::score::Score;
use crate::domain::diary::settings::Settings;
use crate::domain::screening::closer_look::CloserLook;
use crate::domain::screening::hold::{Hold, HoldKind};
use crate::domain::screening::inflammatory::{InflammatoryResult, InflammatoryScreen};
use crate::domain::screening::red_flag::Level;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::style::Style;

/// What to do about a hold.
pub fn hold(hold: &Hold) -> String {
    match hold.kind {
        // The look is on record, but only the person knows whether the sign is still there.
        HoldKind::Sign if hold.checked => {
            format!("A clinician has looked at this. To go on, answer it once more: “{}”", hold.ask)
        }
        HoldKind::Sign | HoldKind::Agreement => hold.act.clone(),
        HoldKind::Raised => format!(
            "Something you recorded may be a warning sign. Answer this first: {} If yes: \
             {}",
            hold.ask, hold.act
        ),
        HoldKind::Unanswered => {
            "Answer the safety questions first: it takes two minutes.".to_owned()
        }
        HoldKind::Reworded => "The safety questions have changed since you answered them. Answer \
                               them once more: two minutes, most people say no to all. Your plan \
                               and your diary are as you left them."
            .to_owned(),
        HoldKind::Stale => "Answer this week's safety questions first: one screen, and one key if \
                            nothing on it is new."
            .to_owned(),
        HoldKind::WorseMorning => "This morning is much worse than usual. Look at the safety \
                                   questions first: one screen, and one key if nothing on it is \
                                   new. Today's exercises wait for it."
            .to_owned(),
    }
}

/// What to do about a hold, for whoever reads a page.
pub fn on_page(raised: &Hold) -> String {
    if raised.kind == HoldKind::Raised {
        format!("Written down, and not answered yet. If yes: {}", raised.act)
    } else {
        hold(raised)
    }
}

/// How fast something must be done about a hold, in a word or two.
pub fn urgency(hold: &Hold) -> &'static str {
    match (hold.kind, hold.level) {
        (HoldKind::Sign, _) if hold.checked => "ANSWER ONCE MORE",
        (HoldKind::Sign, Some(Level::Emergency)) => "EMERGENCY: NOW",
        (HoldKind::Sign, Some(Level::SameDay)) => "TODAY",
        (HoldKind::Sign, Some(Level::Days)) => "WITHIN DAYS",
        (HoldKind::Sign, Some(Level::Weeks)) => "WITHIN TWO WEEKS",
        (HoldKind::Sign | HoldKind::Agreement, _) => "ASK FIRST",
        _ => "ANSWER FIRST",
    }
}

/// What was answered yes, without what is said behind the question in brackets.
pub fn sign(hold: &Hold) -> &str {
    let behind = hold.ask.rfind(" (").filter(|_| hold.ask.ends_with(')'));
    behind.map_or(&hold.ask, |at| &hold.ask[..at])
}

/// What to do about some holds, the most urgent first; what several of them ask for is said once.
pub fn alerts(holds: &[Hold]) -> Vec<String> {
    let mut alerts: Vec<String> = holds.iter().map(hold).collect();
    alerts.dedup();
    alerts
}

/// What was answered to the inflammatory questions, and what that means.
pub fn inflammatory(
    result: &InflammatoryResult,
    screen: &InflammatoryScreen,
    reader: Reader,
) -> String {
    let on = date::short(result.on, reader);
    if !result.applies {
        return format!("Inflammatory questions ({on}): they do not apply.");
    }
    let asked = screen.items.len();
    let open = match asked - result.answered.min(asked) {
        0 => String::new(),
        open => format!(", {open} not answered"),
    };
    let advice = screen.advice(result).unwrap_or(
        "That is below the number at which a referral is advised. If you are not sure of an \
         answer, ask your doctor.",
    );
    format!("Inflammatory questions ({on}): {} of {asked} yes{open}. {advice}", result.yes)
}

/// `What you wrote on Sun 22 Nov may want a closer look`
pub fn closer_look(look: &CloserLook, reader: Reader) -> String {
    format!("What you wrote on {} may want a closer look", date::short(look.day, reader))
}

/// That pain in an exercise was too much for the day.
pub fn too_much_pain(pain: Score, exercise: &str, style: Style) -> String {
    format!("Pain {} is too much in {exercise}. Leave it for today.", pain.shown(style))
}

/// When pain ends an exercise in which it may rise by `most` above the pain before.
pub fn pain_rule(most: u32) -> String {
    match most {
        0 => "Stop at any pain at all.".to_owned(),
        most => format!("Stop when pain in it rises by more than {most}, or to 8 of 10."),
    }
}

/// What is said once unusual amounts of medicines are confirmed, before the person's own numbers:
/// whoever has really taken them should not find only a number in a diary.
pub fn unusual_amounts(intakes: &[Intake], style: Style) -> String {
    let amounts: Vec<String> = intakes.iter().map(|intake| intake.in_words(style)).collect();
    let (is, its) = if amounts.len() == 1 { ("is", "its") } else { ("are", "their") };
    format!(
        "If {} {is} more than {its} leaflet or your doctor allows: {AFTER_TOO_MUCH}.",
        and(&amounts)
    )
}

/// The person's own numbers, for themselves: `Your clinic: … · Emergency: …`; `None` where they set
/// none.
pub fn own_numbers(settings: &Settings) -> Option<String> {
    numbers("Your clinic", settings)
}

/// The same for a page that others read: `Clinic: … · Emergency: …`.
pub fn numbers_for_others(settings: &Settings) -> Option<String> {
    numbers("Clinic", settings)
}

/// The numbers that are set, the clinic's behind a word for it.
fn numbers(clinic: &str, settings: &Settings) -> Option<String> {
    let numbers = [(clinic, &settings.clinic), ("Emergency", &settings.emergency_number)];
    let set = numbers.into_iter().filter(|(_, number)| !number.is_empty());
    let set: Vec<String> = set.map(|(whose, number)| format!("{whose}: {number}")).collect();
    (!set.is_empty()).then(|| set.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_said_and_nothing_else() {
        let set = |clinic: &str, emergency: &str| Settings {
            clinic: clinic.to_owned(),
            emergency_number: emergency.to_owned(),
            ..Settings::default()
        };
        assert_eq!(own_numbers(&set("", "")), None);
        assert_eq!(own_numbers(&set("", "112")).as_deref(), Some("Emergency: 112"));
        assert_eq!(own_numbers(&set("555", "")).as_deref(), Some("Your clinic: 555"));
        let both = set("Dr Okafor, 555", "112");
        let own = "Your clinic: Dr Okafor, 555 · Emergency: 112";
        assert_eq!(own_numbers(&both).as_deref(), Some(own));
        assert_eq!(
            numbers_for_others(&both).as_deref(),
            Some("Clinic: Dr Okafor, 555 · Emergency: 112")
        );
    }
}
