//! What a person may set to their own liking: how days and weights are read and shown, and what
//! pages look like.
//!
//! No rule about a body asks for any of it.

use chrono::{NaiveTime, Weekday};

use super::day::DAY_ENDS_AT;
use crate::domain::text::date::DateStyle;
use crate::domain::text::load::WeightUnit;

/// What can be set; the default is what supple has by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// When a day ends, from 00:00 to 11:59. What is recorded already stays on its day.
    pub day_ends_at: NaiveTime,
    /// The day a week begins with.
    pub week_starts: Weekday,
    /// How days are written. What is typed is read in one way only.
    pub date_style: DateStyle,
    /// What a weight is typed and shown in. The diary keeps grams.
    pub weights: WeightUnit,
    /// The sheet that pages are made for.
    pub paper: Sheet,
    /// Whether a terminal gets colour.
    pub colours: Colours,
    /// The person's name, for the pages they hand over; empty when they gave none. Nothing else
    /// shows it.
    pub name: String,
}

/// A sheet of paper by its name. Which side lies is for each page to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Whether a terminal gets colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// On a terminal, unless the environment refuses it.
    Auto,
    /// Nowhere.
    Never,
}

/// The days of the week with their words.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "monday"),
    (Weekday::Tue, "tuesday"),
    (Weekday::Wed, "wednesday"),
    (Weekday::Thu, "thursday"),
    (Weekday::Fri, "friday"),
    (Weekday::Sat, "saturday"),
    (Weekday::Sun, "sunday"),
];

impl Sheet {
    /// Every sheet with its word.
    pub const ALL: [(Self, &'static str); 2] = [(Self::A4, "a4"), (Self::Letter, "letter")];
}

impl Colours {
    /// Every choice with its word.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Auto, "auto"), (Self::Never, "never")];
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            day_ends_at: DAY_ENDS_AT,
            week_starts: Weekday::Mon,
            date_style: DateStyle::DayFirst,
            weights: WeightUnit::Kilograms,
            paper: Sheet::A4,
            colours: Colours::Auto,
            name: String::new(),
        }
    }
}

/// One setting as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it is called.
    pub key: &'static str,
    /// What it is for, in one or a few lines.
    pub about: &'static str,
    /// Its value.
    pub value: String,
}

impl Settings {
    /// Each setting with its value, in the order of the file.
    pub fn list(&self) -> [Setting; 7] {
        let setting = |key, about, value: &str| Setting { key, about, value: value.to_owned() };
        [
            setting(
                "day_ends_at",
                "When a day ends, from 00:00 to 11:59. What is earlier in the night counts for the day before.\n\
                 What is recorded already stays on its day.",
                &self.day_ends_at.format("%H:%M").to_string(),
            ),
            setting(
                "week_starts",
                "The day a week begins with: monday, sunday …",
                word(&WEEKDAYS, self.week_starts),
            ),
            setting(
                "date_style",
                "How days are written: day-first (Sun 22 Nov), month-first (Sun Nov 22) or iso (Sun 2026-11-22).\n\
                 You type them as before: 2026-11-20, yesterday, 20 nov.",
                word(&DateStyle::ALL, self.date_style),
            ),
            setting(
                "weights",
                "What weights are typed and shown in: kg or lb.",
                word(&WeightUnit::ALL, self.weights),
            ),
            setting(
                "paper",
                "The paper of charts and other pages: a4 or letter. --size is for a single page.",
                word(&Sheet::ALL, self.paper),
            ),
            setting(
                "colours",
                "auto is colour on a terminal that shows it; never is none. NO_COLOR in the environment wins.",
                word(&Colours::ALL, self.colours),
            ),
            setting(
                "name",
                "Your name, for the pages you hand over. Nothing else shows it.",
                &self.name,
            ),
        ]
    }
}

/// The word of a value.
fn word<T: PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(each, _)| *each == value).map_or("", |(_, word)| word)
}
