//! What a person means by a condition or an exercise: its id, its name as the program shows it, or
//! what doctors and people also call it.
//!
//! Files name each other by id alone; this is for what is typed. A whole name decides; of several
//! that could be meant none is taken.

use super::{FileKind, Library, LibraryError};
use crate::domain::programme::cause::Cause;
use crate::domain::text::suggest::{closest, hyphenated};

/// The most that are offered where none is meant plainly.
const MOST: usize = 3;

/// The shortest word that is looked for in what is said about a condition, in letters: shorter ones
/// are everywhere.
const SHORTEST: usize = 4;

/// The shortest beginning of a word that is taken for the word, in letters.
const SHORTEST_BEGINNING: usize = 3;

/// What a condition or an exercise can be found by.
struct LookupEntry {
    id: String,
    name: String,
    /// What it is also called, by its own file and by the causes that lead to it.
    also: Vec<String>,
    about: String,
}

impl LookupEntry {
    /// Whether the whole of its id or its name is this; `wanted` is folded as [`hyphenated`] does.
    fn is_called(&self, wanted: &str) -> bool {
        hyphenated(&self.id) == wanted || hyphenated(&self.name) == wanted
    }

    /// Everything it is called, each by itself: a name may be two, as in “Tailbone pain
    /// (coccydynia)”.
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str())
            .chain(parts(&self.name))
            .chain(self.also.iter().map(String::as_str))
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

/// The names that are put into one, as in “Piriformis / deep gluteal syndrome”.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['/', '(', ')']).map(str::trim)
}

/// Everything that a cause is called.
fn names_of(cause: &Cause) -> impl Iterator<Item = &str> {
    parts(&cause.name).chain(cause.also.iter().map(String::as_str))
}

/// Whether one of these names is this; `wanted` is folded as [`hyphenated`] does.
fn has_name<'a>(mut names: impl Iterator<Item = &'a str>, wanted: &str) -> bool {
    names.any(|name| hyphenated(name) == wanted)
}

/// Whether one of these names has every word of `wanted` in it, whole or by its beginning.
fn has_words<'a>(mut names: impl Iterator<Item = &'a str>, wanted: &str) -> bool {
    names.any(|name| {
        let name = hyphenated(name);
        let is_there = |word: &str| {
            let is_long = word.chars().count() >= SHORTEST_BEGINNING;
            name.split('-').any(|one| one == word || (is_long && one.starts_with(word)))
        };
        wanted.split('-').all(is_there)
    })
}

impl Library {
    /// The id of the condition that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near, which have that name, or that there is
    /// no programme for what was named.
    pub fn condition_id(&self, typed: &str) -> Result<String, LibraryError> {
        let (entries, wanted) = match self.named(FileKind::Condition, typed)? {
            Found::Id(id) => return Ok(id),
            Found::None(entries) => (entries, hyphenated(typed)),
        };
        let causes = self.causes()?;
        let without = || causes.iter().filter(|cause| cause.conditions.is_empty());
        let no_programme = |cause: &Cause| LibraryError::NoProgramme {
            asked: typed.to_owned(),
            who_can_tell: cause.who_can_tell.clone(),
        };
        let unknown = |suggestions| LibraryError::Unknown {
            kind: FileKind::Condition,
            id: typed.to_owned(),
            suggestions,
        };
        if wanted.is_empty() {
            return Err(unknown(Vec::new()));
        }
        // What a person calls a programme of their own comes before our word that there is none.
        if let Some(cause) = without().find(|cause| has_name(names_of(cause), &wanted)) {
            return Err(no_programme(cause));
        }
        let fitting: Vec<&LookupEntry> =
            entries.iter().filter(|entry| has_words(entry.names(), &wanted)).collect();
        // A word that most of them have says nothing.
        if fitting.len() > entries.len() / 2 {
            return Err(unknown(Vec::new()));
        }
        if !fitting.is_empty() {
            return Err(unknown(fitting.iter().map(|entry| entry.suggestion()).collect()));
        }
        if let Some(cause) = without().find(|cause| has_words(names_of(cause), &wanted)) {
            return Err(no_programme(cause));
        }
        let mut near = suggestions(typed, &entries);
        if near.is_empty() {
            let names = closest(typed, without().flat_map(names_of));
            near.extend(names.first().map(|name| format!("“{name}”")));
        }
        Err(unknown(near))
    }

    /// The id of the exercise that is meant by an id or a name; case and punctuation do not count.
    ///
    /// # Errors
    /// When none is meant plainly; it says which are near.
    pub fn exercise_id(&self, typed: &str) -> Result<String, LibraryError> {
        match self.named(FileKind::Exercise, typed)? {
            Found::Id(id) => Ok(id),
            Found::None(entries) => Err(LibraryError::Unknown {
                kind: FileKind::Exercise,
                id: typed.to_owned(),
                suggestions: suggestions(typed, &entries),
            }),
        }
    }

    /// The one whose id or name this is, or all there are.
    ///
    /// # Errors
    /// When several conditions have this name.
    fn named(&self, kind: FileKind, typed: &str) -> Result<Found, LibraryError> {
        // An id needs no file to be read, and that is what most commands get.
        if self.sources.find(kind, typed)?.is_some() {
            return Ok(Found::Id(typed.to_owned()));
        }
        let entries = self.lookup_entries(kind)?;
        let wanted = hyphenated(typed);
        // A name with brackets has an empty part before or behind them, which nothing must match.
        if wanted.is_empty() {
            return Ok(Found::None(entries));
        }
        if let Some(entry) = only(entries.iter().filter(|entry| entry.is_called(&wanted))) {
            return Ok(Found::Id(entry.id.clone()));
        }
        let named: Vec<&LookupEntry> =
            entries.iter().filter(|entry| has_name(entry.names(), &wanted)).collect();
        match named.as_slice() {
            [] => Ok(Found::None(entries)),
            [one] => Ok(Found::Id(one.id.clone())),
            several => Err(LibraryError::Several {
                kind,
                asked: typed.to_owned(),
                choices: several.iter().map(|entry| entry.suggestion()).collect(),
            }),
        }
    }

    /// All of a kind that can be read.
    fn lookup_entries(&self, kind: FileKind) -> Result<Vec<LookupEntry>, LibraryError> {
        let ids = self.sources.ids(kind).into_iter();
        // A broken file must not keep the others from being found; asking for it by id tells.
        Ok(match kind {
            FileKind::Condition => {
                let causes = self.causes()?;
                ids.filter_map(|id| {
                    let condition = self.condition(&id).ok()?;
                    let leading = causes.iter().filter(|cause| cause.conditions.contains(&id));
                    let also = leading.flat_map(names_of).map(str::to_owned);
                    let also = condition.also.into_iter().chain(also).collect();
                    Some(LookupEntry { id, name: condition.name, also, about: condition.plain })
                })
                .collect()
            }
            FileKind::Exercise => ids
                .filter_map(|id| {
                    let exercise = self.exercise(&id).ok()?;
                    let about = exercise.target.join(" ");
                    Some(LookupEntry { id, name: exercise.name, also: Vec::new(), about })
                })
                .collect(),
        })
    }
}

/// What was found by a whole name.
enum Found {
    /// The one that is called so.
    Id(String),
    /// None; these are all there are.
    None(Vec<LookupEntry>),
}

/// The only one there is.
fn only<'a>(mut found: impl Iterator<Item = &'a LookupEntry>) -> Option<&'a LookupEntry> {
    found.next().filter(|_| found.next().is_none())
}

/// Those that may be meant, the likeliest first: near by id or name; where there are none, near by
/// what they are also called; and where there are none of these, those whose name and description
/// mention all the longer words. Words that many mention find none.
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
        let near = closest(typed, entries.iter().flat_map(|entry| &entry.also).map(String::as_str));
        // The nearest alone; of those that are called so, each.
        let called = near.first().map(|name| hyphenated(name));
        let called = called
            .iter()
            .flat_map(|name| entries.iter().filter(|entry| has_name(entry.names(), name.as_str())));
        found.extend(called.map(LookupEntry::suggestion));
    }
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

    /// What people say, and the one condition it is a whole name of.
    const TAKEN: [(&str, &str); 38] = [
        ("Piriformis syndrome", "piriformis-dgs"),
        ("piriformis", "piriformis-dgs"),
        ("deep gluteal syndrome", "piriformis-dgs"),
        ("DGS", "piriformis-dgs"),
        ("wallet sciatica", "piriformis-dgs"),
        ("hamstring tendinopathy", "ischial-bursitis"),
        ("Proximal hamstring tendinopathy", "ischial-bursitis"),
        ("hamstring tendonitis", "ischial-bursitis"),
        ("hamstring tendinitis", "ischial-bursitis"),
        ("sit bone", "ischial-bursitis"),
        ("sit-bone pain", "ischial-bursitis"),
        ("Weaver's bottom", "ischial-bursitis"),
        ("ischial tuberosity", "ischial-bursitis"),
        ("quadratus femoris syndrome", "ischiofemoral-impingement"),
        ("IFI", "ischiofemoral-impingement"),
        ("coccyx", "coccydynia"),
        ("tailbone", "coccydynia"),
        ("TAILBONE PAIN", "coccydynia"),
        ("bruised coccyx", "coccydynia"),
        ("coccygodynia", "coccydynia"),
        ("slipped disc", "sciatica"),
        ("slipped disk", "sciatica"),
        ("herniated disc", "sciatica"),
        ("bulging disc", "sciatica"),
        ("radiculopathy", "sciatica"),
        ("sciatic nerve pain", "sciatica"),
        ("trigger points", "myofascial-gluteal"),
        ("myofascial pain", "myofascial-gluteal"),
        ("muscle knots", "myofascial-gluteal"),
        ("stress fracture", "pelvic-stress-fracture"),
        ("bone stress injury", "pelvic-stress-fracture"),
        ("sacral stress fracture", "pelvic-stress-fracture"),
        ("endo", "endometriosis"),
        ("period pain", "endometriosis"),
        ("tight pelvic floor", "pelvic-floor-overactive"),
        ("levator ani syndrome", "pelvic-floor-overactive"),
        ("weak pelvic floor", "pelvic-floor-underactive"),
        ("stress incontinence", "pelvic-floor-underactive"),
    ];

    /// What people say, and every condition it is a whole name of, or a word in a name of.
    const OFFERED: [(&str, &[&str]); 16] = [
        ("trapped nerve", &["piriformis-dgs", "sciatica"]),
        ("pinched nerve", &["piriformis-dgs", "sciatica"]),
        ("Pinched  Nerve!", &["piriformis-dgs", "sciatica"]),
        ("nerve root", &["sciatica"]),
        ("pelvic floor", &["pelvic-floor-overactive", "pelvic-floor-underactive"]),
        ("pelvic floor dysfunction", &["pelvic-floor-overactive", "pelvic-floor-underactive"]),
        ("PFD", &["pelvic-floor-overactive", "pelvic-floor-underactive"]),
        ("pelvic pain", &["endometriosis", "pelvic-floor-overactive"]),
        ("prolapse", &["pelvic-floor-underactive", "sciatica"]),
        ("hamstring", &["ischial-bursitis"]),
        ("bursitis", &["ischial-bursitis"]),
        ("disc", &["sciatica"]),
        ("knots", &["myofascial-gluteal"]),
        ("fracture", &["pelvic-stress-fracture"]),
        ("impingement", &["ischiofemoral-impingement"]),
        (
            "pelvic",
            &[
                "endometriosis",
                "pelvic-floor-overactive",
                "pelvic-floor-underactive",
                "pelvic-stress-fracture",
            ],
        ),
    ];

    /// What people say that supple has no programme for.
    const WITHOUT: [&str; 17] = [
        "SIJ",
        "si joint",
        "sacroiliac joint",
        "Sacroiliac joint dysfunction",
        "sacroiliitis",
        "PGP",
        "pelvic girdle pain",
        "hip arthritis",
        "FAI",
        "labral tear",
        "hip",
        "trochanteric",
        "ankylosing spondylitis",
        "axial spondyloarthritis",
        "inflammatory back pain",
        "pudendal neuralgia",
        "shingles",
    ];

    #[test]
    fn what_doctors_and_people_say_is_found() {
        let library = Library::builtin();
        for (said, id) in TAKEN {
            assert_eq!(library.condition_id(said), Ok(id.to_owned()), "{said}");
        }
    }

    #[test]
    fn what_several_are_called_offers_each_of_them_by_name_and_no_other() {
        let library = Library::builtin();
        for (said, ids) in OFFERED {
            let offered = match library.condition_id(said) {
                Err(LibraryError::Several { choices, .. }) => choices,
                Err(LibraryError::Unknown { suggestions, .. }) => suggestions,
                other => panic!("{said}: {other:?}"),
            };
            let named = ids
                .iter()
                .map(|id| format!("{id} ({})", library.condition(id).expect("it is shipped").name));
            assert_eq!(offered, named.collect::<Vec<_>>(), "{said}");
        }
        assert_eq!(
            offered("trapped nerve", Library::condition_id),
            "“trapped nerve” can mean piriformis-dgs (Piriformis / deep gluteal syndrome) or \
             sciatica (Sciatica / lumbar referred pain)."
        );
    }

    #[test]
    fn what_there_is_no_programme_for_is_explained() {
        for said in WITHOUT {
            let answer = offered(said, Library::condition_id);
            let begin = format!("there is no programme for “{said}”. Who can help: A physio");
            assert!(answer.starts_with(&begin), "{answer}");
        }
        // A slip of the fingers is asked about.
        let answer = offered("sacroilliac joint", Library::condition_id);
        assert!(answer.ends_with("Did you mean “sacroiliac joint”?"), "{answer}");
    }

    #[test]
    fn no_name_has_a_programme_and_none() {
        let library = Library::builtin();
        let causes = library.causes().expect("they read");
        for cause in causes.iter().filter(|cause| cause.conditions.is_empty()) {
            for name in names_of(cause) {
                let answer = library.condition_id(name);
                assert!(matches!(answer, Err(LibraryError::NoProgramme { .. })), "{name}");
            }
        }
    }

    #[test]
    fn what_is_not_meant_plainly_is_offered_and_not_taken() {
        for (said, near) in [
            ("hamstring tendinopthy", "ischial-bursitis (Ischial bursitis"),
            ("piriformas", "piriformis-dgs"),
            ("trapped nrve", "sciatica (Sciatica"),
            ("trapped nrve", "piriformis-dgs (Piriformis"),
        ] {
            let answer = offered(said, Library::condition_id);
            assert!(answer.contains(near), "{answer}");
        }
        assert!(offered("sciatca", Library::condition_id).ends_with("Did you mean sciatica?"));
        for said in ["shoulder", "gout", "pain"] {
            let answer = offered(said, Library::condition_id);
            let nothing_offered = answer.ends_with(&format!("“{said}”."));
            assert!(nothing_offered, "nothing near is no guess: {answer}");
        }
        assert!(offered("sciatic nerve slider", Library::exercise_id).contains("Did you mean"));
    }

    #[test]
    fn an_own_condition_is_found_by_what_it_is_called() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let own = folder.path().join("conditions");
        std::fs::create_dir(&own).expect("it can be made");
        let text = std::fs::read_to_string("exercises/conditions/sciatica.toml").expect("shipped");
        let also = text.find("also = [").expect("it has other names");
        let end = also + text[also..].find(']').expect("the list ends");
        let text = format!("{}also = [\"SIJ\", \"old friend\"{}", &text[..also], &text[end..]);
        let text = text.replace("id = \"sciatica\"", "id = \"si-joint\"");
        std::fs::write(own.join("si-joint.toml"), text).expect("it can be written");
        let library = Library::with_overrides(Some(folder.path().to_owned()));
        for said in ["SIJ", "Old friend", "SI joint"] {
            assert_eq!(library.condition_id(said), Ok("si-joint".to_owned()), "{said}");
        }
    }
}
