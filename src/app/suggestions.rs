//! What a person is likely to type: words of their conditions, their own by how often they use
//! them, and ours.
//!
//! Tab and the log that asks offer it. Whatever cannot be read is simply not offered.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::SITES;
use crate::domain::diary::rating::{FEELS, TagRole};
use crate::domain::programme::condition::Condition;
use crate::library::Library;
use crate::store::{Diary, StoreError};

/// Tags to choose from.
#[derive(Debug, Default)]
pub struct TagSuggestions {
    /// What the conditions of the plan are known for, as tags: those the person uses most come
    /// first.
    pub of_conditions: Vec<String>,
    /// The person's other tags, the most used first.
    pub own: Vec<String>,
}

/// Sites: those of the diary, the most used first, then the rest of ours.
pub fn sites(diary: Option<&Diary>) -> Vec<String> {
    with(of_diary(diary, Diary::sites), SITES.map(|(site, _)| site))
}

/// Words for what pain feels like: the person's, the most used first, then the rest of ours.
pub fn feels(diary: Option<&Diary>) -> Vec<String> {
    with(of_diary(diary, |diary| diary.tags(TagRole::Feels)), FEELS)
}

/// Medicines with their amounts, the most taken first.
pub fn medicines(diary: Option<&Diary>) -> Vec<Intake> {
    of_diary(diary, Diary::medicines)
}

/// What came before: what makes the conditions of the plan worse, then the person's own.
pub fn before(diary: Option<&Diary>, library: &Library, today: NaiveDate) -> TagSuggestions {
    tags(diary, library, today, TagRole::Before, |condition| condition.aggravators)
}

/// What eased it: what is known to ease the conditions of the plan, then the person's own.
pub fn eased(diary: Option<&Diary>, library: &Library, today: NaiveDate) -> TagSuggestions {
    tags(diary, library, today, TagRole::Eased, |condition| condition.easers)
}

/// The tags that are the library's own: what makes its conditions worse and what eases them, as
/// whole lines and as each word of them, and what pain feels like.
pub fn library_tags(library: &Library) -> BTreeSet<String> {
    let conditions =
        library.condition_ids().into_iter().filter_map(|id| library.condition(&id).ok());
    let lines = conditions.flat_map(|condition| [condition.aggravators, condition.easers].concat());
    let tags = lines.filter_map(|line| own_words::tag(&line).ok());
    tags.flat_map(|tag| {
        let words: Vec<String> = tag.split('-').map(str::to_owned).collect();
        [words, vec![tag]].concat()
    })
    .chain(FEELS.map(str::to_owned))
    .collect()
}

fn tags(
    diary: Option<&Diary>,
    library: &Library,
    today: NaiveDate,
    role: TagRole,
    lines: impl Fn(Condition) -> Vec<String>,
) -> TagSuggestions {
    let used = of_diary(diary, |diary| diary.tags(role));
    let plans = of_diary(diary, Diary::plans).into_iter().map(|plan| plan.value);
    let conditions = plans
        .filter(|plan| plan.runs_on(today))
        .filter_map(|plan| library.condition(&plan.condition).ok());
    // A line that is too long for a tag is for reading.
    let mut of_conditions = own_words::once(
        conditions.flat_map(lines).filter_map(|line| own_words::tag(&line).ok()).collect(),
    );
    of_conditions.sort_by_key(|tag| used.iter().position(|each| each == tag).unwrap_or(usize::MAX));
    let own = used.into_iter().filter(|tag| !of_conditions.contains(tag)).collect();
    TagSuggestions { of_conditions, own }
}

/// What a diary that reads has to offer.
fn of_diary<T>(
    diary: Option<&Diary>,
    read: impl FnOnce(&Diary) -> Result<Vec<T>, StoreError>,
) -> Vec<T> {
    diary.and_then(|diary| read(diary).ok()).unwrap_or_default()
}

/// The first, and those of the second that are not among them.
fn with<const N: usize>(first: Vec<String>, second: [&str; N]) -> Vec<String> {
    let rest: Vec<String> =
        second.map(str::to_owned).into_iter().filter(|each| !first.contains(each)).collect();
    [first, rest].concat()
}
