//! What stands around the exercises of the handout: what it is and for whom, how much pain is all
//! right, the signs that cannot wait, and whom to call.

use plotters::style::text_anchor::{HPos, VPos};

use super::type_sizes::TypeSizes;
use crate::domain::plan::handout::Handout;
use crate::domain::screening::safety::{HandoutSigns, Urgency};
use crate::domain::text::date;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::showable;
use crate::figure::canvas::theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::listed;
use crate::figure::page::lines::{PageLine, Ruler, height, put};
use crate::words::handout::{ABOUT, ARROWS, BOXES, CLINIC, PRESCRIBED_BY, SIGNS_HEADING};

/// The most lines that name the conditions, and the most notes below them.
const MOST_SUBJECT_LINES: usize = 2;
const MOST_NOTES: usize = 4;

/// The narrowest column of a panel, in ems of its text.
const NARROWEST_EMS: f64 = 12.0;

/// The narrowest page on which something is written in behind the title, in ems of its label.
const HEAD_EMS: f64 = 48.0;

/// White between the columns of advice, in millimetres.
const ADVICE_GAP_MM: f64 = 5.0;

/// The narrowest column of signs, in ems of them.
const BULLETS_EMS: f64 = 24.0;

/// The height of a line to write on by hand, in millimetres.
const WRITE_IN_MM: f64 = 8.5;

/// Two things that are written in by hand, each behind its label.
struct WriteIn {
    labels: [&'static str; 2],
    sizes: TypeSizes,
}

impl WriteIn {
    fn height(&self) -> f64 {
        WRITE_IN_MM * self.sizes.mm
    }

    /// Draws it in a width: the first of the two has twice the room of the other.
    fn draw(&self, canvas: &mut Canvas<'_>, (left, top): (f64, f64), width: f64) -> DrawResult {
        let (mm, style) = (self.sizes.mm, self.sizes.sign);
        let labels: f64 = self.labels.iter().map(|label| style.width(label) + 3.5 * mm).sum();
        let part = (width - labels) / 3.0;
        let base = top + 6.6 * mm;
        let mut x = left;
        for (label, parts) in self.labels.iter().zip([2.0, 1.0]) {
            canvas.text((x, base + 1.2 * mm), (HPos::Left, VPos::Bottom), label, &style)?;
            let from = x + style.width(label) + 1.5 * mm;
            let to = from + parts * part;
            canvas.line(&[(from, base), (to, base)], 0.3 * mm, theme::MUTED)?;
            x = to + 2.0 * mm;
        }
        Ok(())
    }
}

/// The head of the first page, or the foot of the last: lines, and perhaps something to write in
/// between them.
pub(super) struct TextPanel {
    above: Vec<PageLine>,
    /// Whether what is written in stands behind the first line, and not below all of them.
    is_behind: bool,
    write_in: Option<WriteIn>,
    below: Vec<PageLine>,
    width: f64,
    /// White below.
    after: f64,
}

impl TextPanel {
    /// What it is, for whom and which days, and who prescribed it.
    pub(super) fn head(handout: &Handout, ruler: &Ruler, sizes: TypeSizes, width: f64) -> Self {
        let style = sizes.step;
        let days = days(handout);
        let subjects: Vec<String> =
            handout.subjects.iter().map(|subject| showable(subject)).collect();
        let mut about = listed(&subjects, " · ", MOST_SUBJECT_LINES, &style, width);
        // The days stand behind the last of them, or on a line of their own.
        match about.last_mut().filter(|last| style.width(&format!("{last} · {days}")) <= width) {
            Some(last) => {
                last.push_str(&format!(" · {days}"));
            }
            None => {
                about.extend(ruler.lines(&days, style, width).into_iter().map(|line| line.text))
            }
        }
        let mut above = ruler.lines("My exercises", sizes.title, width);
        above.extend(about.into_iter().map(|text| PageLine::new(text, style)));
        for told in &handout.told {
            above.extend(ruler.lines(told, sizes.heading, width));
        }
        let unknown = handout.told.is_empty();
        let write_in = unknown.then_some(WriteIn { labels: PRESCRIBED_BY, sizes });
        let mut below = ruler.lines(BOXES, sizes.sign, width);
        for note in handout.notes.iter().take(MOST_NOTES) {
            below.extend(ruler.lines(note, sizes.sign, width));
        }
        let is_behind = width >= HEAD_EMS * sizes.sign.em();
        Self { above, is_behind, write_in, below, width, after: 1.0 * sizes.mm }
    }

    /// Whom to call, the next visit, and what this page is.
    pub(super) fn foot(handout: &Handout, ruler: &Ruler, sizes: TypeSizes, width: f64) -> Self {
        let visit = handout
            .next_visit
            .map(|day| format!("Next visit: {}.", date::long(day, handout.style)));
        let is_unset = handout.clinic.is_empty();
        let clinic = (!is_unset).then(|| format!("{}: {}", CLINIC[0], handout.clinic));
        let bold = [clinic, visit].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let mut below = ruler.lines(&bold, sizes.heading, width);
        below.extend(ruler.lines(&format!("{ABOUT} {ARROWS}"), sizes.small, width));
        let write_in = is_unset.then_some(WriteIn { labels: CLINIC, sizes });
        Self { above: Vec::new(), is_behind: false, write_in, below, width, after: 0.0 }
    }

    /// Its height.
    pub(super) fn height(&self) -> f64 {
        let write_in = self.write_in.as_ref().filter(|_| !self.is_behind);
        let write_in = write_in.map_or(0.0, WriteIn::height);
        height(&self.above) + write_in + height(&self.below) + self.after
    }

    /// Draws it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, (left, top): (f64, f64)) -> DrawResult {
        let mut y = put(canvas, &self.above, (left, top))?;
        match (&self.write_in, self.above.first().filter(|_| self.is_behind)) {
            (Some(write_in), Some(title)) => {
                let behind = title.style.width(&title.text) + 8.0 * write_in.sizes.mm;
                write_in.draw(canvas, (left + behind, top), self.width - behind)?;
            }
            (Some(write_in), None) => {
                write_in.draw(canvas, (left, y), self.width)?;
                y += write_in.height();
            }
            (None, _) => {}
        }
        put(canvas, &self.below, (left, y)).map(|_| ())
    }
}

/// The days of a page, in full.
pub(super) fn days(handout: &Handout) -> String {
    let [from, to] = [handout.from, handout.to].map(|day| date::long(day, handout.style));
    format!("{from} – {to}")
}

/// How much pain is all right, the next morning and the flare, beside each other in a frame.
pub(super) struct AdvicePanel {
    /// Each with its width; all of them stand below each other where that is the page's.
    columns: Vec<(Vec<PageLine>, f64)>,
    is_stacked: bool,
    sizes: TypeSizes,
}

impl AdvicePanel {
    /// The advice of a handout on a page so wide.
    pub(super) fn new(handout: &Handout, ruler: &Ruler, sizes: TypeSizes, width: f64) -> Self {
        let advice = handout.advice();
        let inner = width - 5.0 * sizes.mm;
        let room = inner - (advice.len() as f64 - 1.0) * ADVICE_GAP_MM * sizes.mm;
        let length = |text: &str| text.chars().count() as f64;
        let all: f64 = advice.iter().map(|(_, text)| length(text)).sum();
        // The longer the wider, so that all end at about the same height.
        let width = |text: &str| room * length(text) / all;
        let narrowest = advice.iter().map(|(_, text)| width(text)).fold(room, f64::min);
        let is_stacked = narrowest < NARROWEST_EMS * sizes.sign.em();
        let columns = advice.iter().map(|(heading, text)| {
            let width = if is_stacked { inner } else { width(text) };
            let mut lines = ruler.lines(heading, sizes.heading, width);
            lines.extend(ruler.lines(text, sizes.sign, width));
            (lines, width)
        });
        Self { columns: columns.collect(), is_stacked, sizes }
    }

    /// Its height.
    pub(super) fn height(&self) -> f64 {
        let heights = self.columns.iter().map(|(lines, _)| height(lines));
        let gaps = 1.5 * self.columns.len() as f64;
        let lines = if self.is_stacked {
            heights.sum::<f64>() + gaps * self.sizes.mm
        } else {
            heights.fold(0.0, f64::max)
        };
        lines + 3.0 * self.sizes.mm
    }

    /// Draws it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Area) -> DrawResult {
        let mm = self.sizes.mm;
        canvas.outline(area, 0.3 * mm, theme::AXIS)?;
        let (mut x, mut y) = (area.left + 2.5 * mm, area.top + 1.4 * mm);
        for (lines, width) in &self.columns {
            let end = put(canvas, lines, (x, y))?;
            if self.is_stacked {
                y = end + 1.5 * mm;
            } else {
                x += width + ADVICE_GAP_MM * mm;
            }
        }
        Ok(())
    }
}

/// Signs under their heads, in a strong frame.
pub(super) struct SignsPanel {
    title: Vec<PageLine>,
    groups: Vec<SignGroup>,
    sizes: TypeSizes,
}

/// What calls for the same thing.
struct SignGroup {
    urgency: Urgency,
    head: Vec<PageLine>,
    act: Vec<PageLine>,
    columns: Vec<Vec<PageLine>>,
    column: f64,
}

impl SignGroup {
    fn new(
        signs: &HandoutSigns,
        emergency_number: &str,
        ruler: &Ruler,
        sizes: TypeSizes,
        width: f64,
    ) -> Self {
        let heading = signs.urgency.heading();
        let calls = signs.urgency == Urgency::Ambulance;
        let heading = if calls && !emergency_number.is_empty() {
            format!("{heading}: {emergency_number}")
        } else {
            heading.to_owned()
        };
        let ink = if signs.urgency == Urgency::SameDay { theme::INK } else { theme::WHITE };
        let count = (width / (BULLETS_EMS * sizes.sign.em())).floor().clamp(1.0, 2.0);
        let column = (width - (count - 1.0) * 4.0 * sizes.mm) / count;
        let bullets: Vec<Vec<PageLine>> = signs
            .signs
            .iter()
            .map(|sign| ruler.marked_lines("•", sign, sizes.sign, column))
            .collect();
        // The head says all of what to do where that is an ambulance.
        let act = if calls { Vec::new() } else { ruler.lines(&signs.act, sizes.sign, width) };
        Self {
            urgency: signs.urgency,
            head: ruler.lines(&heading, sizes.heading.inked(ink), width),
            act,
            columns: in_columns(bullets, count as usize),
            column,
        }
    }

    /// The height of the bar with the head.
    fn head_height(&self, sizes: TypeSizes) -> f64 {
        height(&self.head) + 1.2 * sizes.mm
    }

    fn height(&self, sizes: TypeSizes) -> f64 {
        let rows = self.columns.iter().map(|lines| height(lines)).fold(0.0, f64::max);
        self.head_height(sizes) + height(&self.act) + rows + 2.4 * sizes.mm
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Area, sizes: TypeSizes) -> DrawResult<f64> {
        let mm = sizes.mm;
        let bar = Area {
            left: area.left - 1.5 * mm,
            right: area.right + 1.5 * mm,
            bottom: area.top + self.head_height(sizes),
            ..area
        };
        // The more urgent the darker, which a copier keeps.
        match self.urgency {
            Urgency::Ambulance => canvas.fill(bar, theme::INK)?,
            Urgency::Emergency => canvas.fill(bar, theme::MUTED)?,
            Urgency::SameDay => {
                canvas.fill(bar, theme::PLANNED)?;
                canvas.outline(bar.inset(0.2 * mm), 0.4 * mm, theme::INK)?;
            }
        }
        put(canvas, &self.head, (area.left, area.top + 0.5 * mm))?;
        let below = put(canvas, &self.act, (area.left, bar.bottom + 0.8 * mm))?;
        for (number, lines) in self.columns.iter().enumerate() {
            put(canvas, lines, (area.left + number as f64 * (self.column + 4.0 * mm), below))?;
        }
        Ok(area.top + self.height(sizes))
    }
}

/// Texts in so many columns, read downwards, the first as high as the others or a little higher.
fn in_columns(texts: Vec<Vec<PageLine>>, count: usize) -> Vec<Vec<PageLine>> {
    let share = height_of(&texts) / count as f64;
    let mut columns: Vec<Vec<PageLine>> = Vec::new();
    for text in texts {
        let has_room = columns.last().is_some_and(|column| {
            columns.len() == count || height(column) + height(&text) / 2.0 <= share
        });
        match columns.last_mut().filter(|_| has_room) {
            Some(column) => column.extend(text),
            None => columns.push(text),
        }
    }
    columns
}

/// The height of some texts.
fn height_of(texts: &[Vec<PageLine>]) -> f64 {
    texts.iter().map(|lines| height(lines)).sum()
}

impl SignsPanel {
    /// Some of the signs of a handout, with the title above them where they are the first.
    pub(super) fn new(
        signs: &[HandoutSigns],
        emergency_number: &str,
        has_title: bool,
        ruler: &Ruler,
        sizes: TypeSizes,
        width: f64,
    ) -> Self {
        let inner = width - 6.0 * sizes.mm;
        let groups =
            signs.iter().map(|signs| SignGroup::new(signs, emergency_number, ruler, sizes, inner));
        let title =
            if has_title { ruler.lines(SIGNS_HEADING, sizes.name, inner) } else { Vec::new() };
        Self { title, groups: groups.collect(), sizes }
    }

    /// What it says, for people who cannot see it.
    pub(super) fn description(&self) -> String {
        let words = |lines: &[PageLine]| {
            let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            texts.join(" ")
        };
        let groups = self.groups.iter().map(|group| {
            let signs: Vec<String> = group.columns.iter().map(|lines| words(lines)).collect();
            format!("{}: {}.", words(&group.head), signs.join(" "))
        });
        format!("{SIGNS_HEADING}. {}", groups.collect::<Vec<_>>().join(" "))
    }

    pub(super) fn height(&self) -> f64 {
        let groups = self.groups.iter().map(|group| group.height(self.sizes));
        height(&self.title) + groups.sum::<f64>() + 3.4 * self.sizes.mm
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Area) -> DrawResult {
        let mm = self.sizes.mm;
        canvas.outline(area, 0.7 * mm, theme::INK)?;
        let inner = Area {
            left: area.left + 3.0 * mm,
            top: area.top + 1.4 * mm,
            right: area.right - 3.0 * mm,
            ..area
        };
        let mut y = put(canvas, &self.title, (inner.left, inner.top))? + 0.6 * mm;
        for group in &self.groups {
            y = group.draw(canvas, Area { top: y, ..inner }, self.sizes)?;
        }
        Ok(())
    }
}
