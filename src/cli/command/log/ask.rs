//! `supple log` alone: asked line by line, so that it works on any terminal and reads well aloud.
//! The score comes first; where it hurt is taken over from the last entry that says, and Enter
//! keeps it.

use super::part::{Part, changed};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply};
use crate::cli::view::entry::rating_line;
use crate::domain::diary::day::{DAY_ENDS_AT, MORNING_ENDS_AT, day_of};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::text::style::Style;
use crate::store::{Diary, Filter};
use crate::words::text::capital;

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
pub fn score(diary: Option<&Diary>, prompt: &mut Prompt<'_>, context: &Context) -> Option<Score> {
    let style = context.settings.style();
    let newest = Filter { newest: Some(1), ..Filter::default() };
    let last = diary
        .and_then(|diary| diary.ratings_that(newest, |rating| rating.score().is_some()).ok()?.pop())
        .and_then(|last| Some((last.value.score()?, last.value.day)));
    let last = last.map_or(String::new(), |(score, day)| {
        format!(" The last was {} on {}.", score.shown(style), context.day(day))
    });
    let question = |page: &mut Page, refused: Option<&str>| match refused {
        Some(why) => page.para(why),
        None => {
            page.para(&format!("Pain now, 0 (none) to 10 (the worst imaginable)?{last}"));
        }
    };
    let line = Line { keys: "q", ..Line::default() };
    let reply = prompt.line(&line, question, |typed| match Score::parse(typed) {
        Ok(score) => Ok(Some(score)),
        Err(_) if matches!(typed.to_lowercase().as_str(), "q" | "quit") => Ok(None),
        Err(_) if typed.is_empty() => Err("A number from 0 to 10, or q to stop.".to_owned()),
        Err(why) => Err(format!("“{typed}”: {why}; or q to stop.")),
    });
    match reply {
        Reply::Given(score) => score,
        Reply::Back | Reply::End => None,
    }
}

/// What is said before the next part is asked for.
enum Heading {
    /// What is to be logged, and what else can be said.
    All,
    /// What is to be logged now.
    Changed(String),
    /// Why what was typed is no answer.
    Refused(String),
}

/// Asks for the rest until the person is content; `false` when nothing is to be logged. The end of
/// typing is contentment: what is shown was said.
pub fn rest(
    rating: &mut Rating,
    repeated: Option<&str>,
    diary: Option<&Diary>,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> bool {
    // Whose day ends at midnight is not yet up at one.
    let up = context.settings.day_ends_at.max(DAY_ENDS_AT);
    let may_be_morning =
        rating.day == context.today && (up..MORNING_ENDS_AT).contains(&context.now.time());
    // The first score of a morning is most often its check, and `c` takes that back.
    rating.morning |= may_be_morning && is_first_of_its_day(rating, diary);
    let offers_morning = rating.morning || may_be_morning;
    let parts: Vec<_> = Part::ALL
        .into_iter()
        .filter(|(part, ..)| offers_morning || *part != Part::Morning)
        .collect();
    let letters: Vec<String> =
        parts.iter().map(|(.., letter)| letter.replace(' ', "\u{a0}")).collect();
    let letters = letters.join(", ");
    let words: Vec<String> = parts.iter().map(|(_, word, _)| (*word).to_owned()).collect();
    let line = Line { words: &words, ..Line::default() };
    let mut heading = Heading::All;
    loop {
        let question = |page: &mut Page, _: Option<&str>| match &heading {
            Heading::All => {
                let repeated = repeated.map_or(String::new(), |repeated| format!(" {repeated}."));
                page.para(&format!("{}.{repeated}", rating_line(rating, context)));
                page.note(&format!("Enter logs it. Or: {letters}"));
            }
            Heading::Changed(now) => {
                page.para(&format!("{now}."));
                page.note("Enter logs it.");
            }
            Heading::Refused(why) => page.para(&sentence(why)),
        };
        // Nothing is refused by the prompt itself: a number, a letter and a word are told apart
        // below.
        let typed = match prompt.line(&line, question, |typed| Ok(typed.to_owned())) {
            Reply::Given(typed) if !typed.is_empty() => typed,
            Reply::Given(_) | Reply::Back | Reply::End => return true,
        };
        let before = rating.clone();
        let changed = match Score::parse(&typed) {
            Ok(score) => rated(rating, score, context.settings.style()),
            Err(_) => match Part::from_line(&typed) {
                Some((Part::Stop, _)) => return false,
                Some((part, more)) => {
                    change(rating, part, more, diary, prompt, context);
                    Ok(())
                }
                None => Err(format!("Enter logs it, a number is a new score. Or: {letters}")),
            },
        };
        heading = match changed {
            Err(why) => Heading::Refused(why),
            Ok(()) if *rating == before => Heading::Changed("It stays as it was".to_owned()),
            Ok(()) => Heading::Changed(rating_line(rating, context)),
        };
    }
}

/// Why something was refused, as a sentence.
fn sentence(why: &str) -> String {
    format!("{}.", capital(why.trim_end_matches('.')))
}

/// Whether no score was logged for the day of a rating yet.
fn is_first_of_its_day(rating: &Rating, diary: Option<&Diary>) -> bool {
    let today = Filter { from: Some(rating.day), to: Some(rating.day), newest: Some(1) };
    diary.is_none_or(|diary| {
        let rated = diary.ratings_that(today, |rating| rating.score().is_some());
        rated.is_ok_and(|rated| rated.is_empty())
    })
}

/// Changes the score of a rating, unless its scores do not go together then.
fn rated(rating: &mut Rating, score: Score, style: Style) -> Result<(), String> {
    let changed = Rating { whole: Some(score), ..rating.clone() };
    changed.check_scores(style)?;
    *rating = changed;
    Ok(())
}

/// Changes one part, asking what it is unless that was typed behind its letter, and asking again
/// until it can be read. Enter, or the way back, keeps it as it was.
fn change(
    rating: &mut Rating,
    part: Part,
    typed: &str,
    diary: Option<&Diary>,
    prompt: &mut Prompt<'_>,
    context: &Context,
) {
    let Some(asks) = part.question() else {
        rating.morning = !rating.morning;
        // The small hours are of the morning that begins, or of the evening before.
        rating.day = rating
            .at
            .map_or(rating.day, |at| day_of(at.naive_local(), context.ends_at(rating.morning)));
        return;
    };
    let offered = part.offered(diary, context);
    let read = |typed: &str| match typed {
        "" => Ok(None),
        typed => changed(rating, part, typed, &offered, diary, context.settings.style()).map(Some),
    };
    // What stands behind the letter may be refused as well.
    let refused = match read(typed) {
        Ok(Some(changed)) => {
            *rating = changed;
            return;
        }
        Ok(None) => None,
        Err(why) => Some(why),
    };
    let question = |page: &mut Page, why: Option<&str>| {
        if let Some(why) = why.or(refused.as_deref()) {
            page.para(&sentence(why));
        }
        page.para(asks);
        if !offered.is_empty() {
            // A space that never breaks keeps a number with its word.
            let numbered = offered
                .iter()
                .enumerate()
                .map(|(index, each)| format!("{}\u{a0}{each}", index + 1));
            page.para(&numbered.collect::<Vec<_>>().join(" · "));
            page.note("Numbers or words, with commas between them; none for nothing.");
        }
    };
    let line = Line { goes_back: true, words: &offered, ..Line::default() };
    if let Reply::Given(Some(changed)) = prompt.line(&line, question, read) {
        *rating = changed;
    }
}
