//! Reads a shipped file when the program is built, into the bytes that the program reads in its
//! place.
//!
//! What is read here is read with the care of all other files, so that nobody waits for that day
//! after day. It is part of the program: unlike what is kept in a diary, it cannot be brought by
//! anybody. What takes it is `sources::prepared`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::problem::Problem;
use super::source_file::SourceFile;
use super::{read_cause, read_condition, read_exercise, read_rules, read_safety};

/// The lists of texts under each heading of a file, by their names.
pub type Lists = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// What stands in the file of a path inside `exercises/`; `None` for one that nobody waits for, or
/// that does not read well. A test of the shipped files says what is wrong with it.
pub fn prepare(path: &str, text: &str) -> Option<Vec<u8>> {
    let file = SourceFile::new(path.to_owned(), text.to_owned());
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let id = name.strip_suffix(".toml")?;
    match (folder, id) {
        ("conditions", _) => bytes(read_condition::condition(&file, id, None)),
        ("library", _) => bytes(read_exercise::exercise(&file, id, None)),
        (read_cause::FOLDER, _) => bytes(read_cause::cause(&file, id, None)),
        ("", "safety") => bytes(read_safety::safety(&file)),
        ("", "tags") => bytes(read_safety::tags(&file)),
        ("", "phrases") => postcard::to_allocvec(&lists(text)).ok(),
        // The numbers come first: what they say is long, and few want it.
        ("", "rules") => {
            let sources = read_rules::sources(&file);
            bytes(read_rules::shipped(&file).and_then(|numbers| Ok((numbers, sources?))))
        }
        _ => None,
    }
}

/// The lists of a file that has nothing else; none of one that does not read.
pub fn lists(text: &str) -> Lists {
    toml::from_str(text).unwrap_or_default()
}

/// What was read, as bytes.
fn bytes(read: Result<impl Serialize, Vec<Problem>>) -> Option<Vec<u8>> {
    postcard::to_allocvec(&read.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Deserialize;

    use super::*;
    use crate::domain::programme::cause::Cause;
    use crate::domain::programme::condition::Condition;
    use crate::domain::programme::exercise::Exercise;
    use crate::domain::programme::rule_book::{RuleBook, RuleSources};
    use crate::domain::screening::safety::Safety;
    use crate::library::sources::{prepared, shipped, shipped_ids};

    /// Holds what the program was built with against what its file says.
    fn check<T>(path: &str, read: impl FnOnce(&SourceFile) -> Result<T, Vec<Problem>>)
    where
        T: Deserialize<'static> + Debug + PartialEq,
    {
        assert_eq!(prepared::<T>(path).ok_or(Vec::new()), read(&shipped(path)), "{path}");
    }

    #[test]
    fn the_program_was_built_with_what_the_files_say() {
        for id in shipped_ids("conditions") {
            check::<Condition>(&format!("conditions/{id}.toml"), |file| {
                read_condition::condition(file, id, None)
            });
        }
        for id in shipped_ids("library") {
            check::<Exercise>(&format!("library/{id}.toml"), |file| {
                read_exercise::exercise(file, id, None)
            });
        }
        for id in shipped_ids(read_cause::FOLDER) {
            check::<Cause>(&format!("{}/{id}.toml", read_cause::FOLDER), |file| {
                read_cause::cause(file, id, None)
            });
        }
        check::<Safety>("safety.toml", read_safety::safety);
        check::<BTreeMap<String, String>>("tags.toml", read_safety::tags);
        check::<RuleBook>("rules.toml", read_rules::shipped);
        check::<(RuleBook, RuleSources)>("rules.toml", |file| {
            Ok((read_rules::shipped(file)?, read_rules::sources(file)?))
        });
        check::<Lists>("phrases.toml", |file| Ok(lists(&file.text)));
    }

    #[test]
    fn what_does_not_read_is_left_for_the_day_it_is_asked_for() {
        for path in ["library/bridge.toml", "conditions/sciatica.toml", "safety.toml"] {
            assert_eq!(prepare(path, "name = \n"), None, "{path}");
            assert!(prepare(path, &shipped(path).text).is_some(), "{path}");
        }
        assert_eq!(prepare("README.md", "# Exercises"), None);
    }
}
