//! The parts of an entry that can be said beside its score, one at a time.

use crate::app::suggestions;
use crate::cli::context::Context;
use crate::cli::input::entry_fields::{places, with_units};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{Place, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::text::span::{self, DefaultUnit};
use crate::domain::text::style::Style;
use crate::store::Diary;

/// The most tags or medicines that are offered by number: more would not be read.
const MOST: usize = 12;

/// The most of the conditions' words among them, so that the person's own have their place.
const MOST_OF_CONDITIONS: usize = 8;

/// What can be said beside the score, and the letter that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The worst of the day.
    Worst,
    /// Where it hurts.
    Places,
    /// What came before.
    Before,
    /// What eased it.
    Eased,
    /// What it feels like.
    Feels,
    /// What was taken for it.
    Medicines,
    /// The sleep of the night.
    Sleep,
    /// A note.
    Note,
    /// Whether it is the check of the morning.
    Morning,
    /// Nothing: the whole is given up.
    Stop,
}

impl Part {
    /// Every part with its word, whose first letter is enough, and with what the letter stands for.
    pub const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Worst, "worst", "w worst"),
        (Self::Places, "place", "p place"),
        (Self::Before, "tags", "t what came before"),
        (Self::Eased, "eased", "e what eased it"),
        (Self::Feels, "feels", "f what it feels like"),
        (Self::Medicines, "medicine", "m medicine"),
        (Self::Sleep, "sleep", "s sleep"),
        (Self::Note, "note", "n note"),
        (Self::Morning, "check", "c morning check or not"),
        (Self::Stop, "quit", "q log nothing"),
    ];

    /// The part that a line begins with, as a word or its beginning, and what follows it: `w 7`,
    /// `worst 7`, and `w7`, because a letter and a number are easily typed in one breath.
    pub fn from_line(line: &str) -> Option<(Self, &str)> {
        let (word, more) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if let Some(part) = Self::from_word(word) {
            return Some((part, more.trim()));
        }
        let (letter, number) = line.split_at_checked(1)?;
        let is_number = number.starts_with(|first: char| first.is_ascii_digit());
        Some((Self::from_word(letter).filter(|_| is_number)?, number))
    }

    /// The part that a word or its beginning names.
    fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        Self::ALL.iter().find(|(_, name, _)| name.starts_with(&word)).map(|(part, ..)| *part)
    }

    /// What it is asked with; `None` for what is no question.
    pub fn question(self) -> Option<&'static str> {
        match self {
            Self::Worst => Some("The worst of the day, 0 to 10?"),
            Self::Places => {
                Some("Where, and on which side? Such as 1 left, or buttock right, low-back.")
            }
            Self::Before => Some("What came before?"),
            Self::Eased => Some("What eased it?"),
            Self::Feels => Some("What does it feel like?"),
            Self::Medicines => Some("What did you take? Such as ibuprofen 400 mg."),
            Self::Sleep => Some("How long did you sleep? Such as 6h30."),
            Self::Note => Some("What else?"),
            Self::Morning | Self::Stop => None,
        }
    }

    /// What can be chosen by number.
    pub fn offered(self, diary: Option<&Diary>, context: &Context) -> Vec<String> {
        match self {
            Self::Places => suggestions::sites(diary),
            Self::Before => {
                first_tags(suggestions::before(diary, &context.library(), context.today))
            }
            Self::Eased => first_tags(suggestions::eased(diary, &context.library(), context.today)),
            Self::Feels => suggestions::feels(diary),
            Self::Medicines => {
                let known = suggestions::medicines(diary).into_iter().take(MOST);
                known.map(|intake| intake.in_words(context.settings.style())).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// As many tags as are read: some of the conditions', and the person's own.
fn first_tags(tags: suggestions::TagSuggestions) -> Vec<String> {
    let of_conditions = tags.of_conditions.into_iter().take(MOST_OF_CONDITIONS);
    of_conditions.chain(tags.own).take(MOST).collect()
}

/// A rating with one part as it was answered: `none` takes it away, numbers are those of what was
/// offered.
///
/// # Errors
/// Why it is no answer, as a sentence with or without its full stop.
pub fn changed(
    rating: &Rating,
    part: Part,
    answer: &str,
    offered: &[String],
    diary: Option<&Diary>,
    style: Style,
) -> Result<Rating, String> {
    let mut rating = rating.clone();
    let is_none = answer.eq_ignore_ascii_case("none");
    let answers = || if is_none { Ok(Vec::new()) } else { pick(answer, offered) };
    let tags = || {
        answers()?
            .iter()
            .map(|each| own_words::tag(each))
            .collect::<Result<Vec<_>, _>>()
            .map(own_words::once)
    };
    match part {
        Part::Worst if is_none => rating.worst = None,
        Part::Worst => {
            let worst = Score::parse(answer)?;
            // Set before it is checked, on a copy that is dropped where the scores do not go
            // together.
            rating.worst = Some(worst);
            rating.check_scores(style)?;
        }
        Part::Places if is_none => rating.places = Vec::new(),
        Part::Places => {
            let places = places_from(answer, offered, diary)?;
            rating.places = places;
        }
        Part::Before => rating.tags = tags()?,
        Part::Eased => rating.eased = tags()?,
        Part::Feels => rating.feels = tags()?,
        Part::Medicines => {
            let read =
                answers()?.iter().map(|each| Intake::parse(each)).collect::<Result<Vec<_>, _>>()?;
            rating.medicines = with_units(read, diary).map_err(|failure| failure.to_string())?;
        }
        Part::Sleep if is_none => rating.sleep_minutes = None,
        Part::Sleep => rating.sleep_minutes = Some(span::parse(answer, DefaultUnit::Hours)?),
        Part::Note if is_none => rating.note = None,
        Part::Note => rating.note = Some(own_words::note(answer)?),
        Part::Morning | Part::Stop => {}
    }
    Ok(rating)
}

/// The answers of a line: numbers of what was offered, or words, with commas between them. Where
/// there are only numbers, blanks do as well.
fn pick(line: &str, offered: &[String]) -> Result<Vec<String>, String> {
    let mut picked = Vec::new();
    for piece in line.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        let numbers: Option<Vec<usize>> =
            piece.split_whitespace().map(|word| word.parse().ok()).collect();
        match numbers {
            None => picked.push(piece.to_owned()),
            Some(numbers) => {
                for number in numbers {
                    let one = number.checked_sub(1).and_then(|index| offered.get(index));
                    picked.push(
                        one.cloned()
                            .ok_or_else(|| format!("There is no number {number} in the list"))?,
                    );
                }
            }
        }
    }
    Ok(picked)
}

/// The places of a line: each a number or a site, with a side before or behind it. A `+` before a
/// site keeps it as one of the person's own.
fn places_from(
    line: &str,
    offered: &[String],
    diary: Option<&Diary>,
) -> Result<Vec<RatedPlace>, String> {
    let (mut sites, mut own) = (Vec::new(), Vec::new());
    for piece in line.split(',') {
        // The form of the command line, buttock:left, is taken here as well.
        let piece = piece.replace(':', " ");
        // “left 1” and “1 left” mean the same, and nobody remembers an order.
        let (sides, words): (Vec<&str>, Vec<&str>) = piece
            .split_whitespace()
            .partition(|word| Side::from_word(&word.to_lowercase()).is_some());
        let side = sides.first().and_then(|word| Side::from_word(&word.to_lowercase()));
        for site in pick(&words.join(" "), offered)? {
            let to = if site.starts_with('+') { &mut own } else { &mut sites };
            let RatedPlace { place, score } = RatedPlace::parse(site.trim_start_matches('+'))?;
            to.push(RatedPlace { place: Place { side: side.or(place.side), ..place }, score });
        }
    }
    places(sites, own, None, diary)
        .map_err(|failure| format!("{failure} To keep one of your own, put a + before it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_its_part_by_a_word_a_letter_or_a_letter_with_its_number() {
        for (line, expected) in [
            ("w 7", Some((Part::Worst, "7"))),
            ("worst 7", Some((Part::Worst, "7"))),
            ("w7", Some((Part::Worst, "7"))),
            ("s6h30", Some((Part::Sleep, "6h30"))),
            ("n long drive", Some((Part::Note, "long drive"))),
            ("n", Some((Part::Note, ""))),
            ("nnumb since noon", None),
            ("x7", None),
            ("ü7", None),
        ] {
            assert_eq!(Part::from_line(line), expected, "{line}");
        }
    }
}
