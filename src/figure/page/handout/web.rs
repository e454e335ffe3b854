//! The handout for a phone: the same facts and words as on paper, as one page for a browser.

use chrono::Datelike;

use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Boxes, Handout, HandoutItem};
use crate::domain::screening::safety::{HandoutSigns, Urgency};
use crate::domain::text::date::{self, days_after};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::FontWeight;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, TextStyle};
use crate::figure::error::FigureError;
use crate::figure::html::{Html, document};
use crate::figure::person::Drawing;
use crate::figure::render::inline_svg;
use crate::words::handout::{ABOUT, ARROWS, CLINIC, PRESCRIBED_BY, SIGNS_HEADING};

/// The width of a picture, and its least and most height without captions, in millimetres of its
/// own: the page shows it as wide as a phone.
const WIDTH_MM: f64 = 110.0;
const HEIGHT_MM: (f64, f64) = (24.0, 80.0);

/// The paper that a picture is drawn on and cut from.
const PAPER: &str = "120x120";

/// The handout as a page for a browser.
///
/// # Errors
/// When a picture cannot be drawn.
pub fn render_handout_html(handout: &Handout) -> Result<String, FigureError> {
    let pictures = handout.items.iter().enumerate().map(|(number, item)| picture(item, number));
    let pictures: Vec<String> = pictures.collect::<Result<_, _>>()?;
    let [from, to] = [handout.from, handout.to].map(|day| date::long(day, handout.style));
    let days = format!("{from} – {to}");
    Ok(document(&format!("My exercises, {days}"), |html| {
        html.element("header", &[], |html| {
            html.line("h1", &[], "My exercises");
            let subjects = handout.subjects.join(" · ");
            let prescribed = handout.told.join(" ");
            let rows = [("For", &subjects), ("Days", &days), (PRESCRIBED_BY[0], &prescribed)];
            let rows = rows.into_iter().filter(|(_, said)| !said.is_empty());
            html.terms("", rows.map(|(term, said)| (term, said.as_str())));
            if handout.told.is_empty() {
                write_in(PRESCRIBED_BY, html);
            }
            html.list(false, "", &handout.notes);
            // On a phone they stand far below.
            html.element("p", &[], |html| {
                html.line("a", &[("href", "#signs")], "The signs that cannot wait");
            });
        });
        html.element("main", &[], |html| {
            for (item, svg) in handout.items.iter().zip(&pictures) {
                html.section(2, &item.exercise.name, &[("class", "exercise")], |html| {
                    exercise(handout, item, svg, html);
                });
            }
            for (heading, text) in handout.advice() {
                html.section(2, heading, &[("class", "advice")], |html| html.line("p", &[], &text));
            }
            html.section(2, SIGNS_HEADING, &[("class", "signs"), ("id", "signs")], |html| {
                for signs in &handout.signs {
                    sign_group(signs, &handout.emergency_number, html);
                }
            });
        });
        html.element("footer", &[], |html| foot(handout, html));
    }))
}

/// The picture of an exercise, by its place on the page.
fn picture(item: &HandoutItem, number: usize) -> Result<String, FigureError> {
    let drawing = Drawing::new(&item.exercise, item.sore);
    let caption = TextStyle { pt: 13.0, weight: FontWeight::Regular, ink: theme::INK };
    let (least, most) = HEIGHT_MM;
    let lines = 1.0 + drawing.lines_above() as f64;
    let height = (WIDTH_MM / drawing.shape()).clamp(least, most) + lines * caption.leading();
    let name = &item.exercise.name;
    let captions = drawing.captions().join("; ");
    let label =
        if captions.is_empty() { name.clone() } else { format!("{name}, drawn: {captions}") };
    let paper = Paper::parse(PAPER, Paper::USUAL_DPI).map_err(FigureError::Drawing)?;
    let area = Area { left: 0.0, top: 0.0, right: WIDTH_MM, bottom: height };
    inline_svg(&label, &format!("p{}-", number + 1), (WIDTH_MM, height), paper, |canvas| {
        drawing.draw(canvas, area, &caption)
    })
}

/// One exercise below its name.
fn exercise(handout: &Handout, item: &HandoutItem, svg: &str, html: &mut Html) {
    html.figure(svg);
    html.line("p", &[("class", "dose")], &item.dose_in_words());
    html.list(true, "", &item.exercise.steps);
    html.section(3, "When to stop", &[("class", "stop")], |html| {
        let rules = std::iter::once(item.pain_rule()).chain(item.stop.iter().cloned());
        let rules = rules.chain(item.cautions.iter().cloned());
        html.list(false, "", rules.chain(item.told.iter().cloned()));
    });
    let sides: &[&str] = match item.boxes() {
        Boxes::One => &[""],
        Boxes::Side(Side::Right) => &[", right"],
        Boxes::Side(_) => &[", left"],
        Boxes::Both => &[", left", ", right"],
    };
    let times = item.dose.times_per_day.max(1);
    let done = (1..=times).flat_map(|time| {
        let time = if times > 1 { format!(" {time}") } else { String::new() };
        sides.iter().map(move |side| format!("Done{time}{side}"))
    });
    let rows: Vec<String> = done.chain(["Pain, 0–10".to_owned()]).collect();
    let columns: Vec<String> = (0..item.days.len() as u64)
        .map(|number| days_after(handout.from, number))
        .map(|day| format!("{} {}", day.format("%a"), day.day()))
        .collect();
    html.table("To tick on paper; a dash is a day off.", "", &columns, &rows, |html, _, day| {
        if !item.days[day] {
            html.text("–");
        }
    });
}

/// Signs that call for the same thing.
fn sign_group(signs: &HandoutSigns, emergency_number: &str, html: &mut Html) {
    html.section(3, signs.urgency.heading(), &[("class", signs.urgency.word())], |html| {
        // The head says all of what to do where that is an ambulance.
        if signs.urgency != Urgency::Ambulance {
            html.line("p", &[], &signs.act);
        } else if !emergency_number.is_empty() {
            html.element("p", &[], |html| number(emergency_number, html));
        }
        html.list(false, "", &signs.signs);
    });
}

/// A telephone number that a phone can call, where it is a number alone.
fn number(text: &str, html: &mut Html) {
    let is_number = text.chars().all(|c| c.is_ascii_digit() || c == '+' || c == ' ');
    if is_number {
        let link = format!("tel:{}", text.replace(' ', ""));
        html.line("a", &[("href", &link)], text);
    } else {
        html.line("strong", &[], text);
    }
}

/// Two things to write in by hand, where the page is printed.
fn write_in(labels: [&str; 2], html: &mut Html) {
    html.element("p", &[("class", "write-in")], |html| {
        for label in labels {
            html.line("span", &[], label);
        }
    });
}

/// Whom to call, the next visit, and what this page is.
fn foot(handout: &Handout, html: &mut Html) {
    let visit = handout.next_visit.map(|day| date::long(day, handout.style));
    let rows = [
        (CLINIC[0], handout.clinic.as_str()),
        ("Next visit", visit.as_deref().unwrap_or_default()),
    ];
    let mut rows = rows.into_iter().filter(|(_, said)| !said.is_empty()).peekable();
    if rows.peek().is_some() {
        html.terms("", rows);
    }
    if handout.clinic.is_empty() {
        write_in(CLINIC, html);
    }
    html.line("p", &[], &format!("{ABOUT} {ARROWS}"));
}
