//! Helper: everything that is shipped, read once, and the days of the tests.

use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate};

use supple::domain::programme::library_subset::LibrarySubset;
use supple::domain::programme::rule_book::RuleBook;
use supple::domain::screening::safety::Safety;
use supple::library::Library;

/// Every shipped condition with its exercises, and all their easier and harder relatives.
pub static SHELF: LazyLock<LibrarySubset> = LazyLock::new(|| {
    let library = Library::builtin();
    let conditions = library.condition_ids();
    let mut shelf = library
        .subset(&conditions.iter().map(String::as_str).collect::<Vec<_>>())
        .expect("it reads");
    for id in library.exercise_ids() {
        shelf.exercises.insert(id.clone(), library.exercise(&id).expect("it reads"));
    }
    shelf
});

/// The numbers of the shipped rules.
pub static RULES: LazyLock<RuleBook> =
    LazyLock::new(|| Library::builtin().rules().expect("it reads"));

/// The shipped safety questions.
pub static SAFETY: LazyLock<Arc<Safety>> =
    LazyLock::new(|| Library::builtin().safety().expect("it reads"));

/// The n-th day; the first is a Monday.
pub fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5)
        .and_then(|day| day.checked_add_days(Days::new(n)))
        .expect("a date")
}
