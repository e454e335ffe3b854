//! Function over time in words.

use crate::domain::analysis::function::{Function, FunctionRow, Measure};
use crate::domain::text::number::counted;
use crate::domain::text::span;
use crate::domain::text::style::Style;

impl FunctionRow {
    /// Its name with its unit.
    pub fn title(&self) -> String {
        let own = self.name.as_deref().unwrap_or_default();
        match self.measure {
            Measure::Sitting => "Sitting without pain, minutes".to_owned(),
            Measure::Walking => format!("{own}, minutes a day"),
            Measure::Sleep => "Sleep, hours a night".to_owned(),
            Measure::Leaks => "Leaks a day".to_owned(),
            Measure::Goal => own.to_owned(),
        }
    }

    /// A value of it with its unit.
    pub fn value(&self, value: f64, style: Style) -> String {
        match self.measure {
            Measure::Sitting | Measure::Walking => format!("{} min", style.plain(value)),
            // A night is at most a day, so this is a whole number of minutes that fits.
            Measure::Sleep => span::in_words((60.0 * value).round() as u32),
            Measure::Leaks | Measure::Goal => style.plain(value),
        }
    }

    /// Its numbers, each in a few words.
    pub fn account(&self, style: Style) -> Vec<String> {
        let (first, last) = self.ends();
        let days = counted(self.days.len(), "day", "days");
        if self.days.len() == 1 {
            return vec![format!("{} on {days}", self.value(last, style))];
        }
        vec![
            [
                format!("first {}", self.value(first, style)),
                format!("last {}", self.value(last, style)),
            ]
            .join(style.separator()),
            format!("median {} on {days}", self.value(self.median(), style)),
        ]
    }
}

impl Function {
    /// What it shows, in a sentence.
    pub fn sentence(&self) -> String {
        let named: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.measure != Measure::Goal)
            .map(|row| {
                let (first, last) = row.ends();
                let what = match (row.measure, &row.name) {
                    (Measure::Sitting, _) => "sitting without pain",
                    (Measure::Sleep, _) => "sleep",
                    (Measure::Leaks, _) => "leaks",
                    (_, name) => name.as_deref().unwrap_or_default(),
                };
                if row.days.len() == 1 {
                    format!("{what}, {}", row.value(last, self.about.style))
                } else {
                    format!(
                        "{what}, from {} to {}",
                        row.value(first, self.about.style),
                        row.value(last, self.about.style)
                    )
                }
            })
            .collect();
        let goals = self.rows.len() - named.len();
        let goals = (goals > 0).then(|| counted(goals, "rated goal", "rated goals"));
        let all: Vec<String> = named.into_iter().chain(goals).collect();
        let sentence = if all.is_empty() {
            "Nothing of this has been recorded in these days.".to_owned()
        } else {
            format!(
                "Recorded on {}, first and last: {}.",
                counted(self.days, "day", "days"),
                all.join("; ")
            )
        };
        self.about.with_alerts(&sentence)
    }

    /// All of it in plain words.
    pub fn description(&self) -> String {
        let listed: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                format!(
                    "{}: {}",
                    row.title(),
                    row.account(self.about.style).join(self.about.style.separator())
                )
            })
            .collect();
        let listed =
            if listed.is_empty() { String::new() } else { format!(" {}.", listed.join("; ")) };
        self.about.description(&self.sentence()) + &listed
    }
}
