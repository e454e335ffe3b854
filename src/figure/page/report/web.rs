//! The visit page for a browser: the same facts and words as on paper, in the same order, with its
//! chart as a picture and its exercises as a table.

use super::Arrangement;
use crate::domain::analysis::report::{AnswerTone, DoseThen, Report, Section};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::chart::progress::ProgressLayout;
use crate::figure::error::FigureError;
use crate::figure::html::{Html, document};
use crate::figure::layout::head::subjects;
use crate::figure::render::inline_svg;
use crate::words::report::{AGREED, ANSWERS, TableWords, WHAT_IT_IS};

/// The size of the chart in millimetres of its own: the page shows it as wide as a phone, or wider.
const CHART_MM: (f64, f64) = (96.0, 84.0);

/// The paper that the chart is drawn on.
const PAPER: &str = "100x100";

/// The size of the type in the chart, in points: its headings, and its labels and notes.
const TYPE_PT: (f64, f64) = (10.0, 8.8);

/// The visit page as a page for a browser.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn render_report_html(report: &Report) -> Result<String, FigureError> {
    let chart = chart(report)?;
    let title = subjects(&report.about.titles());
    let places = Arrangement::new(report);
    Ok(document(&format!("{title}, {}", report.about.range()), |html| {
        html.element("header", &[], |html| {
            html.line("h1", &[], &title);
            html.line("p", &[], &report.about.range());
            html.line("p", &[("class", "small")], &report.who());
            html.list(false, "", report.phases_in_words());
        });
        html.element("main", &[], |html| {
            for (act, signs) in report.to_do_first() {
                let heading = format!("Open: {act}");
                html.section(2, &heading, &[("class", "open")], |html| html.list(false, "", signs));
            }
            html.section(2, ANSWERS, &[], |html| answers(report, html));
            if let Some(decide) = &places.decide {
                part(decide, html);
            }
            if let Some(own_words) = &places.own_words {
                part(own_words, html);
            }
            html.section(2, "Pain", &[("class", "chart")], |html| {
                html.line("p", &[], &report.sentence());
                html.figure(&chart);
            });
            if !report.doses.is_empty() {
                exercises(report, html);
            }
            for section in &places.drawn {
                part(section, html);
            }
            if let Some(rest) = &places.rest {
                part(rest, html);
            }
            if report.has_plan {
                agreement(html);
            }
        });
        html.element("footer", &[], |html| {
            if let Some(numbers) = &report.own_numbers {
                html.line("p", &[], numbers);
            }
            html.line("p", &[], &format!("{}. {WHAT_IT_IS}", report.completeness()));
        });
    }))
}

/// The chart of the whole episode, which says in words what it shows.
fn chart(report: &Report) -> Result<String, FigureError> {
    let paper = Paper::parse(PAPER, Paper::USUAL_DPI).map_err(FigureError::Drawing)?;
    let mut theme = Theme::new(paper);
    let (heading, label) = TYPE_PT;
    theme.heading = theme.heading.sized(heading);
    theme.label = theme.label.sized(label);
    theme.note_pt = label;
    let (right, bottom) = CHART_MM;
    let area = Area { left: 0.5, top: 0.5, right: right - 1.0, bottom };
    let layout = ProgressLayout::within(&report.course, theme, area);
    let label = report.course.description();
    inline_svg(&label, "pain-", (right, layout.bottom() + 1.0), paper, |canvas| {
        layout.draw(canvas, &report.course)
    })
}

/// The large figures.
fn answers(report: &Report, html: &mut Html) {
    html.element("dl", &[("class", "answers")], |html| {
        for answer in report.answers() {
            let tone = match answer.tone {
                AnswerTone::Better => "better",
                AnswerTone::Worse => "worse",
                AnswerTone::Plain => "plain",
            };
            html.element("div", &[], |html| {
                html.line("dt", &[], &answer.label);
                html.line("dd", &[("class", tone)], &answer.figure);
                html.line("dd", &[("class", "small")], &answer.note);
            });
        }
    });
    html.line("p", &[("class", "small")], &report.what_counts());
}

/// A part of the page as a list of what its lines say.
fn part(section: &Section, html: &mut Html) {
    html.section(2, &section.heading, &[], |html| {
        if !section.aside.is_empty() {
            html.line("p", &[("class", "small")], &section.aside);
        }
        let terms = section.items.iter().map(|item| (item.lead.as_str(), item.rest.as_str()));
        html.terms("said", terms);
    });
}

/// The exercises as a table, and below it why their doses changed.
fn exercises(report: &Report, html: &mut Html) {
    let words = report.table_words();
    let doses = report.doses_by_weight();
    let names: Vec<String> = doses.iter().map(|dose| dose.exercise.clone()).collect();
    let columns = words.columns_in_text();
    html.section(2, &words.heading, &[], |html| {
        html.table(words.caption, "wide", &columns, &names, |html, row, column| {
            html.text(&cell(&words, doses[row], column));
        });
        let reasons =
            doses.iter().filter_map(|dose| Some((dose.exercise.as_str(), dose.why.as_deref()?)));
        let reasons: Vec<(&str, &str)> = reasons.collect();
        if !reasons.is_empty() {
            html.section(3, words.why, &[], |html| html.terms("said", reasons));
        }
    });
}

/// What stands in a column of an exercise's row.
fn cell(words: &TableWords, dose: &DoseThen, column: usize) -> String {
    match column {
        0 => words.then(dose).to_owned(),
        1 => words.now(dose).to_owned(),
        2 => words.done(dose.sessions),
        _ => words.pain(dose.pain.as_ref()),
    }
}

/// What was agreed, to be written on paper.
fn agreement(html: &mut Html) {
    html.section(2, AGREED.heading, &[("class", "agreed")], |html| {
        html.list(false, "", AGREED.choices);
        html.element("p", &[("class", "write-in")], |html| {
            html.line("span", &[], AGREED.who);
            html.line("span", &[], AGREED.when);
        });
        html.line("p", &[("class", "small")], AGREED.command);
    });
}
