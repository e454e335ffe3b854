//! The numbers of the rules, where a person's own take the place of ours.

use std::fs;

use supple::library::{Library, between_rules};

use crate::{broken, told};

#[test]
fn own_numbers_are_used_and_all_others_stay_as_shipped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = r#"
[rule.growth-days]
value = 10

[rule.flare-rise]
value = 2.5
agreed_by = "Ana Example, physiotherapist"
agreed_on = "2026-11-20"
"#;
    fs::write(folder.path().join("rules.toml"), text).expect("it can be written");
    assert_eq!(told(folder.path()), "");
    let library = Library::with_overrides(Some(folder.path().to_owned()));
    let (ours, own) = (Library::builtin().rules(), library.rules());
    let (ours, own) = (ours.expect("it is shipped"), own.expect("it reads well"));
    assert_eq!((ours.growth_days, own.growth_days), (7, 10));
    // Points are kept in tenths.
    assert_eq!((ours.flare_rise, own.flare_rise), (20, 25));
    assert_eq!(library.own_rules_path(), Some(folder.path().join("rules.toml")));
    let changes = between_rules(&ours, &own).into_iter();
    let told: Vec<_> = changes.map(|change| (change.line, change.loosens)).collect();
    let agreed = "flare-rise: 2 → 2.5 points, agreed by Ana Example, physiotherapist";
    let expected = [(agreed, true), ("growth-days: 7 → 10 days", false)];
    assert_eq!(told, expected.map(|(line, loosens)| (line.to_owned(), loosens)));
}

#[test]
fn without_own_numbers_all_are_as_shipped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::with_overrides(Some(folder.path().to_owned()));
    assert_eq!(library.own_rules_path(), None);
    assert_eq!(library.rules().expect("ours"), Library::builtin().rules().expect("ours"));
}

#[test]
fn ours_can_be_copied_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy("exercises/rules.toml", folder.path().join("rules.toml")).expect("it is shipped");
    assert_eq!(told(folder.path()), "");
}

#[test]
fn a_condition_can_make_a_number_stricter() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = "conditions/ischial-bursitis.toml";
    // The same number as ours is no looser, and of some numbers neither way is stricter.
    let rules = "\n[rules]\ngrowth-days = 10\nflare-rise = 1.5\nflare-sets = 50\nbase-days = 21\n";
    broken::put(folder.path(), file, (broken::base(file) + rules).as_bytes());
    assert_eq!(told(folder.path()), "");
    let library = Library::with_overrides(Some(folder.path().to_owned()));
    let condition = library.condition("ischial-bursitis").expect("it reads well");
    let expected = [("base-days", 21), ("flare-rise", 15), ("flare-sets", 50), ("growth-days", 10)];
    let expected = expected.map(|(id, value)| (id.to_owned(), value));
    assert_eq!(condition.rules.into_iter().collect::<Vec<_>>(), expected);
}
