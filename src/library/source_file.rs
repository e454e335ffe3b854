//! The text of one file, and its syntax errors in plain words.
//!
//! Knows TOML, and nothing of what the fields mean.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use super::fields::{Fields, Value};
use super::problem::{Problem, shown};
use crate::domain::text::hidden::is_hidden;

/// One file: what it is called where a person would find it, and what stands in it.
#[derive(Debug)]
pub(super) struct SourceFile {
    /// `exercises/library/bridge.toml`, or the whole path of a person's own file.
    pub name: String,
    /// The whole text, which is part of the program where the file came with it.
    pub text: Cow<'static, str>,
}

impl SourceFile {
    /// A file of that name with this text.
    pub fn new(name: String, text: String) -> Self {
        Self { name, text: Cow::Owned(text) }
    }

    /// Something wrong at a place in this file.
    pub fn problem(
        &self,
        span: Range<usize>,
        what: impl Into<String>,
        right: impl Into<String>,
    ) -> Problem {
        Problem::at(&self.name, &self.text, span, what, right)
    }

    /// The fields of the file.
    pub fn fields(&self) -> Result<Fields<'_>, Problem> {
        // TOML has nothing against an empty file, and every field of it would be told as missing.
        if self.text.trim().is_empty() {
            return Err(Problem::whole(
                &self.name,
                "this file is empty",
                "README.md says what belongs in it",
            ));
        }
        Fields::parse(&self.text).map_err(|error| self.syntax(&error))
    }

    /// A syntax error, said without the parser's own words where they are known.
    fn syntax(&self, error: &toml::de::Error) -> Problem {
        let span = error.span().unwrap_or(0..0);
        let place = self.text.get(span.clone()).unwrap_or("");
        let at = self
            .text
            .get(span.start..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| !"\r\n".contains(*c));
        // Whatever the parser says of it: what cannot be seen has to be named to be found.
        if at.is_some_and(is_hidden) {
            return self.problem(span, CONTROL, CONTROL_RIGHT);
        }
        let (what, right) = plain(error.message(), place);
        self.problem(span, what, right)
    }

    /// Where the text `value` stands under `path`, whose steps are field names or, in a list of
    /// tables, a number counted from 0. The file as a whole when it is not found, which can only
    /// mean that the file changed while it was read.
    pub fn locate(&self, path: &[&str], value: Option<&str>) -> Range<usize> {
        let Ok(fields) = self.fields() else { return 0..0 };
        let Some((field, rest)) = path.split_first() else { return 0..0 };
        let Some(found) = fields.get(field) else { return 0..0 };
        let mut span = found.span.clone();
        let mut at = found;
        for step in rest {
            let next = match &at.value {
                Value::Group(fields) => fields.get(step),
                Value::List(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => None,
            };
            let Some(next) = next else { return span };
            span = next.span.clone();
            at = next;
        }
        match (value, &at.value) {
            (Some(value), Value::List(items)) => items
                .iter()
                .find(|item| item.text() == Some(value))
                .map_or(span, |item| item.span.clone()),
            _ => span,
        }
    }
}

/// What is said of a character that cannot be seen.
const CONTROL: &str = "there is a hidden control character in this line";
const CONTROL_RIGHT: &str = "type the line again, as plain text";

/// What nearly every line is.
const VALUE: &str = "a line is a field, an equals sign and a value, such as sets = 3";

/// Syntax errors whose words do not depend on the text: what the parser's message contains, what is
/// wrong, and what would be right. The first that is contained counts.
const SYNTAX: [(&[&str], &str, &str); 11] = [
    (
        &["invalid basic string", "invalid literal string", "invalid multi-line"],
        "a text begins with a quote here and does not end with one",
        "put a \" at the end of the text",
    ),
    (
        &["missing escaped value"],
        "a text has a single backslash in it",
        "leave it out, or write two: \\\\",
    ),
    (
        &["unclosed array table", "unclosed table"],
        "a heading is opened and not closed",
        "a heading stands between square brackets, such as [dose] or [[phase]]",
    ),
    // After the headings: their messages contain this one too.
    (&["unclosed array"], "a list is opened with [ and not closed", "put a ] after its last item"),
    (
        &["unclosed inline table"],
        "a group is opened with { and not closed",
        "put a } after its last item",
    ),
    (
        &["missing comma"],
        "there is no comma between two items",
        "put a comma after each item of a list, and a ] after the last",
    ),
    (&["extra comma"], "there is one comma too many", "one comma stands between two items"),
    (&["missing value", "key with no value"], "this field has no value", VALUE),
    (
        &["recurse", "recursion"],
        "lists or groups stand too deep inside each other",
        "no field needs more than a list of texts or numbers",
    ),
    (&["expected key"], "this line does not begin with the name of a field", VALUE),
    (&["leading zero"], "a number begins with a zero", "leave out the zero in front"),
];

/// What the parser found, in the words of someone who has never heard of one: what is wrong, and
/// what would be right. `place` is the text the parser points at.
fn plain(message: &str, place: &str) -> (String, String) {
    let place = shown(place.trim());
    if message.contains("duplicate key") {
        let right = "keep only one of the two, or look for a misspelt heading above it";
        return (format!("“{place}” is set a second time here"), right.to_owned());
    }
    let is_unquoted = message.contains("must be quoted");
    if place.is_empty() && is_unquoted {
        return ("this field has no value".to_owned(), VALUE.to_owned());
    }
    // Word processors turn straight quotes into curly ones, and the parser then sees a bare word.
    if place.contains(['“', '”', '„', '‘', '’']) && message.contains("quoted") {
        return ("these are curly quotes".to_owned(), "write straight ones: \"…\"".to_owned());
    }
    if is_unquoted || message.contains("unquoted string") {
        let right =
            format!("a text stands in quotes, \"{place}\", and a number is written in digits");
        return (format!("the word {place} has no quotes around it"), right);
    }
    let known = SYNTAX
        .iter()
        .find(|(parts, ..)| parts.iter().any(|part| message.contains(part)))
        .map(|(_, what, right)| (*what, *right))
        .or_else(|| is_about_control_characters(message).then_some((CONTROL, CONTROL_RIGHT)));
    // A message of a newer parser is better shown than swallowed.
    known.map_or_else(
        || (format!("this line cannot be read ({message})"), VALUE.to_owned()),
        |(what, right)| (what.to_owned(), right.to_owned()),
    )
}

/// Whether the parser complains of a character that cannot be seen.
fn is_about_control_characters(message: &str) -> bool {
    message.contains("carriage return")
        || message.contains("invalid comment character")
        || message.contains("non-") && message.contains("characters")
}

/// A path as it may be printed.
pub(super) fn display_name(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}
