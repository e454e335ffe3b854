//! Words typed beside a score without an option that says what they are: `left bum`, `at 8am`.
//!
//! Nothing is kept by what is found here: it is offered, and the person says whether it is meant.

use chrono::NaiveDate;

use super::medicine::Intake;
use super::place::{self, Place};
use super::rating::FEELS;
use super::score::Score;
use crate::domain::text::span::{self, DefaultUnit};
use crate::domain::text::when::{self, WhenError};

/// The most words that one meaning has: `took ibuprofen 2 x 400 mg`.
const MOST_WORDS: usize = 6;

/// The least letters of a word that is corrected to a day's: shorter ones are near too many.
const CORRECTED_FROM: usize = 5;

/// Names that painkillers go by, so that they are known before the diary has them: names alone, and
/// nothing of what they do.
const PAINKILLERS: [&str; 24] = [
    "paracetamol",
    "acetaminophen",
    "ibuprofen",
    "ibu",
    "naproxen",
    "diclofenac",
    "aspirin",
    "metamizol",
    "metamizole",
    "novalgin",
    "novaminsulfon",
    "celecoxib",
    "etoricoxib",
    "meloxicam",
    "tramadol",
    "tilidin",
    "codeine",
    "co-codamol",
    "pregabalin",
    "gabapentin",
    "amitriptyline",
    "nurofen",
    "advil",
    "tylenol",
];

/// The words of one diary.
#[derive(Debug, Default)]
pub struct OwnWords {
    /// Sites.
    pub sites: Vec<String>,
    /// Names of medicines.
    pub medicines: Vec<String>,
    /// Tags of what came before.
    pub tags: Vec<String>,
}

/// What some words say.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Where it hurts; the site may be a word that is several sites.
    Place(Place),
    /// A medicine, as typed.
    Medicine(String),
    /// A time, as typed.
    Time(String),
    /// A day, as typed, and what is to be said of it where it is none to keep something for.
    Day(String, Result<NaiveDate, WhenError>),
    /// The worst of the day.
    Worst(Score),
    /// The least of the day.
    Least(Score),
    /// How long the night's sleep was, as typed.
    Slept(String),
    /// That it is the check of a morning.
    Morning,
    /// What it feels like.
    Feels(String),
    /// What came before it.
    Tag(String),
    /// Anything else: all that is left, in one.
    Note(String),
}

/// What words say, in the order in which they say it, and what is left over last.
pub fn read(words: &[&str], own: &OwnWords, today: NaiveDate) -> Vec<Said> {
    let words: Vec<&str> = words
        .iter()
        .map(|word| word.trim_end_matches(','))
        .filter(|word| !word.is_empty())
        .collect();
    let (mut said, mut left) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let most = MOST_WORDS.min(words.len() - at);
        let longest = (1..=most)
            .rev()
            .find_map(|length| Some((length, meaning(&words[at..at + length], own, today)?)));
        match longest {
            Some((length, meaning)) => {
                said.push(meaning);
                at += length;
            }
            None => {
                left.push(words[at]);
                at += 1;
            }
        }
    }
    // “and” between two things is no note.
    if left.iter().any(|word| !matches!(*word, "and" | "+" | "&" | ",")) {
        said.push(Said::Note(left.join(" ")));
    }
    said
}

/// What words say as a whole; `None` where they say no one thing.
fn meaning(words: &[&str], own: &OwnWords, today: NaiveDate) -> Option<Said> {
    named(words)
        .or_else(|| place(words, own))
        .or_else(|| day(words, today))
        .or_else(|| time(words))
        .or_else(|| medicine(words, own))
        .or_else(|| word(words, own))
}

/// What is called by its name: `worst 6`, `slept 6h30`, `this morning`.
fn named(words: &[&str]) -> Option<Said> {
    if matches!(words, ["morning"] | ["this", "morning"] | ["morning", "check"]) {
        return Some(Said::Morning);
    }
    let [name, value] = words else { return None };
    match name.to_lowercase().as_str() {
        "worst" => Score::parse(value).ok().map(Said::Worst),
        "least" => Score::parse(value).ok().map(Said::Least),
        "slept" | "sleep" => {
            span::parse(value, DefaultUnit::Hours).ok().map(|_| Said::Slept((*value).to_owned()))
        }
        _ => None,
    }
}

/// A place, also behind `in my`.
fn place(words: &[&str], own: &OwnWords) -> Option<Said> {
    let typed = behind(words, &["in", "my", "the", "on", "at"]).join(" ");
    let place = place::meant(Place::parse(&typed).ok()?, &own.sites);
    // A word for several sites is a place as well; which of them is asked.
    let is_site = own.sites.contains(&place.site) || place::is_named(&place.site);
    is_site.then_some(Said::Place(place))
}

/// A day, also behind `on`; a word near one is taken for it.
fn day(words: &[&str], today: NaiveDate) -> Option<Said> {
    let text = behind(words, &["on", "since"]).join(" ");
    match when::day(&text, today) {
        Err(WhenError::Unreadable { near: Some(near), .. })
            if words.len() == 1 && text.chars().count() >= CORRECTED_FROM =>
        {
            let read = when::day(&near, today);
            Some(Said::Day(near, read))
        }
        Err(WhenError::Unreadable { .. }) => None,
        read => Some(Said::Day(text, read)),
    }
}

/// A time, also behind `at`.
fn time(words: &[&str]) -> Option<Said> {
    let text = behind(words, &["at", "around", "about"]).join(" ");
    // A number alone is an hour only where that is said: “20 minutes”.
    let is_hour = words.len() == 2 && words[0].eq_ignore_ascii_case("at");
    if text.bytes().all(|byte| byte.is_ascii_digit()) && !is_hour {
        return None;
    }
    when::time(&text).is_ok().then_some(Said::Time(text))
}

/// A medicine of the diary or a painkiller, or one word with an amount that has a unit.
fn medicine(words: &[&str], own: &OwnWords) -> Option<Said> {
    let text = behind(words, &["took", "taken", "with", "and", "+"]).join(" ");
    let intake = Intake::parse(&text).ok()?;
    let name = intake.medicine.as_str();
    let is_known = own.medicines.iter().any(|known| known == name) || PAINKILLERS.contains(&name);
    let has_unit = intake.amount.is_some() && intake.unit.is_some();
    (is_known || (has_unit && !name.contains(' '))).then_some(Said::Medicine(text))
}

/// A word for what it feels like, or a tag of the diary.
fn word(words: &[&str], own: &OwnWords) -> Option<Said> {
    let text = behind(words, &["after"]).join("-").to_lowercase();
    if FEELS.contains(&text.as_str()) {
        Some(Said::Feels(text))
    } else {
        own.tags.contains(&text).then_some(Said::Tag(text))
    }
}

/// The words behind those that only lead up to them.
fn behind<'w>(words: &'w [&'w str], leads: &[&str]) -> &'w [&'w str] {
    let is_lead = |word: &&&str| leads.contains(&word.to_lowercase().as_str());
    let leading = words.iter().take_while(is_lead).count();
    // A lead alone is a word of its own.
    &words[leading.min(words.len() - 1)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_people_mean_by_them() {
        let own = OwnWords {
            sites: vec!["scar".to_owned()],
            medicines: vec!["vitamin b12".to_owned()],
            tags: vec!["long-drive".to_owned()],
        };
        let today: NaiveDate = "2026-11-28".parse().expect("a day");
        for (typed, expected) in [
            ("left bum", "site=left buttock"),
            ("bum left", "site=left buttock"),
            ("left-bum", "site=left buttock"),
            ("in my left bum", "site=left buttock"),
            ("lower back", "site=low-back"),
            ("leg", "site=leg"),
            ("scar", "site=scar"),
            ("paracetamol", "took=paracetamol"),
            ("took ibuprofen 400 mg", "took=ibuprofen 400 mg"),
            ("took ibuprofen 2 x 400 mg", "took=ibuprofen 2 x 400 mg"),
            ("vitamin b12", "took=vitamin b12"),
            ("neurodol 20 mg", "took=neurodol 20 mg"),
            ("at 8am", "at=8am"),
            ("8 am", "at=8 am"),
            ("at 8", "at=8"),
            ("20", "note=20"),
            ("21:30", "at=21:30"),
            ("yesterday", "on=2026-11-27"),
            ("yesterdya", "on=2026-11-27"),
            ("3 days ago", "on=2026-11-25"),
            ("on 27.11", "on=2026-11-27"),
            ("31.11.", "on=none"),
            ("on 12/11", "on=none"),
            ("worst 6", "worst=6"),
            ("slept 6h30", "slept=6h30"),
            ("this morning", "morning"),
            ("burning", "feels=burning"),
            ("after long drive", "tag=long-drive"),
            ("bad day", "note=bad day"),
            ("left", "note=left"),
            ("at", "note=at"),
            (
                "left bum, ibuprofen 400 mg yesterday 9pm bad night",
                "site=left buttock; took=ibuprofen 400 mg; on=2026-11-27; at=9pm; note=bad night",
            ),
            ("left bum and calf", "site=left buttock; site=calf"),
        ] {
            let words: Vec<&str> = typed.split(' ').collect();
            let shown = read(&words, &own, today).into_iter().map(|said| match said {
                Said::Place(place) => format!("site={place}"),
                Said::Medicine(medicine) => format!("took={medicine}"),
                Said::Time(time) => format!("at={time}"),
                Said::Day(_, day) => {
                    format!("on={}", day.map_or("none".into(), |day| day.to_string()))
                }
                Said::Worst(score) => format!("worst={}", score.typed()),
                Said::Least(score) => format!("least={}", score.typed()),
                Said::Slept(slept) => format!("slept={slept}"),
                Said::Morning => "morning".to_owned(),
                Said::Feels(word) => format!("feels={word}"),
                Said::Tag(tag) => format!("tag={tag}"),
                Said::Note(note) => format!("note={note}"),
            });
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{typed}");
        }
    }
}
