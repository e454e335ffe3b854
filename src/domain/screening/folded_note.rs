//! A note in the form that phrases are compared with: which of its words count, and what stands
//! between them. It knows no phrase.

use std::collections::BTreeMap;

use crate::domain::text::hidden::is_hidden;

/// How many words before a phrase a negated list may begin.
const LIST: usize = 24;

/// How many words behind a phrase may tell that it is new.
const LATER: usize = 5;

/// How many words before a phrase are looked at for a negation, and how many beside an exception
/// for a grave word.
pub(super) const REACH: usize = 3;

/// Letters from which on a word may be misspelt in one place and still be meant: leaking and
/// leaning are two words, numbness and nummness are one.
pub(super) const LONG: usize = 8;

/// Letters that the beginning of a word, such as `shiver*`, has at least.
pub(super) const STEM: usize = 3;

/// Words that do not count, in notes and in phrases: "my leg is really numb" is "leg numb".
pub(super) const SMALL: [&str; 39] = [
    "a",
    "absolutely",
    "am",
    "an",
    "any",
    "are",
    "be",
    "been",
    "being",
    "bit",
    "completely",
    "fully",
    "has",
    "have",
    "having",
    "i",
    "id",
    "im",
    "is",
    "its",
    "ive",
    "just",
    "little",
    "me",
    "my",
    "pretty",
    "properly",
    "quite",
    "rather",
    "really",
    "so",
    "some",
    "still",
    "the",
    "to",
    "totally",
    "very",
    "was",
    "were",
];

/// Words after a comma that begin a new thought, which a negation does not reach.
const OPENERS: [&str; 11] =
    ["both", "cant", "had", "i", "id", "im", "it", "its", "ive", "my", "the"];

/// Negations. "Cannot" and "won't" are none: who cannot sleep may still have a numb foot.
const NEGATIONS: [&str; 9] =
    ["dont", "neither", "never", "nil", "no", "nor", "not", "nothing", "without"];

/// Words that end the reach of a negation: they begin another thought, or are themselves what was
/// negated.
const TURNS: [&str; 49] = [
    "although",
    "and",
    "as",
    "because",
    "before",
    "better",
    "but",
    "cause",
    "certain",
    "change",
    "cos",
    "coz",
    "doubt",
    "due",
    "eat",
    "except",
    "explain",
    "good",
    "great",
    "how",
    "however",
    "idea",
    "if",
    "know",
    "matter",
    "normal",
    "now",
    "ok",
    "okay",
    "only",
    "right",
    "since",
    "sleep",
    "sleeping",
    "slept",
    "such",
    "sure",
    "that",
    "then",
    "this",
    "though",
    "understand",
    "until",
    "well",
    "when",
    "while",
    "why",
    "with",
    "wonder",
];

/// Words that no gap reaches over, besides the negations.
const WALLS: [&str; 5] = ["although", "but", "except", "however", "though"];

/// Words behind a phrase that turn its negation round: "never had chest pain before".
const NEW: [&str; 5] = ["before", "like", "such", "till", "until"];

/// Words that folding makes another word, or one with the word beside them: see [`end_word`] and
/// [`join_negations`].
pub(super) const FOLDED: [&str; 31] = [
    "1", "2", "able", "aint", "anymore", "arent", "can", "cannot", "cnt", "could", "couldnt",
    "did", "didnt", "do", "does", "doesnt", "had", "hadnt", "hasnt", "havent", "isnt", "just",
    "not", "odd", "only", "unable", "wasnt", "werent", "will", "would", "wouldnt",
];

/// What stands between a word and the one before it. The order is how much it parts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boundary {
    /// A space or a hyphen.
    Space,
    /// A comma, a colon, a bracket or a dash.
    Comma,
    /// The beginning of a new thought in the same sentence.
    Turn,
    /// The end of a sentence or of a line.
    Stop,
}

/// A word of a note, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) before: Boundary,
}

/// A note in the form that phrases are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedNote {
    pub(super) words: Vec<Word>,
    /// Where each word stands, from the first on.
    pub(super) places: BTreeMap<String, Vec<usize>>,
}

impl FoldedNote {
    /// Folds a note: small letters without accents, one form for "can't", "cannot" and "could not",
    /// and no small words.
    pub fn new(note: &str) -> Self {
        let words = fold(note);
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, word) in words.iter().enumerate() {
            places.entry(word.text.clone()).or_default().push(place);
        }
        Self { words, places }
    }

    /// The word at a place.
    pub(super) fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(|word| word.text.as_str())
    }

    /// What stands before the word at a place; the end of the note is the end of a sentence.
    pub(super) fn boundary(&self, place: usize) -> Boundary {
        self.words.get(place).map_or(Boundary::Stop, |word| word.before)
    }

    /// The words that begin like this, with their places.
    pub(super) fn words_from<'a>(
        &'a self,
        stem: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a [usize])> {
        let words = self.places.range(stem.to_owned()..);
        let words = words.take_while(move |(word, _)| word.starts_with(stem));
        words.map(|(word, places)| (word, places.as_slice()))
    }

    /// Whether a word of small letters is there with a slip of the fingers.
    pub(super) fn holds_slip_of(&self, meant: &[u8]) -> bool {
        let meant = str::from_utf8(meant).unwrap_or_default();
        self.words_from(&meant[..first_letter(meant)]).any(|(word, _)| is_slip_of(word, meant))
    }

    /// Whether a gap may reach over the word at a place.
    pub(super) fn may_skip(&self, place: usize, is_tight: bool) -> bool {
        self.word(place).is_some_and(|word| {
            let is_negation = NEGATIONS.contains(&word);
            let is_and = is_tight && word == "and";
            !(is_negation || is_and || WALLS.contains(&word))
        })
    }

    /// Whether a phrase found from `start` up to `end` is said not to be there.
    pub(super) fn is_denied(&self, start: usize, end: usize) -> bool {
        self.is_answered_no(end) || (self.is_negated(start) && !self.is_new(end))
    }

    /// Whether a negation reaches the word at `start`.
    fn is_negated(&self, start: usize) -> bool {
        let mut steps = 0;
        for place in (start.saturating_sub(LIST)..start).rev() {
            match self.boundary(place + 1) {
                Boundary::Stop | Boundary::Turn => return false,
                Boundary::Comma if !self.is_list(place + 1) => return false,
                Boundary::Comma => steps = 0,
                Boundary::Space => {}
            }
            let word = self.words[place].text.as_str();
            let is_question = matches!(word, "if" | "whether" | "about")
                && (1..REACH).any(|back| place >= back && self.words[place - back].text == "asked");
            if NEGATIONS.contains(&word) || is_question {
                return true;
            }
            if TURNS.contains(&word) {
                return false;
            }
            if word == "or" {
                steps = 0;
            } else {
                steps += 1;
            }
            if steps == REACH {
                return false;
            }
        }
        false
    }

    /// Whether what begins at `start` is in a list of short entries that goes on to an "or".
    fn is_list(&self, start: usize) -> bool {
        let mut steps = 0;
        for place in start..self.words.len() {
            if place > start && self.boundary(place) >= Boundary::Turn || steps > REACH {
                return false;
            }
            if place > start && self.boundary(place) == Boundary::Comma {
                steps = 0;
            }
            if matches!(self.words[place].text.as_str(), "or" | "nor") {
                return true;
            }
            steps += 1;
        }
        false
    }

    /// Whether the words behind a phrase say that it never was so before.
    fn is_new(&self, end: usize) -> bool {
        (end..end + LATER)
            .take_while(|place| self.boundary(*place) < Boundary::Stop)
            .filter_map(|place| self.word(place))
            .any(|word| NEW.contains(&word))
    }

    /// Whether a phrase is followed by its answer: "numbness: none".
    fn is_answered_no(&self, end: usize) -> bool {
        match self.word(end) {
            _ if self.boundary(end) >= Boundary::Turn => false,
            Some("none" | "nil") => true,
            Some("no") => self.boundary(end + 1) >= Boundary::Comma,
            _ => false,
        }
    }
}

/// The words of a text that count, folded.
pub(super) fn fold(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = Boundary::Stop;
    for Word { text, before: own } in join_negations(split(text)) {
        let opens = OPENERS.contains(&text.as_str()) && own == Boundary::Comma;
        let own = if opens { own.max(Boundary::Turn) } else { own };
        before = before.max(own);
        if !SMALL.contains(&text.as_str()) {
            words.push(Word { text, before });
            before = Boundary::Space;
        }
    }
    words
}

/// The words of a text in small letters without accents, hidden characters and apostrophes.
fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut before = Boundary::Stop;
    let mut word = String::new();
    let chars: Vec<char> = text.chars().filter(|c| !is_passed_over(*c)).collect();
    for (place, &c) in chars.iter().enumerate() {
        if c.is_alphanumeric() || is_apostrophe(c) {
            word.extend(c.to_lowercase().flat_map(without_accent));
            continue;
        }
        end_word(&mut words, &mut word, &mut before);
        let previous = place.checked_sub(1).and_then(|place| chars.get(place)).copied();
        let next = chars.get(place + 1).copied();
        before = before.max(boundary_at(c, previous, next));
        if matches!(c, '&' | '+') {
            end_word(&mut words, &mut "and".to_owned(), &mut before);
        } else if c == '/' {
            end_word(&mut words, &mut "or".to_owned(), &mut before);
        }
    }
    end_word(&mut words, &mut word, &mut before);
    words
}

/// What a sign between words parts.
fn boundary_at(c: char, previous: Option<char>, next: Option<char>) -> Boundary {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '\n' | '\r' | '!' | ';' => Boundary::Stop,
        // No sentence ends at "3.5", nor at the dots of somebody who hesitates.
        '.' if is_space(next) && previous != Some('.') => Boundary::Stop,
        // Behind a question mark its answer may stand: "numbness? none".
        ',' | ':' | '?' | '(' | ')' | '[' | ']' | '…' | '–' | '—' | '.' => Boundary::Comma,
        '-' if is_space(previous) || is_space(next) => Boundary::Comma,
        _ => Boundary::Space,
    }
}

/// Adds the word that was collected, without its apostrophes.
fn end_word(words: &mut Vec<Word>, word: &mut String, before: &mut Boundary) {
    let written = std::mem::take(word);
    let written = written.trim_matches('\'');
    // "My foot's numb" is "my foot is numb"; and "I'll" is nobody who is ill.
    let written = written.strip_suffix("'s").unwrap_or(written);
    let text = match written {
        "i'll" => "i".to_owned(),
        // Without its apostrophe it would be "odd", as many a foot feels.
        "od'd" => "overdosed".to_owned(),
        "1" => "one".to_owned(),
        "2" => "two".to_owned(),
        _ => written.replace('\'', ""),
    };
    if !text.is_empty() {
        words.push(Word { text, before: std::mem::replace(before, Boundary::Space) });
    }
}

/// One form for each negation: `cant`, `dont`, `wont` and `not`.
fn join_negations(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        let previous = joined.last().map(|word| word.text.as_str());
        // What the word and the one before it come to, where they are one.
        let both = match (previous, word.text.as_str()) {
            (Some("can" | "could"), "not") | (Some("not"), "able") => Some("cant"),
            (Some("do" | "does" | "did"), "not") => Some("dont"),
            (Some("will" | "would"), "not") => Some("wont"),
            (Some("had"), "not") => Some("not"),
            // "Not only numb" is numb.
            (Some("not"), "only" | "just") => Some("also"),
            _ => None,
        };
        // "Not been able" is "not able".
        if previous == Some("not") && matches!(word.text.as_str(), "be" | "been" | "being") {
            continue;
        }
        let alone = match word.text.as_str() {
            "cannot" | "couldnt" | "unable" | "cnt" => "cant",
            "anymore" => "more",
            "doesnt" | "didnt" => "dont",
            "wouldnt" => "wont",
            "isnt" | "arent" | "wasnt" | "werent" | "aint" | "havent" | "hasnt" | "hadnt" => "not",
            other => other,
        };
        match (both, joined.last_mut()) {
            (Some(both), Some(last)) => both.clone_into(&mut last.text),
            _ => joined.push(Word { text: alone.to_owned(), before: word.before }),
        }
    }
    joined
}

/// Whether a character says nothing: it is hidden, or an accent that is written apart.
fn is_passed_over(c: char) -> bool {
    let is_mark = matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
    !c.is_whitespace() && (is_hidden(c) || is_mark)
}

/// Whether a character is an apostrophe, or what people type for one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′' | '＇')
}

/// A small letter without its accent, and any apostrophe as the plain one.
fn without_accent(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        c if is_apostrophe(c) => '\'',
        c => c,
    };
    // A capital with a dot over it becomes two characters in small, of which one is an accent.
    std::iter::once(plain).filter(|c| !is_passed_over(*c))
}

/// The length of the first letter of a word in bytes.
pub(super) fn first_letter(word: &str) -> usize {
    word.chars().next().map_or(0, char::len_utf8)
}

/// Whether a word is a long one with one slip of the fingers: a letter too many, too few, wrong, or
/// two that changed places. The first letter is right.
pub(super) fn is_slip_of(written: &str, meant: &str) -> bool {
    // Bytes tell the most of them apart at once: a letter has four at most.
    if meant.len() < LONG || written.len().abs_diff(meant.len()) > 4 {
        return false;
    }
    let (written, meant): (Vec<char>, Vec<char>) =
        (written.chars().collect(), meant.chars().collect());
    if meant.len() < LONG || written.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let same = written.iter().zip(&meant).take_while(|(one, other)| one == other).count();
    if same == 0 {
        return false;
    }
    let (written, meant) = (&written[same..], &meant[same..]);
    let behind = |letters: &[char], from: usize| letters.get(from..).unwrap_or_default().to_vec();
    let is_swapped = written.len() >= 2
        && meant.len() >= 2
        && written[0] == meant[1]
        && written[1] == meant[0]
        && behind(written, 2) == behind(meant, 2);
    is_swapped
        || behind(written, 1) == behind(meant, 1)
        || behind(written, 1) == meant
        || written == behind(meant, 1)
}
