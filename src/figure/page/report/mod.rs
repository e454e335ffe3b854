//! The visit page: one upright sheet that a clinician reads in a minute, often as a grey copy.
//!
//! From the top: what must be looked at first, how it went in a sentence, what the person wrote in
//! their own words, the pain and exercise panels of the progress chart, and below them everything
//! else in two columns. What is too much
//! for the sheet is shortened from the least important part on, and says so. Facts come from
//! `domain/analysis/report.rs`.

mod body;
mod column;
mod own_words;
#[cfg(test)]
mod tests;

use plotters::style::text_anchor::{HPos, VPos};

use self::column::Column;
use self::own_words::OwnWordsBox;
use crate::domain::analysis::report::{Report, Section, SectionKind};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{showable, together};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{INK, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::chart::progress::ProgressLayout;
use crate::figure::layout::head::{self, Head, HeadText};
use crate::figure::layout::text::{at_most, listed, wrapped};
use crate::figure::render::Figure;
use crate::words::report::WHAT_IT_IS;

/// The parts of the wide column; every other part stands in the narrow one.
const WIDE: [SectionKind; 4] =
    [SectionKind::Doses, SectionKind::Goals, SectionKind::Flares, SectionKind::Patterns];

/// Parts that may change over from the wide column (0) or the narrow one (1), the first to go
/// first.
const EITHER: [(usize, SectionKind); 5] = [
    (1, SectionKind::Practice),
    (1, SectionKind::Safety),
    (1, SectionKind::Medicines),
    (0, SectionKind::Patterns),
    (0, SectionKind::Flares),
];

/// The wide column's share of the width.
const WIDE_SHARE: f64 = 0.56;

/// The white between the columns, in millimetres on A4.
const BETWEEN_MM: f64 = 9.0;

/// Items of a part that the panels make room for; more of them have what is left.
const ITEMS_DUE: usize = 8;

/// The least and the most height of the panels, in millimetres on A4.
const PANELS_MM: (f64, f64) = (80.0, 122.0);

/// The most different things to do first, and the most lines of each and of the signs that ask for
/// it: the screen has all of them in full.
const OPEN: (usize, usize, usize) = (3, 2, 3);

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
        format!("{}, {}", head::subjects(&self.about.subjects), self.about.range())
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
    /// What stands above the title.
    who: TextBlock,
    /// Texts between the title and the panels.
    blocks: Vec<TextBlock>,
    /// What stands below everything else.
    small_print: TextBlock,
    /// The edges of the box around the open signs.
    open: Option<Area>,
    /// What the person wrote, where they wrote something.
    own_words: Option<OwnWordsBox>,
    head: Head,
    panels: ProgressLayout,
    columns: [Column; 2],
}

impl ReportLayout {
    /// Lays the page out from both ends; the panels take what the columns leave, within their
    /// limits.
    fn new(report: &Report, paper: Paper) -> Self {
        let mut theme = Theme::new(paper);
        theme.sentence = theme.sentence.sized(10.0);
        theme.title = theme.title.sized(16.0);
        theme.heading = theme.heading.sized(10.0);
        theme.label = theme.label.sized(8.4);
        theme.figure = theme.figure.sized(13.0);
        let text = theme.label.inked(INK).sized(TEXT_PT);
        let content = Area::inside(paper, theme.margin, theme.margin * 0.8);
        let width = content.width();
        let who = TextBlock::new(&report.who(), 2, theme.label, (content.left, content.top), width);
        let head_text = HeadText {
            title: report.about.subjects.clone(),
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

        let pad = theme.mm(2.2);
        let first = report.to_do_first();
        let open = (!first.is_empty()).then(|| {
            let (left, width, above) = (content.left + pad, width - 2.0 * pad, top);
            let bold = TextStyle { weight: theme.heading.weight, ..text };
            let (most, act_lines, sign_lines) = OPEN;
            top += pad;
            for (act, signs) in first.iter().take(most) {
                let act =
                    TextBlock::new(&format!("Open: {act}"), act_lines, bold, (left, top), width);
                let signs =
                    TextBlock::listed(signs, " ", sign_lines, text, (left, act.bottom()), width);
                top = signs.bottom();
                blocks.extend([act, signs]);
            }
            if first.len() > most {
                let signs: usize = first[most..].iter().map(|(_, signs)| signs.len()).sum();
                let more =
                    TextBlock::new(&format!("and {signs} more open"), 1, text, (left, top), width);
                top = more.bottom();
                blocks.push(more);
            }
            let area = Area { top: above, bottom: top + pad, ..content };
            top = area.bottom + theme.mm(2.0);
            area
        });
        let sentence =
            TextBlock::new(&report.sentence(), 6, theme.sentence, (content.left, top), width);
        let below = (content.left, sentence.bottom() + theme.mm(0.8));
        let phases = TextBlock::listed(&report.phases_in_words(), " · ", 3, text, below, width);
        top = phases.bottom() + theme.mm(0.8);
        blocks.extend([sentence, phases]);
        let stopped = report.stopped_in_words();
        if !stopped.is_empty() {
            let bold = TextStyle { weight: theme.heading.weight, ..text };
            let stopped = TextBlock::listed(&stopped, ", ", 2, bold, (content.left, top), width);
            top = stopped.bottom() + theme.mm(0.8);
            blocks.push(stopped);
        }

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
        let mut bottom = last.at.1 - theme.mm(3.0);
        let has_room = bottom - top >= theme.mm(NUMBERS_NEED_MM);
        if let Some(numbers) = report.own_numbers.as_ref().filter(|_| has_room) {
            let mut numbers = TextBlock::new(numbers, 1, text, (content.left, 0.0), width);
            numbers.at.1 = last.at.1 - theme.mm(0.8) - numbers.bottom();
            bottom = numbers.at.1 - theme.mm(3.0);
            blocks.push(numbers);
        }

        let gap = theme.mm(4.0);
        let (own_words, sections): (Vec<_>, Vec<_>) =
            report.sections().into_iter().partition(|each| each.part == SectionKind::OwnWords);
        let between = theme.mm(BETWEEN_MM);
        let middle = content.left + WIDE_SHARE * (width - between);
        let areas = [
            Area { right: middle, bottom, ..content },
            Area { left: middle + between, bottom, ..content },
        ];
        let own_words = own_words.first().map(|section| {
            top += theme.mm(1.4);
            let (plan, sizes) = if report.has_plan {
                (0, vec![text])
            } else {
                (1, OWN_WORDS_PT.map(|size| text.sized(size)).to_vec())
            };
            let spare = bottom - top - gap - theme.mm(PANELS_MM.0);
            let needed = needed(&shared_out(sections.clone(), |_| [true; 2]), &theme, text, areas);
            let (due, share) = OWN_WORDS_DUE;
            let due = theme.mm(due).min(share * spare);
            let most = theme.mm(OWN_WORDS_MM[plan]).min(due.max(spare - needed));
            let area = Area { top, bottom: top + most, ..content };
            let laid_out = OwnWordsBox::new(section, &theme, &sizes, area);
            top = laid_out.bottom();
            laid_out
        });
        top += theme.mm(2.6);

        let areas = areas.map(|area| Area { top, ..area });
        let sections = shared_out(sections, |sections| {
            columns(sections, &theme, text, areas)
                .map(|column| column.full + gap + theme.mm(PANELS_MM.0) <= bottom - top)
        });
        // The panels are not squeezed by a long list: it is cut first, and gets back what they
        // leave.
        let needed = needed(&sections, &theme, text, areas) + gap;
        let (least, most) = PANELS_MM;
        // Panels with nothing in them say so in the least of room.
        let is_empty = report.progress.days_rated == 0 && report.progress.work.is_empty();
        let most = if is_empty { least } else { most };
        let height = (bottom - top - needed).clamp(theme.mm(least), theme.mm(most));
        let panels = ProgressLayout::within(
            &report.progress,
            theme,
            Area { top, bottom: top + height, ..content },
        );
        let under_panels = areas.map(|area| Area { top: panels.bottom() + gap, ..area });
        let columns = columns(sections, &theme, text, under_panels);
        Self { theme, who, blocks, small_print: last, open, own_words, head, panels, columns }
    }

    /// Draws it in the order in which it is read, from the top down and one column after the other.
    fn draw(&self, canvas: &mut Canvas<'_>, report: &Report) -> DrawResult {
        self.who.draw(canvas)?;
        self.head.draw(canvas)?;
        if let Some(area) = self.open {
            canvas.outline(area, self.theme.mm(0.5), INK)?;
        }
        self.blocks.iter().try_for_each(|block| block.draw(canvas))?;
        if let Some(own_words) = &self.own_words {
            own_words.draw(canvas, &self.theme)?;
        }
        self.panels.draw(canvas, &report.progress)?;
        for column in &self.columns {
            column.draw(canvas, &self.theme, &report.sites)?;
        }
        self.small_print.draw(canvas)
    }
}

/// The wide and the narrow column, with their parts.
fn columns(
    sections: [Vec<Section>; 2],
    theme: &Theme,
    text: TextStyle,
    [wide_area, narrow_area]: [Area; 2],
) -> [Column; 2] {
    let [wide, narrow] = sections;
    [Column::new(wide, theme, text, wide_area), Column::new(narrow, theme, text, narrow_area)]
}

/// The height that the longer column would take with as much of each part as the panels make room
/// for.
fn needed(sections: &[Vec<Section>; 2], theme: &Theme, text: TextStyle, areas: [Area; 2]) -> f64 {
    let due = sections.clone().map(|sections| sections.into_iter().map(due).collect());
    let [wide, narrow] = columns(due, theme, text, areas);
    wide.full.max(narrow.full)
}

/// As much of a part as the panels make room for.
fn due(mut section: Section) -> Section {
    section.items.truncate(ITEMS_DUE);
    section
}

/// Which parts stand in the wide column and which in the narrow one: where one of them has too
/// little room and the other would still have all of its own, parts that go with either change
/// over.
fn shared_out(
    sections: Vec<Section>,
    has_room: impl Fn([Vec<Section>; 2]) -> [bool; 2],
) -> [Vec<Section>; 2] {
    let (wide, narrow) = sections.into_iter().partition(|section| WIDE.contains(&section.part));
    let mut columns: [Vec<Section>; 2] = [wide, narrow];
    for (from, part) in EITHER {
        let Some(at) = columns[from].iter().position(|section| section.part == part) else {
            continue;
        };
        let mut changed = columns.clone();
        let section = changed[from].remove(at);
        changed[1 - from].push(section);
        if !has_room(columns.clone())[from] && has_room(changed.clone())[1 - from] {
            columns = changed;
        }
    }
    columns
}
