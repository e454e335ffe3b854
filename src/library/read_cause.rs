//! One row of the table of what buttock pain can come from, into a [`Cause`].
//!
//! Its files are the same for everybody: a person's own are not read.

use std::collections::BTreeSet;

use crate::domain::programme::cause::Cause;
use crate::domain::text::suggest::hyphenated;

use super::form::Form;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::read_exercise::own_id;
use super::source_file::SourceFile;

/// The folder of these files inside `exercises/`.
pub(super) const FOLDER: &str = "causes";

/// The field that no other kind of file has.
pub(super) const TELLING: &str = "who_can_tell";

/// Where to find the conditions that may be named, to end a sentence with.
const CONDITION_LIST: &str = "the conditions are the files of exercises/conditions";

/// The most words of [`Cause::felt_short`]: ten rows must be read in one glance.
const MOST_SHORT_WORDS: usize = 8;

/// Reads the file of the cause `id`; holds the conditions it names against `known`, unless that is
/// proven already.
pub(super) fn cause(
    file: &SourceFile,
    id: &str,
    known: Option<&BTreeSet<&str>>,
) -> Result<Cause, Vec<Problem>> {
    const SHORT: &str = "it says in 1 to 8 words where it is felt, such as \"at the sit bone\"";
    const CONDITIONS: &str =
        "it names the conditions whose programmes are for it; [] when there is none";
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "a cause");
    let cause = Cause {
        id: own_id(&form, id),
        name: form.text("name", "it is what a person calls the cause"),
        also: also(&form),
        plain: form.text("plain", "it says in plain words what happens"),
        felt: form.text("where", "it says where it is felt, and when"),
        felt_short: form.text("where_short", SHORT),
        brings_on: form.text("brings_on", "it says what brings the pain on"),
        eases: form.text("eases", "it says what eases the pain"),
        goes_with: form.text_maybe("goes_with", "it says what goes with it, or who has it"),
        who_can_tell: form.text(TELLING, "it says who can find out"),
        helps: form.text("helps", "it says what helps, in general"),
        conditions: form.ids("conditions", CONDITIONS),
        source: form.evidence("source"),
    };
    let words = cause.felt_short.split_whitespace().count();
    if words > MOST_SHORT_WORDS {
        form.add("where_short", format!("where_short has {words} words"), SHORT);
    }
    if let Some(known) = known {
        form.among("conditions", &cause.conditions, known, "a condition", CONDITION_LIST);
    }
    form.done();
    notes.finish(cause)
}

/// What something is also called, where a file says so: each once, and with a letter in it.
pub(super) fn also(form: &Form<'_>) -> Vec<String> {
    const ALSO: &str = "it names what people also call it, such as [\"sit bone\"]";
    let names = form.texts_maybe("also", ALSO);
    let mut seen = BTreeSet::new();
    for name in &names {
        let folded = hyphenated(name);
        if folded.is_empty() && !name.trim().is_empty() {
            form.add("also", format!("“{}” has no letter in it", shown(name)), ALSO);
        } else if !folded.is_empty() && !seen.insert(folded) {
            form.add("also", format!("also names “{}” twice", shown(name)), "name it once");
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::sources::shipped;
    use super::*;

    /// What is told of the row about the sit bone when `from` is `to` in it.
    fn messages(from: &str, to: &str) -> Vec<String> {
        let file = shipped("causes/ischial-bursitis.toml");
        assert!(file.text.contains(from), "{from}");
        let file = SourceFile::new(file.name, file.text.replacen(from, to, 1));
        let known = BTreeSet::from(["ischial-bursitis", "sciatica"]);
        let problems = cause(&file, "ischial-bursitis", Some(&known)).expect_err("a fault");
        problems.iter().map(|problem| format!("{}; {}", problem.what, problem.right)).collect()
    }

    #[test]
    fn a_slip_in_a_row_is_told() {
        for (from, to, told) in [
            (
                "conditions = [\"ischial-bursitis\"]",
                "conditions = [\"ischial-bursitus\"]",
                "“ischial-bursitus” is not a condition; did you mean ischial-bursitis?",
            ),
            (
                "conditions = [\"ischial-bursitis\"]",
                "conditions = [\"gout\"]",
                "“gout” is not a condition; \
                 the conditions are the files of exercises/conditions",
            ),
            (
                "where_short = \"",
                "where_short = \"one two three four five six seven eight ",
                "where_short has 11 words; \
                 it says in 1 to 8 words where it is felt, such as \"at the sit bone\"",
            ),
            (
                "also = [",
                "also = [\"Sit-bone pain\", ",
                "also names “sit bone pain” twice; name it once",
            ),
            (
                "also = [",
                "also = [\"…\", ",
                "“…” has no letter in it; \
                 it names what people also call it, such as [\"sit bone\"]",
            ),
            ("eases = \"", "eases = \"\" # ", "eases is empty; it says what eases the pain"),
            (
                "id = \"ischial-bursitis\"",
                "id = \"bursitis\"",
                "id is “bursitis”, and the file is called ischial-bursitis.toml; \
                 both must be the same",
            ),
        ] {
            assert_eq!(messages(from, to), [told], "{to}");
        }
        assert_eq!(
            messages("who_can_tell", "who_can_tel"),
            [
                "“who_can_tel” is not a field of a cause; did you mean who_can_tell?",
                "who_can_tell is missing; it says who can find out"
            ]
        );
    }

    #[test]
    fn a_row_without_a_mark_is_refused() {
        let file = shipped("causes/ischial-bursitis.toml");
        let text: Vec<&str> =
            file.text.lines().filter(|line| !line.starts_with("source = ")).collect();
        let text = format!("{}\nsource = \"everybody knows\"\n", text.join("\n"));
        let problems = cause(&SourceFile::new(file.name, text), "ischial-bursitis", None);
        let problems = problems.expect_err("no mark");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].what, "source has no evidence mark");
    }
}
