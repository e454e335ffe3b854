//! Lines of text on a page: broken to a width, measured and drawn.

use std::cell::RefCell;
use std::collections::HashMap;

use plotters::style::text_anchor::{HPos, VPos};

use crate::figure::canvas::font::{Font, FontWeight, showable};
use crate::figure::canvas::theme::TextStyle;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::wrapped;

/// One line of text.
pub struct PageLine {
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: TextStyle,
    /// The distance to the line below, in millimetres.
    pub leading: f64,
    /// How far to the right of its text's left edge.
    pub indent: f64,
    /// What stands before it, on the left edge: a step's number, a bullet.
    pub mark: Option<String>,
}

impl PageLine {
    /// A line without a mark, as far from the next as its style says.
    pub fn new(text: String, style: TextStyle) -> Self {
        Self { text, style, leading: style.leading(), indent: 0.0, mark: None }
    }
}

/// The widths of words in ems, each measured once: a page tries many sizes of type, and the words
/// stay the same.
#[derive(Default)]
pub struct Ruler {
    widths: RefCell<HashMap<(bool, String), f64>>,
    /// How many times their usual distance lines stand apart; the usual one where it is not set.
    apart: Option<f64>,
}

impl Ruler {
    /// A ruler whose lines stand so many times their usual distance apart.
    pub fn with_leading(times: f64) -> Self {
        Self { apart: Some(times), ..Self::default() }
    }

    /// The width of a word in ems.
    fn word(&self, weight: FontWeight, word: &str) -> f64 {
        let key = (weight == FontWeight::Bold, word.to_owned());
        *self
            .widths
            .borrow_mut()
            .entry(key)
            .or_insert_with(|| Font::with_weight(weight).width(word))
    }

    /// The width of the widest word of a text, in millimetres.
    pub fn widest_word(&self, text: &str, style: &TextStyle) -> f64 {
        let text = showable(text);
        let words = text.split(' ').map(|word| self.word(style.weight, word));
        words.fold(0.0, f64::max) * style.em()
    }

    /// A text broken at words into lines of a width, in millimetres. A word that is longer than a
    /// line is broken as everywhere else.
    fn broken(&self, text: &str, style: &TextStyle, width: f64) -> Vec<String> {
        // Words and blanks may be kerned together; a hair is left for it.
        let most = (width - 0.2) / style.em();
        let blank = self.word(style.weight, " ");
        let mut lines: Vec<String> = Vec::new();
        let mut end = 0.0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let wide = self.word(style.weight, word);
            if wide > most {
                return wrapped(text, style, width);
            }
            match lines.last_mut().filter(|_| end + blank + wide <= most) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                    end += blank + wide;
                }
                None => {
                    lines.push(word.to_owned());
                    end = wide;
                }
            }
        }
        lines
    }

    /// A text as lines of a width.
    pub fn lines(&self, text: &str, style: TextStyle, width: f64) -> Vec<PageLine> {
        let lines = self.broken(&showable(text), &style, width).into_iter();
        let leading = style.leading() * self.apart.unwrap_or(1.0);
        lines.map(|text| PageLine { leading, ..PageLine::new(text, style) }).collect()
    }

    /// A text behind a mark, hanging so that the mark stands alone.
    pub fn marked_lines(
        &self,
        mark: &str,
        text: &str,
        style: TextStyle,
        width: f64,
    ) -> Vec<PageLine> {
        let indent = (self.word(style.weight, "0.") + self.word(style.weight, " ")) * style.em();
        let mut lines = self.lines(text, style, width - indent);
        for line in &mut lines {
            line.indent = indent;
        }
        if let Some(first) = lines.first_mut() {
            first.mark = Some(mark.to_owned());
        }
        lines
    }
}

/// The height of some lines.
pub fn height(lines: &[PageLine]) -> f64 {
    lines.iter().map(|line| line.leading).sum()
}

/// Draws lines from a corner down, and says where they end.
pub fn put(
    canvas: &mut Canvas<'_>,
    lines: &[PageLine],
    (left, top): (f64, f64),
) -> DrawResult<f64> {
    let mut y = top;
    for line in lines {
        if let Some(mark) = &line.mark {
            canvas.text((left, y), (HPos::Left, VPos::Top), mark, &line.style)?;
        }
        canvas.text((left + line.indent, y), (HPos::Left, VPos::Top), &line.text, &line.style)?;
        y += line.leading;
    }
    Ok(y)
}
