//! The handout over random exercises: no two texts meet, nothing leaves the paper, nothing is left
//! out.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::programme::dose::Sides;
use crate::domain::programme::pose::{Hand, PelvicFloor, Pose, Prop, View};
use crate::domain::testing;
use crate::domain::text::date::DateStyle;
use crate::domain::text::load::WeightUnit;
use crate::figure::testing::{fixtures, recorder};

/// An exercise of the page.
fn item(name: &str, steps: Vec<String>, sides: Sides, times: u32, view: View) -> HandoutItem {
    let mut exercise = testing::exercise("bridge", 3);
    exercise.name = name.to_owned();
    exercise.steps = steps;
    let mut pose = Pose { view, props: vec![Prop::Mat, Prop::Chair], ..Pose::default() };
    pose.end.angles[2] = 300.0;
    pose.end.hands = [Hand::Hip, Hand::Air];
    pose.end.pelvic_floor = (times > 2).then_some(PelvicFloor::Lift);
    // One in five has no drawing.
    exercise.pose = (times != 4).then_some(pose);
    exercise.dose.sides = sides;
    exercise.dose.times_per_day = times;
    let dose = exercise.dose.clone();
    let stop = vec!["Stop if pain or tingling moves further down the leg.".to_owned()];
    HandoutItem {
        exercise,
        dose,
        weights: WeightUnit::Kilograms,
        sore: Some(Side::Left),
        pain_max: 5,
        told: vec![],
        cautions: vec![],
        stop,
        days: [true; DAYS],
    }
}

/// A page of some exercises.
fn page_of(items: Vec<HandoutItem>, subjects: Vec<String>) -> Handout {
    let from = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    let asks =
        || vec!["New loss of bowel control, or no feeling when passing stool?".to_owned(); 5];
    let signs = ["Go to an emergency department now. Do not exercise.", "Speak to a doctor today."];
    let signs = signs.map(|act| Signs { act: act.to_owned(), asks: asks() }).to_vec();
    let next_visit = Some(days_after(from, 9));
    Handout {
        told: vec![],
        subjects,
        from,
        to: days_after(from, 6),
        items,
        notes: vec![],
        signs,
        next_visit,
        own_numbers: Some("Your clinic: Dr Okafor, 555 0123 · Emergency: 112".to_owned()),
        date_style: DateStyle::DayFirst,
    }
}

/// Names, steps and rules of every length.
fn any_handout() -> impl Strategy<Value = Handout> {
    let step = prop_oneof!["[a-zäöüß ,.]{5,90}", fixtures::text()];
    let sides = prop::sample::select(vec![Sides::Together, Sides::Each, Sides::Sore]);
    let view = prop::sample::select(vec![View::Side, View::Front, View::Oblique]);
    let cautions = prop::collection::vec(fixtures::text(), 0..3);
    let days = prop::array::uniform::<_, DAYS>(any::<bool>());
    let each =
        (fixtures::name(), prop::collection::vec(step, 1..6), sides, 1u32..6, view, cautions, days);
    let each = each.prop_map(|(name, steps, sides, times, view, cautions, days)| HandoutItem {
        cautions,
        days,
        ..item(&name, steps, sides, times, view)
    });
    let notes = prop::collection::vec(fixtures::text(), 0..3);
    (prop::collection::vec(each, 1..12), fixtures::subjects(), notes)
        .prop_map(|(items, subjects, notes)| Handout { notes, ..page_of(items, subjects) })
}

/// Cuts a text to so many characters, none of them the letter of the left boxes.
fn shorten(text: &mut String, most: usize) {
    *text = text.chars().take(most).collect::<String>().replace('L', "l");
}

/// A page of up to five exercises with names, steps and rules as long as those of the library,
/// without the letter of the left boxes.
fn five() -> impl Strategy<Value = Handout> {
    any_handout().prop_map(|mut handout| {
        for item in &mut handout.items {
            shorten(&mut item.exercise.name, 60);
            item.cautions.truncate(1);
            item.cautions
                .iter_mut()
                .chain(&mut item.exercise.steps)
                .for_each(|text| shorten(text, 90));
        }
        handout.notes.iter_mut().for_each(|note| shorten(note, 120));
        handout.subjects.iter_mut().for_each(|subject| shorten(subject, 60));
        handout.items.truncate(5);
        handout
    })
}

proptest! {
    #![proptest_config(fixtures::cases(64))]
    #[test]
    fn nothing_meets_and_nothing_leaves_the_paper(
        handout in any_handout(),
        paper in fixtures::paper(),
    ) {
        let parts = HandoutParts::new(&handout);
        let Some(plan) = HandoutLayout::new(&handout, &parts, paper) else { return Ok(()) };
        let record = recorder::record(&plan, paper);
        prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
        let days = "Monday 23 November 2026 – Sunday 29 November 2026";
        prop_assert!(record.says(days), "{:?}", record.texts);
    }

    #[test]
    fn a_page_of_five_says_everything(handout in five(), paper in fixtures::upright()) {
        let parts = HandoutParts::new(&handout);
        let plan = HandoutLayout::new(&handout, &parts, paper).expect("five have room");
        let record = recorder::record(&plan, paper);
        for item in &handout.items {
            prop_assert!(record.says(&item.dose_in_words()), "{:?}", record.texts);
            prop_assert!(record.says(&item.pain_rule()), "{:?}", record.texts);
        }
        prop_assert!(record.says("Go to an emergency department now. Do not exercise."));
        prop_assert!(record.says("Next visit: Wednesday 2 December 2026."));
        prop_assert!(record.says("No clinician has signed these exercises off"));
        // A box for each day, side and time has its letter.
        let letters = record.texts.iter().filter(|(text, _)| text == "L").count();
        let wanted: usize = handout.items.iter().map(|item| match item.boxes() {
            Boxes::One | Boxes::Side(Side::Right) => 0,
            _ => {
                let days = item.days.iter().filter(|due| **due).count();
                days * item.dose.times_per_day.min(MOST_ROWS) as usize
            }
        }).sum();
        prop_assert_eq!(letters, wanted);
    }
}

#[test]
fn type_on_a4_can_be_read_at_arms_length() {
    let step = "Lie on your back, knees bent to a right angle, feet hip-width apart.";
    let steps = vec![step.to_owned(); 4];
    let name = "Beckenbodenentspannungsübung in Rückenlage mit Kissen";
    let items = (0..5).map(|_| item(name, steps.clone(), Sides::Each, 2, View::Side)).collect();
    let handout = page_of(items, vec!["Piriformis / deep gluteal syndrome, left".to_owned()]);
    let parts = HandoutParts::new(&handout);
    let plan =
        HandoutLayout::new(&handout, &parts, Paper::parse("a4-portrait", 100).expect("a paper"))
            .expect("it has room");
    assert!(plan.with_steps);
    let (name, step, small) = (plan.sizes.name.pt, plan.sizes.step.pt, plan.sizes.small.pt);
    assert!(name >= 10.0 && step >= 7.5 && small >= 6.0, "{name} {step} {small}");
}
