//! Whom to call, as the person has set it: for pages, and wherever a warning sign is told.

use crate::domain::diary::settings::Settings;

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
