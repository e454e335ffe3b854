//! The words above and below every figure: the title, the sentence, the footer.

use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::page_scope::PageScope;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{showable, together};
use crate::figure::canvas::theme::{MUTED, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::{at_most, listed, wrapped};

/// The title of a page nobody has assigned a condition to.
const NO_SUBJECT: &str = "Pain diary";

/// What stands between two conditions.
const BETWEEN: &str = " · ";

/// What the page is, and is not.
const DISCLAIMER: &str =
    "supple · pain 0–10 as recorded by the person · a drawing of a diary, not a diagnosis";

/// The conditions a page is about, as one text.
pub fn subjects(subjects: &[String]) -> String {
    if subjects.is_empty() { NO_SUBJECT.to_owned() } else { subjects.join(BETWEEN) }
}

/// What the head of a page says.
pub struct HeadText {
    /// Whose page, or what it is about, each with a dot between them: the title.
    pub title: Vec<String>,
    /// What stands behind the title in a lighter hand: the days it is about.
    pub range: String,
    /// What it shows, in one sentence or a few.
    pub sentence: String,
}

impl HeadText {
    /// The head of a page about some days: its conditions, its range, and a sentence.
    pub fn new(about: &PageScope, sentence: String) -> Self {
        Self { title: about.titles(), range: about.range(), sentence }
    }
}

/// How far a long title shrinks before it is cut.
const TITLE_SIZES: [f64; 5] = [1.0, 0.9, 0.8, 0.7, 0.6];

/// Title and sentence.
pub struct Head {
    /// The upper left corner.
    at: (f64, f64),
    /// The title's lines.
    title: Vec<String>,
    /// How the title looks.
    title_type: TextStyle,
    /// The range.
    range: String,
    /// How the range looks.
    range_type: TextStyle,
    /// Whether the range stands behind the title's last line, or under it.
    range_beside: bool,
    /// The sentence's lines.
    sentence: Vec<String>,
    /// How the sentence looks.
    sentence_type: TextStyle,
    /// Where it ends.
    pub bottom: f64,
}

/// The gap between a title and the range beside it, in ems.
const BESIDE_EM: f64 = 0.6;

/// White between the title and the sentence, in ems of the sentence.
const AFTER_TITLE_EM: f64 = 0.45;

/// The style of the range beside or under a title.
fn range_style(title: &TextStyle) -> TextStyle {
    title.regular().inked(MUTED)
}

/// Whether the range has room behind the last line of a title.
fn has_room_beside(lines: &[String], title: &TextStyle, range: &str, width: f64) -> bool {
    let last = lines.last().map_or(0.0, |line| title.width(line));
    last + BESIDE_EM * title.em() + range_style(title).width(range) <= width
}

impl Head {
    /// The head of a page: its text is `share` of its usual size, 0 to 1, and its sentence has at
    /// most `sentence_lines` lines.
    pub fn new(
        head_text: &HeadText,
        theme: &Theme,
        content: Area,
        share: f64,
        sentence_lines: usize,
    ) -> Self {
        let width = content.width();
        let mut subjects: Vec<String> =
            head_text.title.iter().map(|subject| showable(subject)).collect();
        subjects.retain(|subject| !subject.is_empty());
        if subjects.is_empty() {
            subjects.push(NO_SUBJECT.to_owned());
        }
        let range = head_text.range.clone();
        // A title smaller than the labels would be no title.
        let least = theme.label.pt;
        let sizes =
            TITLE_SIZES.map(|size| theme.title.sized((theme.title.pt * size * share).max(least)));
        // The largest size at which title and range take two lines at most.
        let fitting = sizes.into_iter().find(|title| {
            let lines = wrapped(&subjects.join(BETWEEN), title, width);
            let beside = has_room_beside(&lines, title, &range, width);
            lines.len() + usize::from(!beside) <= 2
        });
        let title_type = fitting.unwrap_or(sizes[sizes.len() - 1]);
        let mut title = in_two(&subjects, &title_type, width)
            .unwrap_or_else(|| listed(&subjects, BETWEEN, 2, &title_type, width));
        // Between two lines the dot between two conditions has done its work.
        for line in &mut title {
            line.truncate(line.trim_end_matches([' ', '·']).len());
        }
        let range_beside = has_room_beside(&title, &title_type, &range, width);
        let mut range_type = range_style(&title_type);
        // The range alone is wider than the paper only on the narrowest: it shrinks as far as it
        // must.
        if range_type.width(&range) > width {
            range_type = range_type.sized(range_type.pt * width / range_type.width(&range));
        }
        // Smaller than five and a half points nothing can be read, whatever the room.
        let sentence_type = theme.sentence.sized((theme.sentence.pt * share).max(5.5));
        let sentence = together(&showable(&head_text.sentence));
        let sentence = wrapped(&sentence, &sentence_type, width);
        let sentence = at_most(sentence, sentence_lines, &sentence_type, width);
        let title_lines = title.len() + usize::from(!range_beside);
        let bottom = content.top
            + title_lines as f64 * title_type.leading()
            + AFTER_TITLE_EM * sentence_type.em()
            + sentence.len() as f64 * sentence_type.leading();
        let at = (content.left, content.top);
        Self {
            at,
            title,
            title_type,
            range,
            range_type,
            range_beside,
            sentence,
            sentence_type,
            bottom,
        }
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        let (left, mut y) = self.at;
        let corner = (HPos::Left, VPos::Top);
        for line in &self.title {
            canvas.text((left, y), corner, line, &self.title_type)?;
            y += self.title_type.leading();
        }
        if let Some(last) = self.title.last().filter(|_| self.range_beside) {
            let x = left + self.title_type.width(last) + BESIDE_EM * self.title_type.em();
            let at = (x, y - self.title_type.leading());
            canvas.text(at, corner, &self.range, &self.range_type)?;
        } else {
            canvas.text((left, y), corner, &self.range, &self.range_type)?;
            y += self.title_type.leading();
        }
        y += AFTER_TITLE_EM * self.sentence_type.em();
        for line in &self.sentence {
            canvas.text((left, y), corner, line, &self.sentence_type)?;
            y += self.sentence_type.leading();
        }
        Ok(())
    }
}

/// What has no room on one line, on two that begin with a name: the first as long as it can be.
fn in_two(subjects: &[String], style: &TextStyle, width: f64) -> Option<Vec<String>> {
    if one_line(subjects, style, width).is_some() {
        return None;
    }
    (1..subjects.len()).rev().find_map(|at| {
        let (first, second) = subjects.split_at(at);
        Some(vec![one_line(first, style, width)?, one_line(second, style, width)?])
    })
}

/// Some subjects on one line, where they have room on it.
fn one_line(subjects: &[String], style: &TextStyle, width: f64) -> Option<String> {
    Some(subjects.join(BETWEEN)).filter(|line| style.width(line) <= width)
}

/// The footer.
pub struct Footer {
    /// What the page is, from the left.
    lines: Vec<String>,
    /// On how many days it stands, at the right of the last line.
    days: Option<String>,
    /// Left and right edge.
    sides: (f64, f64),
    /// Its upper edge.
    pub top: f64,
    /// How it looks.
    style: TextStyle,
}

impl Footer {
    /// The footer of a page that stands on so many of its days.
    pub fn new((recorded, total): (usize, i64), theme: &Theme, content: Area) -> Self {
        let style = theme.footer;
        let days =
            format!("{recorded} of {total} {} recorded", if total == 1 { "day" } else { "days" });
        let one_line =
            style.width(DISCLAIMER) + 3.0 * style.em() + style.width(&days) <= content.width();
        let (lines, days) = if one_line {
            (vec![DISCLAIMER.to_owned()], Some(days))
        } else {
            (wrapped(&format!("{DISCLAIMER} · {days}"), &style, content.width()), None)
        };
        let top = content.bottom - lines.len() as f64 * style.leading();
        Self { lines, days, sides: (content.left, content.right), top, style }
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        let mut y = self.top;
        for line in &self.lines {
            canvas.text((self.sides.0, y), (HPos::Left, VPos::Top), line, &self.style)?;
            y += self.style.leading();
        }
        if let Some(days) = &self.days {
            canvas.text((self.sides.1, self.top), (HPos::Right, VPos::Top), days, &self.style)?;
        }
        Ok(())
    }
}
