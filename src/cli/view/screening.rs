//! What several verbs show of the safety questions, and of signs that came with an exercise.

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::domain::diary::exercise_record::{Actual, PainPlace, Symptom};
use crate::domain::diary::medicine::Intake;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::StoppedForToday;
use crate::domain::screening::closer_look::{CloserLook, Raised, Written};
use crate::domain::screening::red_flag::RedFlag;
use crate::domain::screening::state::Screening;
use crate::store::Diary;
use crate::words;

/// Reminds of questions that are due, in a line.
pub fn remind(screening: &Screening<'_>, talk: &mut Page) {
    if screening.flags_due().next().is_some() {
        talk.para("Safety first: the questions of the week are due. supple screen");
    } else if screening.reminds_of_setup() {
        talk.para("A few questions about you are due. supple screen");
    }
}

/// What was heard in something that was written down.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heard {
    /// Whether it speaks of ending one's life.
    pub is_crisis: bool,
    /// The warning signs that it names and that nobody has answered since.
    pub signs: Option<CloserLook>,
}

impl Heard {
    /// Whether nothing was heard.
    pub fn is_nothing(&self) -> bool {
        !self.is_crisis && self.signs.is_none()
    }
}

/// Listens to what was written down just now. It is kept already, so a library or a diary that does
/// not read is passed over here.
pub fn listen<'t>(
    written: impl IntoIterator<Item = &'t String>,
    diary: &Diary,
    context: &Context,
) -> Heard {
    let written: Vec<&String> = written.into_iter().collect();
    // Most entries have no words.
    if written.is_empty() {
        return Heard::default();
    }
    let library = context.library();
    let listening = library.listening();
    let is_crisis = written.iter().any(|text| listening.is_crisis(text));
    let raised = written.into_iter().filter_map(|text| {
        let (day, written_at) = (context.today, context.now);
        listening.raised(&Written { day, text: text.clone(), written_at })
    });
    let raised: Vec<Raised> = raised.collect();
    if raised.is_empty() {
        return Heard { is_crisis, signs: None };
    }
    let (Ok(safety), Ok(answers)) = (library.safety(), diary.answers()) else {
        return Heard { is_crisis, signs: None };
    };
    let screening = Screening::new(&safety, &answers, context.today).with(&raised);
    Heard { is_crisis, signs: screening.closer_look() }
}

/// Answers what was heard: words about ending one's life with where help is, and a warning sign with
/// its question and what to do if it is so.
pub fn answer_heard(heard: &Heard, context: &Context, talk: &mut Page) {
    if heard.is_crisis {
        show_crisis(context, talk);
    }
    let Some(look) = &heard.signs else { return };
    talk.gap();
    // What a sign beside an exercise asks is too much to be listed here.
    if look.named.is_empty() {
        talk.para("That may be a warning sign. Please answer its questions now:");
    } else {
        show_named(&look.named, talk);
        talk.para("Please answer that first:");
    }
    talk.command("supple screen");
    talk.note("supple knows a few words, and does not read notes as a doctor would.");
}

/// Listens to what was written down just now, and answers it; see [`answer_heard`].
pub fn watch<'t>(
    written: impl IntoIterator<Item = &'t String>,
    diary: &Diary,
    context: &Context,
    talk: &mut Page,
) -> Heard {
    let heard = listen(written, diary, context);
    answer_heard(&heard, context, talk);
    heard
}

/// Says where help is after unusual amounts of medicines; nothing for none.
pub fn warn_of_amounts(unusual: &[Intake], context: &Context, talk: &mut Page) {
    if unusual.is_empty() {
        return;
    }
    talk.gap();
    talk.para(&words::screening::unusual_amounts(unusual, context.settings.style()));
    if let Some(numbers) = words::screening::own_numbers(&context.settings) {
        talk.para(&numbers);
    }
}

/// What is said to words about ending one's life.
fn show_crisis(context: &Context, page: &mut Page) {
    let Ok(safety) = context.library().safety() else { return };
    page.gap();
    // The person's own numbers stand first: whoever needs them reads no further.
    if let Some(numbers) = words::screening::own_numbers(&context.settings) {
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
/// nothing where none was. `is_left_told` where the routine beside it says already that they are left
/// for the day.
pub fn warn_of_pain(
    exercises: &[Exercise],
    actual: &Actual,
    snapshot: &PlanSnapshot,
    is_left_told: bool,
    context: &Context,
    talk: &mut Page,
) {
    let style = context.settings.style();
    let Some(pain) = actual.pain else { return };
    let is_bone = snapshot.has_bone();
    for exercise in exercises {
        let most = snapshot.safety.limit(exercise, snapshot.pain_rules()).acceptable_max;
        let stops = StoppedForToday::by_pain(actual, most, is_bone, &snapshot.rules);
        if stops.is_none() {
            continue;
        }
        talk.para(&if is_left_told {
            format!("When to stop {}:", exercise.name)
        } else {
            words::screening::too_much_pain(pain, &exercise.name, style)
        });
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
