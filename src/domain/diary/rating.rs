//! A rating, as the diary keeps it, and with as little in it as one question needs: a diary may hold
//! a million.

use chrono::{DateTime, FixedOffset, NaiveDate};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::medicine::Intake;
use super::place::RatedPlace;
use super::score::Score;
use crate::domain::text::style::Style;

/// Plain words for what pain feels like; the person's own do as well. A design choice, and no
/// questionnaire's list.
pub const FEELS: [&str; 14] = [
    "aching",
    "burning",
    "cramping",
    "dull",
    "electric",
    "numb",
    "pressing",
    "pulling",
    "sharp",
    "shooting",
    "stiff",
    "throbbing",
    "tight",
    "tingling",
];

/// What a tag of a rating says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum TagRole {
    /// What came before.
    Before,
    /// What eased it.
    Eased,
    /// What it felt like.
    #[strum(serialize = "quality")]
    Feels,
}

impl TagRole {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What a person recorded about themselves at one moment, or of one day: mostly how much it hurts,
/// and what goes with it. A night, a medicine or a note may stand without any score.
///
/// A field that was not recorded is `None`, empty or `false`, as [`Rating::new`] leaves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The moment with its offset, when a time was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// The score that was given for the whole. What the entry counts as says [`Rating::score`].
    pub whole: Option<Score>,
    /// The worst of the day; never without a score for the whole, and never below it.
    pub worst: Option<Score>,
    /// The least of the day; never without a score for the whole, and never above it.
    pub least: Option<Score>,
    /// Whether it is a morning check: the first one of the morning of `day`, for the 24-hour rule.
    /// Where a day has several, the one written last counts.
    pub morning: bool,
    /// Where it hurt, and how much in each place where that was told apart.
    pub places: Vec<RatedPlace>,
    /// What it felt like: words of [`FEELS`], or the person's own.
    pub feels: Vec<String>,
    /// What came before, in the person's words.
    pub tags: Vec<String>,
    /// What eased it, in the person's words.
    pub eased: Vec<String>,
    /// Medicines that were taken.
    pub medicines: Vec<Intake>,
    /// How long the night's sleep was, in minutes.
    pub sleep_minutes: Option<u32>,
    /// How long sitting went without pain, in minutes.
    pub sitting_minutes: Option<u32>,
    /// Day of the menstrual cycle, 1 the first of bleeding.
    pub cycle_day: Option<u32>,
    /// How often something leaked that day, 0 to 100. Zero is an answer: it kept dry.
    pub leaks: Option<u32>,
    /// How heavy or dragging the pelvic floor felt, 0 (not at all) to 10.
    pub heaviness: Option<Score>,
    /// Anything else.
    pub note: Option<String>,
    /// Whether it is for the person's own eyes: no page and no export shows it.
    pub private: bool,
    /// When it was written down here.
    pub written_at: DateTime<FixedOffset>,
    /// When it was first written down elsewhere, as the file that it was imported from says.
    pub source_written_at: Option<DateTime<FixedOffset>>,
}

impl Rating {
    /// A score and nothing else, or not even that.
    pub fn new(
        day: NaiveDate,
        at: Option<DateTime<FixedOffset>>,
        whole: impl Into<Option<Score>>,
        written_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            day,
            at,
            whole: whole.into(),
            worst: None,
            least: None,
            morning: false,
            places: Vec::new(),
            feels: Vec::new(),
            tags: Vec::new(),
            eased: Vec::new(),
            medicines: Vec::new(),
            sleep_minutes: None,
            sitting_minutes: None,
            cycle_day: None,
            leaks: None,
            heaviness: None,
            note: None,
            private: false,
            written_at,
            source_written_at: None,
        }
    }

    /// The entry's own score: the one given for the whole, else the highest of its places; `None`
    /// where no pain was rated, which is never 0.
    ///
    /// The diary says the same in SQL: `store::value::OWN_SCORE`.
    pub fn score(&self) -> Option<Score> {
        self.whole.or_else(|| self.places.iter().filter_map(|place| place.score).max())
    }

    /// The moment from which the rules may know of it: an import counts as written when its source
    /// says.
    pub fn known_at(&self) -> DateTime<FixedOffset> {
        self.source_written_at.unwrap_or(self.written_at)
    }

    /// Whether the least, the score and the worst can be of one day.
    ///
    /// # Errors
    /// A sentence that says which is on the wrong side of the score, or stands without one.
    pub fn check_scores(&self, style: Style) -> Result<(), String> {
        let Self { whole, worst, least, .. } = self;
        match (whole, worst, least) {
            (None, Some(worst), _) => {
                Err(format!("the worst of the day ({}) has no score beside it", worst.shown(style)))
            }
            (None, _, Some(least)) => {
                Err(format!("the least of the day ({}) has no score beside it", least.shown(style)))
            }
            (Some(whole), Some(worst), _) if worst < whole => Err(format!(
                "the worst of the day ({}) is below the score ({})",
                worst.shown(style),
                whole.shown(style)
            )),
            (Some(whole), _, Some(least)) if least > whole => Err(format!(
                "the least of the day ({}) is above the score ({})",
                least.shown(style),
                whole.shown(style)
            )),
            _ => Ok(()),
        }
    }
}

/// A value of the diary with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T> {
    /// Its number, which stays its own as long as it is there.
    pub id: i64,
    /// What is recorded under that number.
    pub value: T,
}

/// One rating, as little of it as a chart needs: a diary may hold a million.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PainPoint {
    /// The day it counts for.
    pub day: NaiveDate,
    /// Minutes since that day's midnight, up to the end of the night (so it may pass 1,440); `None`
    /// when only the day is known.
    pub minute: Option<u16>,
    /// The score.
    pub score: Score,
    /// The worst of that day, when it was recorded.
    pub worst: Option<Score>,
    /// The least of that day, when it was recorded.
    pub least: Option<Score>,
}

/// A rating as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedScore {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The score.
    pub score: Score,
    /// Whether it is the first of a morning.
    pub morning: bool,
    /// Minutes since that day's midnight, up to the end of the night; `None` when only the day is
    /// known.
    pub minute: Option<u16>,
    /// The day it was written: before that, nobody could have known.
    pub known_on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::place::Place;

    /// A rating with a score for the whole and scores for some places, in tenths.
    fn rating(whole: Option<i64>, places: &[Option<i64>]) -> Rating {
        let written_at =
            DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let tenths = |tenths: &i64| Score::from_tenths(*tenths).expect("a score");
        let places = places.iter().map(|score| RatedPlace {
            place: Place { site: "hip".into(), side: None },
            score: score.as_ref().map(tenths),
        });
        let whole = whole.as_ref().map(tenths);
        let places = places.collect();
        Rating { places, ..Rating::new(written_at.date_naive(), None, whole, written_at) }
    }

    #[test]
    fn an_entry_counts_as_its_whole_or_else_as_its_worst_place() {
        for (whole, places, own) in [
            (Some(30), &[][..], Some(30)),
            (Some(30), &[Some(70), None], Some(30)),
            (None, &[Some(20), Some(65), None], Some(65)),
            (None, &[Some(0)], Some(0)),
            (None, &[None], None),
            (None, &[], None),
        ] {
            let found = rating(whole, places).score().map(Score::tenths);
            assert_eq!(found, own, "{whole:?} {places:?}");
        }
    }

    #[test]
    fn a_worst_and_a_least_stand_on_their_side_of_a_score() {
        let of = |whole, worst, least| {
            let score = |tenths: Option<i64>| tenths.and_then(Score::from_tenths);
            let (worst, least) = (score(worst), score(least));
            Rating { worst, least, ..rating(whole, &[Some(40)]) }.check_scores(Style::default())
        };
        assert_eq!(of(Some(40), Some(40), Some(40)), Ok(()));
        assert_eq!(of(None, None, None), Ok(()));
        assert!(of(Some(40), Some(39), None).expect_err("below").contains("below the score (4)"));
        assert!(of(Some(40), None, Some(41)).expect_err("above").contains("above the score (4)"));
        assert!(of(None, Some(60), None).expect_err("alone").contains("no score beside it"));
        assert!(of(None, None, Some(0)).expect_err("alone").contains("no score beside it"));
    }
}
