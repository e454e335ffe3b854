//! What a person writes is heard: the phrases of `exercises/phrases.toml` against sentences that
//! people might write, against the words that supple itself offers, and against its own questions.

use std::sync::LazyLock;

use supple::domain::diary::rating::FEELS;
use supple::domain::screening::listening::Listening;
use supple::domain::screening::phrases::FoldedNote;
use supple::library::Library;

/// Sentences, one a line: urgent or harmless, the question or `-`, who wrote it, and the sentence.
const SENTENCES: &str = include_str!("../fixtures/notes/sentences.tsv");

/// What is listened for, as shipped.
static LISTENING: LazyLock<Listening> =
    LazyLock::new(|| Library::builtin().listening().expect("it reads").clone());

/// The list that asks no question.
const CRISIS: &str = "crisis";

/// The ids of the lists that hear something.
fn heard(note: &str) -> Vec<String> {
    let mut heard = LISTENING.named_in(note);
    heard.extend(LISTENING.is_crisis(note).then(|| CRISIS.to_owned()));
    heard
}

/// The sentences of one kind that one sort of writer wrote, each with the id it is meant for.
fn sentences(kind: &str, who: &str) -> Vec<(&'static str, &'static str)> {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[0] == kind && row[2] == who).map(|row| (row[1], row[3])).collect()
}

#[test]
fn nine_of_ten_urgent_sentences_are_heard_and_one_of_ten_harmless_ones_at_most_alarms() {
    for who in ["own", "blind", "blind2"] {
        let (urgent, harmless) = (sentences("urgent", who), sentences("harmless", who));
        assert!(urgent.len() >= 60 && harmless.len() >= 60, "{who}");
        let missed: Vec<_> = urgent.iter().filter(|(_, note)| heard(note).is_empty()).collect();
        assert!(missed.len() * 10 <= urgent.len(), "{who}, not heard: {missed:#?}");
        let alarms: Vec<_> = harmless.iter().filter(|(_, note)| !heard(note).is_empty()).collect();
        assert!(alarms.len() * 10 <= harmless.len(), "{who}, alarmed: {alarms:#?}");
        // Nearly always it is the question that was meant: what is asked next has to fit.
        let strayed: Vec<_> = urgent
            .iter()
            .filter(|(id, note)| !heard(note).iter().any(|heard| heard == id))
            .collect();
        assert!(strayed.len() * 10 <= urgent.len(), "{who}, other questions: {strayed:#?}");
    }
}

#[test]
fn an_urgent_sentence_is_heard_among_harmless_ones() {
    let harmless = [sentences("harmless", "own"), sentences("harmless", "blind")].concat();
    let urgent = [sentences("urgent", "own"), sentences("urgent", "blind")].concat();
    for (nth, (id, note)) in urgent.iter().enumerate() {
        let list =
            if *id == CRISIS { Some(&LISTENING.crisis) } else { LISTENING.by_question.get(*id) };
        let list = list.filter(|list| list.hears(&FoldedNote::new(note)));
        for step in 0..4 {
            let (_, before) = harmless[(nth * 7 + step * 31) % harmless.len()];
            let (_, after) = harmless[(nth * 11 + step * 17) % harmless.len()];
            let diary = format!("{before}. {note}. {after}");
            assert!(list.is_none_or(|list| list.hears(&FoldedNote::new(&diary))), "{diary}");
        }
    }
}

#[test]
fn the_words_that_supple_offers_alarm_nobody() {
    let library = Library::builtin();
    for id in library.condition_ids() {
        let condition = library.condition(&id).expect("it reads");
        for tag in condition.aggravators.iter().chain(&condition.easers) {
            assert!(heard(tag).is_empty(), "{tag}: {:?}", heard(tag));
        }
    }
    for word in FEELS {
        // New numbness is a sign by whatever way it is recorded; that it was asked about this week
        // is not the phrases' business.
        let expected: &[&str] = match word {
            "numb" | "tingling" => &["neuro-one-leg"],
            _ => &[],
        };
        assert_eq!(heard(word), expected, "{word}");
    }
}

#[test]
fn who_writes_the_words_of_a_question_is_heard_by_it() {
    let safety = Library::builtin().safety().expect("it reads");
    for flag in safety.red_flags {
        if LISTENING.by_question.contains_key(&flag.id) {
            assert!(heard(&flag.ask).contains(&flag.id), "{}: {}", flag.id, flag.ask);
        }
    }
}
