//! Small made-up exercises and conditions for the tests of the rules.

use crate::domain::diary::exercise_record::Symptom;
use crate::domain::programme::condition::{Condition, Excludes, Exit, PainRule, Phase, PhaseName};
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::programme::exercise::{Evidence, Exercise, Kind, Position};
use crate::domain::programme::pose::Pose;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::inflammatory::InflammatoryScreen;
use crate::domain::screening::listening::{Listening, PhraseBook};
use crate::domain::screening::red_flag::{FlagGroup, Level, RedFlag};
use crate::domain::screening::safety::{Crisis, Limit, Monitor, Safety};
use crate::domain::screening::setup_question::{Effect, SetupGroup, SetupQuestion};
use crate::domain::screening::sieve::{Gate, PhraseTexts};

/// The numbers of the shipped rules, read as plainly as can be: the reader of the files is another
/// room's.
pub(crate) fn rules() -> RuleBook {
    let mut book = RuleBook::blank();
    let mut id = "";
    for line in include_str!("../../exercises/rules.toml").lines() {
        if let Some(name) = line.strip_prefix("[rule.") {
            id = name.trim_end_matches(']');
        } else if let Some(value) = line.strip_prefix("value = ") {
            let number = RuleBook::number(id).expect("a rule of that name");
            let value: f64 = value.parse().expect("a number");
            book.set(id, (value * number.unit.scale() as f64).round() as i64);
        }
    }
    book
}

/// An exercise of three sets of ten, once a day.
pub(crate) fn exercise(id: &str, days_per_week: u32) -> Exercise {
    Exercise {
        id: id.to_owned(),
        name: id.to_owned(),
        kind: Kind::Strength,
        target: vec![],
        position: Position::Supine,
        equipment: vec![],
        steps: vec!["Do it.".to_owned()],
        errors: vec![],
        stop: vec![],
        tags: vec![],
        contra: vec![],
        caution: vec![],
        easier: vec![],
        harder: vec![],
        dose: Dose {
            sets: 3,
            reps: Some(10),
            sets_max: None,
            reps_max: None,
            reps_min: None,
            hold_s: None,
            hold_max_s: None,
            minutes: None,
            minutes_max: None,
            minutes_step: None,
            stages: vec![],
            stage: 0,
            grow: None,
            load_g: None,
            load_step_g: None,
            times_per_day: 1,
            days_per_week,
            effort: None,
            rest_s: None,
            rep_rest_s: None,
            tempo: None,
            sides: Sides::Together,
            unit: None,
        },
        dose_source: source(),
        review: None,
        pose: Some(Pose::default()),
    }
}

/// A condition whose four phases all have these exercises, and which keeps nothing out.
pub(crate) fn condition(id: &str, exercises: &[String]) -> Condition {
    Condition {
        id: id.to_owned(),
        name: id.to_owned(),
        is_diagnosis: true,
        is_sided: true,
        not_with: vec![],
        plain: String::new(),
        icd10cm: vec![],
        snomed: vec![],
        also: vec![],
        aggravators: vec![],
        easers: vec![],
        red_flags: vec![],
        avoid: vec![],
        outcomes: vec![],
        evidence: String::new(),
        pain_rule: PainRule::Standard,
        clinician_gate: false,
        variants: vec![],
        default_variant: None,
        variant_note: None,
        variant_questions: vec![],
        variant_question_source: None,
        advice: vec![],
        advice_source: source(),
        review_weeks: 6,
        review_note: String::new(),
        review_source: source(),
        flare_plan: vec![],
        flare_doses: [].into(),
        upkeep: vec![],
        rules: [].into(),
        excludes: Excludes::default(),
        excludes_conditions: vec![],
        phases: PhaseName::LISTED.map(|name| phase(name, exercises)).to_vec(),
        check: None,
        variant_offer: None,
        review: None,
    }
}

/// A phase that has these exercises, and nothing else to say.
fn phase(name: PhaseName, exercises: &[String]) -> Phase {
    Phase {
        name,
        goal: String::new(),
        exercises: exercises.to_vec(),
        alternatives: [].into(),
        overrides: [].into(),
        from_day: [].into(),
        from_painless_day: [].into(),
        not_same_day: vec![],
        one_of: vec![],
        instead: [].into(),
        note: None,
        education: vec![],
        exit: Exit::default(),
    }
}

/// A red flag of that id.
fn flag(id: &str, level: Level, known_ok: bool) -> RedFlag {
    RedFlag {
        id: id.to_owned(),
        group: "group".to_owned(),
        ask: format!("{id}?"),
        level,
        hides: true,
        act: format!("Act on {id}."),
        say: None,
        signs: if id == "known" { vec![Symptom::Fall] } else { vec![] },
        not_for: if id == "never" { Some("skip".to_owned()) } else { None },
        known_ok,
        wording: 1,
    }
}

/// A set-up question of that id.
fn question(id: &str, effect: Effect) -> SetupQuestion {
    SetupQuestion {
        id: id.to_owned(),
        group: "about".to_owned(),
        ask: format!("{id}?"),
        short: id.to_owned(),
        effect,
        line: format!("Line of {id}."),
    }
}

/// A source that carries a mark.
fn source() -> Evidence {
    Evidence::new("design choice").expect("it carries a mark")
}

/// What is listened for in `safety`: `saddle` names `never`, and `numb` names `known`.
pub(crate) fn listening() -> Listening {
    Listening::new(Gate::read("1numb\n1saddle"), || {
        let list = |word: &'static str| PhraseTexts::new(vec![word.into()], vec![]);
        PhraseBook {
            by_question: [("never".to_owned(), list("saddle")), ("known".to_owned(), list("numb"))]
                .into(),
            ..PhraseBook::default()
        }
    })
}

/// Two red flags, `never` (emergency, never waved through, named by `saddle`) and `known` (within
/// days, named by `numb` and asked by a fall), and three set-up questions, `agree` (a clinician
/// must), `filter`, and `skip`, which leaves out `never`.
pub(crate) fn safety() -> Safety {
    Safety {
        stop_rules: [].into(),
        stop_limits: [("pain2".to_owned(), 2)].into(),
        stop_rule_source: source(),
        flag_groups: vec![FlagGroup { id: "group".to_owned(), line: "never; known".to_owned() }],
        red_flags: vec![flag("never", Level::Emergency, false), flag("known", Level::Days, true)],
        handout: vec![],
        referrals: vec![],
        referral_source: source(),
        crisis: Crisis { text: vec![], source: source() },
        red_flag_source: source(),
        setup_groups: vec![SetupGroup { id: "about".to_owned(), line: "About you:".to_owned() }],
        setup_questions: vec![
            question("agree", Effect::Redirect),
            question("filter", Effect::Filter),
            question("skip", Effect::Skip),
        ],
        setup_question_source: source(),
        inflammatory_screen: InflammatoryScreen {
            gate: String::new(),
            items: vec![],
            refer_at: 4,
            test_at: 3,
            text_refer: String::new(),
            text_test: String::new(),
            source: source(),
        },
        monitor: Monitor {
            scale: String::new(),
            limit: Limit { safe_max: 2, acceptable_max: 5 },
            settle_by: String::new(),
            week_rule: String::new(),
            source: source(),
            bone_rule: PainRule::BoneZero,
            bone: Limit { safe_max: 0, acceptable_max: 0 },
            bone_source: source(),
            gentle_rule: PainRule::Gentle,
            gentle: Limit { safe_max: 2, acceptable_max: 3 },
            gentle_source: source(),
            nerve_kinds: vec![Kind::Neural],
            nerve: Limit { safe_max: 2, acceptable_max: 2 },
            nerve_note: String::new(),
            nerve_source: source(),
        },
    }
}
