//! The handout over random exercises and over every programme: no two texts meet, nothing leaves the
//! paper, nothing is left out, and no type is too small.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::exercise_block::MOST_ROWS;
use super::*;
use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Boxes, DAYS, HandoutItem, PainGuide};
use crate::domain::programme::dose::Sides;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::pose::{Hand, PelvicFloor, Pose, Prop, View};
use crate::domain::screening::safety::{HandoutSigns, Urgency};
use crate::domain::testing;
use crate::domain::text::date::days_after;
use crate::domain::text::style::Style;
use crate::figure::testing::recorder::Recording;
use crate::figure::testing::{browser, fixtures, recorder};
use crate::library::Library;

/// What all pages of a layout put where, one record a page.
fn record_pages(layout: &HandoutLayout<'_>, paper: Paper) -> Vec<Recording> {
    layout.pages().map(|page| recorder::record(&page, paper)).collect()
}

/// Whether some words are on a page.
fn says(records: &[Recording], words: &str) -> bool {
    records.iter().any(|record| record.says(words))
}

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
    let stop = vec!["Stop if pain or tingling moves further down the leg.".to_owned()];
    HandoutItem { stop, ..with_exercise(exercise) }
}

/// An exercise with boxes for every day.
fn with_exercise(exercise: Exercise) -> HandoutItem {
    HandoutItem {
        dose: exercise.dose.clone(),
        exercise,
        style: Style::default(),
        sore: Some(Side::Left),
        pain_max: 5,
        told: vec![],
        cautions: vec![],
        stop: vec![],
        days: [true; DAYS],
    }
}

/// A page of some exercises.
fn page_of(items: Vec<HandoutItem>, subjects: Vec<String>) -> Handout {
    let from = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    let asks =
        || vec!["New loss of bowel control, or no feeling when passing stool?".to_owned(); 5];
    let signs = [
        (Urgency::Ambulance, "Call an ambulance now."),
        (Urgency::Emergency, "Go to an emergency department now. Do not exercise."),
        (Urgency::SameDay, "Speak to a doctor today."),
    ];
    let signs =
        signs.map(|(urgency, act)| HandoutSigns { urgency, act: act.to_owned(), signs: asks() });
    let signs = signs.to_vec();
    let safety = Library::builtin().safety().expect("it is shipped");
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
        pain: PainGuide::new(&testing::rules(), &safety.monitor, false, false),
        clinic: "Dr Okafor, 555 0123".to_owned(),
        emergency_number: "112".to_owned(),
        style: Style::default(),
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
        let Some(layout) = HandoutLayout::new(&handout, &parts, paper) else { return Ok(()) };
        let records = record_pages(&layout, paper);
        for record in &records {
            prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
        }
        let days = "Monday 23 November 2026 – Sunday 29 November 2026";
        prop_assert!(says(&records, days), "{:?}", records[0].texts);
    }

    #[test]
    fn a_page_for_a_browser_is_well_formed_and_says_everything(handout in any_handout()) {
        let page = render_handout_html(&handout).expect("a page");
        prop_assert_eq!(web_faults(&handout, &page), Vec::<String>::new());
    }

    #[test]
    fn a_page_of_five_says_everything(handout in five(), paper in fixtures::upright()) {
        let parts = HandoutParts::new(&handout);
        let layout = HandoutLayout::new(&handout, &parts, paper).expect("five have room");
        let records = record_pages(&layout, paper);
        for item in &handout.items {
            prop_assert!(says(&records, &item.dose_in_words()));
            prop_assert!(says(&records, &item.pain_rule()));
        }
        for words in [
            "Call an ambulance: 112",
            "Go to an emergency department now. Do not exercise.",
            "Next visit: Wednesday 2 December 2026.",
            "No clinician has signed these exercises off",
        ] {
            prop_assert!(says(&records, words), "{words}");
        }
        // A box for each day, side and time has its letter.
        let texts = records.iter().flat_map(|record| &record.texts);
        let letters = texts.filter(|(text, _)| text == "L").count();
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

/// The sheets that a printer has.
const SHEETS: [&str; 4] = ["a4-portrait", "a4", "letter-portrait", "letter"];

/// Every phase of every programme, with up to so many exercises of it.
fn every_phase(most: usize) -> Vec<(String, Handout)> {
    let library = Library::builtin();
    let safety = library.safety().expect("it is shipped");
    let conditions = library.condition_ids().into_iter().map(|id| library.condition(&id));
    let mut all = Vec::new();
    for condition in conditions {
        let condition = condition.expect("it is shipped");
        for phase in condition.listed_phases() {
            let items = phase.exercises.iter().take(most).map(|placed| {
                let exercise = library.exercise(placed).expect("it is shipped");
                let limit = safety.limit(&exercise, [condition.pain_rule]);
                HandoutItem {
                    stop: safety.stop_rules_of(&exercise),
                    dose: exercise.dose.clone(),
                    pain_max: limit.acceptable_max,
                    ..with_exercise(exercise)
                }
            });
            let subjects = vec![format!("{}, left", condition.name)];
            let handout =
                Handout { signs: safety.handout.clone(), ..page_of(items.collect(), subjects) };
            all.push((format!("{} {}", condition.id, phase.name), handout));
        }
    }
    all
}

/// The least size that a text of the page may have, in points.
fn least_points(handout: &Handout, text: &str) -> f64 {
    // A few letters stand elsewhere as well; the ends of lines have the type of their beginnings.
    let part_of = |whole: &str| text.len() > 16 && whole.contains(text);
    let step = handout.items.iter().flat_map(|item| &item.exercise.steps).any(|step| part_of(step));
    let sign = handout
        .signs
        .iter()
        .any(|signs| part_of(&signs.act) || signs.signs.iter().any(|sign| part_of(sign)));
    if step {
        11.0
    } else if sign {
        10.0
    } else {
        8.0
    }
}

/// What is wrong with the pages of a handout.
fn faults(handout: &Handout, paper: Paper) -> Vec<String> {
    let parts = HandoutParts::new(handout);
    let Some(layout) = HandoutLayout::new(handout, &parts, paper) else {
        return vec!["it has no room".to_owned()];
    };
    let records = record_pages(&layout, paper);
    let mut faults: Vec<String> = records.iter().flat_map(|record| record.faults(paper)).collect();
    for record in &records {
        for ((text, _), points) in record.texts.iter().zip(&record.points) {
            if *points < least_points(handout, text) - 0.01 {
                faults.push(format!("{text:?} has {points} points"));
            }
        }
    }
    let item = handout.items.iter().flat_map(|item| {
        let steps = item.exercise.steps.iter().cloned();
        steps.chain(item.stop.iter().cloned()).chain([item.pain_rule(), item.dose_in_words()])
    });
    let advice = handout.advice().into_iter().map(|(_, text)| text);
    let signs = handout.signs.iter().flat_map(|signs| signs.signs.iter().cloned());
    let missing = item.chain(advice).chain(signs).filter(|words| !says(&records, words));
    faults.extend(missing.map(|words| format!("{words:?} is missing")));
    faults
}

#[test]
fn every_programme_has_all_of_its_steps_in_type_that_can_be_read() {
    for sheet in SHEETS {
        let paper = Paper::parse(sheet, 50).expect("a paper");
        for (name, handout) in every_phase(9) {
            assert_eq!(faults(&handout, paper), [""; 0], "{name} on {sheet}");
        }
    }
}

#[test]
fn small_paper_has_all_of_it_or_says_that_there_is_no_room() {
    let all = every_phase(2);
    let mut drawn = 0;
    for sheet in ["80x60", "100x150", "105x148", "148x210", "210x148"] {
        let paper = Paper::parse(sheet, 50).expect("a paper");
        for (name, handout) in all.iter().step_by(7) {
            let faults = faults(handout, paper);
            if faults != ["it has no room"] {
                drawn += 1;
                assert_eq!(faults, [""; 0], "{name} on {sheet}");
            }
        }
    }
    assert!(drawn > 10, "{drawn}");
}

#[test]
fn one_exercise_needs_one_page_and_five_need_no_more_than_three() {
    let all = every_phase(9);
    let (_, five) = all.iter().find(|(_, handout)| handout.items.len() >= 5).expect("five");
    for (count, pages) in [(1, 1..=1), (3, 1..=2), (5, 2..=3)] {
        let handout = Handout { items: five.items[..count].to_vec(), ..five.clone() };
        let parts = HandoutParts::new(&handout);
        let paper = Paper::parse("a4-portrait", 50).expect("a paper");
        let layout = HandoutLayout::new(&handout, &parts, paper).expect("it has room");
        assert!(pages.contains(&layout.pages.len()), "{count}: {}", layout.pages.len());
        let files = |format| render_handout(&handout, paper, format).expect("files").len();
        assert_eq!([files(Format::Png), files(Format::Svg)], [layout.pages.len(); 2]);
        assert_eq!(files(Format::Pdf), 1);
    }
}

/// What is wrong with a handout for a browser.
fn web_faults(handout: &Handout, page: &str) -> Vec<String> {
    let signs = handout.signs.iter().flat_map(|signs| signs.signs.iter().cloned());
    let doses = handout.items.iter().map(|item| item.dose_in_words());
    let advice = handout.advice().into_iter().map(|(_, text)| text);
    let steps = handout.items.iter().flat_map(|item| item.exercise.steps.iter().cloned());
    let words: Vec<String> = signs.chain(doses).chain(advice).chain(steps).collect();
    browser::faults(page, handout.items.len(), &words)
}
