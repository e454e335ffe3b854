//! The exercises on the visit page, a row each: the dose then and now, its course between, what was
//! done of what was asked, and the pain in it.

use chrono::NaiveDate;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::practice::DoseSpan;
use crate::domain::analysis::report::{DoseThen, Report};
use crate::domain::text::date::{days_after, days_between};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{FontWeight, showable, together};
use crate::figure::canvas::theme::{
    AXIS, DONE, MEAN, PLANNED, PLANNED_EDGE, STOPPED, TextStyle, Theme,
};
use crate::figure::canvas::{Canvas, DrawResult, Point};
use crate::figure::layout::text::{at_most, shortened, wrapped};
use crate::words::report::TableWords;

/// Where the columns begin, as shares of the width: then, now, the course, what was done, pain.
const COLUMNS: [f64; 5] = [0.235, 0.415, 0.595, 0.725, 0.895];

/// The white between two columns, in millimetres on A4.
const BETWEEN_MM: f64 = 2.0;

/// The width of a bar of what was done, in millimetres on A4.
const BAR_MM: f64 = 9.0;

/// The height of a course, as a share of a line.
const COURSE_SHARE: f64 = 0.72;

/// The side of the square at a stop, in millimetres on A4.
const STOP_MM: f64 = 1.5;

/// The table, laid out.
pub struct ExerciseTable {
    words: TableWords,
    rows: Vec<Row>,
    /// How many rows are shown.
    shown: usize,
    /// Whether reasons are shown.
    has_reasons: bool,
    /// The days of the courses.
    days: (NaiveDate, NaiveDate),
    text: TextStyle,
    area: Area,
}

/// The most lines of a name or a dose.
const CELL_LINES: usize = 2;

/// One exercise.
struct Row {
    /// The lines of its name, of the dose then, and of the dose now.
    cells: [Vec<String>; 3],
    is_stopped: bool,
    /// The lines of why its dose changed.
    reason: Vec<String>,
    course: Vec<DoseSpan>,
    stops: Vec<NaiveDate>,
    /// The share of what was asked for that was done.
    share: Option<f64>,
    done: String,
    pain: String,
}

impl ExerciseTable {
    /// The table of a page in the width of an area, from its top; `None` where there is no
    /// exercise. `due` is the height that it may take: reasons go first, then the rows at its end.
    pub fn new(
        report: &Report,
        theme: &Theme,
        text: TextStyle,
        area: Area,
        due: f64,
    ) -> Option<Self> {
        let words = report.table_words();
        let mut table = Self {
            rows: Vec::new(),
            shown: 0,
            has_reasons: true,
            days: (report.doses_from, report.about.to),
            words,
            text,
            area,
        };
        let doses = report.doses_by_weight();
        table.rows = doses.into_iter().map(|dose| table.row(dose, theme)).collect();
        table.shown = table.rows.len();
        if table.rows.is_empty() {
            return None;
        }
        if table.height(theme) > due {
            table.has_reasons = false;
        }
        while table.shown > 1 && table.height(theme) > due {
            table.shown -= 1;
        }
        // What is left of the height is for the reasons of the rows that are shown.
        table.has_reasons = true;
        table.has_reasons = table.height(theme) <= due;
        table.area.bottom = table.area.top + table.height(theme);
        Some(table)
    }

    /// Where it ends.
    pub fn bottom(&self) -> f64 {
        self.area.bottom
    }

    /// The same from another height downwards.
    pub fn moved_to(mut self, top: f64) -> Self {
        self.area = Area { top, bottom: top + self.area.height(), ..self.area };
        self
    }

    /// Its height with what it shows.
    fn height(&self, theme: &Theme) -> f64 {
        let more = usize::from(self.shown < self.rows.len());
        let reasons: usize = self.rows[..self.shown].iter().map(|row| row.reason.len()).sum();
        let reasons = if self.has_reasons { reasons } else { 0 };
        let rows: f64 = self.rows[..self.shown].iter().map(|row| self.row_height(row)).sum();
        theme.mm(1.3)
            + theme.heading.leading()
            + theme.note().leading()
            + rows
            + more as f64 * self.text.leading()
            + reasons as f64 * theme.note().leading()
    }

    /// The height of a row without its reason.
    fn row_height(&self, row: &Row) -> f64 {
        let lines = row.cells.iter().map(Vec::len).max().unwrap_or(1);
        (lines as f64 + 0.12) * self.text.leading()
    }

    /// The left edge of each column, the name first.
    fn columns(&self) -> [f64; 6] {
        let [then, now, course, done, pain] =
            COLUMNS.map(|share| self.area.left + share * self.area.width());
        [self.area.left, then, now, course, done, pain]
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme) -> DrawResult {
        let corner = (HPos::Left, VPos::Top);
        let Area { left, right, top, .. } = self.area;
        let note = theme.note();
        canvas.line(&[(left, top), (right, top)], theme.mm(0.2), AXIS)?;
        let mut y = top + theme.mm(0.5);
        canvas.text((left, y), corner, &self.words.heading, &theme.heading)?;
        let middle = y + theme.heading.leading() / 2.0;
        canvas.text((right, middle), (HPos::Right, VPos::Center), &self.words.key, &note)?;
        y += theme.heading.leading();
        let columns = self.columns();
        for (x, words) in columns[1..].iter().zip(&self.words.columns) {
            canvas.text((*x, y), corner, words, &note)?;
        }
        y += note.leading() + theme.mm(0.8);
        for row in &self.rows[..self.shown] {
            self.draw_row(canvas, theme, row, y)?;
            y += self.row_height(row);
            for line in row.reason.iter().filter(|_| self.has_reasons) {
                canvas.text((columns[1], y - 0.1 * note.leading()), corner, line, &note)?;
                y += note.leading();
            }
        }
        let more = self.rows.len() - self.shown;
        if more > 0 {
            canvas.text((left, y), corner, &format!("and {more} more"), &self.text)?;
        }
        Ok(())
    }

    /// An exercise as a row.
    fn row(&self, dose: &DoseThen, theme: &Theme) -> Row {
        let words = &self.words;
        let (then, now) = (words.then(dose), words.now(dose));
        let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
        let columns = self.columns();
        let cell = |at: usize, text: &str, style: &TextStyle| {
            let width = columns[at + 1] - columns[at] - theme.mm(BETWEEN_MM);
            at_most(wrapped(&together(&showable(text)), style, width), CELL_LINES, style, width)
        };
        let asked = dose.sessions.asked;
        Row {
            cells: [cell(0, &dose.exercise, &bold), cell(1, then, &self.text), cell(2, now, &bold)],
            is_stopped: dose.is_stopped,
            // What is new has its dose from its phase: there is no change to explain.
            reason: dose.why.as_ref().filter(|_| dose.then.is_some() || dose.is_stopped).map_or(
                Vec::new(),
                |why| {
                    let (note, width) = (theme.note(), self.area.right - columns[1]);
                    let lines = wrapped(&together(&showable(why)), &note, width);
                    at_most(lines, CELL_LINES, &note, width)
                },
            ),
            course: dose.course.clone(),
            stops: dose.stops.clone(),
            share: (asked > 0).then(|| f64::from(dose.sessions.done) / f64::from(asked)),
            done: words.done(dose.sessions),
            pain: words.pain(dose.pain.as_ref()),
        }
    }

    /// Draws one row from a height downwards.
    fn draw_row(&self, canvas: &mut Canvas<'_>, theme: &Theme, row: &Row, y: f64) -> DrawResult {
        let corner = (HPos::Left, VPos::Top);
        let columns = self.columns();
        let between = theme.mm(BETWEEN_MM);
        let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
        let now_style = if row.is_stopped { bold.inked(STOPPED) } else { bold };
        let styles = [bold, self.text, now_style];
        for ((lines, style), x) in row.cells.iter().zip(styles).zip(columns) {
            for (n, line) in lines.iter().enumerate() {
                canvas.text((x, y + n as f64 * self.text.leading()), corner, line, &style)?;
            }
        }
        let height = COURSE_SHARE * self.text.leading();
        let [.., course, done, pain] = columns;
        let high = Area { left: course, top: y, right: done - 2.0 * between, bottom: y + height };
        self.draw_course(canvas, theme, row, high)?;
        let bar = Area { left: done, right: done + theme.mm(BAR_MM), ..high };
        if let Some(share) = row.share {
            canvas.fill(bar, PLANNED)?;
            if share > 0.0 {
                canvas.fill(Area { right: bar.left + share * bar.width(), ..bar }, DONE)?;
            }
            canvas.outline(bar, theme.mm(0.15), PLANNED_EDGE)?;
        }
        let x = if row.share.is_some() { bar.right + theme.mm(1.5) } else { done };
        let text = shortened(&row.done, &self.text, pain - x - theme.mm(1.0));
        canvas.text((x, y), corner, &text, &self.text)?;
        let text = shortened(&row.pain, &self.text, self.area.right - pain);
        canvas.text((pain, y), corner, &text, &self.text)
    }

    /// Draws the course of a dose: as high as its largest, level from change to change, with a square
    /// where a rule stopped it.
    fn draw_course(&self, canvas: &Canvas<'_>, theme: &Theme, row: &Row, area: Area) -> DrawResult {
        let (from, to) = self.days;
        let days = (days_between(from, to) + 1).max(1) as f64;
        let x = |day: NaiveDate| {
            let gone = (days_between(from, day) as f64).clamp(0.0, days);
            area.left + area.width() * gone / days
        };
        let most = row.course.iter().map(|span| span.amount).max().unwrap_or(0).max(1);
        let y = |amount: u32| area.bottom - area.height() * f64::from(amount) / f64::from(most);
        let floor = [(area.left, area.bottom), (area.right, area.bottom)];
        if !row.course.is_empty() {
            canvas.line(&floor, theme.mm(0.12), AXIS)?;
        }
        // A break in the plan is a break in the line.
        let runs = row.course.chunk_by(|one, next| days_between(one.to, next.from) <= 1);
        for run in runs {
            let steps = run.iter().flat_map(|span| {
                let y = y(span.amount);
                [(x(span.from), y), (x(days_after(span.to, 1)), y)]
            });
            let points: Vec<Point> = steps.collect();
            canvas.line(&points, theme.mm(0.45), MEAN)?;
        }
        let half = theme.mm(STOP_MM) / 2.0;
        row.stops.iter().try_for_each(|day| {
            let at = x(*day).clamp(area.left + half, area.right - half);
            let square = Area {
                left: at - half,
                top: area.bottom - 2.0 * half,
                right: at + half,
                bottom: area.bottom,
            };
            canvas.fill(square, STOPPED)
        })
    }
}
