//! The visit page: one upright sheet that a clinician reads in a minute, often as a grey copy. It
//! answers three questions: is it getting better, what was done, what is to be decided.
//!
//! From the top, which is also the order in which it is drawn and read out: what must be looked at
//! first, the band of answers, what there is to decide, what
//! the person wrote in their own words, the pain of the whole episode with what was done, the
//! exercises a row each, goals and places, and below them everything else in rows of words. What is
//! too much for the sheet is shortened from the least important part on, and says so. Facts come from
//! `domain/analysis/report.rs`.

mod agreement;
mod answer_band;
mod body;
mod exercise_table;
mod part;
#[cfg(test)]
mod tests;
mod web;
mod word_rows;

use plotters::style::text_anchor::{HPos, VPos};

use self::answer_band::AnswerBand;
use self::exercise_table::ExerciseTable;
use self::part::Part;
pub use self::web::render_report_html;
use self::word_rows::{RowsKind, WordRows};
use crate::domain::analysis::report::{Report, ReportLine, Section, SectionKind};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{showable, together};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{INK, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::chart::progress::ProgressLayout;
use crate::figure::layout::head::{self, Head, HeadText};
use crate::figure::layout::text::{at_most, listed, wrapped};
use crate::figure::render::Figure;
use crate::words::adherence::not_in_plan;
use crate::words::report::{BESIDES, DECIDE, QUESTION, WHAT_IT_IS};

/// The wide column's share of the width.
const WIDE_SHARE: f64 = 0.56;

/// The white between the columns, in millimetres on A4.
const BETWEEN_MM: f64 = 9.0;

/// The least and the most height of the panels, in millimetres on A4.
const PANELS_MM: (f64, f64) = (64.0, 104.0);

/// What they give up of the least height where a full page has the box to write in, in millimetres
/// on A4.
const PANELS_YIELD_MM: f64 = 14.0;

/// Their height where even a line of everything else has hardly room, in millimetres on A4.
const PANELS_NEED_MM: f64 = 26.0;

/// The most height of goals and places, in millimetres on A4.
const DRAWN_MM: f64 = 58.0;

/// The most height of everything else, in millimetres on A4.
const REST_MM: f64 = 52.0;

/// The most height of what there is to decide, in millimetres on A4, and as a share of the room for
/// everything but head and foot.
const DECIDE_MM: f64 = 40.0;
const DECIDE_SHARE: f64 = 0.24;

/// Questions that stand before what the next phases lack.
const QUESTIONS_FIRST: usize = 3;

/// The least height of what stands below the panels, in millimetres on A4: without drawings, and
/// with them.
const LOWER_LEAST_MM: (f64, f64) = (52.0, 74.0);

/// The most different things to do first, and the most lines of each and of the signs that ask for
/// it: the screen has all of them in full.
const OPEN: (usize, usize, usize) = (2, 3, 2);

/// The most height of the box with the person's own words, in millimetres on A4, with a plan and
/// without one.
const OWN_WORDS_MM: [f64; 2] = [50.0, 96.0];

/// What the box has whatever the columns need: the height of six lines, in millimetres on A4, but
/// no more than a share of what the panels can do without.
const OWN_WORDS_DUE: (f64, f64) = (37.0, 0.5);

/// The sizes of the person's own words where there is no plan to leave room for, in points.
const OWN_WORDS_PT: [f64; 3] = [11.0, 10.0, TEXT_PT];

/// The height that is left for everything but head and foot, in millimetres on A4, from which the
/// person's own numbers stand above the small print.
const NUMBERS_NEED_MM: f64 = 140.0;

/// The size of running text, in points; small print is no smaller than 7.5.
const TEXT_PT: f64 = 8.8;

impl Figure for Report {
    fn title(&self) -> String {
        format!("{}, {}", head::subjects(&self.about.titles()), self.about.range())
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        ReportLayout::new(self, paper).draw(canvas, self)
    }
}

/// Lines of one kind of text, from a place downwards.
struct TextBlock {
    /// The lines.
    lines: Vec<String>,
    /// How they look.
    style: TextStyle,
    /// The upper left corner.
    at: (f64, f64),
}

impl TextBlock {
    /// A text of at most so many lines in a width.
    fn new(text: &str, most: usize, style: TextStyle, (left, top): (f64, f64), width: f64) -> Self {
        let lines =
            at_most(wrapped(&together(&showable(text)), &style, width), most, &style, width);
        Self { lines, style, at: (left, top) }
    }

    /// Several things with a mark between them, as many as have room on so many lines.
    fn listed(
        things: &[String],
        between: &str,
        most: usize,
        style: TextStyle,
        at: (f64, f64),
        width: f64,
    ) -> Self {
        let things: Vec<String> = things.iter().map(|thing| together(&showable(thing))).collect();
        Self { lines: listed(&things, between, most, &style, width), style, at }
    }

    /// Where it ends.
    fn bottom(&self) -> f64 {
        self.at.1 + self.lines.len() as f64 * self.style.leading()
    }

    /// Draws it.
    fn draw(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        let mut y = self.at.1;
        for line in &self.lines {
            canvas.text((self.at.0, y), (HPos::Left, VPos::Top), line, &self.style)?;
            y += self.style.leading();
        }
        Ok(())
    }
}

/// Where everything goes.
struct ReportLayout {
    theme: Theme,
    text: TextStyle,
    /// What stands above the title.
    who: TextBlock,
    /// Texts between the title and the band.
    blocks: Vec<TextBlock>,
    /// What the figures of the band stand on.
    counts: TextBlock,
    /// Whom the person calls.
    numbers: Option<TextBlock>,
    /// What stands below everything else.
    small_print: TextBlock,
    /// The edges of the box around the open signs.
    open: Option<Area>,
    band: AnswerBand,
    /// What there is to decide, and what the person wrote.
    rows: Vec<WordRows>,
    /// Everything that has no place of its own.
    rest: Option<WordRows>,
    head: Head,
    panels: ProgressLayout,
    exercises: Option<ExerciseTable>,
    /// Goals and places.
    parts: Vec<Part>,
    /// The box to write in.
    agreement: Option<Area>,
}

/// The sections of the page by where they stand.
#[derive(Default)]
struct Arrangement {
    decide: Option<Section>,
    own_words: Option<Section>,
    /// Those with a drawing.
    drawn: Vec<Section>,
    /// Everything else, a row each.
    rest: Option<Section>,
}

impl Arrangement {
    /// The sections of a page. Its exercises have a table of their own, and the questions are for
    /// whoever decides.
    fn new(report: &Report) -> Self {
        let mut places = Self::default();
        let (mut questions, mut rest) = (Vec::new(), Vec::new());
        for section in report.sections() {
            match section.part {
                SectionKind::Decide => places.decide = Some(section),
                SectionKind::OwnWords => places.own_words = Some(section),
                SectionKind::Questions => questions = question_rows(section),
                SectionKind::Goals | SectionKind::Places => places.drawn.push(section),
                // What was answered to the warning signs stands before everything else.
                SectionKind::Safety => drop(rest.splice(..0, section.items)),
                // The table has the doses and the sessions, the strip the weeks.
                SectionKind::Doses => {}
                SectionKind::Practice => {
                    let rows: Vec<&String> =
                        report.doses.iter().map(|dose| &dose.exercise).collect();
                    let others = report.practice.exercises.iter();
                    let others = others.filter(|line| !rows.contains(&&line.lead));
                    rest.extend(others.map(not_in_plan));
                    rest.extend(report.practice.before.clone());
                    rest.extend(report.practice.reasons.clone());
                }
                SectionKind::Flares => {
                    let mut section = section;
                    // The one that goes on stands among what there is to decide.
                    let now = report.flares.last().is_some_and(|flare| flare.goes_on);
                    section.items.drain(..usize::from(now));
                    rest.extend((!section.items.is_empty()).then(|| as_row(section)));
                }
                _ => rest.push(as_row(section)),
            }
        }
        if !questions.is_empty() {
            let decide = places.decide.get_or_insert_with(|| rows(DECIDE, Vec::new()));
            // The next phases stand before a long list of questions, and after a short one.
            let at = decide.items.len() - report.next_phases.len();
            let others = questions.split_off(questions.len().min(QUESTIONS_FIRST));
            decide.items.splice(at..at, questions);
            decide.items.extend(others);
        }
        places.rest = (!rest.is_empty()).then(|| rows(BESIDES, rest));
        places
    }
}

impl Arrangement {
    /// Says in a row of words what some drawings would show.
    fn without_drawings(&mut self, of: &[SectionKind]) {
        for part in of {
            let at = self.drawn.iter().position(|section| section.part == *part);
            let Some(section) = at.map(|at| self.drawn.remove(at)) else { continue };
            let rest = self.rest.get_or_insert_with(|| rows(BESIDES, Vec::new()));
            rest.items.insert(0, as_row(section));
        }
    }
}

/// Rows under a title.
fn rows(heading: &str, items: Vec<ReportLine>) -> Section {
    let heading = heading.to_owned();
    Section { part: SectionKind::Decide, heading, aside: String::new(), items }
}

/// Questions as rows of what there is to decide.
fn question_rows(section: Section) -> Vec<ReportLine> {
    let rows = section
        .items
        .into_iter()
        .map(|item| ReportLine { lead: format!("{} {}", QUESTION, item.lead), rest: item.rest });
    rows.collect()
}

/// A whole section as one row.
fn as_row(section: Section) -> ReportLine {
    let items: Vec<String> = section.items.iter().map(ReportLine::text).collect();
    ReportLine { lead: section.heading, rest: items.join("; ") }
}

impl ReportLayout {
    /// Lays the page out from both ends; the panels take what the table and the columns leave,
    /// within their limits.
    fn new(report: &Report, paper: Paper) -> Self {
        let mut theme = Theme::new(paper);
        theme.title = theme.title.sized(16.0);
        theme.heading = theme.heading.sized(10.0);
        theme.label = theme.label.sized(8.4);
        theme.figure = theme.figure.sized(12.0);
        let text = theme.label.inked(INK).sized(TEXT_PT);
        let content = Area::inside(paper, theme.margin, theme.margin * 0.8);
        let width = content.width();
        let at = (content.left, content.top);
        // One line, where the phases have room behind whose page it is.
        let phases = report.phases_in_words().join(" · ");
        let all = format!("{} · {phases}", report.who());
        let (who, phases) = if theme.label.width(&showable(&all)) <= width {
            (TextBlock::new(&all, 1, theme.label, at, width), None)
        } else {
            (
                TextBlock::new(&report.who(), 2, theme.label, at, width),
                Some(report.phases_in_words()),
            )
        };
        let head_text = HeadText {
            title: report.about.titles(),
            range: report.about.range(),
            sentence: String::new(),
        };
        let head = Head::new(
            &head_text,
            &theme,
            Area { top: who.bottom() + theme.mm(0.6), ..content },
            1.0,
            1,
        );
        let mut blocks = Vec::new();
        let mut top = head.bottom;
        if let Some(phases) = phases {
            let at = (content.left, top - theme.mm(1.0));
            let phases = TextBlock::listed(&phases, " · ", 2, text, at, width);
            top = phases.bottom() + theme.mm(1.4);
            blocks.push(phases);
        }
        let open = open_signs(report, &theme, text, Area { top, ..content }, &mut blocks);
        if let Some(area) = open {
            top = area.bottom + theme.mm(2.0);
        }
        let band = AnswerBand::new(&report.answers(), &theme, Area { top, ..content });
        let at = (content.left, band.bottom() + theme.mm(0.6));
        let counts = TextBlock::new(&report.what_counts(), 2, theme.note(), at, width);
        top = counts.bottom() + theme.mm(1.2);

        let foot = theme.footer.sized(7.5);
        // Laid out from the foot of the page upwards, so that the small print always has its place.
        let mut last = TextBlock::new(
            &format!("{}. {WHAT_IT_IS}", report.completeness()),
            4,
            foot,
            (content.left, 0.0),
            width,
        );
        last.at.1 = content.bottom - last.bottom();
        let mut bottom = last.at.1 - theme.mm(2.4);
        let has_room = bottom - top >= theme.mm(NUMBERS_NEED_MM);
        let numbers = report.own_numbers.as_ref().filter(|_| has_room).map(|numbers| {
            let mut numbers = TextBlock::new(numbers, 1, text, (content.left, 0.0), width);
            numbers.at.1 = last.at.1 - theme.mm(0.8) - numbers.bottom();
            bottom = numbers.at.1 - theme.mm(2.4);
            numbers
        });
        let gap = theme.mm(3.0);
        let mut places = Arrangement::new(report);
        let mut rows = Vec::new();
        if let Some(decide) = &places.decide {
            let most = theme.mm(DECIDE_MM).min(DECIDE_SHARE * (bottom - top));
            let area = Area { top, bottom: top + most, ..content };
            let laid_out = WordRows::new(RowsKind::Plain, decide, &theme, &[text], area);
            top = laid_out.bottom();
            rows.push(laid_out);
        }
        let places_height = ProgressLayout::places_height(&report.course, &theme);
        let least = theme.mm(PANELS_MM.0) + places_height;
        let lower = Lower { report, theme: &theme, text, content, gap };
        // Where the drawing of a body would take the room of words, words say where it hurts.
        let own_words = places.own_words.as_ref().map_or(0.0, |own| {
            let area = Area { bottom: content.top + theme.mm(OWN_WORDS_MM[0]), ..content };
            WordRows::new(RowsKind::Boxed, own, &theme, &[text], area).height() + gap
        });
        let left = |places: &Arrangement| {
            let lower_parts = lower.rest_height(places) + lower.drawn_height(places);
            bottom - top - least - own_words - lower.table_height() - lower_parts
        };
        let box_height = if report.has_plan { agreement::height(&theme) } else { 0.0 };
        if left(&places) < box_height {
            places.without_drawings(&[SectionKind::Places]);
        }
        // What comes of the visit has its place on the fullest page: a lower curve says as much, and
        // what is longer is shortened.
        let most = theme.mm(PANELS_YIELD_MM).min(box_height);
        let least = least - (box_height - left(&places)).clamp(0.0, most);
        let agreement = report.has_plan.then(|| {
            let top = bottom - box_height;
            Area { top, bottom, ..content }
        });
        // What stands above it has white below it.
        bottom = agreement.map_or(bottom, |area| area.top);
        if let Some(section) = &places.own_words {
            top += theme.mm(1.4);
            let (plan, sizes) = if report.has_plan {
                (0, vec![text])
            } else {
                (1, OWN_WORDS_PT.map(|size| text.sized(size)).to_vec())
            };
            let spare = bottom - top - gap - least;
            let needed = lower.rest_height(&places) + lower.drawn_height(&places);
            let (due, share) = OWN_WORDS_DUE;
            let due = theme.mm(due).min(share * spare).min(spare - theme.mm(LOWER_LEAST_MM.0));
            let most = theme.mm(OWN_WORDS_MM[plan]).min(due.max(spare - needed));
            let area = Area { top, bottom: top + most, ..content };
            let laid_out = WordRows::new(RowsKind::Boxed, section, &theme, &sizes, area);
            top = laid_out.bottom();
            rows.push(laid_out);
        }
        top += theme.mm(2.0);

        // The panels are not squeezed by long lists: those are cut first, and get back what is left.
        let lower_least = theme.mm(LOWER_LEAST_MM.0);
        let least = least.min(bottom - top - lower_least).max(theme.mm(PANELS_NEED_MM));
        let room = bottom - top - least - gap;
        if room < theme.mm(LOWER_LEAST_MM.1) {
            places.without_drawings(&[SectionKind::Places, SectionKind::Goals]);
        }
        let kept_rest = lower.rest_height(&places).min(0.4 * room);
        let kept_parts = lower.drawn_height(&places).min(0.3 * room);
        let area = Area { top, ..content };
        let due = room - kept_rest - kept_parts - gap;
        let exercises = ExerciseTable::new(report, &theme, text, area, due);
        let table = exercises.as_ref().map_or(0.0, |table| table.bottom() - top + gap);
        let rest = lower.rest(&places, room - table - kept_parts);
        let rest_height = rest.as_ref().map_or(0.0, |rest| rest.height() + gap);
        let parts = lower.drawn(&places, room - table - rest_height - gap);
        // Panels with nothing in them say so in the least of room.
        let is_empty = report.course.days_rated == 0 && report.course.work.is_empty();
        let most = if is_empty { least } else { theme.mm(PANELS_MM.1) + places_height };
        let spare = bottom - top - table - rest_height - lower.lowest(&parts) - gap;
        let panels = ProgressLayout::within(
            &report.course,
            theme,
            Area { top, bottom: top + spare.clamp(least, most), ..content },
        );
        let mut top = panels.bottom() + gap;
        let exercises = exercises.map(|table| table.moved_to(top));
        if let Some(table) = &exercises {
            top = table.bottom() + gap;
        }
        let parts: Vec<Part> = parts.into_iter().map(|part| part.moved_to(top)).collect();
        top = parts.iter().map(|part| part.bottom() + gap).fold(top, f64::max);
        let rest = rest.map(|rest| rest.moved_to(top));
        Self {
            theme,
            text,
            who,
            blocks,
            counts,
            numbers,
            small_print: last,
            open,
            band,
            rows,
            rest,
            head,
            panels,
            exercises,
            parts,
            agreement,
        }
    }

    /// Draws it in the order in which it is read, from the top down.
    fn draw(&self, canvas: &mut Canvas<'_>, report: &Report) -> DrawResult {
        let theme = &self.theme;
        self.who.draw(canvas)?;
        self.head.draw(canvas)?;
        if let Some(area) = self.open {
            canvas.outline(area, theme.mm(0.5), INK)?;
        }
        self.blocks.iter().try_for_each(|block| block.draw(canvas))?;
        self.band.draw(canvas, theme)?;
        self.counts.draw(canvas)?;
        self.rows.iter().try_for_each(|rows| rows.draw(canvas, theme))?;
        self.panels.draw(canvas, &report.course)?;
        if let Some(table) = &self.exercises {
            table.draw(canvas, theme)?;
        }
        self.parts.iter().try_for_each(|part| part.draw(canvas, theme, report))?;
        if let Some(rest) = &self.rest {
            rest.draw(canvas, theme)?;
        }
        if let Some(area) = self.agreement {
            agreement::draw(canvas, theme, self.text, area)?;
        }
        if let Some(numbers) = &self.numbers {
            numbers.draw(canvas)?;
        }
        self.small_print.draw(canvas)
    }
}

/// Lays out what must be looked at first, from the top of an area downwards; the edges of the box
/// around it, where there is such.
fn open_signs(
    report: &Report,
    theme: &Theme,
    text: TextStyle,
    area: Area,
    blocks: &mut Vec<TextBlock>,
) -> Option<Area> {
    let first = report.to_do_first();
    if first.is_empty() {
        return None;
    }
    let pad = theme.mm(2.2);
    let (left, width) = (area.left + pad, area.width() - 2.0 * pad);
    let mut top = area.top + pad;
    let bold = TextStyle { weight: theme.heading.weight, ..text };
    let (most, act_lines, sign_lines) = OPEN;
    for (act, signs) in first.iter().take(most) {
        let act = TextBlock::new(&format!("Open: {act}"), act_lines, bold, (left, top), width);
        let signs = TextBlock::listed(signs, " ", sign_lines, text, (left, act.bottom()), width);
        top = signs.bottom();
        blocks.extend([act, signs]);
    }
    if first.len() > most {
        let signs: usize = first[most..].iter().map(|(_, signs)| signs.len()).sum();
        let more = TextBlock::new(&format!("and {signs} more open"), 1, text, (left, top), width);
        top = more.bottom();
        blocks.push(more);
    }
    Some(Area { bottom: top + pad, ..area })
}

/// What stands below the panels, to be measured before it has its place.
struct Lower<'a> {
    report: &'a Report,
    theme: &'a Theme,
    text: TextStyle,
    content: Area,
    /// The white between two of its parts.
    gap: f64,
}

impl Lower<'_> {
    /// An area of so much height, no more than is usual for what stands in it.
    fn area(&self, height: f64, most_mm: f64) -> Area {
        let bottom = self.content.top + height.min(self.theme.mm(most_mm));
        Area { bottom, ..self.content }
    }

    /// The height of the whole table, with the white below it.
    fn table_height(&self) -> f64 {
        let table =
            ExerciseTable::new(self.report, self.theme, self.text, self.content, f64::INFINITY);
        table.map_or(0.0, |table| table.bottom() - self.content.top + self.gap)
    }

    /// Everything that has no place of its own, in so much height.
    fn rest(&self, places: &Arrangement, height: f64) -> Option<WordRows> {
        let area = self.area(height, REST_MM);
        let rest = places.rest.as_ref()?;
        Some(WordRows::new(RowsKind::Plain, rest, self.theme, &[self.text], area))
    }

    /// Its height with all of it that it may have, with the white below it.
    fn rest_height(&self, places: &Arrangement) -> f64 {
        self.rest(places, f64::INFINITY).map_or(0.0, |rest| rest.height() + self.gap)
    }

    /// The sections with a drawing, side by side, each of at most so much height.
    fn drawn(&self, places: &Arrangement, height: f64) -> Vec<Part> {
        let area = self.area(height, DRAWN_MM);
        let between = self.theme.mm(BETWEEN_MM);
        let middle = area.left + WIDE_SHARE * (area.width() - between);
        let areas = match places.drawn.len() {
            1 => vec![area],
            _ => {
                vec![Area { right: middle, ..area }, Area { left: middle + between, ..area }]
            }
        };
        let sections = places.drawn.iter().cloned().zip(areas);
        sections.map(|(section, area)| Part::new(section, self.theme, self.text, area)).collect()
    }

    /// Their height with all that they may have, with the white below them.
    fn drawn_height(&self, places: &Arrangement) -> f64 {
        self.lowest(&self.drawn(places, f64::INFINITY))
    }

    /// How far parts reach down from the top of the content, with the white below them.
    fn lowest(&self, parts: &[Part]) -> f64 {
        let ends = parts.iter().map(|part| part.bottom() + self.gap);
        ends.fold(self.content.top, f64::max) - self.content.top
    }
}
