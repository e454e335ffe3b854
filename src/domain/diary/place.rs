//! Where it hurts.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::own_words;
use super::score::Score;
use crate::domain::text::style::Style;
use crate::domain::text::suggest;

/// The sites everybody has, with what each means. A person may add their own.
pub const SITES: [(&str, &str); 17] = [
    ("low-back", "the small of the back, above the pelvis"),
    ("sacrum", "the flat bone between the buttocks and the low back"),
    ("tailbone", "the very end of the spine"),
    ("buttock", "the fleshy part you sit on"),
    ("sit-bone", "the bone under the buttock"),
    ("hip", "the outer side, over the hip bone"),
    ("groin", "the front crease of the hip"),
    ("pubic-bone", "the bone at the front, between the legs"),
    ("pelvis", "low in the belly, between the hip bones"),
    ("pelvic-floor", "between the sit bones, pubic bone and tailbone"),
    ("thigh-back", "behind the thigh"),
    ("thigh-side", "the outer thigh"),
    ("thigh-front", "the front of the thigh"),
    ("thigh-inner", "the inner thigh"),
    ("knee", "the knee"),
    ("calf", "the lower leg"),
    ("foot", "the foot and toes"),
];

/// The side of the body.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both.
    Both,
    /// In the middle, where there are no sides.
    Middle,
}

impl Side {
    /// Its word in commands, the diary and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The side a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A site and, where the person said so, its side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// A word of [`SITES`], or one of the person's own.
    pub site: String,
    /// The side, if it was said.
    pub side: Option<Side>,
}

/// A place that hurts, with a score of its own where one was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedPlace {
    /// The place.
    pub place: Place,
    /// How much it hurts there.
    pub score: Option<Score>,
}

impl From<Place> for RatedPlace {
    /// A place without a score of its own.
    fn from(place: Place) -> Self {
        Self { place, score: None }
    }
}

impl RatedPlace {
    /// `left buttock 6`; without a score of its own, the place alone.
    pub fn in_words(&self, style: Style) -> String {
        let score = self.score.map_or(String::new(), |score| format!(" {}", score.shown(style)));
        format!("{}{score}", self.place)
    }

    /// A place as [`Place::parse`] reads it, and behind `=` how much it hurts there:
    /// `buttock:left=6`.
    ///
    /// # Errors
    /// A sentence that says what a place or a score looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (place, score) = match text.split_once('=') {
            Some((place, score)) => (place, Some(Score::parse(score)?)),
            None => (text, None),
        };
        Ok(Self { place: Place::parse(place)?, score })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.side {
            // A back has two sides and is one, so `both low-back` would be no English.
            Some(Side::Both) => write!(f, "{} on both sides", self.site),
            Some(side) => write!(f, "{side} {}", self.site),
            None => f.write_str(&self.site),
        }
    }
}

impl Place {
    /// A place as typed: `buttock`, `low back`, `buttock:left`, and `left buttock`, as places are
    /// shown. Whether the site is a known one is for [`is_known`] to say.
    ///
    /// # Errors
    /// A sentence that says what a place looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (site, side) = match text.split_once(':') {
            // `left:buttock` means no other place than `buttock:left`.
            Some((first, site)) if side(first).is_ok() && side(site).is_err() => {
                (site.to_owned(), side(first).ok())
            }
            Some((site, side)) => (site.to_owned(), Some(self::side(side)?)),
            None => {
                let text = text.to_lowercase();
                let words: Vec<&str> = text.split_whitespace().collect();
                match words.as_slice() {
                    [site @ .., "on", "both", "sides"] if !site.is_empty() => {
                        (site.join(" "), Some(Side::Both))
                    }
                    [first, site @ ..] if Side::from_word(first).is_some() && !site.is_empty() => {
                        (site.join(" "), Side::from_word(first))
                    }
                    [site @ .., last] if Side::from_word(last).is_some() && !site.is_empty() => {
                        (site.join(" "), Side::from_word(last))
                    }
                    _ => (text, None),
                }
            }
        };
        let site = own_words::tag(&site.replace('_', " ")).map_err(|_| {
            "a site is a word or a few, up to 40 letters, such as buttock or low-back".to_owned()
        })?;
        if let Some(side) = Side::from_word(&site) {
            return Err(format!("{side} of what? Say the site as well, such as buttock:{side}"));
        }
        Ok(Self { site, side })
    }
}

/// Words of every day, and the site that each is: those that are one site and no other.
const EVERYDAY: [(&str, &str); 34] = [
    ("butt", "buttock"),
    ("buttocks", "buttock"),
    ("bum", "buttock"),
    ("bottom", "buttock"),
    ("backside", "buttock"),
    ("behind", "buttock"),
    ("glute", "buttock"),
    ("glutes", "buttock"),
    ("lower-back", "low-back"),
    ("lumbar", "low-back"),
    ("lumbar-spine", "low-back"),
    ("small-of-the-back", "low-back"),
    ("coccyx", "tailbone"),
    ("tail-bone", "tailbone"),
    ("hamstring", "thigh-back"),
    ("hamstrings", "thigh-back"),
    ("back-of-thigh", "thigh-back"),
    ("back-of-the-thigh", "thigh-back"),
    ("back-of-leg", "thigh-back"),
    ("outer-thigh", "thigh-side"),
    ("inner-thigh", "thigh-inner"),
    ("adductors", "thigh-inner"),
    ("front-of-thigh", "thigh-front"),
    ("quad", "thigh-front"),
    ("quads", "thigh-front"),
    ("sit-bones", "sit-bone"),
    ("sitbone", "sit-bone"),
    ("sitz-bone", "sit-bone"),
    ("perineum", "pelvic-floor"),
    ("pubis", "pubic-bone"),
    ("hips", "hip"),
    ("knees", "knee"),
    ("calves", "calf"),
    ("feet", "foot"),
];

/// Words of every day that may be several sites, and which: they are offered, and none is taken.
const SEVERAL: [(&str, &[&str]); 8] = [
    ("leg", &["thigh-back", "thigh-side", "thigh-front", "thigh-inner", "knee", "calf", "foot"]),
    ("upper-leg", &["thigh-back", "thigh-side", "thigh-front", "thigh-inner"]),
    ("lower-leg", &["calf", "foot"]),
    ("thigh", &["thigh-back", "thigh-side", "thigh-front", "thigh-inner"]),
    ("thighs", &["thigh-back", "thigh-side", "thigh-front", "thigh-inner"]),
    ("back", &["low-back"]),
    ("spine", &["low-back", "sacrum", "tailbone"]),
    ("shin", &["calf", "foot"]),
];

/// The site that a word of every day means; `None` where it is no such word.
pub fn everyday(word: &str) -> Option<&'static str> {
    EVERYDAY.iter().find(|(each, _)| *each == word).map(|(_, site)| *site)
}

/// A side as typed.
///
/// # Errors
/// A sentence that says which there are.
pub fn side(text: &str) -> Result<Side, String> {
    let wanted = match text.trim().to_lowercase() {
        letter if letter == "l" => "left".to_owned(),
        letter if letter == "r" => "right".to_owned(),
        word => word,
    };
    Side::from_word(&wanted).ok_or_else(|| "a side is left, right, both or middle".to_owned())
}

/// The place that is meant, whether its site is known or not: a word of every day is the site it
/// stands for, and a side that a hyphen joins to its site is a side, as in `left-buttock` and
/// `buttock_left`. A site of the person's `own` is theirs, also where there is another word for it.
pub fn meant(place: Place, own: &[String]) -> Place {
    if is_known(&place.site, own).is_ok() {
        return place;
    }
    if let Some(meant) = everyday(&place.site) {
        return Place { site: meant.to_owned(), ..place };
    }
    match side_apart(&place.site).filter(|_| place.side.is_none()) {
        Some((side, site)) => meant(Place { site: site.to_owned(), side: Some(side) }, own),
        None => place,
    }
}

/// The place that is [`meant`], as far as its site is known.
///
/// # Errors
/// A sentence with the nearest sites, for a site that is not known.
pub fn resolve(place: Place, own: &[String]) -> Result<Place, String> {
    let meant = meant(place, own);
    is_known(&meant.site, own)?;
    Ok(meant)
}

/// The side that a hyphen joins to a site, and the site without it.
fn side_apart(site: &str) -> Option<(Side, &str)> {
    let first = site.split_once('-').map(|(side, site)| (Side::from_word(side), site));
    let last = site.rsplit_once('-').map(|(site, side)| (Side::from_word(side), site));
    [first, last].into_iter().flatten().find_map(|(side, site)| Some((side?, site)))
}

/// Whether a word is that of a site or a side, as people say them.
pub fn is_named(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    side(&word).is_ok()
        || is_known(&word, &[]).is_ok()
        || SEVERAL.iter().any(|(name, _)| *name == word)
        || EVERYDAY.iter().any(|(name, _)| *name == word)
}

/// Whether a site is one of [`SITES`], or of the person's own.
///
/// # Errors
/// A sentence with the nearest sites, or all of them when none is near.
pub fn is_known(site: &str, own: &[String]) -> Result<(), String> {
    let mut known: Vec<&str> = SITES.iter().map(|(known, _)| *known).collect();
    for own in own {
        if !known.contains(&own.as_str()) {
            known.push(own);
        }
    }
    if known.contains(&site) {
        return Ok(());
    }
    let near = match SEVERAL.iter().find(|(word, _)| *word == site) {
        Some((_, sites)) => sites.to_vec(),
        None => suggest::closest(site, known.iter().copied()),
    };
    let choices = if near.is_empty() { known } else { near };
    Err(format!("supple knows no such site; try {}", suggest::either(choices)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place as it is shown.
    fn read(text: &str) -> Result<String, String> {
        Place::parse(text).map(|place| place.to_string())
    }

    #[test]
    fn a_place_is_read_as_people_write_it_and_as_it_is_shown() {
        for (text, shown) in [
            ("Buttock", "buttock"),
            ("low back", "low-back"),
            (" low_back ", "low-back"),
            ("buttock:left", "left buttock"),
            ("low back: Middle", "middle low-back"),
            ("left buttock", "left buttock"),
            ("Sit bone right", "right sit-bone"),
            ("thigh-side:both", "thigh-side on both sides"),
            ("low back on both sides", "low-back on both sides"),
            ("left:buttock", "left buttock"),
            ("buttock:l", "left buttock"),
            ("R: low back", "right low-back"),
        ] {
            assert_eq!(read(text), Ok(shown.to_owned()), "{text}");
        }
        for (site, _) in SITES {
            for side in Side::VARIANTS {
                let place = Place::parse(&format!("{site}:{side}")).expect("it reads");
                assert_eq!(Place::parse(&place.to_string()), Ok(place));
            }
            assert_eq!(read(site), Ok(site.to_owned()));
        }
    }

    #[test]
    fn a_place_that_is_none_is_refused() {
        for text in
            ["", "  ", "left", ":left", "buttock:", "buttock:up", "a\u{1b}[31m", &"x".repeat(41)]
        {
            assert!(read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_mistyped_site_names_the_near_one() {
        assert_eq!(is_known("buttock", &[]), Ok(()));
        assert!(is_known("butock", &[]).expect_err("unknown").contains("buttock"));
        assert!(is_known("qqqq", &[]).expect_err("unknown").contains("tailbone"));
    }

    #[test]
    fn a_side_is_found_wherever_it_stands() {
        let own = ["left-over-scar".to_owned(), "scar".to_owned()];
        for (text, expected) in [
            ("left-buttock", "left buttock"),
            ("buttock-left", "left buttock"),
            ("left_buttock", "left buttock"),
            ("Buttock_Right", "right buttock"),
            ("low-back-left", "left low-back"),
            ("both-sit-bones", "sit-bone on both sides"),
            ("left-bum", "left buttock"),
            ("bum left", "left buttock"),
            ("left-scar", "left scar"),
            // It is theirs as a whole.
            ("left-over-scar", "left-over-scar"),
        ] {
            let place = resolve(Place::parse(text).expect(text), &own);
            assert_eq!(place.map(|place| place.to_string()), Ok(expected.to_owned()), "{text}");
        }
        for (text, said) in [("left-leg", "thigh-back, "), ("left-butock", "try buttock")] {
            let said_of_it = resolve(Place::parse(text).expect(text), &own).expect_err(text);
            assert!(said_of_it.contains(said), "{text}: {said_of_it}");
        }
    }

    #[test]
    fn a_site_of_ones_own_is_known_once_it_is_used() {
        let own = ["left-over-scar".to_owned()];
        assert_eq!(is_known("left-over-scar", &own), Ok(()));
        assert!(is_known("left-over-scar", &[]).is_err());
        assert!(is_known("over scar", &own).expect_err("unknown").contains("left-over-scar"));
    }
}
