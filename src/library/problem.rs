//! What can be wrong with a file, said so that whoever wrote the file can put it right.
//!
//! Knows nothing of exercises or TOML: only a place, a sentence, and what would be right instead.

use std::fmt;
use std::ops::Range;

use crate::domain::text::hidden::is_hidden;
use crate::domain::text::suggest::either;

/// What stands in a form where something is to be written; a file that still has it does not read.
pub(super) const FILL_IN: &str = "FILL IN";

/// Which sort of file an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `exercises/conditions/*.toml`
    Condition,
    /// `exercises/library/*.toml`
    Exercise,
}

impl FileKind {
    /// The folder its files are in, under `exercises/` and under the person's own folder alike.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Condition => "conditions",
            Self::Exercise => "library",
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "condition",
            Self::Exercise => "exercise",
        })
    }
}

/// Why the library could not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryError {
    /// No file has that id.
    Unknown {
        /// What was asked for.
        kind: FileKind,
        /// The id that is not known, as it was given.
        id: String,
        /// Ids near it, the likeliest first; may be empty.
        suggestions: Vec<String>,
    },
    /// Several of a kind have that name, and none of them is taken.
    Several {
        /// What was asked for.
        kind: FileKind,
        /// What was typed.
        asked: String,
        /// Each of them, its id with its name.
        choices: Vec<String>,
    },
    /// What was named is something that pain can come from, and there is no programme for it.
    NoProgramme {
        /// What was typed.
        asked: String,
        /// Who can find out, in sentences.
        who_can_tell: String,
    },
    /// A file is not as it should be.
    Broken(Problem),
}

impl From<Problem> for LibraryError {
    fn from(problem: Problem) -> Self {
        Self::Broken(problem)
    }
}

impl fmt::Display for LibraryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { kind, id, suggestions } => {
                write!(f, "there is no {kind} “{}”.", shown(id))?;
                if suggestions.is_empty() {
                    Ok(())
                } else {
                    write!(f, " Did you mean {}?", either(suggestions))
                }
            }
            Self::Several { asked, choices, .. } => {
                write!(f, "“{}” can mean {}.", shown(asked), either(choices))
            }
            Self::NoProgramme { asked, who_can_tell } => write!(
                f,
                "there is no programme for “{}”. Who can help: {who_can_tell}",
                shown(asked)
            ),
            Self::Broken(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for LibraryError {}

/// One thing wrong in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as a person would find it: `exercises/library/bridge.toml`, or the whole path of
    /// their own.
    pub file: String,
    /// The line, counted from 1; `None` when it is the file as a whole.
    pub line: Option<u32>,
    /// The column, counted from 1 in characters.
    pub column: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What would be right; may be empty.
    pub right: String,
    /// The line itself with a mark under the place, safe to print.
    pub excerpt: Option<String>,
}

impl Problem {
    /// Something wrong with a file as a whole.
    pub(super) fn whole(file: &str, what: impl Into<String>, right: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            what: what.into(),
            right: right.into(),
            excerpt: None,
        }
    }

    /// Something wrong at `span` (bytes) of a file's text.
    pub(super) fn at(
        file: &str,
        text: &str,
        span: Range<usize>,
        what: impl Into<String>,
        right: impl Into<String>,
    ) -> Self {
        let place = LinePosition::from_span(text, span);
        Self {
            line: u32::try_from(place.line).ok(),
            column: u32::try_from(place.column).ok(),
            excerpt: Some(place.excerpt()),
            ..Self::whole(file, what, right)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.what)?;
        if !self.right.is_empty() {
            write!(f, "; {}", self.right)?;
        }
        // “Did you mean …?” ends itself.
        if !self.right.ends_with('?') {
            f.write_str(".")?;
        }
        self.excerpt.iter().try_for_each(|excerpt| write!(f, "\n{excerpt}"))
    }
}

/// Where a span is, in the way a person counts.
struct LinePosition<'a> {
    line: usize,
    column: usize,
    width: usize,
    source: &'a str,
}

impl<'a> LinePosition<'a> {
    fn from_span(text: &'a str, span: Range<usize>) -> Self {
        let start = floor(text, span.start.min(text.len()));
        // A span at the very end stands after the last line's newline; the line itself is what
        // helps.
        let start = if start == text.len() { text.trim_end().len() } else { start };
        // By the newline before it, because a line may end in \r\n, and neither belongs to what is
        // shown.
        let begin = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let source = text[begin..].lines().next().unwrap_or("");
        let stop = floor(text, span.end.clamp(start, begin + source.len().max(start - begin)));
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: text[begin..start].chars().count() + 1,
            width: text[start..stop].chars().count().max(1),
            source,
        }
    }

    /// The line with carets under the place, cut to what a terminal shows.
    fn excerpt(&self) -> String {
        const BEFORE: usize = 40;
        const SHOWN: usize = 70;
        // Far along a line its beginning gives way: the place is what has to be seen.
        let skipped = if self.column > SHOWN - 20 { self.column - BEFORE } else { 0 };
        let mut line: String = self.source.chars().skip(skipped).take(SHOWN).map(safe).collect();
        let mut indent = self.column - 1 - skipped;
        if skipped > 0 {
            line.insert(0, '…');
            indent += 1;
        }
        if self.source.chars().count() > skipped + SHOWN {
            line.push('…');
        }
        // A span may go on over several lines; the mark ends with the line that is shown.
        let carets = "^".repeat(self.width.min(line.chars().count().saturating_sub(indent)).max(1));
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        format!("  {number} | {}\n  {margin} | {}{carets}", line.trim_end(), " ".repeat(indent))
    }
}

/// The nearest character boundary at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    (0..=index).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A character as it may be printed: anything that could steer a terminal or turn text around
/// becomes `�`.
fn safe(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// Words from a file, safe and short enough to stand in a sentence.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut short: String = text.chars().take(LONGEST).map(safe).collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_and_the_place_in_it_are_shown() {
        let text = "id = \"a\"\r\nreps = 0\r\n";
        let problem =
            Problem::at("a.toml", text, 17..18, "reps is 0", "a set has 1 to 100 repeats");
        assert_eq!(
            problem.to_string(),
            "a.toml, line 2: reps is 0; a set has 1 to 100 repeats.\n  2 | reps = 0\n    |        ^"
        );
        assert_eq!(problem.column, Some(8));
    }

    #[test]
    fn any_span_of_any_text_can_be_shown() {
        let text = format!("é = \"{}\u{1b}[2J\u{202e}\"\n\nlast", "ü".repeat(200));
        for start in 0..=text.len() {
            for length in [0, 1, 3, 500] {
                let shown = Problem::at("f", &text, start..start + length, "w", "").to_string();
                assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{start}");
                assert!(shown.lines().all(|line| line.chars().count() < 110), "{shown}");
            }
        }
        assert!(Problem::at("f", "", 0..0, "w", "").to_string().starts_with("f, line 1: w."));
    }

    #[test]
    fn an_unknown_id_offers_its_neighbours() {
        let mut error = LibraryError::Unknown {
            kind: FileKind::Condition,
            id: "x\u{1b}".into(),
            suggestions: vec![],
        };
        assert_eq!(error.to_string(), "there is no condition “x\u{fffd}”.");
        if let LibraryError::Unknown { suggestions, .. } = &mut error {
            *suggestions = vec!["a".into(), "b".into(), "c".into()];
        }
        assert_eq!(error.to_string(), "there is no condition “x\u{fffd}”. Did you mean a, b or c?");
    }
}
