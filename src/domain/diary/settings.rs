//! What a person may set to their own liking: how days and weights are read and shown, and what
//! pages look like.
//!
//! No rule about a body asks for any of it.

use chrono::{NaiveTime, Weekday};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::day::DAY_ENDS_AT;
use crate::domain::text::date::{DateStyle, WEEKDAYS};
use crate::domain::text::load::WeightUnit;
use crate::domain::text::style::{ClockStyle, DecimalMark, Style};

/// What can be set; the default is what supple has by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// When a day ends, from 00:00 to 11:59. What is recorded already stays on its day.
    pub day_ends_at: NaiveTime,
    /// The day a week begins with.
    pub week_starts: Weekday,
    /// How days are written. What is typed is read in one way only.
    pub date_style: DateStyle,
    /// How times are written. What is typed is read in either way.
    pub clock: ClockStyle,
    /// How decimals are written. What is typed is read in either way.
    pub decimals: DecimalMark,
    /// What a weight is typed and shown in. The diary keeps grams.
    pub weights: WeightUnit,
    /// The sheet that pages are made for.
    pub paper: Sheet,
    /// The path of a font file for the letters that the typeface of pages lacks; empty when there
    /// is none.
    pub font: String,
    /// Whether a terminal gets colour.
    pub colours: Colours,
    /// Whether text is for the eye or for a screen reader.
    pub screen: Screen,
    /// The person's name, for the pages they hand over; empty when they gave none. Nothing else
    /// shows it.
    pub name: String,
    /// Whom the person calls in an emergency, in their own words such as `112`; empty when they
    /// did not say.
    pub emergency_number: String,
    /// The clinic that the person calls, in their own words such as `Dr Okafor, 555 0123`; empty
    /// when they did not say.
    pub clinic: String,
    /// How many days back a change can be undone. A design choice: long enough to find a slip at the
    /// next visit.
    pub undo_days: u32,
}

/// How far back changes may be kept for `undo`, in days.
pub const UNDO_DAYS: std::ops::RangeInclusive<u32> = 1..=3650;

/// A sheet of paper by its name. Which side lies is for each page to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Whether a terminal gets colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Colours {
    /// On a terminal, unless the environment refuses it.
    Auto,
    /// Nowhere.
    Never,
}

/// Whom text in a terminal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Screen {
    /// Somebody who sees it: bars, tables, signs.
    Drawn,
    /// Somebody who hears it: words in their places.
    Plain,
}

/// The days of the week with their words, from Monday on.
pub fn weekdays() -> [(Weekday, &'static str); 7] {
    let mut day = Weekday::Sun;
    WEEKDAYS.map(|word| {
        day = day.succ();
        (day, word)
    })
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            day_ends_at: DAY_ENDS_AT,
            week_starts: Weekday::Mon,
            date_style: DateStyle::DayFirst,
            clock: ClockStyle::TwentyFour,
            decimals: DecimalMark::Point,
            weights: WeightUnit::Kilograms,
            paper: Sheet::A4,
            font: String::new(),
            colours: Colours::Auto,
            screen: Screen::Drawn,
            name: String::new(),
            emergency_number: String::new(),
            clinic: String::new(),
            undo_days: 90,
        }
    }
}

/// One setting as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigEntry {
    /// What it is called.
    pub key: &'static str,
    /// What it is for, in one or a few lines.
    pub about: &'static str,
    /// Its value.
    pub value: String,
}

impl Settings {
    /// How what the person reads is written.
    pub fn style(&self) -> Style {
        Style {
            dates: self.date_style,
            clock: self.clock,
            decimals: self.decimals,
            weights: self.weights,
        }
    }

    /// Each setting with its value, in the order of the file.
    pub fn list(&self) -> [ConfigEntry; 14] {
        let setting = |key, about, value: &str| ConfigEntry { key, about, value: value.to_owned() };
        [
            setting(
                "day_ends_at",
                "When a day ends, from 00:00 to 11:59. \
                 What is earlier in the night counts for the day before.\n\
                 What is recorded already stays on its day.",
                &self.day_ends_at.format("%H:%M").to_string(),
            ),
            setting(
                "week_starts",
                "The day a week begins with: monday, sunday …",
                WEEKDAYS[self.week_starts.num_days_from_monday() as usize],
            ),
            setting(
                "date_style",
                "How days are written: day-first (Sun 22 Nov), month-first (Sun Nov 22) \
                 or iso (Sun 2026-11-22).\n\
                 You type them as before: 2026-11-20, yesterday, 20 nov.",
                self.date_style.into(),
            ),
            setting(
                "clock",
                "How times are written: 24-hour (19:30) or 12-hour (7:30 pm). \
                 You type them either way.",
                self.clock.into(),
            ),
            setting(
                "decimals",
                "How decimals are written: point (4.5) or comma (4,5). You type them either way.\n\
                 Exports and --json always have the point.",
                self.decimals.into(),
            ),
            setting(
                "weights",
                "What weights are typed and shown in: kg or lb.",
                self.weights.into(),
            ),
            setting(
                "paper",
                "The paper of charts and other pages: a4 or letter. --size is for a single page.",
                self.paper.into(),
            ),
            setting(
                "font",
                "A font file (.ttf, .otf, .ttc) for letters that supple's own typeface lacks on \
                 pages, such as Hebrew, Arabic or Chinese ones.\n\
                 Its whole path: /usr/share/fonts/NotoSansHebrew-Regular.ttf. \
                 --font is for a single page.",
                &self.font,
            ),
            setting(
                "colours",
                "auto is colour on a terminal that shows it; never is none. \
                 NO_COLOR in the environment wins.",
                self.colours.into(),
            ),
            setting(
                "screen",
                "drawn has bars, tables and signs in the terminal; plain has words in their places, \
                 for a screen reader, as --plain has for one command.",
                self.screen.into(),
            ),
            setting(
                "name",
                "Your name, for the pages you hand over. Nothing else shows it.",
                &self.name,
            ),
            setting(
                "emergency_number",
                "Whom you call in an emergency, such as 112. \
                 It stands on your pages; supple calls nobody.",
                &self.emergency_number,
            ),
            setting(
                "clinic",
                "The clinic you call, with its number, such as Dr Okafor, 555 0123. \
                 It stands on your pages.",
                &self.clinic,
            ),
            setting(
                "undo_days",
                "For how many days a change can be undone, from 1 to 3650. \
                 Until then the diary keeps what was changed or removed.",
                &self.undo_days.to_string(),
            ),
        ]
    }
}
