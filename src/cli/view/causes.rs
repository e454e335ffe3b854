//! What buttock pain can come from, as it is shown in a terminal.

use crate::cli::output::page::Page;
use crate::domain::programme::cause::Cause;
use crate::words::causes::in_short;

/// The most words that [`show_causes_in_short`] takes for all of them.
#[cfg(test)]
const MOST_WORDS: usize = 110;

/// Lays out each cause in a line: its name, and where it is felt.
pub fn show_causes_in_short(causes: &[Cause], page: &mut Page) {
    for cause in causes {
        page.item(" •", &in_short(cause));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn all_of_them_are_read_in_a_glance() {
        let causes = Library::builtin().causes().expect("they read");
        for columns in [40, 80] {
            let mut page = Page::new(columns, false);
            show_causes_in_short(&causes, &mut page);
            let text = page.text();
            let words = text.split_whitespace().filter(|word| *word != "•").count();
            assert!(words <= MOST_WORDS, "{words} words:\n{text}");
            assert!(text.lines().all(|line| line.chars().count() <= columns), "{text}");
            assert!(text.lines().count() <= 2 * causes.len(), "{text}");
        }
    }
}
