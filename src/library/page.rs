//! The text of one file, and its syntax errors in plain words.
//!
//! Knows TOML, and nothing of what the fields mean.

use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::bounded::{Unread, read_bounded, reason};
use super::problem::{Problem, shown};
use crate::domain::text::hidden::is_hidden;

/// The largest file that is read, in bytes: fifty times the largest shipped one, and no burden to
/// hold.
const SIZE_MAX: u64 = 256 * 1024;

/// One file: what it is called where a person would find it, and what stands in it.
#[derive(Debug)]
pub(super) struct Page {
    /// `exercises/library/bridge.toml`, or the whole path of a person's own file.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Page {
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
    pub fn fields(&self) -> Result<DeTable<'_>, Problem> {
        if self.text.trim().is_empty() {
            return Err(Problem::whole(
                &self.name,
                "this file is empty",
                "README.md says what belongs in it",
            ));
        }
        DeTable::parse(&self.text)
            .map(toml::Spanned::into_inner)
            .map_err(|error| self.syntax(&error))
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
        if at.is_some_and(is_hidden) {
            let what = "there is a hidden control character in this line";
            return self.problem(span, what, "type the line again, as plain text");
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
        let Some(found) = fields.get(*field) else { return 0..0 };
        let mut span = found.span();
        let mut at = found;
        for step in rest {
            let next = match at.get_ref() {
                DeValue::Table(table) => table.get(*step),
                DeValue::Array(items) => {
                    step.parse::<usize>().ok().and_then(|index| items.get(index))
                }
                _ => None,
            };
            let Some(next) = next else { return span };
            span = next.span();
            at = next;
        }
        match (value, at.get_ref()) {
            (Some(value), DeValue::Array(items)) => items
                .iter()
                .find(|item| item.get_ref().as_str() == Some(value))
                .map_or(span, toml::Spanned::span),
            _ => span,
        }
    }
}

/// What nearly every line is.
const VALUE: &str = "a line is a field, an equals sign and a value, such as sets = 3";

/// What the parser found, in the words of someone who has never heard of one.
fn plain(message: &str, place: &str) -> (String, String) {
    let has = |part: &str| message.contains(part);
    let place = shown(place.trim());
    let (what, right) = if has("duplicate key") {
        let right = "keep only one of the two, or look for a misspelt heading above it";
        return (format!("“{place}” is set a second time here"), right.to_owned());
    } else if place.is_empty() && has("must be quoted") {
        ("this field has no value", VALUE)
    } else if place.contains(['“', '”', '„', '‘', '’']) && has("quoted") {
        ("these are curly quotes", "write straight ones: \"…\"")
    } else if has("must be quoted") || has("unquoted string") {
        let right =
            format!("a text stands in quotes, \"{place}\", and a number is written in digits");
        return (format!("the word {place} has no quotes around it"), right);
    } else if has("invalid basic string")
        || has("invalid literal string")
        || has("invalid multi-line")
    {
        (
            "a text begins with a quote here and does not end with one",
            "put a \" at the end of the text",
        )
    } else if has("missing escaped value") {
        ("a text has a single backslash in it", "leave it out, or write two: \\\\")
    } else if has("unclosed array table") || has("unclosed table") {
        (
            "a heading is opened and not closed",
            "a heading stands between square brackets, such as [dose] or [[phase]]",
        )
    } else if has("unclosed array") {
        ("a list is opened with [ and not closed", "put a ] after its last item")
    } else if has("unclosed inline table") {
        ("a group is opened with { and not closed", "put a } after its last item")
    } else if has("missing comma") {
        (
            "there is no comma between two items",
            "put a comma after each item of a list, and a ] after the last",
        )
    } else if has("extra comma") {
        ("there is one comma too many", "one comma stands between two items")
    } else if has("missing value") || has("key with no value") {
        ("this field has no value", VALUE)
    } else if has("recurse") || has("recursion") {
        (
            "lists or groups stand too deep inside each other",
            "no field needs more than a list of texts or numbers",
        )
    } else if has("leading zero") {
        ("a number begins with a zero", "leave out the zero in front")
    } else if has("carriage return")
        || has("invalid comment character")
        || has("non-") && has("characters")
    {
        ("there is a hidden control character in this line", "type the line again, as plain text")
    } else {
        return (format!("this line cannot be read ({message})"), VALUE.to_owned());
    };
    (what.to_owned(), right.to_owned())
}

/// A path as it may be printed.
pub(super) fn name_of(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// The text of any file, if it is a plain file of a sensible size with plain text in it.
pub(super) fn read_page(path: &Path) -> Result<Page, Problem> {
    let name = name_of(path);
    let bytes = read_bounded(path, SIZE_MAX).map_err(|unread| {
        let (what, right) = match &unread {
            Unread::NotAFile(_) => {
                ("this is not a file".to_owned(), "move it away, or put a file there")
            }
            Unread::TooLarge(_) => {
                (format!("this file {unread}"), "a few kB are enough for what belongs in it")
            }
            Unread::Refused(error) => (
                format!("this file cannot be read ({})", reason(error)),
                "allow reading it, or move it away",
            ),
        };
        Problem::whole(&name, what, right)
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Page { name, text }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let right = "save it again with the encoding UTF-8";
            Err(Problem::at(
                &name,
                &text,
                good..good + '\u{fffd}'.len_utf8(),
                "this is not text in UTF-8",
                right,
            ))
        }
    }
}
