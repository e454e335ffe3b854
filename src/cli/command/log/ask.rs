//! `supple log` alone: asked line by line, so that it works on any terminal and reads well aloud.
//! The score comes first; where it hurt is taken over from the last entry that says, and Enter
//! keeps it.

use crate::app::suggestions;
use crate::cli::failure::Failure;
use crate::cli::input::ask::{self, say};
use crate::cli::input::entry_fields::{places, with_units};
use crate::cli::view::entry::rating_line;
use crate::cli::world::World;
use crate::domain::diary::day::{DAY_ENDS_AT, MORNING_ENDS_AT, day_of};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{Place, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::text::span::{self, DefaultUnit};
use crate::store::{Diary, Filter};
use crate::words::text::{capital, shortened};

/// The most tags or medicines that are offered by number: more would not be read.
const MOST: usize = 12;

/// The most of the conditions' words among them, so that the person's own have their place.
const MOST_OF_CONDITIONS: usize = 8;

/// What can be said beside the score, and the letter that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Worst,
    Places,
    Before,
    Eased,
    Feels,
    Medicines,
    Sleep,
    Note,
    Morning,
    Stop,
}

impl Part {
    /// Every part with its word, whose first letter is enough, and with what the letter stands for.
    const ALL: [(Self, &'static str, &'static str); 10] = [
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

    /// The part that a word or its beginning names.
    fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        Self::ALL.iter().find(|(_, name, _)| name.starts_with(&word)).map(|(part, ..)| *part)
    }
}

/// The newest entry whose sites and tags could be repeated. What is private is repeated in private
/// only.
pub fn described(private: bool, diary: &Diary) -> Result<Option<Rating>, Failure> {
    newest(private, |rating| !(rating.places.is_empty() && rating.tags.is_empty()), diary)
}

/// The sites of the newest entry that has any, and nothing else of it.
pub fn with_sites(private: bool, diary: &Diary) -> Result<Option<Rating>, Failure> {
    let found = newest(private, |rating| !rating.places.is_empty(), diary)?;
    Ok(found.map(|found| Rating { tags: Vec::new(), ..found }))
}

/// The newest entry of which something is so; what is private only for what will be private.
fn newest(
    private: bool,
    is_so: impl Fn(&Rating) -> bool,
    diary: &Diary,
) -> Result<Option<Rating>, Failure> {
    let newest = Filter { newest: Some(1), ..Filter::default() };
    let found =
        diary.ratings_that(newest, |rating| (private || !rating.private) && is_so(rating))?;
    Ok(found.into_iter().next().map(|found| found.value))
}

/// Asks for the score until there is one; `None` for stopping.
pub fn score(diary: Option<&Diary>, world: &World) -> Option<Score> {
    let newest = Filter { newest: Some(1), ..Filter::default() };
    let last = diary
        .and_then(|diary| diary.ratings_that(newest, |rating| rating.score().is_some()).ok()?.pop())
        .and_then(|last| Some((last.value.score()?, last.value.day)));
    let last = last.map_or(String::new(), |(score, day)| {
        format!(" The last was {score} on {}.", world.day(day))
    });
    say(world, |page| {
        page.para(&format!("Pain now, 0 (none) to 10 (the worst imaginable)?{last}"))
    });
    loop {
        let typed = ask::text()?;
        match Score::parse(&typed) {
            Ok(score) => return Some(score),
            Err(_) if matches!(typed.to_lowercase().as_str(), "q" | "quit") => return None,
            Err(_) if typed.is_empty() => {
                say(world, |page| page.para("A number from 0 to 10, or q to stop."))
            }
            Err(why) => say(world, |page| page.para(&format!("“{typed}”: {why}; or q to stop."))),
        }
    }
}

/// Asks for the rest until the person is content; `false` when nothing is to be logged. The end of
/// typing is contentment: what is shown was said.
pub fn rest(
    rating: &mut Rating,
    repeated: Option<&str>,
    diary: Option<&Diary>,
    world: &World,
) -> bool {
    // Whose day ends at midnight is not yet up at one.
    let up = world.settings.day_ends_at.max(DAY_ENDS_AT);
    let may_be_morning =
        rating.day == world.today && (up..MORNING_ENDS_AT).contains(&world.now.time());
    rating.morning |= may_be_morning && is_first_of_its_day(rating, diary);
    let offers_morning = rating.morning || may_be_morning;
    let letters = Part::ALL.iter().filter(|(part, ..)| offers_morning || *part != Part::Morning);
    let letters =
        letters.map(|(.., letter)| letter.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ");
    say(world, |page| {
        let repeated = repeated.map_or(String::new(), |repeated| format!(" {repeated}."));
        page.para(&format!("{}.{repeated}", with_note(rating, world)));
        page.aside(&format!("Enter logs it. Or: {letters}"));
    });
    loop {
        let Some(typed) = ask::text() else { return true };
        if typed.is_empty() {
            return true;
        }
        let before = rating.clone();
        let said = match Score::parse(&typed) {
            Ok(score) => checked(rating, |rating| rating.whole = Some(score)),
            Err(_) => {
                let (word, more) = typed.split_once(char::is_whitespace).unwrap_or((&typed, ""));
                match Part::from_word(word) {
                    Some(Part::Stop) => return false,
                    Some(part) => change(rating, part, more.trim(), diary, world),
                    None => Err(format!("Enter logs it, a number is a new score. Or: {letters}")),
                }
            }
        };
        say(world, |page| match said {
            Err(why) => page.para(&format!("{}.", capital(why.trim_end_matches('.')))),
            Ok(()) => {
                let now = if *rating == before {
                    "It stays as it was".to_owned()
                } else {
                    with_note(rating, world)
                };
                page.para(&format!("{now}."));
                page.aside("Enter logs it.");
            }
        });
    }
}

/// A rating in words, with its note.
fn with_note(rating: &Rating, world: &World) -> String {
    let note =
        rating.note.as_ref().map_or(String::new(), |note| format!(", “{}”", shortened(note)));
    rating_line(rating, world) + &note
}

/// Whether no score was logged for the day of a rating yet.
fn is_first_of_its_day(rating: &Rating, diary: Option<&Diary>) -> bool {
    let today = Filter { from: Some(rating.day), to: Some(rating.day), newest: Some(1) };
    diary.is_none_or(|diary| {
        let rated = diary.ratings_that(today, |rating| rating.score().is_some());
        rated.is_ok_and(|rated| rated.is_empty())
    })
}

/// Changes the scores of a rating, unless they do not go together then.
fn checked(rating: &mut Rating, change: impl FnOnce(&mut Rating)) -> Result<(), String> {
    let mut changed = rating.clone();
    change(&mut changed);
    changed.check_scores()?;
    *rating = changed;
    Ok(())
}

/// Changes one part, asking what it is unless that was typed behind its letter. Enter keeps it as
/// it was.
fn change(
    rating: &mut Rating,
    part: Part,
    typed: &str,
    diary: Option<&Diary>,
    world: &World,
) -> Result<(), String> {
    let offered = offered(part, diary, world);
    let question = match part {
        Part::Worst => "The worst of the day, 0 to 10?",
        Part::Places => "Where, and on which side? Such as 1 left, or buttock right, low-back.",
        Part::Before => "What came before?",
        Part::Eased => "What eased it?",
        Part::Feels => "What does it feel like?",
        Part::Medicines => "What did you take? Such as ibuprofen 400 mg.",
        Part::Sleep => "How long did you sleep? Such as 6h30.",
        Part::Note => "What else?",
        Part::Morning | Part::Stop => {
            rating.morning = !rating.morning;
            // The small hours are of the morning that begins, or of the evening before.
            rating.day = rating
                .at
                .map_or(rating.day, |at| day_of(at.naive_local(), world.ends_at(rating.morning)));
            return Ok(());
        }
    };
    let answer = match typed {
        "" => {
            say(world, |page| {
                page.para(question);
                if !offered.is_empty() {
                    // A space that never breaks keeps a number with its word.
                    let numbered = offered
                        .iter()
                        .enumerate()
                        .map(|(index, each)| format!("{}\u{a0}{each}", index + 1));
                    page.para(&numbered.collect::<Vec<_>>().join(" · "));
                    page.aside("Numbers or words, with commas between them; none for nothing.");
                }
            });
            ask::text().unwrap_or_default()
        }
        typed => typed.to_owned(),
    };
    if answer.is_empty() {
        return Ok(());
    }
    let is_none = answer.eq_ignore_ascii_case("none");
    let answers = || if is_none { Ok(Vec::new()) } else { pick(&answer, &offered) };
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
            let worst = Score::parse(&answer)?;
            checked(rating, |rating| rating.worst = Some(worst))?;
        }
        Part::Places if is_none => rating.places = Vec::new(),
        Part::Places => {
            let places = places_from(&answer, &offered, diary)?;
            rating.places = places.into_iter().map(RatedPlace::from).collect();
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
        Part::Sleep => rating.sleep_minutes = Some(span::parse(&answer, DefaultUnit::Hours)?),
        Part::Note if is_none => rating.note = None,
        Part::Note => rating.note = Some(own_words::note(&answer)?),
        Part::Morning | Part::Stop => {}
    }
    Ok(())
}

/// What can be chosen by number.
fn offered(part: Part, diary: Option<&Diary>, world: &World) -> Vec<String> {
    let tags = |tags: suggestions::Tags| -> Vec<String> {
        tags.of_conditions.into_iter().take(MOST_OF_CONDITIONS).chain(tags.own).take(MOST).collect()
    };
    match part {
        Part::Places => suggestions::sites(diary),
        Part::Before => tags(suggestions::before(diary, &world.library(), world.today)),
        Part::Eased => tags(suggestions::eased(diary, &world.library(), world.today)),
        Part::Feels => suggestions::feels(diary),
        Part::Medicines => {
            suggestions::medicines(diary).iter().take(MOST).map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
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
) -> Result<Vec<Place>, String> {
    let (mut sites, mut own) = (Vec::new(), Vec::new());
    for piece in line.split(',') {
        let piece = piece.replace(':', " ");
        let (sides, words): (Vec<&str>, Vec<&str>) = piece
            .split_whitespace()
            .partition(|word| Side::from_word(&word.to_lowercase()).is_some());
        let side = sides.first().and_then(|word| Side::from_word(&word.to_lowercase()));
        for site in pick(&words.join(" "), offered)? {
            let to = if site.starts_with('+') { &mut own } else { &mut sites };
            to.push(Place { side, ..Place::parse(site.trim_start_matches('+'))? });
        }
    }
    places(sites, own, None, diary)
        .map_err(|failure| format!("{failure} To keep one of your own, put a + before it"))
}
