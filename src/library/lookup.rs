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

/// What a condition or an exercise can be found by.
struct LookupEntry {
    id: String,
    name: String,
    about: String,
}

impl LookupEntry {
    /// Whether the whole of its id or its name is this; `wanted` is folded as [`hyphenated`] does.
    fn is_called(&self, wanted: &str) -> bool {
        hyphenated(&self.id) == wanted || hyphenated(&self.name) == wanted
    }

    /// Whether one of its names is this: it may have two, as in “Tailbone pain (coccydynia)”.
    fn has_name(&self, wanted: &str) -> bool {
        self.name.split(['/', '(', ')']).any(|name| hyphenated(name) == wanted)
    }

    /// Whether its name and description have a word that begins with each of these.
    fn mentions(&self, words: &[&str]) -> bool {
        let text = hyphenated(&format!("{} {}", self.name, self.about));
        words.iter().all(|word| text.split('-').any(|one| one.starts_with(word)))
    }

    /// Its id with its name, as it is offered.
    fn suggestion(&self) -> String {
        format!("{} ({})", self.id, self.name)
    }
}

impl Library {
    /// The id of the condition that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near.
    pub fn condition_id(&self, typed: &str) -> Result<String, LibraryError> {
        self.lookup(FileKind::Condition, typed)
    }

    /// The id of the exercise that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near.
    pub fn exercise_id(&self, typed: &str) -> Result<String, LibraryError> {
        self.lookup(FileKind::Exercise, typed)
    }

    fn lookup(&self, kind: FileKind, typed: &str) -> Result<String, LibraryError> {
        // An id needs no file to be read, and that is what most commands get.
        if self.sources.find(kind, typed)?.is_some() {
            return Ok(typed.to_owned());
        }
        let entries = self.lookup_entries(kind);
        let wanted = hyphenated(typed);
        // A name with brackets has an empty part before or behind them, which nothing must match.
        let found = if wanted.is_empty() {
            None
        } else {
            only(entries.iter().filter(|entry| entry.is_called(&wanted)))
                .or_else(|| only(entries.iter().filter(|entry| entry.has_name(&wanted))))
        };
        found.map(|entry| entry.id.clone()).ok_or_else(|| LibraryError::Unknown {
            kind,
            id: typed.to_owned(),
            suggestions: suggestions(typed, &entries),
        })
    }

    /// All of a kind that can be read.
    fn lookup_entries(&self, kind: FileKind) -> Vec<LookupEntry> {
        let ids = self.sources.ids(kind).into_iter();
        // A broken file must not keep the others from being found; asking for it by id tells.
        match kind {
            FileKind::Condition => ids
                .filter_map(|id| {
                    let condition = self.condition(&id).ok()?;
                    Some(LookupEntry { id, name: condition.name, about: condition.plain })
                })
                .collect(),
            FileKind::Exercise => ids
                .filter_map(|id| {
                    let exercise = self.exercise(&id).ok()?;
                    let about = exercise.target.join(" ");
                    Some(LookupEntry { id, name: exercise.name, about })
                })
                .collect(),
        }
    }
}

/// The only one there is.
fn only<'a>(mut found: impl Iterator<Item = &'a LookupEntry>) -> Option<&'a LookupEntry> {
    found.next().filter(|_| found.next().is_none())
}

/// Those that may be meant, the likeliest first: near by id, near by name, and where there are
/// none, those whose name and description mention all the longer words. Words that many mention
/// find none.
fn suggestions(typed: &str, entries: &[LookupEntry]) -> Vec<String> {
    let mut found: Vec<String> = closest(typed, entries.iter().map(|entry| entry.id.as_str()))
        .into_iter()
        .map(str::to_owned)
        .collect();
    let by_name = closest(typed, entries.iter().map(|entry| entry.name.as_str()))
        .into_iter()
        .filter_map(|name| entries.iter().find(|entry| entry.name == name))
        .filter(|entry| !found.contains(&entry.id))
        .map(LookupEntry::suggestion)
        .collect::<Vec<_>>();
    found.extend(by_name);
    if found.is_empty() {
        let wanted = hyphenated(typed);
        let words: Vec<&str> =
            wanted.split('-').filter(|word| word.chars().count() >= SHORTEST).collect();
        if !words.is_empty() {
            let mentioning = entries.iter().filter(|entry| entry.mentions(&words));
            found.extend(mentioning.map(LookupEntry::suggestion).take(MOST + 1));
        }
        // Some of many would look like all of them.
        if found.len() > MOST {
            found.clear();
        }
    }
    found.truncate(MOST);
    found
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
        for (said, near) in [
            ("Piriformis syndrome", "piriformis-dgs"),
            ("hamstring", "ischial-bursitis (Ischial bursitis"),
        ] {
            let answer = offered(said, Library::condition_id);
            assert!(answer.contains(near), "{answer}");
        }
        for said in ["slipped disc", "shoulder", "gout"] {
            let answer = offered(said, Library::condition_id);
            let nothing_offered = answer.ends_with(&format!("“{said}”."));
            assert!(nothing_offered, "nothing near is no guess: {answer}");
        }
        assert!(offered("sciatic nerve slider", Library::exercise_id).contains("Did you mean"));
    }
}
