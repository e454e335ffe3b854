//! What buttock pain can come from, as one page to print: a row for each, with its name and what
//! happens across the page, and below them its cells.
//!
//! Text is as large as the page allows, and the columns are as wide as makes the rows lowest. What
//! the columns are called, and what stands above them, is in `words/causes.rs`.

use crate::domain::programme::cause::Cause;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::FontWeight;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::error::FigureError;
use crate::figure::page::lines::{PageLine, Ruler, height, put};
use crate::figure::render::{Figure, Format, render};
use crate::words::causes::{CANNOT_WAIT, COLUMNS, READ_FIRST, TITLE, cells, in_short};

/// The table as the bytes of a file.
///
/// # Errors
/// When it has no room on the paper, there is no memory for the picture, or it cannot be encoded.
pub fn render_causes(
    causes: &[Cause],
    paper: Paper,
    format: Format,
) -> Result<Vec<u8>, FigureError> {
    render(&CausesLayout::new(causes, paper).ok_or(FigureError::NoRoom)?, paper, format)
}

/// Type sizes to try, as shares of the usual one, the largest first.
const SCALES: [f64; 15] =
    [1.3, 1.25, 1.2, 1.15, 1.1, 1.06, 1.03, 1.0, 0.97, 0.94, 0.92, 0.895, 0.883, 0.8, 0.7];

/// The type of the cells at its usual size, in points.
const CELL_PT: f64 = 9.5;

/// The smallest type of the cells on A4 and larger paper, and on any, in points.
const LEAST_PT: f64 = 8.5;
const LEAST_PT_SMALL: f64 = 6.5;

/// The distance from line to line within a cell, in ems: cells are short, and lines of one need
/// less white between them than those of a text.
const LEADING_EMS: f64 = 1.25;

/// How much wider a column becomes in one try, in millimetres at the usual size of type.
const WIDENINGS: [f64; 4] = [8.0, 4.0, 2.0, 1.0];

/// What a text is given beyond its own width, in millimetres: breaking lines leaves a little.
const HAIR: f64 = 0.3;

/// The most of the page's width that names take.
const NAME_SHARE: f64 = 0.34;

/// The most that a row is heightened when there is room left, as a share of what rows need.
const MOST_SPARE: f64 = 0.35;

/// What stands where nothing is known.
const NOTHING: &str = "–";

/// What this page is.
const ABOUT: &str = "The same for everybody, made with supple; no clinician has signed it off. \
                     Where each row comes from: supple conditions --table. Show this page to whoever \
                     can find out, and ask.";

/// The columns of the table.
type Columns<T> = [T; COLUMNS.len()];

/// The type of a page.
struct TypeSizes {
    title: TextStyle,
    intro: TextStyle,
    name: TextStyle,
    label: TextStyle,
    cell: TextStyle,
    small: TextStyle,
    /// Millimetres that are one at the usual size.
    mm: f64,
}

impl TypeSizes {
    /// The type of a page, as a share of its usual size.
    fn new(theme: &Theme, share: f64) -> Self {
        let mm = share * theme.scale;
        let style = |pt: f64, weight| TextStyle { pt: pt * mm, weight, ink: theme::INK };
        let [title, name, label] = [17.0, 10.5, CELL_PT].map(|pt| style(pt, FontWeight::Bold));
        let [intro, cell, small] = [10.0, CELL_PT, 8.5].map(|pt| style(pt, FontWeight::Regular));
        Self { title, intro, name, label, cell, small, mm }
    }
}

/// A row and where it stands.
struct Row {
    name: Vec<PageLine>,
    plain: Vec<PageLine>,
    cells: Columns<Vec<PageLine>>,
    area: Area,
}

/// Where everything goes.
pub(super) struct CausesLayout<'a> {
    causes: &'a [Cause],
    sizes: TypeSizes,
    content: Area,
    head: Vec<PageLine>,
    /// The left edge of each column.
    lefts: Columns<f64>,
    labels: Columns<Vec<PageLine>>,
    /// Where what happens begins, behind the names.
    plain_left: f64,
    rows: Vec<Row>,
    foot: Vec<PageLine>,
}

impl<'a> CausesLayout<'a> {
    /// The largest type with which everything has room; `None` when nothing that can be read has.
    fn new(causes: &'a [Cause], paper: Paper) -> Option<Self> {
        let theme = Theme::new(paper);
        let margin = 0.72 * theme.margin;
        let content = Area::inside(paper, margin, margin);
        let least = if theme.scale >= 1.0 { LEAST_PT } else { LEAST_PT_SMALL };
        let ruler = Ruler::default();
        let sizes = SCALES.into_iter().map(|share| TypeSizes::new(&theme, share));
        let readable = sizes.filter(|sizes| sizes.cell.pt >= least);
        readable.filter_map(|sizes| Self::with_sizes(causes, sizes, content, &ruler)).next()
    }

    /// The page with type of a size, where it has room.
    fn with_sizes(
        causes: &'a [Cause],
        sizes: TypeSizes,
        content: Area,
        ruler: &Ruler,
    ) -> Option<Self> {
        let mm = sizes.mm;
        let columns = TableColumns { causes, sizes: &sizes, ruler };
        let widths = columns.widths(content.width())?;
        let mut lefts = [content.left; COLUMNS.len()];
        for column in 1..COLUMNS.len() {
            lefts[column] = lefts[column - 1] + widths[column - 1] + columns.gap();
        }
        let labels =
            std::array::from_fn(|column| ruler.lines(COLUMNS[column], sizes.label, widths[column]));
        let names = causes.iter().map(|cause| sizes.name.width(&cause.name));
        let name_width = (names.fold(0.0, f64::max) + HAIR).min(NAME_SHARE * content.width());
        let plain_left = content.left + name_width + columns.gap();
        let mut head = ruler.lines(TITLE, sizes.title, content.width());
        let intro = format!("{} {CANNOT_WAIT}", READ_FIRST.join(" "));
        head.extend(ruler.lines(&intro, sizes.intro, content.width()));
        let foot = ruler.lines(ABOUT, sizes.small, content.width());
        let mut layout = Self {
            causes,
            content,
            head,
            lefts,
            labels,
            plain_left,
            rows: Vec::new(),
            foot,
            sizes,
        };
        let columns = TableColumns { causes, sizes: &layout.sizes, ruler };
        let rows: Vec<Row> = causes
            .iter()
            .map(|cause| Row {
                name: ruler.lines(&cause.name, layout.sizes.name, name_width),
                plain: columns.lines(&cause.plain, content.right - plain_left),
                cells: columns.cells(cause, &widths),
                area: content,
            })
            .collect();
        let top = layout.table_top();
        let room = content.bottom - height(&layout.foot) - 2.0 * mm - top;
        let needed: f64 = rows.iter().map(|row| layout.row_height(row)).sum();
        if needed > room {
            return None;
        }
        let count = rows.len().max(1) as f64;
        let spare = (room - needed).min(MOST_SPARE * needed) / count;
        let mut at = top;
        for row in rows {
            let bottom = at + layout.row_height(&row) + spare;
            layout.rows.push(Row { area: Area { top: at, bottom, ..content }, ..row });
            at = bottom;
        }
        Some(layout)
    }

    /// The height that a row needs.
    fn row_height(&self, row: &Row) -> f64 {
        height(&row.name).max(height(&row.plain)) + tallest(&row.cells) + 2.4 * self.sizes.mm
    }

    /// Where the labels of the columns begin.
    fn labels_top(&self) -> f64 {
        self.content.top + height(&self.head) + 2.5 * self.sizes.mm
    }

    /// Where the first row begins.
    fn table_top(&self) -> f64 {
        self.labels_top() + tallest(&self.labels) + self.sizes.mm
    }

    /// A line across the page.
    fn rule(&self, canvas: &mut Canvas<'_>, y: f64, width: f64) -> DrawResult {
        let ends = [(self.content.left, y), (self.content.right, y)];
        canvas.line(&ends, width * self.sizes.mm, theme::INK)
    }

    /// Draws one row.
    fn row(&self, canvas: &mut Canvas<'_>, row: &Row) -> DrawResult {
        let (area, mm) = (row.area, self.sizes.mm);
        self.rule(canvas, area.top, 0.3)?;
        let top = area.top + 1.0 * mm;
        put(canvas, &row.name, (area.left, top))?;
        // What happens stands on the line that the name stands on, which is a little larger.
        let lower = (self.sizes.name.leading() - self.sizes.cell.leading()) / 2.0;
        put(canvas, &row.plain, (self.plain_left, top + lower))?;
        let below = top + height(&row.name).max(height(&row.plain)) + 0.4 * mm;
        for (lines, left) in row.cells.iter().zip(self.lefts) {
            put(canvas, lines, (left, below))?;
        }
        Ok(())
    }
}

impl Figure for CausesLayout<'_> {
    fn title(&self) -> String {
        TITLE.to_owned()
    }

    fn description(&self) -> String {
        let rows: Vec<String> =
            self.causes.iter().map(|cause| format!("{}.", in_short(cause))).collect();
        format!("{TITLE}. {} {}", READ_FIRST.join(" "), rows.join(" "))
    }

    /// It was planned for a paper already.
    fn draw(&self, canvas: &mut Canvas<'_>, _: Paper) -> DrawResult {
        put(canvas, &self.head, (self.content.left, self.content.top))?;
        for (lines, left) in self.labels.iter().zip(self.lefts) {
            put(canvas, lines, (left, self.labels_top()))?;
        }
        for row in &self.rows {
            self.row(canvas, row)?;
        }
        let end = self.rows.last().map_or(self.table_top(), |row| row.area.bottom);
        self.rule(canvas, end, 0.3)?;
        put(canvas, &self.foot, (self.content.left, end + 1.5 * self.sizes.mm)).map(|_| ())
    }
}

/// The height of the highest of some cells.
fn tallest(cells: &Columns<Vec<PageLine>>) -> f64 {
    cells.iter().map(|lines| height(lines)).fold(0.0, f64::max)
}

/// The columns of a table that is to be as low as it can be.
struct TableColumns<'a> {
    causes: &'a [Cause],
    sizes: &'a TypeSizes,
    ruler: &'a Ruler,
}

impl TableColumns<'_> {
    /// The white between two columns.
    fn gap(&self) -> f64 {
        3.0 * self.sizes.mm
    }

    /// A text of a cell as lines of a width.
    fn lines(&self, text: &str, width: f64) -> Vec<PageLine> {
        let mut lines = self.ruler.lines(text, self.sizes.cell, width);
        for line in &mut lines {
            line.leading = LEADING_EMS * line.style.em();
        }
        lines
    }

    /// The lines of a row's cells.
    fn cells(&self, cause: &Cause, widths: &Columns<f64>) -> Columns<Vec<PageLine>> {
        let texts = cells(cause);
        std::array::from_fn(|column| self.lines(texts[column].unwrap_or(NOTHING), widths[column]))
    }

    /// The height of each cell of a column of some width, and of its label.
    fn heights(&self, column: usize, width: f64) -> Vec<f64> {
        let label = height(&self.ruler.lines(COLUMNS[column], self.sizes.label, width));
        let lines = self.causes.iter().map(|cause| {
            let text = cells(cause)[column].unwrap_or(NOTHING);
            height(&self.lines(text, width))
        });
        lines.chain([label]).collect()
    }

    /// The least width of a column: no word of it is broken.
    fn least(&self, column: usize) -> f64 {
        let cells = self.causes.iter().filter_map(|cause| cells(cause)[column]);
        let widest =
            cells.map(|text| self.ruler.widest_word(text, &self.sizes.cell)).fold(0.0, f64::max);
        widest.max(self.ruler.widest_word(COLUMNS[column], &self.sizes.label)) + HAIR
    }

    /// The widths with which the rows are lowest, as far as trying finds them; `None` where not
    /// even the longest words stand side by side.
    fn widths(&self, whole: f64) -> Option<Columns<f64>> {
        let least: Columns<f64> = std::array::from_fn(|column| self.least(column));
        let spare = whole - self.gap() * (COLUMNS.len() - 1) as f64 - least.iter().sum::<f64>();
        if spare < 0.0 {
            return None;
        }
        // Trying ends where no single change is better, and that depends on where it begins: once
        // with columns of like width, once by how much they hold.
        let held = std::array::from_fn(|column| {
            let cells = self.causes.iter().filter_map(|cause| cells(cause)[column]);
            1.0 + cells.map(str::len).sum::<usize>() as f64
        });
        let starts = [[1.0; COLUMNS.len()], held].map(|shares: Columns<f64>| {
            let all: f64 = shares.iter().sum();
            let widths = std::array::from_fn(|column| least[column] + spare * shares[column] / all);
            self.improved(widths, &least)
        });
        starts.into_iter().min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, end)| end)
    }

    /// Widths that are better than these, none below its least, and how bad they are.
    fn improved(&self, mut widths: Columns<f64>, least: &Columns<f64>) -> (f64, Columns<f64>) {
        let mut heights: Columns<Vec<f64>> =
            std::array::from_fn(|column| self.heights(column, widths[column]));
        for widening in WIDENINGS.map(|mm| mm * self.sizes.mm) {
            let mut is_better = true;
            while is_better {
                is_better = false;
                for (from, to) in pairs() {
                    if widths[from] - widening < least[from] {
                        continue;
                    }
                    let mut tried = heights.clone();
                    tried[from] = self.heights(from, widths[from] - widening);
                    tried[to] = self.heights(to, widths[to] + widening);
                    if cost(&tried) < cost(&heights) - 1e-6 {
                        widths[from] -= widening;
                        widths[to] += widening;
                        (heights, is_better) = (tried, true);
                    }
                }
            }
        }
        (cost(&heights), widths)
    }
}

/// Every two columns, in both orders.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    let columns = 0..COLUMNS.len();
    columns.clone().flat_map(move |one| {
        columns.clone().filter(move |other| *other != one).map(move |other| (one, other))
    })
}

/// How bad columns are: the height of all rows together, from that of each cell by column. Where
/// that is the same, columns of like height are better, for a row is lower only when none of its
/// cells is higher.
fn cost(heights: &Columns<Vec<f64>>) -> f64 {
    const UNEVENNESS: f64 = 1e-3;
    let rows = 0..heights[0].len();
    let row_heights = rows.map(|row| heights.iter().map(|column| column[row]).fold(0.0, f64::max));
    let squares = heights.iter().flatten().map(|height| height * height);
    row_heights.sum::<f64>() + UNEVENNESS * squares.sum::<f64>()
}

#[cfg(test)]
mod tests;
