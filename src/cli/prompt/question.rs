//! What a question takes for an answer, and what it got.

/// The words for one key: first the letter, or nothing for Enter, then what else is understood.
pub type Words = &'static [&'static str];

/// What the keys are called that answer a line by themselves.
pub const KEY_WORDS: [&str; 3] = ["skip", "quit", "back"];

/// What else than its text a line takes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line<'q> {
    /// Letters that are the whole answer when nothing is typed before them: `b` goes back, where
    /// that is possible, and the others are the text.
    pub keys: &'q str,
    /// Whether there is a question before this one.
    pub goes_back: bool,
    /// What Tab completes to.
    pub words: &'q [String],
}

impl Line<'_> {
    /// Whether a text typed as a whole asks for the question before.
    pub fn is_back(&self, text: &str) -> bool {
        self.goes_back && self.keys.contains('b') && is_back(text)
    }
}

/// Whether a text, in lower case, asks for the question before.
pub fn is_back(text: &str) -> bool {
    matches!(text, "b" | "back")
}

/// What a line got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A text without blanks around it; empty for Enter alone.
    Text(String),
    /// The question before is wanted again.
    Back,
    /// Nothing more will come.
    End,
}

/// What a question for one key got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAnswer {
    /// The key with this number.
    Key(usize),
    /// Something that is no answer.
    Other,
    /// The question before is wanted again.
    Back,
    /// Nothing more will come.
    End,
}

/// The key whose word begins with a text in lower case: what came of a word that is being typed.
pub fn begun(text: &str, keys: &[Words]) -> Option<usize> {
    let is_begun = |words: &Words| words.iter().any(|word| word.starts_with(text));
    keys.iter().position(is_begun).filter(|_| !text.is_empty())
}

/// The key that a text in lower case means.
pub fn pressed(text: &str, keys: &[Words], goes_back: bool) -> KeyAnswer {
    match keys.iter().position(|words| words.contains(&text)) {
        Some(key) => KeyAnswer::Key(key),
        None if goes_back && is_back(text) => KeyAnswer::Back,
        None => KeyAnswer::Other,
    }
}
