//! Asking in a terminal which programme of a condition suits.

use crate::cli::prompt::{Prompt, Reply, Words};
use crate::domain::programme::condition::{Condition, VariantQuestion};

/// The keys of answers that are numbered; `None` for none of them.
const NUMBERS: [(Words, Option<usize>); 10] = [
    (&[""], None),
    (&["1"], Some(0)),
    (&["2"], Some(1)),
    (&["3"], Some(2)),
    (&["4"], Some(3)),
    (&["5"], Some(4)),
    (&["6"], Some(5)),
    (&["7"], Some(6)),
    (&["8"], Some(7)),
    (&["9"], Some(8)),
];

/// The keys of a question that a yes or a no answers: none where either may be several answers.
fn yes_or_no(question: &VariantQuestion) -> Vec<(Words, Option<usize>)> {
    let only = |word: &str| {
        let begins = |say: &str| say.split(|c: char| !c.is_alphabetic()).next() == Some(word);
        let mut those = question.answers.iter().enumerate().filter(|(_, each)| begins(&each.say));
        those.next().map(|(at, _)| at).filter(|_| those.next().is_none())
    };
    match (only("yes"), only("no")) {
        (Some(yes), Some(no)) => vec![(&["y", "yes"], Some(yes)), (&["n", "no"], Some(no))],
        _ => Vec::new(),
    }
}

/// The variant that the condition's own questions lead to; its default where it asks nothing, or as
/// soon as somebody would rather not answer.
pub fn ask_variant(condition: &Condition, prompt: &mut Prompt<'_>) -> Option<String> {
    let mut given = Vec::new();
    while let Some(question) = condition.variant_questions.get(given.len()) {
        let numbers = &NUMBERS[..NUMBERS.len().min(question.answers.len() + 1)];
        let keys = [numbers, &yes_or_no(question)].concat();
        let reply = prompt.key(&keys, !given.is_empty(), |page, is_again| {
            if !is_again {
                page.para(&question.ask);
                for (number, answer) in question.answers.iter().enumerate() {
                    page.item(&format!(" {}", number + 1), &answer.say);
                }
            }
            page.note("A number, or Enter for none.");
        });
        match reply {
            Reply::Given(Some(number)) => given.extend(question.answers.get(number)),
            Reply::Back => drop(given.pop()),
            Reply::Given(None) | Reply::End => return condition.default_variant.clone(),
        }
    }
    condition.variant_for(&given)
}
