//! `exercises/phrases.toml` into [`PhraseBook`]: always the shipped file, as with the questions.
//!
//! It is read in two ways. [`checked`] reads it with the care of all other files, and names what is
//! wrong with it. [`tested`] is for every day: it takes for granted that the file is well. A test
//! holds the one against the other.

use std::collections::BTreeMap;

use crate::domain::screening::listening::PhraseBook;
use crate::domain::screening::phrases::{Phrase, Text, WordSets};
use crate::domain::screening::sieve::PhraseTexts;

use super::form::Form;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;
use super::sources::prepared;

/// The list of words about ending one's life, beside those of the questions.
const CRISIS: &str = "crisis";

const WORDS: &str = "below the line [words] stand lists of words that phrases name as <leg>";

const PHRASES: &str = "it is a list of phrases; the head of the file says how they are written";

/// The lists of a part of the file by their name.
type Lists = BTreeMap<Text, Vec<Text>>;

/// What the shipped file says, which a test has read with care.
pub(super) fn tested() -> PhraseBook {
    let mut parts: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> =
        prepared("phrases.toml").unwrap_or_default();
    let mut lists = |part| -> Lists {
        let lists = parts.remove(part).unwrap_or_default().into_iter();
        lists
            .map(|(name, texts)| (name.into(), texts.into_iter().map(Text::from).collect()))
            .collect()
    };
    book(lists("words"), lists("phrases"), lists("unless"))
}

/// Reads the file with care; `questions` are the ids of the red flags.
pub(super) fn checked(file: &SourceFile, questions: &[String]) -> Result<PhraseBook, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the file of phrases");
    let words = lists(&form, "words", "the lists of words", WORDS, |_| Ok(()));
    let sets = WordSets::new(words.clone());
    if let Err(why) = sets.check() {
        form.add("words", why, WORDS);
    }
    let says = |text: &str| Phrase::parse(text, &sets).map(drop);
    let says = lists(&form, "phrases", "the phrases", PHRASES, says);
    let unless = |text: &str| Phrase::parse_exception(text, &sets).map(drop);
    let unless = lists(&form, "unless", "the phrases", PHRASES, unless);
    let is_known = |id: &Text| questions.iter().any(|question| question == id) || id == CRISIS;
    let mut unknown = says.keys().filter(|id| !is_known(id));
    let mut alone = unless.keys().filter(|id| !says.contains_key(*id));
    if let Some(id) = unknown.next().or_else(|| alone.next()) {
        let right = "each list has the id of a red flag, or crisis; exceptions need phrases";
        form.add("phrases", format!("there is no list “{}”", shown(id)), right);
    }
    form.done();
    notes.finish(book(words, says, unless))
}

/// What the three parts of the file come to.
fn book(words: Lists, says: Lists, mut unless: Lists) -> PhraseBook {
    let lists = says.into_iter().map(|(id, says)| {
        let unless = unless.remove(&id).unwrap_or_default();
        (id.into_owned(), PhraseTexts::new(says, unless))
    });
    let mut by_question: BTreeMap<String, PhraseTexts> = lists.collect();
    let crisis = by_question.remove(CRISIS).unwrap_or_default();
    PhraseBook { by_question, crisis, sets: WordSets::new(words) }
}

/// The lists of a part of the file; `read` says what is wrong with a text.
fn lists(
    form: &Form<'_>,
    part: &'static str,
    title: &'static str,
    right: &'static str,
    read: impl Fn(&str) -> Result<(), String>,
) -> Lists {
    let Some(group) = form.group(part, title, right) else { return Lists::new() };
    let mut lists = Lists::new();
    for (name, span, value) in group.entries() {
        let texts = group.entry_texts(&name, value, right);
        for why in texts.iter().filter_map(|text| read(text).err()) {
            form.add_at(span.clone(), why, right);
        }
        lists.insert(name.into(), texts.into_iter().map(Text::from).collect());
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
        safety.red_flags.iter().map(|flag| flag.id.clone()).collect()
    }

    /// What is told of a file that says this.
    fn messages(text: &str) -> Vec<String> {
        let file = SourceFile::new("phrases.toml".into(), text.into());
        let problems = checked(&file, &questions()).expect_err("something is wrong");
        problems.iter().map(|problem| problem.what.clone()).collect()
    }

    #[test]
    fn the_shipped_file_is_read_whole() {
        let book = checked(&shipped("phrases.toml"), &questions()).expect("it reads");
        assert_eq!(tested(), book);
        assert!(book.by_question.len() > 20, "{}", book.by_question.len());
        let library = Library::builtin();
        let listening = library.listening();
        assert!(listening.is_crisis("I want to die"));
        assert_eq!(listening.named_in("my foot went numb"), ["neuro-one-leg"]);
        assert_eq!(listening.named_in("a long drive"), Vec::<String>::new());
    }

    #[test]
    fn a_slip_in_the_file_is_told() {
        let whole = "[words]\nleg = [\"leg\"]\n[phrases]\nchest = [\"chest pain\"]\n[unless]\n";
        let file = SourceFile::new("phrases.toml".into(), whole.into());
        assert!(checked(&file, &questions()).is_ok());
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
