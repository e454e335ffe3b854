//! The questions about inflammatory back pain, and what so many yeses mean.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answers::{Answer, Says};
use crate::domain::programme::exercise::Evidence;

/// Questions that together make an inflammatory cause worth asking a doctor about. Not a red flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InflammatoryScreen {
    /// What must hold before the items count.
    pub gate: String,
    /// Statements that are true or not.
    pub items: Vec<String>,
    /// This many true items, or more, show `text_refer`.
    pub refer_at: u32,
    /// Exactly this many show `text_test`.
    pub test_at: u32,
    /// What to do at `refer_at`.
    pub text_refer: String,
    /// What to do at `test_at`.
    pub text_test: String,
    /// Where the screen comes from.
    pub source: Evidence,
}

/// The id that answers to the gate are kept by.
const GATE: &str = "inflammatory-gate";

/// What comes before the number of an item in the id that answers to it are kept by.
const ITEM: &str = "inflammatory-";

impl InflammatoryScreen {
    /// The ids of its questions: the gate, then the items.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        let items = (1..=self.items.len()).map(|number| format!("{ITEM}{number}"));
        std::iter::once(GATE.to_owned()).chain(items)
    }

    /// The statement that a question of that id asks about.
    pub fn statement(&self, id: &str) -> Option<&str> {
        if id == GATE {
            return Some(&self.gate);
        }
        let number: usize = id.strip_prefix(ITEM)?.parse().ok()?;
        self.items.get(number.checked_sub(1)?).map(String::as_str)
    }

    /// What was answered up to a day, by the newest answer to each question; `None` before the gate
    /// was answered.
    pub fn result(&self, answers: &[Answer], day: NaiveDate) -> Option<InflammatoryResult> {
        let newest = |id: &str| {
            let up_to = answers.iter().filter(|answer| answer.day <= day);
            let mut given = up_to.filter(|answer| answer.says != Says::Skipped);
            given.rfind(|answer| answer.question == id)
        };
        let gate = newest(GATE)?;
        let items: Vec<&Answer> = self.ids().skip(1).filter_map(|id| newest(&id)).collect();
        Some(InflammatoryResult {
            on: items.iter().map(|answer| answer.day).chain([gate.day]).max()?,
            applies: gate.says == Says::Yes,
            yes: items.iter().filter(|answer| answer.says == Says::Yes).count(),
            answered: items.len(),
        })
    }

    /// What to do after so many yeses; `None` below the number at which something is advised.
    pub fn advice(&self, result: &InflammatoryResult) -> Option<&str> {
        let yes = u32::try_from(result.yes).unwrap_or(u32::MAX);
        if !result.applies {
            None
        } else if yes >= self.refer_at {
            Some(&self.text_refer)
        } else if yes == self.test_at {
            Some(&self.text_test)
        } else {
            None
        }
    }
}

/// What was answered to the inflammatory questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InflammatoryResult {
    /// The day of the newest answer.
    pub on: NaiveDate,
    /// Whether the gate holds, without which the items say nothing.
    pub applies: bool,
    /// Items that are true.
    pub yes: usize,
    /// Items that were answered.
    pub answered: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    #[test]
    fn what_is_advised_begins_at_its_number_and_only_behind_the_gate() {
        let screen = InflammatoryScreen {
            text_refer: "refer".to_owned(),
            text_test: "test".to_owned(),
            ..testing::safety().inflammatory_screen
        };
        let (refer, test) = (screen.refer_at as usize, screen.test_at as usize);
        assert_eq!(test + 1, refer, "else a number between them needs an advice of its own");
        let advice = |yes, applies| {
            let on = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
            screen.advice(&InflammatoryResult { on, applies, yes, answered: refer + 1 })
        };
        for (yes, advised) in [
            (test - 1, None),
            (test, Some(screen.text_test.as_str())),
            (refer, Some(screen.text_refer.as_str())),
            (refer + 1, Some(screen.text_refer.as_str())),
        ] {
            assert_eq!(advice(yes, true), advised, "{yes}");
            assert_eq!(advice(yes, false), None, "{yes}, and the gate is shut");
        }
    }
}
