//! Words that `log` cannot take as a score: what each of them is, and the whole command with the
//! options that say so.

use chrono::NaiveDate;

use crate::app::suggestions;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::diary::loose_words::{self, OwnWords, Said};
use crate::domain::diary::place;
use crate::domain::diary::score::Score;
use crate::domain::text::shell;
use crate::domain::text::when::WhenError;

/// What is known of a person who typed something that cannot be taken.
#[derive(Debug)]
pub struct DiaryWords {
    /// The words of their diary.
    pub own: OwnWords,
    /// The present day.
    pub today: NaiveDate,
    /// The exercises that there are, by their ids.
    pub exercises: Vec<String>,
}

impl DiaryWords {
    /// The words of the diary, as far as it reads.
    pub fn new(context: &Context) -> Self {
        let diary = context.read_diary_at_once().ok().flatten();
        let medicines = suggestions::medicines(diary.as_ref());
        let tags = suggestions::before(diary.as_ref(), &context.library(), context.today);
        let own = OwnWords {
            sites: diary.as_ref().and_then(|diary| diary.sites().ok()).unwrap_or_default(),
            medicines: medicines.into_iter().map(|intake| intake.medicine).collect(),
            tags: [tags.of_conditions, tags.own].concat(),
        };
        Self { own, today: context.today, exercises: context.library().exercise_ids() }
    }
}

/// What to say of words beside a score; `None` where they say nothing that an option says, and no
/// score is there to say it of. `typed` is the line behind `supple`, `log` the verb.
pub fn answer(typed: &[String], log: &clap::Command, diary: &DiaryWords) -> Option<Failure> {
    let (mut words, options) = apart(typed.get(1..)?, log);
    let is_same = words.first().is_some_and(|word| word.eq_ignore_ascii_case("same"));
    if is_same {
        words.remove(0);
    }
    let score = take_score(&mut words);
    let said = loose_words::read(&words, &diary.own, diary.today);
    let is_only_note = matches!(said.as_slice(), [Said::Note(_)] | []);
    // “3-4” and “4.5.” are no days, but numbers that are no scores.
    let is_number = score.is_none()
        && words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && matches!(said.first(), Some(Said::Day(..) | Said::Time(_)));
    // A side alone is a place that is not yet whole, and says so elsewhere.
    let is_side = matches!(said.as_slice(), [Said::Note(note)] if place::side(note).is_ok());
    if (score.is_none() && is_only_note) || is_side || is_number {
        return None;
    }
    let needs_score = !said.iter().any(|said| {
        matches!(said, Said::Medicine(_) | Said::Slept(_) | Said::Feels(_) | Said::Tag(_))
    });
    let mut command = "supple log".to_owned();
    if is_same {
        command += " same";
    }
    match score {
        Some(score) => command += &format!(" {}", score.typed()),
        None if needs_score => command += " N",
        None => {}
    }
    let mut what = match score {
        Some(_) => {
            format!("“{}” beside a score needs an option that says what it is.", words.join(" "))
        }
        None => format!("“{}” is no score.", words.join(" ")),
    };
    let mut lacks_site = false;
    for said in &said {
        let (option, value) = match said {
            Said::Place(place) => {
                let side = place.side.map_or(String::new(), |side| format!(":{side}"));
                let mut site = place.site.as_str();
                if let Err(why) = place::is_known(site, &diary.own.sites) {
                    what = format!("“{site}”: {why}.");
                    (site, lacks_site) = ("SITE", true);
                }
                ("site", format!("{site}{side}"))
            }
            Said::Medicine(medicine) => ("took", medicine.clone()),
            Said::Time(time) => ("at", time.clone()),
            Said::Day(day, Ok(_)) => ("on", day.clone()),
            Said::Day(_, Err(refused)) => {
                let failure = Failure::from(refused.clone());
                let meant = match refused {
                    WhenError::Ambiguous { readings, years_back, .. } => {
                        readings.first().or(years_back.first())
                    }
                    WhenError::YearBack { last, .. } => Some(last),
                    _ => None,
                };
                let next = meant.map(|day| format!("Such as: {command} --on {day}{options}"));
                return Some(match next {
                    Some(next) => failure.next(next),
                    None => failure,
                });
            }
            Said::Worst(score) => ("worst", score.typed()),
            Said::Least(score) => ("least", score.typed()),
            Said::Slept(slept) => ("slept", slept.clone()),
            Said::Morning => {
                command += " --morning";
                continue;
            }
            Said::Feels(word) => ("feels", word.clone()),
            Said::Tag(tag) => ("tag", tag.clone()),
            Said::Note(note) => behind_a_list(note, typed).unwrap_or(("note", note.clone())),
        };
        command += &format!(" --{option} {}", shell::word(value));
    }
    let intro = match (score.is_none() && needs_score, lacks_site) {
        (true, _) => "With N from 0 to 10",
        (false, true) => "With one of them for SITE",
        (false, false) => "If this is meant",
    };
    let mut next = format!("{intro}: {command}{options}");
    if let (Some(score), [Said::Medicine(medicine)]) = (score, said.as_slice())
        && score.tenths() % 10 == 0
        && !medicine.contains(|c: char| c.is_ascii_digit())
    {
        let taken = shell::word(format!("{medicine} {} tablets", score.typed()));
        next += &format!("\nIf {} is how many you took: supple log --took {taken}", score.typed());
    }
    Some(Failure::usage(what).next(next))
}

/// What words are that stand behind the first of an option that takes several, as in `--tag sitting
/// standing`: more of the same.
fn behind_a_list(note: &str, typed: &[String]) -> Option<(&'static str, String)> {
    let words: Vec<&str> = note.split(' ').collect();
    let at = typed.windows(words.len()).position(|each| each.iter().eq(words.iter()))?;
    let option = typed.get(at.checked_sub(2)?)?;
    let name = ["tag", "feels", "eased"].into_iter().find(|name| option[..].ends_with(name))?;
    (option.len() == name.len() + 2).then(|| (name, words.join(",")))
}

/// Words that stand by themselves, and the options with their values as they are typed again.
fn apart<'t>(typed: &'t [String], log: &clap::Command) -> (Vec<&'t str>, String) {
    let (mut words, mut options) = (Vec::new(), String::new());
    let mut rest = typed.iter();
    while let Some(word) = rest.next() {
        let Some(name) = word.strip_prefix("--") else {
            words.push(word.as_str());
            continue;
        };
        options += &format!(" {}", shell::word(word));
        let option = log.get_arguments().find(|option| option.get_long() == Some(name));
        if option.is_some_and(|option| option.get_action().takes_values()) {
            options.extend(rest.next().map(|value| format!(" {}", shell::word(value))));
        }
    }
    (words, options)
}

/// Takes the first score out of words, with the scale behind it: `4 out of 10`, `4 /10`.
fn take_score(words: &mut Vec<&str>) -> Option<Score> {
    let at = words.iter().position(|word| Score::parse(word).is_ok())?;
    let longest = (1..=4.min(words.len() - at))
        .rev()
        .find_map(|length| Some((length, Score::parse(&words[at..at + length].join(" ")).ok()?)));
    let (length, score) = longest?;
    words.drain(at..at + length);
    Some(score)
}

/// The score that a number of two digits is without its point: `45` is most often 4.5.
pub fn without_point(value: &str) -> Option<Score> {
    let [whole, tenth] = value.as_bytes() else { return None };
    // Up to 20 it may as well be a score that is a little above the scale.
    let is_above = whole.is_ascii_digit() && tenth.is_ascii_digit() && value > "20";
    Score::parse(&format!("{}.{}", char::from(*whole), char::from(*tenth)))
        .ok()
        .filter(|_| is_above)
}
