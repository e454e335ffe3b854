//! What a person looks for among their entries.

use super::exercise_record::{ExerciseRecord, Outcome};
use super::medicine::Intake;
use super::place::Place;
use super::rating::Rating;
use super::score::Score;
use crate::domain::text::fold::folded;

/// What an entry must have; what is not set, every entry has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// The place: its site, and its side where that is given.
    pub place: Option<Place>,
    /// A tag: what came before, what eased it, or what it felt like.
    pub tag: Option<String>,
    /// Pain of at least this, at the moment or in an exercise.
    pub min: Option<Score>,
    /// Pain of at most this, at the moment or in an exercise.
    pub max: Option<Score>,
    /// A piece of any text in it, in small letters or large.
    pub text: Option<String>,
}

impl Search {
    /// Whether it asks for anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a rating has it all.
    pub fn finds_rating(&self, rating: &Rating) -> bool {
        let tags = || rating.tags.iter().chain(&rating.eased).chain(&rating.feels);
        let texts = || {
            let places = rating.places.iter().map(|each| each.place.to_string());
            let medicines = rating.medicines.iter().map(Intake::typed);
            tags().chain(&rating.note).cloned().chain(places).chain(medicines)
        };
        self.place.as_ref().is_none_or(|wanted| hurts_at(rating, wanted))
            && self.tag.as_ref().is_none_or(|wanted| tags().any(|tag| tag == wanted))
            && self.is_within(rating.score())
            && self.is_in(texts)
    }

    /// Whether a session has it all.
    pub fn finds_session(&self, session: &ExerciseRecord) -> bool {
        let (pain, more): (_, Vec<String>) = match &session.outcome {
            Outcome::Done(actual) => (
                actual.pain,
                actual.symptoms.iter().map(|symptom| symptom.word().to_owned()).collect(),
            ),
            Outcome::Skipped { why } => (None, why.iter().cloned().collect()),
        };
        let texts = || session.note.iter().chain([&session.exercise]).chain(&more).cloned();
        self.place.is_none() && self.tag.is_none() && self.is_within(pain) && self.is_in(texts)
    }

    /// Whether an entry that is neither has it all: a score where it has one, and what it says.
    pub fn finds_other(&self, score: Option<Score>, says: &str) -> bool {
        self.place.is_none()
            && self.tag.is_none()
            && self.is_within(score)
            && self.is_in(|| [says.to_owned()])
    }

    /// Whether pain lies between the two; pain that was not recorded lies nowhere.
    fn is_within(&self, pain: Option<Score>) -> bool {
        self.min.is_none_or(|min| pain.is_some_and(|pain| pain >= min))
            && self.max.is_none_or(|max| pain.is_some_and(|pain| pain <= max))
    }

    /// Whether one of the texts holds the piece that is looked for.
    fn is_in<I: IntoIterator<Item = String>>(&self, texts: impl FnOnce() -> I) -> bool {
        self.text.as_ref().is_none_or(|wanted| {
            let wanted = folded(wanted);
            texts().into_iter().any(|text| folded(&text).contains(&wanted))
        })
    }
}

/// Whether a rating names a place; where no side is looked for, on any side.
fn hurts_at(rating: &Rating, wanted: &Place) -> bool {
    rating.places.iter().map(|each| &each.place).any(|place| {
        place.site == wanted.site && wanted.side.is_none_or(|side| place.side == Some(side))
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::domain::diary::exercise_record::{Actual, Symptom};
    use crate::domain::diary::medicine::Intake;

    fn score(text: &str) -> Score {
        Score::parse(text).expect(text)
    }

    /// A rating of 4.5 with something in every field that is searched.
    fn rating() -> Rating {
        let now = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Rating {
            places: vec![
                Place::parse("buttock:left").expect("a place").into(),
                Place::parse("hip").expect("a place").into(),
            ],
            tags: words(&["sitting"]),
            eased: words(&["heat"]),
            feels: words(&["burning"]),
            medicines: vec![Intake::parse("ibuprofen 400 mg").expect("a medicine")],
            note: Some("Über den LONG drive".to_owned()),
            ..Rating::new(now.date_naive(), None, score("4.5"), now)
        }
    }

    fn session(outcome: Outcome) -> ExerciseRecord {
        let written_at =
            DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        ExerciseRecord::new(day, "bridge", outcome, written_at)
    }

    #[test]
    fn a_rating_is_found_by_what_it_has() {
        let place = |text: &str| Search { place: Place::parse(text).ok(), ..Search::default() };
        let tag = |text: &str| Search { tag: Some(text.to_owned()), ..Search::default() };
        let text = |text: &str| Search { text: Some(text.to_owned()), ..Search::default() };
        let within = |min: &str, max: &str| Search {
            min: Score::parse(min).ok(),
            max: Score::parse(max).ok(),
            ..Search::default()
        };
        for (search, found) in [
            (Search::default(), true),
            (place("buttock"), true),
            (place("buttock:left"), true),
            (place("buttock:right"), false),
            (place("hip:left"), false),
            (place("groin"), false),
            (tag("sitting"), true),
            (tag("heat"), true),
            (tag("burning"), true),
            (tag("sit"), false),
            (text("long DRIVE"), true),
            (text("über"), true),
            (text("ibu"), true),
            (text("left butt"), true),
            (text("train"), false),
            (within("4.5", "4.5"), true),
            (within("4.6", ""), false),
            (within("", "4.4"), false),
            (Search { tag: Some("stairs".to_owned()), ..text("drive") }, false),
        ] {
            assert_eq!(search.finds_rating(&rating()), found, "{search:?}");
        }
        let unscored = Rating { whole: None, ..rating() };
        assert!(within("", "").finds_rating(&unscored));
        assert!(!within("0", "").finds_rating(&unscored), "what was not rated is not 0");
        assert!(!within("", "10").finds_rating(&unscored), "what was not rated is not 0");
    }

    #[test]
    fn what_is_neither_is_found_by_its_score_and_its_words() {
        let min = Search { min: Some(score("3")), ..Search::default() };
        assert!(min.finds_other(Some(score("3")), "") && !min.finds_other(None, ""));
        let text = Search { text: Some("Flare".to_owned()), ..Search::default() };
        assert!(text.finds_other(None, "flare began") && !text.finds_other(None, "a week"));
        let tag = Search { tag: Some("flare".to_owned()), ..Search::default() };
        assert!(Search::default().finds_other(None, "") && !tag.finds_other(None, "flare"));
    }

    #[test]
    fn a_session_is_found_by_what_it_has() {
        let text = |text: &str| Search { text: Some(text.to_owned()), ..Search::default() };
        let done = session(Outcome::Done(Actual {
            pain: Some(score("3")),
            symptoms: vec![Symptom::NumbWeak],
            ..Actual::default()
        }));
        let skipped = session(Outcome::Skipped { why: Some("Tired".to_owned()) });
        let min = Search { min: Some(score("3")), ..Search::default() };
        assert!(
            min.finds_session(&done)
                && text("bridge").finds_session(&done)
                && text("numb").finds_session(&done)
        );
        assert!(!min.finds_session(&skipped), "pain that was not recorded is not 0 and not 10");
        assert!(text("tired").finds_session(&skipped) && !text("tired").finds_session(&done));
        assert!(
            !Search { tag: Some("bridge".to_owned()), ..Search::default() }.finds_session(&done)
        );
    }
}
