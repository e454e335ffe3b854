//! Keys and passing time as lines, and what a guide makes of them.

use super::*;
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::testing;
use proptest::prelude::*;
use strum::VariantArray;

/// Two sets of two repeats of four seconds, ten seconds of rest between: 10 s ready, sets end
/// at 18 and 36 s.
fn two_sets() -> GuidedExercise {
    item(Dose { sets: 2, reps: Some(2), rest_s: Some(10), ..testing::exercise("x", 7).dose })
}

fn item(dose: Dose) -> GuidedExercise {
    let before = Actual::default();
    GuidedExercise {
        pace: Pace::new(&dose, &before),
        aims_at_effort: false,
        pain_max: 5,
        asks_before: false,
        asks_place: false,
        before,
    }
}

/// What happens for a line of events: `>` Enter, `_` Space, `<` Backspace, `^` Ctrl-C, `12s`
/// seconds that pass in one go, any other word the keys of its letters.
fn play(guide: &mut Guide, line: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for word in line.split_whitespace() {
        let seconds = word.strip_suffix('s').and_then(|number| number.parse::<u64>().ok());
        let events: Vec<Event> = match (word, seconds) {
            (_, Some(seconds)) => vec![Event::Passed(seconds * 1000)],
            (word, None) => word.chars().map(|c| Event::Key(key(c))).collect(),
        };
        seen.extend(
            events.into_iter().flat_map(|event| guide.step(event)).map(|effect| tell(&effect)),
        );
    }
    seen.push(format!("{:?} {}", guide.stage(), guide.current()));
    seen
}

fn key(c: char) -> Key {
    match c {
        '>' => Key::Enter,
        '_' => Key::Char(' '),
        '<' => Key::Back,
        '^' => Key::End,
        c => Key::Char(c),
    }
}

/// `keep 0: 2 sets pain 3`.
fn tell(effect: &GuideEffect) -> String {
    match effect {
        GuideEffect::Bell => "bell".to_owned(),
        GuideEffect::Quit => "quit".to_owned(),
        GuideEffect::Keep { item, outcome: Outcome::Skipped { .. }, .. } => {
            format!("keep {item}: skipped")
        }
        GuideEffect::Keep { item, outcome: Outcome::Done(actual), worked } => {
            let mut words = vec![format!("{} {item}:", if *worked { "keep" } else { "felt" })];
            let numbers = [
                ("sets", actual.sets.map(|sets| sets.to_string())),
                ("reps", actual.reps.map(|reps| reps.to_string())),
                ("hold", actual.hold_s.map(|seconds| seconds.to_string())),
                ("min", actual.minutes.map(|minutes| minutes.to_string())),
                ("before", actual.pain_before.map(|pain| pain.typed())),
                ("pain", actual.pain.map(|pain| pain.typed())),
                ("in", actual.pain_place.map(|place| place.word().to_owned())),
                ("effort", actual.effort.map(|effort| effort.to_string())),
            ];
            words.extend(
                numbers
                    .into_iter()
                    .filter_map(|(what, number)| Some(format!("{what} {}", number?))),
            );
            words.extend(actual.symptoms.iter().map(|symptom| symptom.word().to_owned()));
            words.join(" ")
        }
    }
}

/// What is seen of each line of events, for two exercises of two sets, the second with an
/// effort to aim at.
#[test]
fn keys_and_time_lead_through_the_day() {
    for (line, expected) in [
        ("", "Opening 0"),
        ("99s", "Opening 0"),
        (">", "Reading 0"),
        ("> 99s", "Reading 0"),
        ("> > 9s", "Going 0"),
        ("> > 10s", "bell, Going 0"),
        ("> > 10s 8s", "bell, keep 0: sets 1, bell, Going 0"),
        ("> > 36s", "keep 0: sets 2, bell, Pain 0"),
        ("> > 18s 18s", "keep 0: sets 1, bell, keep 0: sets 2, bell, Pain 0"),
        // Next, pause and going on.
        ("> > nnn", "keep 0: sets 1, Going 0"),
        ("> > nnn nnn", "keep 0: sets 1, keep 0: sets 2, Pain 0"),
        ("> > _ 99s", "Going 0"),
        ("> > _ > 10s", "bell, Going 0"),
        ("> > _ _ 10s", "bell, Going 0"),
        ("> > _ n 8s", "keep 0: sets 1, bell, Going 0"),
        // Skipping before anything was done leaves it out; after that it is kept as far as it
        // went.
        ("> s", "keep 0: skipped, Reading 1"),
        ("> > s", "keep 0: skipped, Reading 1"),
        ("> > n s", "keep 0: sets 1 reps 1, Pain 0"),
        ("> > nn s", "keep 0: sets 1 reps 1, Pain 0"),
        ("> > nnn s", "keep 0: sets 1, keep 0: sets 1, Pain 0"),
        ("> s s", "keep 0: skipped, keep 1: skipped, quit, Over 2"),
        // Less takes one set off, and ends the last one where it is.
        ("> l", "Reading 0"),
        ("> ll", "Reading 0"),
        ("> l > 18s", "keep 0: sets 1, bell, Pain 0"),
        ("> > nl nn", "keep 0: sets 1, Pain 0"),
        ("> > nl l", "keep 0: sets 1 reps 1, Pain 0"),
        ("> > nnn l", "keep 0: sets 1, keep 0: sets 1, Pain 0"),
        // Quitting keeps what is finished and asks nothing.
        ("q", "quit, Over 0"),
        ("> q", "quit, Over 0"),
        // The repeats of a set that is under way are lost by leaving: that is asked.
        ("> > nn q", "Going 0"),
        ("> > nn qq", "quit, Over 0"),
        ("> > nn q s", "keep 0: sets 1 reps 1, Pain 0"),
        ("> > nn q > q", "Going 0"),
        ("> > nn ^", "quit, Over 0"),
        ("> > nnn ^", "keep 0: sets 1, quit, Over 0"),
        ("> > 36s ^", "keep 0: sets 2, bell, quit, Over 0"),
        ("> > 36s q", "keep 0: sets 2, bell, quit, Over 0"),
        ("q > > 36s", "quit, Over 0"),
        // A key that is pressed over the explanation of the keys only takes that away.
        ("> ?s >", "Going 0"),
        ("> ?? >", "Going 0"),
        ("> ?^", "quit, Over 0"),
    ] {
        let mut guide =
            Guide::new(vec![two_sets(), GuidedExercise { aims_at_effort: true, ..two_sets() }]);
        assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
    }
}

#[test]
fn pain_and_effort_are_asked_and_only_answers_are_kept() {
    for (line, expected) in [
        (">", "Effort 0"),
        (">>", "Reading 1"),
        ("3>", "felt 0: sets 2 pain 3, Effort 0"),
        ("3.5> 7>", "felt 0: sets 2 pain 3.5, felt 0: sets 2 pain 3.5 effort 7, Reading 1"),
        ("0> 0>", "felt 0: sets 2 pain 0, felt 0: sets 2 pain 0 effort 0, Reading 1"),
        ("3,5>", "felt 0: sets 2 pain 3.5, Effort 0"),
        ("9<2>", "felt 0: sets 2 pain 2, Effort 0"),
        ("11>", "Pain 0"),
        ("11> 1>", "felt 0: sets 2 pain 1, Effort 0"),
        ("> 11>", "Effort 0"),
        ("> 3.5>", "Effort 0"),
        ("xyz 99s >", "Effort 0"),
        ("5>", "felt 0: sets 2 pain 5, Effort 0"),
        ("5.1>", "felt 0: sets 2 pain 5.1, Warned 0"),
        ("6> >", "felt 0: sets 2 pain 6, Effort 0"),
        ("3> q", "felt 0: sets 2 pain 3, quit, Over 0"),
        // Whoever leaves with an answer on the screen has given it.
        ("3^", "felt 0: sets 2 pain 3, quit, Over 0"),
        ("3q", "felt 0: sets 2 pain 3, quit, Over 0"),
        ("3?^", "felt 0: sets 2 pain 3, quit, Over 0"),
        ("11q", "quit, Over 0"),
        ("11sq", "felt 0: sets 2 leg-spread, quit, Over 0"),
        ("3.^", "felt 0: sets 2 pain 3, quit, Over 0"),
        ("> 7^", "felt 0: sets 2 effort 7, quit, Over 0"),
        ("> 77q", "quit, Over 0"),
        // Signs are ticked, unticked, and answered whatever the pain.
        ("s>", "felt 0: sets 2 leg-spread, Warned 0"),
        ("xy>", "Effort 0"),
        ("ns>", "felt 0: sets 2 numb-weak leg-spread, Warned 0"),
        ("ss>", "Effort 0"),
        (
            "1n> > 4>",
            "felt 0: sets 2 pain 1 numb-weak, felt 0: sets 2 pain 1 effort 4 numb-weak, Reading 1",
        ),
        ("sq", "felt 0: sets 2 leg-spread, quit, Over 0"),
        ("n^", "felt 0: sets 2 numb-weak, quit, Over 0"),
        ("ssq", "quit, Over 0"),
        ("2n> q", "felt 0: sets 2 pain 2 numb-weak, quit, Over 0"),
        // One question back, where nothing is typed; what was answered stays unless it is said
        // anew.
        ("3> < >", "felt 0: sets 2 pain 3, Effort 0"),
        ("3> < 4>", "felt 0: sets 2 pain 3, felt 0: sets 2 pain 4, Effort 0"),
        ("3> 7<< 2>", "felt 0: sets 2 pain 3, felt 0: sets 2 pain 2, Effort 0"),
        ("n> < n>", "felt 0: sets 2 numb-weak, felt 0: sets 2, Effort 0"),
    ] {
        let mut guide =
            Guide::new(vec![GuidedExercise { aims_at_effort: true, ..two_sets() }, two_sets()]);
        play(&mut guide, "> > 36s");
        assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
    }
}

#[test]
fn pain_before_is_asked_before_it_is_begun_and_kept_with_it() {
    for (line, expected) in [
        ("> >", "Before 0"),
        ("> > >", "Going 0"),
        ("> > 99s", "Before 0"),
        ("> > 2> nnn", "keep 0: sets 1 before 2, Going 0"),
        ("> > 2>", "Going 0"),
        ("> > 2q", "quit, Over 0"),
        ("> > 11>", "Before 0"),
        (
            "> > 2> 36s 4> ",
            "keep 0: sets 2 before 2, bell, felt 0: sets 2 before 2 pain 4, Reading 1",
        ),
        ("> > s", "keep 0: skipped, Reading 1"),
        ("> > 3> s", "keep 0: skipped, Reading 1"),
        ("> > l > 18s", "keep 0: sets 1, bell, Pain 0"),
    ] {
        let mut guide =
            Guide::new(vec![GuidedExercise { asks_before: true, ..two_sets() }, two_sets()]);
        assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
    }
    let mut guide = Guide::new(vec![GuidedExercise { asks_before: true, ..two_sets() }]);
    play(&mut guide, "> > 2> 11s qq");
    assert_eq!(guide.left_unfinished(), Some(0), "pain before it is not a set of it");
}

#[test]
fn where_pain_was_is_asked_where_a_bone_is_the_trouble() {
    for (line, expected) in [
        ("0>", "felt 0: sets 2 pain 0, Reading 1"),
        (">", "Reading 1"),
        ("2>", "felt 0: sets 2 pain 2, Place 0"),
        ("2> >", "felt 0: sets 2 pain 2, Reading 1"),
        ("2> b", "felt 0: sets 2 pain 2, felt 0: sets 2 pain 2 in bone, Reading 1"),
        ("2> o", "felt 0: sets 2 pain 2, felt 0: sets 2 pain 2 in other, Reading 1"),
        ("2> 7n o", "felt 0: sets 2 pain 2, felt 0: sets 2 pain 2 in other, Reading 1"),
        ("2> < 0>", "felt 0: sets 2 pain 2, felt 0: sets 2 pain 0, Reading 1"),
        ("2> q", "felt 0: sets 2 pain 2, quit, Over 0"),
    ] {
        let mut guide =
            Guide::new(vec![GuidedExercise { asks_place: true, ..two_sets() }, two_sets()]);
        play(&mut guide, "> > 36s");
        assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
    }
}

#[test]
fn every_sign_has_its_key() {
    let mut signs = SIGNS.map(|(_, sign)| sign);
    signs.sort();
    assert_eq!(signs, Symptom::VARIANTS, "each once");
    for (key, sign) in SIGNS {
        let mut guide = Guide::new(vec![two_sets()]);
        play(&mut guide, "> > 36s");
        assert_eq!(
            play(&mut guide, &format!("{key}>")),
            [format!("felt 0: sets 2 {}", sign.word()), "Warned 0".to_owned()]
        );
    }
}

#[test]
fn an_answer_that_is_none_says_what_one_looks_like() {
    let mut guide = Guide::new(vec![two_sets()]);
    play(&mut guide, "> > 36s 11>");
    assert!(guide.says().is_some_and(|says| says.contains("0 to 10")), "{:?}", guide.says());
    assert_eq!(guide.typed(), "");
    play(&mut guide, "12345678");
    assert_eq!((guide.says(), guide.typed()), (None, "1234"));
}

#[test]
fn steady_work_is_kept_in_whole_minutes() {
    let walk =
        item(Dose { minutes: Some(5), sets: 1, reps: None, ..testing::exercise("x", 7).dose });
    for (line, expected) in [
        ("> > 310s", "keep 0: min 5, bell, Pain 0"),
        ("> > 60s qq", "bell, quit, Over 0"),
        ("> > 60s s", "bell, keep 0: min 1, Pain 0"),
        ("> > 70s qq", "bell, keep 0: min 1, quit, Over 0"),
        ("> > 200s l", "bell, keep 0: min 3, Pain 0"),
        ("> > 200s s", "bell, keep 0: min 3, Pain 0"),
        ("> l", "Reading 0"),
    ] {
        assert_eq!(play(&mut Guide::new(vec![walk.clone()]), line).join(", "), expected, "{line}");
    }
}

#[test]
fn an_exercise_goes_on_where_it_was_broken_off() {
    let before = Actual { sets: Some(1), load_g: Some(2000), ..Actual::default() };
    let dose =
        Dose { sets: 2, reps: Some(2), sides: Sides::Together, ..testing::exercise("x", 7).dose };
    let broken_off =
        GuidedExercise { pace: Pace::new(&dose, &before), before: before.clone(), ..two_sets() };
    for (line, expected) in [
        ("> > 18s", "keep 0: sets 2, bell, Pain 0"),
        ("> > q", "quit, Over 0"),
        ("> s", "Pain 0"),
        ("> l 2>", "felt 0: sets 1 pain 2, quit, Over 1"),
        ("> > nn s", "keep 0: sets 1, Pain 0"),
    ] {
        assert_eq!(
            play(&mut Guide::new(vec![broken_off.clone()]), line).join(", "),
            expected,
            "{line}"
        );
    }
    let mut guide = Guide::new(vec![broken_off]);
    let kept =
        guide.step(Event::Key(Key::Enter)).into_iter().chain(guide.step(Event::Key(Key::Enter)));
    let kept: Vec<GuideEffect> = kept.chain(guide.step(Event::Passed(18_000))).collect();
    let outcome = Outcome::Done(Actual { sets: Some(2), ..before });
    assert_eq!(
        kept[0],
        GuideEffect::Keep { item: 0, outcome, worked: true },
        "what was said before stays"
    );
}

#[test]
fn what_was_left_unfinished_is_known() {
    for (line, expected) in [
        ("> > 9s q", None),
        ("> > 11s qq", Some(0)),
        ("> > 17s ^", Some(0)),
        ("> > 18s q", None),
        ("> > 36s q", None),
        ("> > 36s > q", None),
        ("> s > 11s qq", Some(1)),
        ("> s > 11s", None),
        ("> s s", None),
    ] {
        let mut guide = Guide::new(vec![two_sets(), two_sets()]);
        play(&mut guide, line);
        assert_eq!(guide.left_unfinished(), expected, "{line}");
    }
}

#[test]
fn the_way_through_the_day_is_told_as_a_share() {
    let mut guide = Guide::new(vec![two_sets(), two_sets()]);
    for (line, expected) in [
        ("> 9s", 0),
        (">", 0),
        ("18s", 18_000),
        ("18s", 36_000),
        (">", 36_000),
        (">", 36_000),
        ("n", 46_000),
    ] {
        play(&mut guide, line);
        assert_eq!(guide.progress(), (expected, 72_000), "{line}");
    }
    play(&mut guide, "q");
    assert_eq!(Guide::new(vec![]).progress(), (0, 0));
    assert_eq!(Guide::new(vec![]).stage(), Stage::Over);
}

#[test]
fn the_day_can_be_gone_through_in_any_order() {
    for (line, expected) in [
        // A number begins there; the others follow, and the first ones come last.
        ("3", "Reading 2"),
        ("4", "Opening 0"),
        ("0", "Opening 0"),
        ("2 s", "keep 1: skipped, Reading 2"),
        ("2 s s", "keep 1: skipped, keep 2: skipped, Reading 0"),
        ("2 s s s", "keep 1: skipped, keep 2: skipped, keep 0: skipped, quit, Over 3"),
        // Back to what was not begun or left out: to its steps. Before the first is the day.
        ("> b", "Opening 0"),
        ("2 b", "Reading 0"),
        ("> s b", "keep 0: skipped, Reading 0"),
        ("> s b > 36s >", "keep 0: skipped, keep 0: sets 2, bell, Reading 1"),
        // Back to what was done: to its answers.
        ("> > 36s 3> b", "keep 0: sets 2, bell, felt 0: sets 2 pain 3, Pain 0"),
        (
            "> > 36s 3> b 5>",
            "keep 0: sets 2, bell, felt 0: sets 2 pain 3, felt 0: sets 2 pain 5, Reading 1",
        ),
        ("> > 36s 3> b >", "keep 0: sets 2, bell, felt 0: sets 2 pain 3, Reading 1"),
    ] {
        let mut guide = Guide::new(vec![two_sets(), two_sets(), two_sets()]);
        assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let keys = prop::sample::select(">> nn_<sl?05.,qxb12".chars().collect::<Vec<_>>());
    prop_oneof![4 => keys.prop_map(|c| Event::Key(key(c))), 3 => (0u64..40_000).prop_map(Event::Passed)]
}

proptest! {
    #[test]
    fn no_keys_lose_or_make_up_anything(events in prop::collection::vec(any_event(), 0..120)) {
        let mut guide = Guide::new(vec![two_sets(), GuidedExercise { aims_at_effort: true, ..two_sets() }]);
        let mut kept = [const { None::<Outcome> }; 2];
        let mut last = 0;
        for event in events {
            let (item, stage) = (guide.current(), guide.stage());
            let effects = guide.step(event);
            let (behind, all) = guide.progress();
            prop_assert!(behind <= all && all > 0);
            if let Event::Passed(_) = event {
                prop_assert!(behind >= last);
            }
            last = behind;
            for effect in effects {
                prop_assert!(stage != Stage::Over, "nothing comes after the end");
                let GuideEffect::Keep { item: number, outcome, .. } = effect else { continue };
                prop_assert_eq!(number, item);
                if let (Some(Outcome::Done(before)), Outcome::Done(now)) = (&kept[number], &outcome) {
                    prop_assert!(now.sets >= before.sets && (before.pain.is_none() || now.pain.is_some()));
                }
                let undone = matches!((&kept[number], &outcome), (Some(_), Outcome::Skipped { .. }));
                prop_assert!(!undone, "what was done is not left out");
                kept[number] = Some(outcome);
            }
        }
        // Whoever was led to the end was led through everything.
        if guide.current() == kept.len() {
            prop_assert!(kept.iter().all(Option::is_some), "nothing of one is kept: {kept:?}");
        }
    }
}
