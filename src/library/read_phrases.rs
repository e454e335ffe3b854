//! `exercises/phrases.toml` into [`Listening`]: always the shipped file, as with the questions.

use std::collections::BTreeMap;

use crate::domain::screening::listening::Listening;
use crate::domain::screening::phrases::{Phrase, PhraseList, WordSets};

use super::form::Form;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;

/// The list of words about ending one's life, beside those of the questions.
const CRISIS: &str = "crisis";

const PHRASES: &str = "it is a list of phrases; the head of the file says how they are written";

/// Reads `exercises/phrases.toml`; `questions` are the ids of the red flags.
pub(super) fn listening(
    file: &SourceFile,
    questions: &[String],
) -> Result<Listening, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the file of phrases");
    let sets = word_sets(&form);
    let says = phrases(&form, "phrases", |text| Phrase::parse(text, &sets));
    let mut unless = phrases(&form, "unless", |text| Phrase::parse_exception(text, &sets));
    let mut by_question = BTreeMap::new();
    for (id, says) in says {
        let list = PhraseList { says, unless: unless.remove(&id).unwrap_or_default() };
        by_question.insert(id, list);
    }
    let known = |id: &String| questions.contains(id) || id == CRISIS;
    let unknown = by_question.keys().find(|id| !known(id)).or_else(|| unless.keys().next());
    if let Some(id) = unknown {
        let right = "each list has the id of a red flag, or crisis; exceptions need phrases";
        form.add("phrases", format!("there is no list “{}”", shown(id)), right);
    }
    let crisis = by_question.remove(CRISIS).unwrap_or_default();
    form.done();
    notes.finish(Listening { by_question, crisis })
}

/// The words that stand for others, by their name.
fn word_sets(form: &Form<'_>) -> WordSets {
    const RIGHT: &str = "below the line [words] stand lists of words that phrases name as <leg>";
    let Some(group) = form.group("words", "the lists of words", RIGHT) else {
        return WordSets::default();
    };
    let sets: Vec<(String, Vec<String>)> = group
        .entries()
        .into_iter()
        .map(|(name, _, value)| {
            let words = group.entry_texts(&name, value, "it is a list of words");
            (name, words)
        })
        .collect();
    let sets = sets.iter().map(|(name, words)| (name.as_str(), words.iter().map(String::as_str)));
    WordSets::parse(sets).unwrap_or_else(|why| {
        form.add("words", why, RIGHT);
        WordSets::default()
    })
}

/// The phrases of a part of the file, by the id of their question.
fn phrases(
    form: &Form<'_>,
    part: &'static str,
    read: impl Fn(&str) -> Result<Phrase, String>,
) -> BTreeMap<String, Vec<Phrase>> {
    let Some(group) = form.group(part, "the phrases", PHRASES) else { return BTreeMap::new() };
    let mut lists = BTreeMap::new();
    for (id, span, value) in group.entries() {
        let mut list = Vec::new();
        for text in group.entry_texts(&id, value, PHRASES) {
            match read(&text) {
                Ok(phrase) => list.push(phrase),
                Err(why) => form.add_at(span.clone(), why, PHRASES),
            }
        }
        lists.insert(id, list);
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::library::sources::shipped;

    /// The ids of the shipped questions.
    fn questions() -> Vec<String> {
        let safety = Library::builtin().safety().expect("it reads");
        safety.red_flags.into_iter().map(|flag| flag.id).collect()
    }

    /// What is told of a file that says this.
    fn messages(text: &str) -> Vec<String> {
        let file = SourceFile { name: "phrases.toml".into(), text: text.into() };
        let problems = listening(&file, &questions()).expect_err("something is wrong");
        problems.iter().map(|problem| problem.what.clone()).collect()
    }

    #[test]
    fn the_shipped_file_is_read_whole() {
        let listening = listening(&shipped("phrases.toml"), &questions()).expect("it reads");
        assert!(listening.by_question.len() > 20, "{}", listening.by_question.len());
        assert!(listening.is_crisis("I want to die"));
        assert_eq!(listening.named_in("my foot went numb"), ["neuro-one-leg"]);
        assert_eq!(listening.named_in("a long drive"), Vec::<String>::new());
    }

    #[test]
    fn a_slip_in_the_file_is_told() {
        let whole = "[words]\nleg = [\"leg\"]\n[phrases]\nchest = [\"chest pain\"]\n[unless]\n";
        assert!(
            listening(
                &SourceFile { name: "phrases.toml".into(), text: whole.into() },
                &questions()
            )
            .is_ok()
        );
        assert_eq!(
            messages("# nothing here\n"),
            ["words is missing", "phrases is missing", "unless is missing"]
        );
        assert_eq!(messages(&whole.replace("chest =", "chess =")), ["there is no list “chess”"]);
        assert_eq!(
            messages(&whole.replace("[unless]\n", "[unless]\ncord = [\"tired\"]\n")),
            ["there is no list “cord”"]
        );
        assert_eq!(messages(&whole.replace("chest pain", "<arm> pain")).len(), 1);
        assert_eq!(messages(&whole.replace("[\"chest pain\"]", "\"chest pain\"")).len(), 1);
    }
}
