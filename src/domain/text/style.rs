//! How a person likes days, times, numbers and weights to be written.
//!
//! What is stored, exported or printed as JSON goes by none of it.

use chrono::Timelike;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::load::WeightUnit;
use super::number::{exact, one_decimal, round1};

/// How days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DateStyle {
    /// `Sun 22 Nov`.
    DayFirst,
    /// `Sun Nov 22`.
    MonthFirst,
    /// `Sun 2026-11-22`, always with the year.
    Iso,
}

impl DateStyle {
    /// How a day is written: in one of two forms of chrono's, or as `2026-11-22`.
    pub fn form(self, day_first: &'static str, month_first: &'static str) -> &'static str {
        match self {
            Self::DayFirst => day_first,
            Self::MonthFirst => month_first,
            Self::Iso => "%Y-%m-%d",
        }
    }
}

/// How times of the day are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
pub enum ClockStyle {
    /// `19:30`.
    #[strum(serialize = "24-hour")]
    TwentyFour,
    /// `7:30 pm`.
    #[strum(serialize = "12-hour")]
    Twelve,
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DecimalMark {
    /// `4.5`.
    Point,
    /// `4,5`.
    Comma,
}

/// How everything that a person reads is written. The default is that of somebody who set nothing,
/// and that of everything a program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// How days are written.
    pub dates: DateStyle,
    /// How times are written.
    pub clock: ClockStyle,
    /// How decimals are written.
    pub decimals: DecimalMark,
    /// What weights are shown in.
    pub weights: WeightUnit,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            dates: DateStyle::DayFirst,
            clock: ClockStyle::TwentyFour,
            decimals: DecimalMark::Point,
            weights: WeightUnit::Kilograms,
        }
    }
}

impl Style {
    /// A time of the day: `19:30`, `7:30 pm`.
    pub fn time(self, time: impl Timelike) -> String {
        let (is_afternoon, hour) = time.hour12();
        let minute = time.minute();
        match self.clock {
            ClockStyle::TwentyFour => format!("{:02}:{minute:02}", time.hour()),
            ClockStyle::Twelve => {
                format!("{hour}:{minute:02} {}", if is_afternoon { "pm" } else { "am" })
            }
        }
    }

    /// A number to one decimal, without one it does not need: `4`, `4.5`.
    pub fn plain(self, value: f64) -> String {
        self.exact(round1(value))
    }

    /// A number with its one decimal, also where that is 0: `4.0`, `4.5`.
    pub fn one_decimal(self, value: f64) -> String {
        self.marked(one_decimal(value))
    }

    /// A number with all of its decimals.
    pub fn exact(self, value: f64) -> String {
        self.marked(exact(value))
    }

    /// A weight, of grams: `2.5 kg` to the gram, `5.5 lb` to the tenth of a pound.
    pub fn weight(self, grams: u32) -> String {
        self.marked(self.weights.typed(grams))
    }

    /// What stands between the parts of a list that may have decimals in it: a comma behind `4,5`
    /// would read as one more decimal.
    pub fn separator(self) -> &'static str {
        match self.decimals {
            DecimalMark::Point => ", ",
            DecimalMark::Comma => "; ",
        }
    }

    /// The text of a number with the person's decimal mark.
    pub fn marked(self, number: String) -> String {
        match self.decimals {
            DecimalMark::Point => number,
            DecimalMark::Comma => number.replace('.', ","),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    #[test]
    fn times_are_written_as_their_reader_likes() {
        let twelve = Style { clock: ClockStyle::Twelve, ..Style::default() };
        for (hour, minute, full, half) in [
            (0, 0, "00:00", "12:00 am"),
            (0, 5, "00:05", "12:05 am"),
            (9, 30, "09:30", "9:30 am"),
            (12, 0, "12:00", "12:00 pm"),
            (19, 5, "19:05", "7:05 pm"),
            (23, 59, "23:59", "11:59 pm"),
        ] {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
            assert_eq!(
                (Style::default().time(time), twelve.time(time)),
                (full.into(), half.into())
            );
            // What is written can be typed.
            assert_eq!(crate::domain::text::when::time(half), Ok(time), "{half}");
        }
    }

    #[test]
    fn decimals_are_written_as_their_reader_likes() {
        let comma = Style { decimals: DecimalMark::Comma, ..Style::default() };
        assert_eq!(
            [comma.plain(4.0), comma.plain(4.25), comma.one_decimal(4.0)],
            ["4", "4,3", "4,0"]
        );
        assert_eq!([comma.weight(2500), comma.exact(0.125)], ["2,5 kg", "0,125"]);
        let pounds = Style { weights: WeightUnit::Pounds, ..comma };
        assert_eq!(pounds.weight(2500), "5,5 lb");
        let point = Style::default();
        assert_eq!([point.plain(4.25), point.weight(2500)], ["4.3", "2.5 kg"]);
    }
}
