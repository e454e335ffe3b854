//! Fields of an entry as they are typed, checked against the diary: what `log` and `edit` take.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::confirm;
use crate::cli::prompt::Prompt;
use crate::domain::diary::medicine::{Doubt, Intake};
use crate::domain::diary::own_words;
use crate::domain::diary::place::{self, Place, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::text::limits;
use crate::store::{Diary, Filter};

/// What `last` stands for until the diary is read: a number that no entry has.
pub const LAST: i64 = 0;

/// The number of an entry, or `last`.
///
/// # Errors
/// A sentence that says how it is written.
pub fn entry_or_last(text: &str) -> Result<i64, String> {
    if text.trim().eq_ignore_ascii_case("last") { Ok(LAST) } else { own_words::entry(text) }
}

/// The number of the entry that was written last.
///
/// # Errors
/// When there is none, or the diary does not open.
pub fn last_entry(context: &Context) -> Result<i64, Failure> {
    let none = || Failure::usage("there is no entry yet.").next("Write one: supple log");
    let diary = context.read_diary()?.ok_or_else(none)?;
    let filter = Filter { from: None, to: None, newest: None };
    let ratings = diary.ratings_that(filter, |_| true)?.into_iter().map(|each| each.id);
    let sessions = diary.sessions_that(filter, |_| true)?.into_iter().map(|each| each.id);
    ratings.chain(sessions).max().ok_or_else(none)
}

/// Scores of one day that are in order.
pub fn check_scores(rating: &Rating, context: &Context) -> Result<(), Failure> {
    let put_right =
        "Give a worst of at least the score and a least of at most the score, or leave them out.";
    rating
        .check_scores(context.settings.style())
        .map_err(|why| Failure::usage(format!("{why}.")).next(put_right))
}

/// Places, each once: a word of every day is the site it means, and a site that is neither ours nor
/// in the diary is only taken as one's own.
pub fn places(
    sites: Vec<RatedPlace>,
    own_sites: Vec<RatedPlace>,
    side: Option<Side>,
    diary: Option<&Diary>,
) -> Result<Vec<RatedPlace>, Failure> {
    let mut sites = sites;
    // The diary is read only for a site that is not one of ours.
    if sites.iter().any(|each| place::is_known(&each.place.site, &[]).is_err()) {
        let own = diary.map_or(Ok(Vec::new()), Diary::sites)?;
        for RatedPlace { place, .. } in &mut sites {
            let site = place.site.clone();
            *place = place::resolve(place.clone(), &own).map_err(|why| {
                Failure::usage(format!("“{site}”: {why}."))
                    .next(format!("To keep it as a site of your own: --own-site {site}"))
            })?;
        }
    }
    let sided = |each: RatedPlace| RatedPlace {
        place: Place { side: each.place.side.or(side), ..each.place },
        ..each
    };
    let places = own_words::once(sites.into_iter().chain(own_sites).map(sided).collect());
    let twice = places
        .iter()
        .enumerate()
        .find(|(at, each)| places[..*at].iter().any(|earlier| earlier.place == each.place));
    match twice {
        Some((_, RatedPlace { place, .. })) => {
            Err(Failure::usage(format!("“{place}” is given twice, with two scores."))
                .next("Give one score for each place: --site buttock:left=6 --site low-back=3"))
        }
        None => Ok(places),
    }
}

/// Refuses an entry with more of a kind than anybody would read again: sites, words of `--feels`,
/// `--tag` and `--eased`, or medicines.
///
/// # Errors
/// Names the option, and how many it may be given.
pub fn are_few(sites: usize, words: [usize; 3], medicines: usize) -> Result<(), Failure> {
    let [feels, tags, eased] = words;
    let given = [
        ("--site", sites),
        ("--feels", feels),
        ("--tag", tags),
        ("--eased", eased),
        ("--took", medicines),
    ];
    let most = usize::try_from(*limits::WORDS_OF_ENTRY.end()).unwrap_or(usize::MAX);
    match given.iter().find(|(_, count)| *count > most) {
        Some((option, count)) => Err(Failure::usage(format!(
            "{option} was given {count}, and one entry has up to {most}."
        ))
        .next("Name those that matter; the rest can stand in --note.")),
        None => Ok(()),
    }
}

/// How many times as much, or as little, a bare number may be as an amount that was seen with a
/// unit: a design choice. 400 is no number of tablets where two were taken before.
const NEAR: f64 = 4.0;

/// Medicines whose amounts all have a unit: the one given, or the only one that this medicine was
/// counted in with amounts near this one.
pub fn with_units(medicines: Vec<Intake>, diary: Option<&Diary>) -> Result<Vec<Intake>, Failure> {
    medicines.into_iter().map(|intake| with_unit(intake, diary)).collect()
}

/// A medicine whose amount has a unit.
fn with_unit(intake: Intake, diary: Option<&Diary>) -> Result<Intake, Failure> {
    let (Some(amount), None) = (intake.amount, &intake.unit) else { return Ok(intake) };
    // A bare 400 may be mg or drops, and a clinician reads it.
    let seen = diary.map_or(Ok(Vec::new()), Diary::medicines)?;
    let of_it = seen.iter().filter(|each| each.medicine == intake.medicine);
    let is_near = |each: &&Intake| {
        each.amount.is_some_and(|taken| amount <= taken * NEAR && amount * NEAR >= taken)
    };
    let near = own_words::once(
        of_it.clone().filter(is_near).filter_map(|each| each.unit.clone()).collect(),
    );
    if let [unit] = near.as_slice() {
        return Ok(Intake { unit: Some(unit.clone()), ..intake });
    }
    let earlier = of_it.filter(|each| each.unit.is_some()).map(Intake::typed).next();
    let earlier = earlier.map_or(String::new(), |earlier| format!(" Before, it was {earlier}."));
    let intake = intake.typed();
    let what = format!("{amount} of what? “{intake}” has no unit.{earlier}");
    let unit = if amount > 10.0 { "mg" } else { "tablets" };
    let next = format!("Say it, such as mg or tablets: --took '{intake} {unit}'");
    Err(Failure::usage(what).next(next))
}

/// The amounts that may be slips of the fingers, and are meant: each of them is asked about, unless
/// the person has said so already. `None` where one is not meant.
///
/// # Errors
/// Where one is doubtful, and nobody is there to be asked.
pub fn meant(
    medicines: &[Intake],
    yes: bool,
    diary: Option<&Diary>,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<Option<Vec<Intake>>, Failure> {
    let taken = diary.map_or(Ok(Vec::new()), Diary::medicines)?;
    let style = context.settings.style();
    let mut unusual = Vec::new();
    for intake in medicines {
        let Some(doubt) = intake.doubt(&taken) else { continue };
        let amount = intake.in_words(style);
        let why = match doubt {
            Doubt::FarAbove(most) => {
                format!("{amount} at once? The most so far was {}.", most.in_words(style))
            }
            Doubt::Large => format!("{amount} at once? That is more than is taken of most things."),
        };
        let is_meant = confirm::is_wanted(yes, "Is it right?", prompt, context, |page| {
            page.para(&why);
        })?;
        if !is_meant {
            return Ok(None);
        }
        unusual.push(intake.clone());
    }
    Ok(Some(unusual))
}

/// What to say when there is no entry of that number.
pub fn no_such_entry(id: i64) -> Failure {
    Failure::usage(format!("there is no entry {id}.")).next("See the numbers: supple history")
}
