//! Lays text out in the terminal's width. Everything that comes in is cleaned; only what this file
//! adds itself (line breaks, bold, dim) reaches the terminal raw.

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};

use crate::cli::output::clean::clean;

/// Below this many columns a table turns into a list.
pub const TABLE_NEEDS: usize = 60;

/// What a line means, beside its words: nothing is said by a colour alone. Of the sixteen colours
/// that every terminal has, those that can be read on light and on dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What one came for: how much to do.
    Strong,
    /// More of something, or something that is met.
    Up,
    /// Less of something.
    Down,
    /// Something is left out until somebody has looked.
    Stop,
    /// Nothing changes, or it is behind.
    Quiet,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Strong => Style::new().bold(),
            Self::Up => AnsiColor::Green.on_default(),
            Self::Down => AnsiColor::Magenta.on_default(),
            Self::Stop => AnsiColor::Red.on_default(),
            Self::Quiet => Style::new().dimmed(),
        }
    }
}

/// Text being laid out.
#[derive(Debug)]
pub struct Page {
    width: usize,
    colour: bool,
    /// Whether it is for a screen reader.
    plain: bool,
    text: String,
}

/// Signs at the beginning of a line that a screen reader leaves out or reads by their names, and
/// what they mean.
const AT_THE_BEGINNING: [(&str, &str); 10] = [
    ("[ ] ", "To do: "),
    ("[x] ", "Done: "),
    ("[-] ", "Left out: "),
    ("! ", "Important: "),
    ("= ", "The same: "),
    ("\u{2191} ", "More: "),
    ("\u{2193} ", "Less: "),
    // The word stands behind it.
    ("\u{25a0} ", ""),
    ("\u{2022} ", ""),
    ("\u{2192} ", ""),
];

/// The same anywhere else.
const WITHIN: [(&str, &str); 7] = [
    (" \u{b7} ", ", "),
    (" \u{2192} ", " to "),
    (" \u{d7} ", " times "),
    (" \u{2191} ", " more: "),
    (" \u{2193} ", " less: "),
    (" \u{25a0} ", " "),
    (" #", " tag "),
];

impl Page {
    /// An empty page of `width` columns.
    pub fn new(width: usize, colour: bool) -> Self {
        Self { width, colour, plain: false, text: String::new() }
    }

    /// The same for a screen reader, where `plain`.
    pub fn in_plain_words(self, plain: bool) -> Self {
        Self { plain, ..self }
    }

    /// What was laid out so far.
    pub fn text(self) -> String {
        self.text
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        self.put("", "", text, Style::new().bold());
    }

    /// What must be seen before anything else. Its mark and its words say so without colour too.
    pub fn alarm(&mut self, text: &str) {
        self.put("! ", "  ", text, AnsiColor::Red.on_default().bold());
    }

    /// A paragraph.
    pub fn para(&mut self, text: &str) {
        self.put("", "", text, Style::new());
    }

    /// A paragraph of lesser weight.
    pub fn note(&mut self, text: &str) {
        self.put("", "", text, Style::new().dimmed());
    }

    /// Text behind a mark such as `•`, hanging so that the mark stands alone.
    pub fn item(&mut self, mark: &str, text: &str) {
        // In columns and not in bytes, of which `•` has three.
        let indent = " ".repeat(textwrap::core::display_width(mark) + 1);
        self.put(&format!("{mark} "), &indent, text, Style::new());
    }

    /// Text indented by `columns`, of lesser weight.
    pub fn indented(&mut self, columns: usize, text: &str) {
        let indent = " ".repeat(columns);
        self.put(&indent, &indent, text, Style::new().dimmed());
    }

    /// Text indented by `columns`, in a tone.
    pub fn toned(&mut self, columns: usize, text: &str, tone: Tone) {
        let indent = " ".repeat(columns);
        self.put(&indent, &indent, text, tone.style());
    }

    /// Text behind a mark, in a tone.
    pub fn toned_item(&mut self, mark: &str, text: &str, tone: Tone) {
        let indent = " ".repeat(textwrap::core::display_width(mark) + 1);
        self.put(&format!("{mark} "), &indent, text, tone.style());
    }

    /// A bulleted list with a heading; nothing at all for an empty list.
    pub fn list<T: AsRef<str>>(&mut self, heading: &str, items: &[T]) {
        if items.is_empty() {
            return;
        }
        self.gap();
        self.heading(heading);
        for item in items {
            self.item(" •", item.as_ref());
        }
    }

    /// A heading with one paragraph under it.
    pub fn section(&mut self, heading: &str, text: &str) {
        self.gap();
        self.heading(heading);
        self.put(" ", " ", text, Style::new());
    }

    /// A command to type, on a line of its own and never broken: it is there to be copied.
    pub fn command(&mut self, command: &str) {
        self.line(&format!("  {}", clean(command)), Style::new());
    }

    /// A line that is drawn and not written: it stays as it is, and must fit.
    pub fn raw_line(&mut self, line: &str, style: Style) {
        self.line(line, style);
    }

    /// A line that is never broken: its columns mean something.
    pub fn unwrapped(&mut self, line: &str) {
        self.line(clean(line).trim_end(), Style::new());
    }

    /// An empty line, unless the page begins here.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Whether it is for a screen reader.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether there is room for a table.
    pub fn has_room_for_table(&self) -> bool {
        // In a table a screen reader reads a row, and its headings are rows away.
        self.width >= TABLE_NEEDS && !self.plain
    }

    /// A table without lines: its first row is the headings.
    pub fn table(&mut self, headings: &[&str], rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        table.set_header(headings.to_vec());
        for row in rows {
            table.add_row(row.iter().map(|cell| clean(cell).into_owned()).collect::<Vec<_>>());
        }
        for (number, line) in table.lines().enumerate() {
            let style = if number == 0 { Style::new().bold() } else { Style::new() };
            self.line(line.trim_end(), style);
        }
    }

    /// Wraps `text` behind `first` and the lines after it behind `rest`.
    fn put(&mut self, first: &str, rest: &str, text: &str, style: Style) {
        let cleaned = clean(text);
        if self.plain {
            let words = in_plain_words(&format!("{first}{cleaned}"));
            wrap(words.trim_start(), self.width, "", "")
                .iter()
                .for_each(|line| self.line(line, style));
            return;
        }
        for line in wrap(&cleaned, self.width, first, rest) {
            self.line(line.trim_end(), style);
        }
    }

    /// One line as it is, in a style where colour is on.
    fn line(&mut self, line: &str, style: Style) {
        // Without a style there is nothing to switch on, and a copied line stays clean.
        if self.colour && style != Style::new() {
            self.text.push_str(&format!("{style}{line}{style:#}\n"))
        } else {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// The text with words in the places of signs.
fn in_plain_words(text: &str) -> String {
    let mut text = text.trim_start().to_owned();
    for (sign, words) in AT_THE_BEGINNING {
        if let Some(rest) = text.strip_prefix(sign) {
            text = format!("{words}{}", rest.trim_start());
        }
    }
    let text = WITHIN.iter().fold(text, |text, (sign, words)| text.replace(sign, words));
    // Columns mean nothing to the ear.
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

/// Lines of `text` no wider than `width`, broken at spaces alone: an id, a path or a command that
/// is broken anywhere else cannot be copied.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    // No text is wider than it has bytes, and most are short: looking at each of their words would
    // take most of the time of `--help`.
    if first.len() + text.len() <= width && !text.is_empty() && !text.contains('\n') {
        return vec![format!("{first}{text}")];
    }
    let indent = textwrap::core::display_width(rest);
    let text = &with_whole_commands(text, width.saturating_sub(indent));
    let options = textwrap::Options::new(width)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .break_words(false);
    let lines = textwrap::wrap(text, options.initial_indent(first).subsequent_indent(rest));
    lines.into_iter().map(|line| line.replace(WHOLE, " ")).collect()
}

/// Stands for a space within a command until the lines are made.
const WHOLE: char = '\u{e000}';

/// What comes before a command to type.
const BEFORE_COMMAND: &str = ": supple ";

/// What may end a command to type.
const AFTER_COMMAND: [&str; 6] = [". ", "; ", ", ", ")", "\n", " or "];

/// The text with commands to type that stay on one line where one is wide enough: half a command
/// is copied as a whole one.
fn with_whole_commands(text: &str, width: usize) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(BEFORE_COMMAND) {
        let (before, command) = rest.split_at(at + 2);
        let ends = AFTER_COMMAND.iter().filter_map(|end| command.find(end));
        let (command, after) = command.split_at(ends.min().unwrap_or(command.len()));
        shown.push_str(before);
        if textwrap::core::display_width(command) <= width {
            shown.push_str(&command.replace(' ', &WHOLE.to_string()));
        } else {
            shown.push_str(command);
        }
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn a_line_is_as_long_as_its_width_and_no_longer() {
        for (text, width, expected) in [
            ("one two", 9, &["- one two"][..]),
            ("one two", 8, &["- one", "  two"]),
            ("one\ntwo", 80, &["- one", "  two"]),
            // Nine columns in fourteen bytes.
            ("öne twöö…", 11, &["- öne twöö…"]),
            ("öne twöö…", 10, &["- öne", "  twöö…"]),
            ("one  two  ", 80, &["- one  two"]),
            ("", 80, &[""]),
            ("never-broken", 5, &["- never-broken"]),
            (
                "Add it: supple log 4 --on 2026-11-19",
                33,
                &["- Add it:", "  supple log 4 --on 2026-11-19"],
            ),
            ("Go: supple today. It is short", 22, &["- Go: supple today. It", "  is short"]),
            // Too long for any line.
            ("It: supple log 4 --on 2026-11-19", 20, &["- It: supple log 4", "  --on 2026-11-19"]),
        ] {
            let lines = wrap(text, width, "- ", "  ");
            let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
            assert_eq!(lines, expected, "{text:?} in {width}");
        }
    }
}
