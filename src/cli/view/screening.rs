//! What several verbs show of the safety questions, and of signs that came with an exercise.

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::domain::diary::exercise_record::{Actual, PainPlace, Symptom};
use crate::domain::programme::condition::PainRule;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::StoppedForToday;
use crate::domain::screening::closer_look::{CloserLook, Raised, Written};
use crate::domain::screening::red_flag::RedFlag;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::state::Screening;
use crate::words;

/// Reminds of questions that are due, in a line.
pub fn remind(screening: &Screening<'_>, talk: &mut Page) {
    if screening.flags_due().next().is_some() {
        talk.para("Safety first: the questions of the week are due. supple screen");
    } else if screening.setup_due().next().is_some() {
        talk.para("A few questions about you are due. supple screen");
    }
}

/// Answers what was written down: words about ending one's life with where help is, and words that
/// name a warning sign with its question and what to do if it is so. Whether it was the first of
/// these: then nothing else is said beside it. It is kept already, so a library that does not read
/// is passed over here.
pub fn watch<'t>(
    written: impl IntoIterator<Item = &'t String>,
    context: &Context,
    talk: &mut Page,
) -> bool {
    let written: Vec<&String> = written.into_iter().collect();
    // Most entries have no words.
    if written.is_empty() {
        return false;
    }
    let library = context.library();
    let listening = library.listening();
    let is_crisis = written.iter().any(|text| listening.is_crisis(text));
    let raised: Vec<Raised> = written
        .iter()
        .filter_map(|text| {
            let text = (*text).clone();
            listening.raised(&Written { day: context.today, text, written_at: context.now })
        })
        .collect();
    // Most words name nothing, and the questions need not be read for them.
    let Some(safety) = (is_crisis || !raised.is_empty()).then(|| library.safety().ok()).flatten()
    else {
        return false;
    };
    if is_crisis {
        show_crisis(&safety, context, talk);
        return true;
    }
    let flags = safety.red_flags.iter();
    let named: Vec<&RedFlag> =
        flags.filter(|flag| raised.iter().any(|raised| raised.asks(flag))).collect();
    if !named.is_empty() {
        talk.gap();
        show_named(named, talk);
        talk.para("Please answer that first: supple screen");
        talk.note("supple knows a few words and does not read notes as a doctor would.");
    }
    false
}

/// What is said to words about ending one's life.
pub fn show_crisis(safety: &Safety, context: &Context, page: &mut Page) {
    page.gap();
    // The person's own numbers stand first: whoever needs them reads no further.
    if let Some(numbers) = words::help::own_numbers(&context.settings) {
        page.para(&numbers);
        page.gap();
    }
    for text in &safety.crisis.text {
        page.para(text);
        page.gap();
    }
}

/// Red flags that somebody's words name, each with what to do if it is so; what several of them in
/// a row ask for is said once, below them.
pub fn show_named<'f>(flags: impl IntoIterator<Item = &'f RedFlag>, page: &mut Page) {
    let flags: Vec<&RedFlag> = flags.into_iter().collect();
    for same in flags.chunk_by(|one, next| one.act == next.act) {
        match same {
            [flag] => page.item("!", &format!("{} If yes: {}", flag.ask, flag.act)),
            several => {
                several.iter().for_each(|flag| page.item("!", &flag.ask));
                page.item(" ", &format!("If yes to any of these: {}", several[0].act));
            }
        }
    }
}

/// What still waits for answers because of what was written down, with what to do about a sign that
/// it names.
pub fn show_closer_look(look: &CloserLook, context: &Context, page: &mut Page) {
    show_named(&look.named, page);
    page.para(&format!(
        "{}. Please answer the safety questions: supple screen",
        words::screening::closer_look(look, context.reader())
    ));
}

/// The stop rules of the signs that came with an exercise.
pub fn show_stop_rules(symptoms: &[Symptom], context: &Context, talk: &mut Page) {
    // It is recorded already, so a library that does not read is passed over here.
    let Some(safety) = (!symptoms.is_empty()).then(|| context.library().safety().ok()).flatten()
    else {
        return;
    };
    for rule in symptoms.iter().filter_map(|symptom| safety.stop_rules.get(symptom.word())) {
        talk.para(rule);
    }
}

/// Says when to stop an exercise whose pain was above the strictest limit that holds for it:
/// nothing where none was.
pub fn warn_of_pain(
    exercises: &[Exercise],
    actual: &Actual,
    snapshot: &PlanSnapshot,
    talk: &mut Page,
) {
    let Some(pain) = actual.pain else { return };
    let is_bone = snapshot.pain_rules().any(|rule| rule == PainRule::BoneZero);
    for exercise in exercises {
        let most = snapshot.safety.limit(exercise, snapshot.pain_rules()).acceptable_max;
        let stops = StoppedForToday::by_pain(actual, most, is_bone, &snapshot.rules);
        if stops.is_none() {
            continue;
        }
        talk.para(&words::screening::too_much_pain(pain, &exercise.name));
        // A rule that would allow more than the limit that counts here is not shown beside it.
        let looser =
            |id: &&String| snapshot.safety.stop_limits.get(*id).is_some_and(|limit| *limit > most);
        for rule in exercise
            .stop
            .iter()
            .filter(|id| !looser(id))
            .filter_map(|id| snapshot.safety.stop_rules.get(id))
        {
            talk.item(" •", rule);
        }
        if most == 0 && actual.pain_place != Some(PainPlace::Other) {
            talk.para(&format!(
                "With bone, any pain is too much: rest it for {} days, and tell your clinician.",
                snapshot.rules.bone_rest
            ));
        }
    }
}
