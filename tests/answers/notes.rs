//! What a person writes is heard: the phrases of `exercises/phrases.toml` against sentences that
//! people might write, against the words that supple itself offers, and against its own questions.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use supple::domain::diary::rating::FEELS;
use supple::domain::screening::folded_note::FoldedNote;
use supple::domain::screening::listening::Listening;
use supple::domain::screening::phrases::PhraseList;
use supple::domain::screening::sieve::PhraseTexts;
use supple::library::Library;

/// Sentences, one a line: urgent or harmless, the question or `-`, who wrote it, and the sentence.
const SENTENCES: &str = include_str!("../fixtures/notes/sentences.tsv");

/// What is listened for, as shipped.
static LISTENING: LazyLock<&Listening> = LazyLock::new(|| Library::builtin().listening());

/// The same with each phrase read, whatever the note, by the id of its question.
static ALL_READ: LazyLock<Vec<(String, PhraseList)>> = LazyLock::new(|| {
    let lists = LISTENING.book().by_question.iter().map(|(id, texts)| (id.as_str(), texts));
    let lists = lists.chain([(CRISIS, &LISTENING.book().crisis)]);
    let read = |texts: &PhraseTexts| texts.read(&LISTENING.book().sets).expect("it reads");
    lists.map(|(id, texts)| (id.to_owned(), read(texts))).collect()
});

/// Every word that stands somewhere in the phrases, as it is written there, and what folding makes
/// something else of.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let file = include_str!("../../exercises/phrases.toml");
    let code = file.lines().filter(|line| !line.starts_with('#'));
    let words = code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '\''));
    let other = "can could do does did will would had not only just able be cannot couldn't unable \
                 isn't haven't didn't i'll 1 2 & / . , ; ? - and or but no never the my";
    let words: BTreeSet<&str> = words.chain(other.split(' ')).collect();
    words.into_iter().map(str::to_owned).collect()
});

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
fn bowels_and_a_bladder_that_stand_still_are_heard_and_pain_that_stays_is_not() {
    for (note, id) in [
        ("bowels not working", "ces-bowel"),
        ("My bowels aren't working since the weekend", "ces-bowel"),
        ("bowel stopped working", "ces-bowel"),
        ("haven't gone to the toilet all day", "urine-retention"),
        ("haven't been to the loo since yesterday", "urine-retention"),
    ] {
        assert!(heard(note).iter().any(|heard| heard == id), "{note}: {:?}", heard(note));
    }
    for note in [
        "the pain hasn't gone all day",
        "it has not gone since Monday",
        "haven't gone out all day",
        "not gone for my walk today",
        "bowels fine, working as usual",
        "the heat pad is not working",
        "not far from the loo all day",
    ] {
        assert!(heard(note).is_empty(), "{note}: {:?}", heard(note));
    }
}

#[test]
fn what_feels_odd_is_no_overdose() {
    // An apostrophe is dropped, and “od'd” is “odd” then.
    for note in ["odd", "foot felt odd", "Felt odd today.", "odd feeling again", "how odd"] {
        assert!(!LISTENING.is_crisis(note), "{note}");
    }
    for note in ["I OD'd once", "nearly od'd", "I od’d last year", "thinking I could OD on these"]
    {
        assert!(LISTENING.is_crisis(note), "{note}");
    }
}

#[test]
fn an_urgent_sentence_is_heard_among_harmless_ones() {
    let harmless = [sentences("harmless", "own"), sentences("harmless", "blind")].concat();
    let urgent = [sentences("urgent", "own"), sentences("urgent", "blind")].concat();
    for (nth, (id, note)) in urgent.iter().enumerate() {
        let is_heard = heard(note).iter().any(|heard| heard == id);
        for step in 0..4 {
            let (_, before) = harmless[(nth * 7 + step * 31) % harmless.len()];
            let (_, after) = harmless[(nth * 11 + step * 17) % harmless.len()];
            let diary = format!("{before}. {note}. {after}");
            assert!(!is_heard || heard(&diary).iter().any(|heard| heard == id), "{diary}");
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
    for flag in &safety.red_flags {
        if LISTENING.book().by_question.contains_key(&flag.id) {
            assert!(heard(&flag.ask).contains(&flag.id), "{}: {}", flag.id, flag.ask);
        }
    }
}

/// The ids of the lists that hear something, where each phrase is held against the note.
fn heard_by_all(note: &str) -> Vec<&str> {
    let note = FoldedNote::new(note);
    let hearing = ALL_READ.iter().filter(|(_, list)| list.hears(&note));
    hearing.map(|(id, _)| id.as_str()).collect()
}

#[test]
fn no_phrase_is_passed_over_that_would_have_been_heard() {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let notes: Vec<&str> = rows.filter_map(|row| row.split('\t').nth(3)).collect();
    for (nth, note) in notes.iter().enumerate() {
        assert_eq!(heard(note), heard_by_all(note), "{note}");
        // And backwards, with another one.
        let pair = format!("{note} {}", notes[(nth * 7 + 31) % notes.len()]);
        let back = pair.split(' ').rev().collect::<Vec<_>>().join(" ");
        assert_eq!(heard(&back), heard_by_all(&back), "{back}");
    }
}

#[test]
#[ignore = "two minutes; cargo test --release --test answers pairs -- --ignored"]
fn no_phrase_is_passed_over_in_all_pairs_of_sentences() {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let notes: Vec<&str> = rows.filter_map(|row| row.split('\t').nth(3)).collect();
    for (note, other) in notes.iter().flat_map(|note| notes.iter().map(move |other| (note, other)))
    {
        let pair = format!("{note}, {other}");
        assert_eq!(heard(&pair), heard_by_all(&pair), "{pair}");
    }
}

/// A word of the phrases, sometimes with a slip of the fingers, a longer end, or in capitals.
fn word() -> impl Strategy<Value = String> {
    (prop::sample::select(&WORDS[..]), 0..8, any::<prop::sample::Index>(), "[a-zé]").prop_map(
        |(word, slip, at, letter)| {
            let mut letters: Vec<char> = word.chars().collect();
            let at = at.index(letters.len() + 1);
            match slip {
                0 => letters.insert(at, letter.chars().next().unwrap_or('x')),
                1 if at + 1 < letters.len() => letters.swap(at, at + 1),
                2 if at < letters.len() => drop(letters.remove(at)),
                3 => letters.extend(letter.chars()),
                4 => return word.to_uppercase(),
                _ => {}
            }
            letters.into_iter().collect()
        },
    )
}

proptest! {
    #[test]
    fn no_phrase_is_passed_over_in_random_words(words in prop::collection::vec(word(), 1..40)) {
        let note = words.join(" ");
        prop_assert_eq!(heard(&note), heard_by_all(&note), "{}", note);
    }

    #[test]
    fn no_phrase_is_passed_over_in_any_text(note in ".{0,80}") {
        prop_assert_eq!(heard(&note), heard_by_all(&note), "{}", note);
    }

    #[test]
    fn a_phrase_written_as_a_note_is_heard_alike(
        which in any::<prop::sample::Index>(),
        choice in 0_usize..4,
    ) {
        let file = include_str!("../../exercises/phrases.toml");
        let texts: Vec<&str> = file.lines().filter(|line| !line.starts_with('#'))
            .flat_map(|line| line.split('"').skip(1).step_by(2)).collect();
        let parts = texts[which.index(texts.len())].split(' ').filter(|part| !part.contains(".."));
        let chosen = parts.map(|part| {
            let choices: Vec<&str> = part.split('|').collect();
            choices[choice % choices.len()].replace('_', " ").replace('*', "ing")
        });
        let note = chosen.collect::<Vec<_>>().join(" ").replace("<myself>", "myself")
            .replace("<leg>", "leg").replace("<saddle>", "bum").replace("<wee>", "wee");
        prop_assert_eq!(heard(&note), heard_by_all(&note), "{}", note);
    }
}
