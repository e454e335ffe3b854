//! What a person means by a condition or an exercise: its id, or its name as the program shows it.
//!
//! Files name each other by id alone; this is for what is typed. Of several that could be meant
//! none is taken.

use super::{FileKind, Library, LibraryError};
use crate::domain::text::suggest::{closest, hyphenated};

/// The most that are offered where none is meant plainly.
const MOST: usize = 3;

/// The shortest word that is looked for in what is said about a condition, in letters: shorter ones
/// are everywhere.
const SHORTEST: usize = 4;

/// What there is to find one by.
struct Named {
    id: String,
    name: String,
    about: String,
}

impl Library {
    /// The id of the condition that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near.
    pub fn condition_id(&self, said: &str) -> Result<String, LibraryError> {
        self.meant(FileKind::Condition, said)
    }

    /// The id of the exercise that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near.
    pub fn exercise_id(&self, said: &str) -> Result<String, LibraryError> {
        self.meant(FileKind::Exercise, said)
    }

    fn meant(&self, kind: FileKind, said: &str) -> Result<String, LibraryError> {
        if self.sources.find(kind, said)?.is_some() {
            return Ok(said.to_owned());
        }
        let all = self.named(kind);
        let wanted = hyphenated(said);
        let whole =
            |each: &&Named| hyphenated(&each.id) == wanted || hyphenated(&each.name) == wanted;
        // A name may have two, as in “Tailbone pain (coccydynia)”.
        let one_of_two =
            |each: &&Named| each.name.split(['/', '(', ')']).any(|name| hyphenated(name) == wanted);
        let only = only(all.iter().filter(whole)).or_else(|| only(all.iter().filter(one_of_two)));
        let unknown =
            || LibraryError::Unknown { kind, id: said.to_owned(), suggestions: near(said, &all) };
        only.filter(|_| !wanted.is_empty()).map(|only| only.id.clone()).ok_or_else(unknown)
    }

    /// All of a kind that read.
    fn named(&self, kind: FileKind) -> Vec<Named> {
        let read = |id: String| match kind {
            FileKind::Condition => self.condition(&id).ok().map(|read| Named {
                id,
                name: read.name,
                about: read.plain,
            }),
            FileKind::Exercise => self.exercise(&id).ok().map(|read| Named {
                id,
                about: read.target.join(" "),
                name: read.name,
            }),
        };
        self.sources.ids(kind).into_iter().filter_map(read).collect()
    }
}

/// The only one there is.
fn only<'a>(mut found: impl Iterator<Item = &'a Named>) -> Option<&'a Named> {
    found.next().filter(|_| found.next().is_none())
}

/// Those that may be meant, the likeliest first: near by id, near by name, and where there are
/// none, those of which all the longer words are said. Words that are said of many find none.
fn near(said: &str, all: &[Named]) -> Vec<String> {
    let mut found: Vec<String> = closest(said, all.iter().map(|each| each.id.as_str()))
        .into_iter()
        .map(str::to_owned)
        .collect();
    let by_name = closest(said, all.iter().map(|each| each.name.as_str()));
    let named = by_name.into_iter().filter_map(|name| all.iter().find(|each| each.name == name));
    let named: Vec<&Named> = named.filter(|each| !found.contains(&each.id)).collect();
    found.extend(named.into_iter().map(with_name));
    if found.is_empty() {
        let wanted = hyphenated(said);
        let words: Vec<&str> =
            wanted.split('-').filter(|word| word.chars().count() >= SHORTEST).collect();
        let says = |each: &&Named| {
            let told = hyphenated(&format!("{} {}", each.name, each.about));
            !words.is_empty()
                && words.iter().all(|word| told.split('-').any(|one| one.starts_with(word)))
        };
        let said: Vec<String> = all.iter().filter(says).map(with_name).collect();
        found.extend(said.into_iter().take(MOST + 1));
        if found.len() > MOST {
            found.clear();
        }
    }
    found.truncate(MOST);
    found
}

/// An id with the name it goes by.
fn with_name(each: &Named) -> String {
    format!("{} ({})", each.id, each.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of something that is not meant plainly.
    fn offered(
        said: &str,
        find: impl Fn(&Library, &str) -> Result<String, LibraryError>,
    ) -> String {
        find(&Library::builtin(), said).expect_err(said).to_string()
    }

    #[test]
    fn every_name_means_its_own_id() {
        let library = Library::builtin();
        for id in library.condition_ids() {
            let name = library.condition(&id).expect("it reads").name;
            assert_eq!(library.condition_id(&name.to_uppercase()), Ok(id.clone()), "{name}");
            assert_eq!(library.condition_id(&id), Ok(id));
        }
        for id in library.exercise_ids() {
            let name = library.exercise(&id).expect("it reads").name;
            assert_eq!(library.exercise_id(&name.replace(',', "")), Ok(id.clone()), "{name}");
        }
        for (said, id) in [
            ("Piriformis DGS", "piriformis-dgs"),
            ("tailbone pain", "coccydynia"),
            ("deep gluteal syndrome", "piriformis-dgs"),
        ] {
            assert_eq!(library.condition_id(said), Ok(id.to_owned()), "{said}");
        }
        for nothing in ["", "/", "()"] {
            assert!(
                library.condition_id(nothing).is_err() && library.exercise_id(nothing).is_err(),
                "{nothing}"
            );
        }
    }

    #[test]
    fn what_is_not_meant_plainly_is_offered_and_not_taken() {
        let condition = |said: &str| offered(said, Library::condition_id);
        assert!(condition("Piriformis syndrome").contains("piriformis-dgs"));
        assert!(condition("hamstring").contains("ischial-bursitis (Ischial bursitis"));
        for said in ["slipped disc", "shoulder", "gout"] {
            assert!(
                condition(said).ends_with(&format!("“{said}”.")),
                "nothing near is no guess: {}",
                condition(said)
            );
        }
        assert!(offered("sciatic nerve slider", Library::exercise_id).contains("Did you mean"));
    }
}
