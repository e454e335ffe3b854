//! The table of what came out: every check over all lives of its row, and the programme that it
//! holds least for.

use std::fmt::Write;

use crate::rows::{Check, Limit};

/// What one check found with one programme.
#[derive(Debug, Clone)]
pub struct Found {
    /// The programme.
    pub programme: &'static str,
    /// The values of all lives; `None` where the rules do not give them yet.
    pub values: Option<Vec<f64>>,
}

/// A line of the table.
#[derive(Debug)]
pub struct Line {
    /// The body.
    pub row: &'static str,
    /// The check.
    pub check: Check,
    /// What it found with each programme.
    pub found: Vec<Found>,
}

/// Values from which a standard error says something of a programme by itself.
const ENOUGH: usize = 20;

/// Standard errors by which a limit may be missed by chance.
const SLACK: f64 = 2.0;

/// The same for one programme: of some hundreds that are looked at, a few always miss by two.
const SLACK_OF_ONE: f64 = 3.0;

impl Limit {
    /// The number that these values come to; `None` for no values.
    fn number(self, values: &[f64]) -> Option<f64> {
        if values.is_empty() {
            return None;
        }
        Some(match self {
            Self::MedianShareAtMost(_) | Self::MedianAtLeast(_) => median(values),
            _ => mean(values),
        })
    }

    /// The limit itself; `None` where there is none.
    fn bound(self) -> Option<f64> {
        match self {
            Self::ShownShare => None,
            Self::ShareAtLeast(bound)
            | Self::ShareAtMost(bound)
            | Self::MeanShareAtMost(bound)
            | Self::MedianShareAtMost(bound)
            | Self::MedianAtLeast(bound) => Some(bound),
        }
    }

    /// Whether the limit is a least one.
    fn is_least(self) -> bool {
        matches!(self, Self::ShownShare | Self::ShareAtLeast(_) | Self::MedianAtLeast(_))
    }

    /// The standard error of the number, where the truth is the limit.
    fn standard_error(self, values: &[f64]) -> f64 {
        let n = values.len() as f64;
        let spread = || {
            let mean = mean(values);
            let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
            (squares / n).sqrt()
        };
        match self {
            Self::ShareAtLeast(share) | Self::ShareAtMost(share) => {
                (share * (1.0 - share) / n).sqrt()
            }
            Self::ShownShare | Self::MeanShareAtMost(_) => spread() / n.sqrt(),
            // Of a normal distribution; these are near enough to one.
            Self::MedianShareAtMost(_) | Self::MedianAtLeast(_) => 1.2533 * spread() / n.sqrt(),
        }
    }

    /// Whether the values keep it, but for so many standard errors.
    fn is_kept(self, values: &[f64], slack: f64) -> bool {
        let (Some(number), Some(bound)) = (self.number(values), self.bound()) else { return true };
        let slack = slack * self.standard_error(values) + 1e-9;
        if self.is_least() { number >= bound - slack } else { number <= bound + slack }
    }

    /// A number of it, as the table shows it.
    fn shown(self, number: f64) -> String {
        match self {
            Self::MedianAtLeast(_) => format!("{number:.1}"),
            _ => format!("{:.1} %", 100.0 * number),
        }
    }

    /// The limit, as the table shows it.
    fn in_words(self) -> String {
        let sign = if self.is_least() { "≥" } else { "≤" };
        self.bound().map_or("-".to_owned(), |bound| format!("{sign} {}", self.shown(bound)))
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}

impl Line {
    /// The number of all lives together, where there is one.
    pub fn number(&self) -> Option<f64> {
        self.check.limit.number(&self.values()?)
    }

    /// All values; `None` where the rules do not give them yet.
    fn values(&self) -> Option<Vec<f64>> {
        let each: Option<Vec<&Vec<f64>>> =
            self.found.iter().map(|found| found.values.as_ref()).collect();
        Some(each?.into_iter().flatten().copied().collect())
    }

    /// The programme that it holds least for, with its number.
    fn worst(&self) -> Option<(&Found, f64)> {
        let limit = self.check.limit;
        let sign = if limit.is_least() { 1.0 } else { -1.0 };
        let numbers = self
            .found
            .iter()
            .filter_map(|found| Some((found, limit.number(found.values.as_ref()?)?)));
        numbers.min_by(|one, other| (sign * one.1).total_cmp(&(sign * other.1)))
    }

    /// The programmes with which the limit is not kept, but for chance.
    fn misses(&self) -> Vec<&'static str> {
        let missing = self.found.iter().filter(|found| {
            let values = found.values.as_deref().unwrap_or_default();
            values.len() >= ENOUGH && !self.check.limit.is_kept(values, SLACK_OF_ONE)
        });
        missing.map(|found| found.programme).collect()
    }

    /// Whether the limit is kept: with each programme of which there is enough, and with all
    /// together, but for chance; with all together to the letter where it `is_strict`.
    pub fn is_kept(&self, is_strict: bool) -> bool {
        let values = self.values().unwrap_or_default();
        let slack = if is_strict { 0.0 } else { SLACK };
        self.misses().is_empty() && self.check.limit.is_kept(&values, slack)
    }
}

/// The table as text.
pub fn in_words(lines: &[Line]) -> String {
    let head = ["body", "what", "limit", "found", "least with", "", "n", ""].map(str::to_owned);
    let mut cells = vec![head];
    let mut before = "";
    for line in lines {
        let limit = line.check.limit;
        let values = line.values();
        let number = |values: &Vec<f64>| limit.number(values).map(|number| limit.shown(number));
        let found = match &values {
            None => "not yet".to_owned(),
            Some(values) => number(values).unwrap_or_else(|| "-".to_owned()),
        };
        let worst = line.worst().filter(|_| line.found.len() > 1);
        let misses = line.misses().len();
        cells.push([
            (if line.row == before { "" } else { line.row }).to_owned(),
            line.check.what.to_owned(),
            limit.in_words(),
            found,
            worst.map_or(String::new(), |(_, number)| limit.shown(number)),
            worst.map_or(String::new(), |(found, _)| found.programme.to_owned()),
            values.map_or(String::new(), |values| values.len().to_string()),
            match misses {
                0 => String::new(),
                _ => format!("missed with {misses} of {}", line.found.len()),
            },
        ]);
        before = line.row;
    }
    let width = |column: usize| {
        cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths: [usize; 8] = std::array::from_fn(width);
    let is_number = |column: usize| [2, 3, 4, 6].contains(&column);
    let mut text = String::new();
    for row in &cells {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let padding = " ".repeat(width - cell.chars().count());
            let (left, right) =
                if is_number(column) { (padding.as_str(), "") } else { ("", padding.as_str()) };
            write!(line, "{left}{cell}{right}  ").expect("a String takes what is written to it");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
