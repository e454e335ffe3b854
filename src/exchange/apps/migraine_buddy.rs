//! The report of Migraine Buddy: a page of HTML with a row for each attack, and one below it for its
//! notes. Which columns it has, its first rows say.

use std::io::BufRead;

use super::file::{Listed, whole};
use super::html_text::plain;
use crate::exchange::records::Problem;

/// The columns that are read, each with a part of the name that it has there.
const COLUMNS: [(&str, &str); 11] = [
    ("started", "started"),
    ("lasted", "lasted"),
    ("pain level", "pain level"),
    ("affected activities", "activit"),
    ("triggers", "trigger"),
    ("symptoms", "symptom"),
    ("auras", "aura"),
    ("position left", "left"),
    ("position right", "right"),
    ("medication", "medication"),
    ("relief", "relief"),
];

/// The attacks of a report.
pub fn records(from: Box<dyn BufRead>) -> Result<Listed, Problem> {
    let bytes = whole(from)?;
    let page = String::from_utf8_lossy(&bytes);
    let no_table = || (0, "there is no list of attacks in it".to_owned());
    let table = tables(&page).find(|table| {
        let names = header(table).join(" ");
        names.contains("started") && names.contains("lasted")
    });
    let table = table.ok_or_else(no_table)?;
    let header = header(table);
    let places: Vec<Option<usize>> = COLUMNS
        .iter()
        .map(|(_, part)| header.iter().position(|name| name.contains(part)))
        .collect();
    let body = table.split_once("</thead>").map_or("", |(_, body)| body);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in elements(body, "tr") {
        let cells: Vec<&str> = elements(row, "td").collect();
        if let ([notes], Some(attack)) = (&cells[..], rows.last_mut()) {
            let notes = plain(notes);
            let notes = notes.strip_prefix("Notes:").unwrap_or(&notes).trim().to_owned();
            if let Some(cell) = attack.last_mut() {
                *cell = notes;
            }
            continue;
        }
        let cell = |place: &Option<usize>| {
            place.and_then(|place| cells.get(place)).map_or(String::new(), |cell| plain(cell))
        };
        let mut attack: Vec<String> = places.iter().map(cell).collect();
        // Below the moment stands where the person was.
        let (started, location) = match attack[0].split_once('\n') {
            Some((started, location)) => {
                let location = location.replace('\n', " ");
                let place = location.strip_prefix("Location:").unwrap_or(&location);
                (started.to_owned(), place.trim().to_owned())
            }
            None => (attack[0].clone(), String::new()),
        };
        attack[0] = started;
        attack[4] = attack[4].replace('\n', " | ");
        let helped = std::mem::take(&mut attack[9]);
        attack[9] = medicines(&helped);
        attack.extend([helped, location, String::new()]);
        rows.push(attack);
    }
    let names: Vec<&str> =
        COLUMNS.iter().map(|(name, _)| *name).chain(["helped", "location", "notes"]).collect();
    Ok(Listed::new(&names, rows))
}

/// The tables of a page.
fn tables(page: &str) -> impl Iterator<Item = &str> {
    elements(page, "table")
}

/// What stands in each element of that name, none of which is in another of the same.
fn elements<'p>(page: &'p str, name: &'static str) -> impl Iterator<Item = &'p str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(&format!("<{name}"))?;
            rest = after;
            // `<table>` is one, `<tbody>` is no `<tb`.
            if after.starts_with(['>', ' ', '\n', '\r', '\t']) {
                let (_, inside) = after.split_once('>')?;
                let (inside, after) =
                    inside.split_once(&format!("</{name}")).unwrap_or((inside, ""));
                rest = after;
                return Some(inside);
            }
        }
    })
}

/// The names of the columns, in small letters. One that spans several is told by those below it.
fn header(table: &str) -> Vec<String> {
    let head = table.split_once("</thead>").map_or("", |(head, _)| head);
    let mut rows = elements(head, "tr");
    let (first, mut below) = (rows.next().unwrap_or(""), rows.flat_map(|row| elements(row, "td")));
    let mut names = Vec::new();
    let mut rest = first;
    while let Some((_, cell)) = rest.split_once("<td") {
        let (attributes, inside) = cell.split_once('>').unwrap_or((cell, ""));
        let span = attributes.split_once("colspan=\"").and_then(|(_, span)| {
            span.split('"').next()?.parse::<usize>().ok().filter(|span| (2..10).contains(span))
        });
        let (inside, after) = inside.split_once("</td").unwrap_or((inside, ""));
        match span {
            Some(span) => {
                names.extend(below.by_ref().take(span).map(|cell| plain(cell).to_lowercase()))
            }
            None => names.push(plain(inside).to_lowercase()),
        }
        rest = after;
    }
    names
}

/// Medicines without how often each and whether it helped, which stand before them:
/// `Helpful - 1x Sumatriptan, 1x Naproxen 550mg Oral`.
fn medicines(text: &str) -> String {
    let lines = text.lines().flat_map(|line| line.rsplit(" - ").next().unwrap_or(line).split(','));
    let names = lines.map(|name| name.trim()).map(|name| name.strip_prefix("1x ").unwrap_or(name));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;

    #[test]
    fn attacks_are_read_with_their_notes() {
        let text = "<html><title>Migraine Listing</title><body><table><thead><tr><td>Number of Attacks</td></tr></thead>\
            <tbody><tr><td>2</td></tr></tbody></table><table class=\"x\">\n<thead><tr><td rowspan=\"2\">#</td><td>Started</td>\
            <td>Lasted</td><td>Pain Level</td><td>Affected Activities</td><td> Potential Triggers <br>(including menstruations) </td>\
            <td>Symptoms</td><td>Auras</td><td colspan=\"2\">Pain Positions</td><td>Medication</td><td>Non Drug Relief Methods</td></tr>\
            <tr class=\"s\"><td>Left</td><td>Right</td></tr></thead><tbody>\
            <tr><td>1</td><td><div><span> 13/10/18 21:06 </span><br>Location:<div>Out</div></div></td><td> 26h 00m </td><td> 5 </td>\
            <td></td><td>Alcohol<br>Menstruation: Yes</td><td>Throbbing pain, Nausea</td><td>No</td><td>Left Temple</td><td></td>\
            <td><div><b>Helpful</b> - 1x Sumatriptan, 2x Naproxen sodium 550mg Oral</div></td><td><b>Unhelpful</b> - Sleep</td></tr>\
            <tr><td colspan=\"12\" class=\"notes\"><pre><strong>Notes:</strong> slept badly</pre></td></tr>\
            <tr><td>2</td><td>14/10/18 08:00</td><td>01h 00m</td><td></td></tr></tbody></table>";
        assert_eq!(
            read(App::MigraineBuddy, &[("", text)])[1..],
            [
                "1: 13/10/18 21:06|26h 00m|5||Alcohol | Menstruation: Yes|Throbbing pain, Nausea|No|Left Temple||\
                 Sumatriptan | 2x Naproxen sodium 550mg Oral|Unhelpful - Sleep|\
                 Helpful - 1x Sumatriptan, 2x Naproxen sodium 550mg Oral|Out|slept badly",
                "2: 14/10/18 08:00|01h 00m||||||||||||",
            ]
        );
        assert_eq!(
            read(App::MigraineBuddy, &[("", "<html>")]),
            ["0: there is no list of attacks in it"]
        );
    }
}
