//! Days, moments and numbers, as JSON has them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::{Serialize, Serializer};

use crate::domain::diary::score::Score;
use crate::domain::flare::score_book::Tenths;

/// A day: `"2026-11-22"`.
#[derive(Debug, Clone, Copy)]
pub struct DayText(pub NaiveDate);

/// A moment with its offset: `"2026-11-22T14:30:00+01:00"`.
#[derive(Debug, Clone, Copy)]
pub struct MomentText(pub DateTime<FixedOffset>);

/// A score, 0 to 10, whole where it is whole: `4`, `4.5`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreNumber(pub Score);

/// An amount of a medicine, whole where it is whole: JSON tells 400 from 400.0, and people who
/// count tablets do as well.
#[derive(Debug, Clone, Copy)]
pub struct AmountNumber(pub f64);

/// Tenths of a point as points, rounded to one decimal.
pub fn points_number(tenths: Tenths) -> f64 {
    tenths.round().to_integer() as f64 / 10.0
}

impl Serialize for DayText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for MomentText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}

impl Serialize for ScoreNumber {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.tenths() {
            tenths if tenths % 10 == 0 => to.serialize_i64(tenths / 10),
            _ => to.serialize_f64(self.0.value()),
        }
    }
}

impl Serialize for AmountNumber {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 {
            // At most a million, as the diary takes them.
            to.serialize_i64(self.0 as i64)
        } else {
            to.serialize_f64(self.0)
        }
    }
}

/// A weight in kilograms, from one in grams.
pub fn kilograms(grams: u32) -> f64 {
    f64::from(grams) / 1000.0
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::cli::output::json::value;

    #[test]
    fn whole_numbers_stand_without_a_point() {
        let score = |tenths| value(&ScoreNumber(Score::from_tenths(tenths).expect("a score")));
        assert_eq!([0, 45, 100].map(score), [json!(0), json!(4.5), json!(10)]);
        assert_eq!(
            [400.0, 0.5].map(|amount| value(&AmountNumber(amount))),
            [json!(400), json!(0.5)]
        );
    }

    #[test]
    fn days_and_moments_are_texts_of_one_length() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        assert_eq!(value(&DayText(day)), json!("2026-03-01"));
        let moment = "2026-03-01T07:05:09.25+00:00".parse().expect("a moment");
        assert_eq!(value(&MomentText(moment)), json!("2026-03-01T07:05:09+00:00"));
        assert_eq!(value(&None::<DayText>), Value::Null);
    }
}
