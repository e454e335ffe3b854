//! Hears in a note the signs that the safety questions ask about.
//!
//! Phrases are data that a physiotherapist reads and changes. A phrase is a row of words, which
//! stand one after another in the note; capitals, accents, punctuation and the small words of
//! `SMALL` do not count. The little language:
//!
//! | written | means |
//! | --- | --- |
//! | `chest pain` | these words, one after another |
//! | `shiver*` | a word that begins like this; at least three letters |
//! | `wee\|pee` | either word |
//! | `back_passage\|bum` | an either-or of several words keeps them together with `_` |
//! | `..` | up to three other words; in an exception not over a comma or an "and" |
//! | `...` | up to seven other words |
//! | `+` | both sides in either order, with up to seven other words between; once in a phrase |
//! | `<leg>` | any entry of the word set of that name; an entry may be several words, some with `\|` |
//!
//! None of these gaps reaches over the end of a sentence, a "but" or a negation, so a foot that
//! "is not numb" is not "foot .. numb".
//!
//! A negation among the three words before a phrase means that the sign is not there, unless the
//! phrase itself begins with it (`no feeling`). It does not reach over the end of a sentence, over
//! the words of `TURNS` ("but", "now", "because", …) or over a comma, except in lists that go on
//! to an "or": "no fever, chills or sweats".
//!
//! A list has exceptions, too: a hit that shares a word with one does not count, unless a word of
//! `GRAVE` stands beside it. All of this is design choice, measured on sentences that people
//! might write: `tests/fixtures/notes/sentences.tsv`.
//!
//! There are more than a thousand phrases, and a note has a few words. So phrases are kept as they
//! are written, and one is taken apart only where each of its words may stand in the note.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::domain::text::hidden::is_hidden;

/// Other words that `..` may stand for.
const GAP: usize = 3;

/// Other words that `...` may stand for, or that may stand between the two sides of `+`.
const NEAR: usize = 7;

/// How many words before a phrase a negated list may begin.
const LIST: usize = 24;

/// How many words behind a phrase may tell that it is new.
const LATER: usize = 5;

/// How many words before a phrase are looked at for a negation, and how many beside an exception
/// for a grave word.
const REACH: usize = 3;

/// Letters from which on a word may be misspelt in one place and still be meant: leaking and
/// leaning are two words, numbness and nummness are one.
const LONG: usize = 8;

/// Letters that the beginning of a word, such as `shiver*`, has at least.
const STEM: usize = 3;

/// Words that do not count, in notes and in phrases: "my leg is really numb" is "leg numb".
const SMALL: [&str; 39] = [
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

/// Beginnings of words beside which no exception counts: a numb foot that "went away" is quiet,
/// but not between the legs, on both sides, when wiping, with weakness, or getting worse; and what
/// went away may be the pain.
const GRAVE: [&str; 6] = ["between", "both", "pain", "weak", "wip", "worse"];

/// Words that folding makes another word, or one with the word beside them: see [`end_word`] and
/// [`join_negations`].
const FOLDED: [&str; 31] = [
    "1", "2", "able", "aint", "anymore", "arent", "can", "cannot", "cnt", "could", "couldnt",
    "did", "didnt", "do", "does", "doesnt", "had", "hadnt", "hasnt", "havent", "isnt", "just",
    "not", "odd", "only", "unable", "wasnt", "werent", "will", "would", "wouldnt",
];

/// A phrase, or an entry of a word set, as it is written.
pub type Text = Cow<'static, str>;

/// Words by their name, for `<name>` in a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordSets {
    sets: BTreeMap<Text, WordSet>,
}

impl WordSets {
    /// Sets, each a name with its entries. An entry is read when a phrase needs it.
    pub fn new(sets: impl IntoIterator<Item = (Text, Vec<Text>)>) -> Self {
        Self { sets: sets.into_iter().map(|(name, texts)| (name, WordSet::new(texts))).collect() }
    }

    /// Reads all of them.
    ///
    /// # Errors
    ///
    /// What is wrong with the first entry that cannot be read.
    pub fn check(&self) -> Result<(), String> {
        self.sets.values().try_for_each(|set| set.entries().map(drop))
    }

    /// The set of a name.
    fn get(&self, name: &str) -> Result<Arc<Entries>, String> {
        let set = self.sets.get(name).ok_or_else(|| format!("no word set is called '{name}'"))?;
        set.entries()
    }
}

/// Words that share a name.
#[derive(Debug, Clone)]
struct WordSet {
    /// As they are written.
    texts: Vec<Text>,
    /// By what each of them may begin.
    firsts: Vec<Key>,
    /// Read once, because many phrases share one.
    entries: OnceLock<Result<Arc<Entries>, String>>,
}

impl WordSet {
    /// A set that is not read.
    fn new(texts: Vec<Text>) -> Self {
        let mut firsts = Vec::new();
        for text in &texts {
            each_first_key(text, |key| firsts.push(key));
        }
        Self { texts, firsts, entries: OnceLock::new() }
    }

    /// Its entries, read.
    fn entries(&self) -> Result<Arc<Entries>, String> {
        let read = || Entries::parse(self.texts.iter().map(AsRef::as_ref)).map(Arc::new);
        self.entries.get_or_init(read).clone()
    }
}

impl PartialEq for WordSet {
    // Whether they were read already makes no difference.
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for WordSet {}

/// What stands between a word and the one before it. The order is how much it parts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Boundary {
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
struct Word {
    text: String,
    before: Boundary,
}

/// A note in the form that phrases are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedNote {
    words: Vec<Word>,
    /// Where each word stands, from the first on.
    places: BTreeMap<String, Vec<usize>>,
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
    fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(|word| word.text.as_str())
    }

    /// What stands before the word at a place; the end of the note is the end of a sentence.
    fn boundary(&self, place: usize) -> Boundary {
        self.words.get(place).map_or(Boundary::Stop, |word| word.before)
    }

    /// The words that begin like this, with their places.
    fn words_from<'a>(&'a self, stem: &'a str) -> impl Iterator<Item = (&'a String, &'a [usize])> {
        let words = self.places.range(stem.to_owned()..);
        let words = words.take_while(move |(word, _)| word.starts_with(stem));
        words.map(|(word, places)| (word, places.as_slice()))
    }

    /// Whether a word of small letters is there with a slip of the fingers.
    fn holds_slip_of(&self, meant: &[u8]) -> bool {
        let meant = str::from_utf8(meant).unwrap_or_default();
        self.words_from(&meant[..first_letter(meant)]).any(|(word, _)| is_slip_of(word, meant))
    }

    /// Whether a gap may reach over the word at a place.
    fn may_skip(&self, place: usize, is_tight: bool) -> bool {
        self.word(place).is_some_and(|word| {
            let is_negation = NEGATIONS.contains(&word);
            let is_and = is_tight && word == "and";
            !(is_negation || is_and || WALLS.contains(&word))
        })
    }

    /// Whether a phrase found from `start` up to `end` is said not to be there.
    fn is_denied(&self, start: usize, end: usize) -> bool {
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

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    /// This word, with one slip of the fingers where it is long.
    Whole(String),
    /// A word that begins like this.
    Stem(String),
}

impl Pattern {
    /// Whether it stands for a folded word.
    fn matches(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole || is_slip_of(word, whole),
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

/// Words of which any may stand in a place, each one or several, by the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Entries {
    /// What follows each first word.
    wholes: BTreeMap<String, Vec<Vec<Pattern>>>,
    /// What follows each beginning of a first word.
    stems: Vec<(String, Vec<Pattern>)>,
    /// The first words that are so long that one slip is forgiven.
    longs: Vec<String>,
}

impl Entries {
    /// Reads entries, each with its choices.
    fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut entries = Self::default();
        for text in texts.into_iter().flat_map(each_choice) {
            let mut patterns = parse_entry(&text)?.into_iter();
            match patterns.next() {
                Some(Pattern::Whole(first)) => {
                    entries.wholes.entry(first).or_default().push(patterns.collect());
                }
                Some(Pattern::Stem(first)) => entries.stems.push((first, patterns.collect())),
                None => return Err(format!("'{text}' has no word that counts")),
            }
        }
        let longs = entries.wholes.keys().filter(|word| word.chars().count() >= LONG);
        entries.longs = longs.cloned().collect();
        Ok(entries)
    }

    /// Where in a note a first word stands.
    fn starts_in(&self, note: &FoldedNote) -> Vec<usize> {
        // A short note has fewer words than a set, and a long one more.
        let mut starts: Vec<usize> = if note.places.len() < self.wholes.len() {
            let known = note.places.iter().filter(|(word, _)| self.wholes.contains_key(*word));
            known.flat_map(|(_, places)| places).copied().collect()
        } else {
            let known = self.wholes.keys().filter_map(|word| note.places.get(word));
            known.flatten().copied().collect()
        };
        for (stem, _) in &self.stems {
            starts.extend(note.words_from(stem).flat_map(|(_, places)| places));
        }
        for long in &self.longs {
            // The first letter is right.
            let alike = note.words_from(&long[..first_letter(long)]);
            let slips = alike.filter(|(word, _)| *word != long && is_slip_of(word, long));
            starts.extend(slips.flat_map(|(_, places)| places));
        }
        starts
    }

    /// What has to follow a first word, once for each entry that begins with it.
    fn after<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a [Pattern]> {
        let exact = self.wholes.get(word);
        let longs = self.longs.iter().filter(move |long| *long != word && is_slip_of(word, long));
        let slips = longs.filter_map(|long| self.wholes.get(long));
        let stems = self.stems.iter().filter(move |(stem, _)| word.starts_with(stem.as_str()));
        let wholes = exact.into_iter().chain(slips).flatten();
        wholes.chain(stems.map(|(_, rest)| rest)).map(Vec::as_slice)
    }

    /// Whether one of their words stands for a word of a note.
    fn name(&self, word: &str) -> bool {
        let rests = self.wholes.values().flatten().chain(self.stems.iter().map(|(_, rest)| rest));
        self.after(word).next().is_some() || rests.flatten().any(|pattern| pattern.matches(word))
    }
}

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// Any of these.
    OneOf(Arc<Entries>),
    /// Up to this many other words of the same sentence.
    Gap(usize),
}

/// Words by which a person may say a thing; see the head of this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its parts, once for each order that it may be written in.
    orders: Vec<Vec<Item>>,
    /// Whether only `...` and `+` reach over a comma or an "and" in it.
    is_tight: bool,
}

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    ///
    /// What is wrong with it: it has no words, begins or ends with a gap, has a second `+`, a
    /// beginning of less than three letters, or a word set that is not there.
    pub fn parse(text: &str, sets: &WordSets) -> Result<Self, String> {
        Self::read(text, sets, false)
    }

    /// Reads an exception, which is tight: only `...` and `+` reach over a comma or an "and" in it.
    ///
    /// # Errors
    ///
    /// As [`Phrase::parse`].
    pub fn parse_exception(text: &str, sets: &WordSets) -> Result<Self, String> {
        Self::read(text, sets, true)
    }

    /// Reads a phrase, tight or not.
    fn read(text: &str, sets: &WordSets, is_tight: bool) -> Result<Self, String> {
        let sides = text.split(" + ").map(|side| parse_side(side, sets));
        let orders = match sides.collect::<Result<Vec<_>, _>>()?.as_slice() {
            [only] => vec![only.clone()],
            [first, second] => {
                let in_order =
                    |one: &[Item], other: &[Item]| [one, &[Item::Gap(NEAR)], other].concat();
                vec![in_order(first, second), in_order(second, first)]
            }
            _ => return Err(format!("'{text}' has more than one ' + '")),
        };
        Ok(Self { orders, is_tight })
    }

    /// Where it is found: the place of its first word, and the place behind its last.
    fn found_in<'a>(&'a self, note: &'a FoldedNote) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.orders.iter().flat_map(move |items| {
            let starts = match items.first() {
                Some(Item::OneOf(entries)) => entries.starts_in(note),
                _ => Vec::new(),
            };
            let found = move |start| Some((start, self.end_of(items, note, start)?));
            starts.into_iter().filter_map(found)
        })
    }

    /// The place behind the last word, where a note holds all parts from `start` on; the nearest.
    fn end_of(&self, items: &[Item], note: &FoldedNote, start: usize) -> Option<usize> {
        let mut ends = vec![start];
        let mut is_next = false;
        for item in items {
            let mut behind = Vec::new();
            for &end in &ends {
                match item {
                    Item::OneOf(entries) => {
                        behind.extend(self.behind_words(end, is_next, entries, note));
                    }
                    Item::Gap(most) => behind.extend(self.behind_gap(end, *most, note)),
                }
            }
            behind.sort_unstable();
            behind.dedup();
            ends = behind;
            is_next = matches!(item, Item::OneOf(_));
        }
        ends.first().copied()
    }

    /// The places behind each entry that stands at a place; `is_next` if directly behind others.
    fn behind_words<'a>(
        &'a self,
        at: usize,
        is_next: bool,
        entries: &'a Entries,
        note: &'a FoldedNote,
    ) -> impl Iterator<Item = usize> {
        // The words of an exception stand together.
        let is_apart = |place| self.is_tight && note.boundary(place) >= Boundary::Comma;
        let first = note.word(at).filter(|_| !(is_next && is_apart(at)));
        let rests = first.into_iter().flat_map(|word| entries.after(word));
        let found = rests.filter(move |rest| {
            rest.iter().zip(at + 1..).all(|(pattern, place)| {
                !is_apart(place) && note.word(place).is_some_and(|word| pattern.matches(word))
            })
        });
        found.map(move |rest| at + 1 + rest.len())
    }

    /// The places to which a gap reaches from a place on.
    fn behind_gap(&self, from: usize, most: usize, note: &FoldedNote) -> Vec<usize> {
        let is_tight = self.is_tight && most < NEAR;
        let wall = if is_tight { Boundary::Comma } else { Boundary::Stop };
        // What stands behind a gap is on the same side of a wall as what stands before it.
        (from..=from + most)
            .take_while(|place| note.boundary(*place) < wall)
            .take_while(|place| *place == from || note.may_skip(place - 1, is_tight))
            .collect()
    }

    /// Whether one of its own words stands for a word of a note.
    fn names(&self, word: &str) -> bool {
        self.orders.iter().flatten().any(|item| match item {
            Item::OneOf(entries) => entries.name(word),
            Item::Gap(_) => false,
        })
    }
}

/// Reads one side of a phrase.
fn parse_side(text: &str, sets: &WordSets) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    // Plain words are folded together, because "can not" is one word.
    let mut plain: Vec<&str> = Vec::new();
    for part in text.split_whitespace() {
        let item = if part == ".." {
            Item::Gap(GAP)
        } else if part == "..." {
            Item::Gap(NEAR)
        } else if let Some(name) = part.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Item::OneOf(sets.get(name)?)
        } else if part.contains('|') {
            Item::OneOf(Arc::new(Entries::parse([part])?))
        } else {
            plain.push(part);
            continue;
        };
        push_plain(&mut items, &mut plain)?;
        items.push(item);
    }
    push_plain(&mut items, &mut plain)?;
    let is_words = |item: Option<&Item>| matches!(item, Some(Item::OneOf(_)));
    if is_words(items.first()) && is_words(items.last()) {
        Ok(items)
    } else {
        Err(format!("'{text}' has to begin and end with a word that counts"))
    }
}

/// Adds the plain words that were collected, if any of them counts.
fn push_plain(items: &mut Vec<Item>, plain: &mut Vec<&str>) -> Result<(), String> {
    let words = std::mem::take(plain).join(" ");
    if !fold(&words).is_empty() {
        items.push(Item::OneOf(Arc::new(Entries::parse([words.as_str()])?)));
    }
    Ok(())
}

/// An entry once for each choice of its words: "feels odd|dull" is "feels odd" and "feels dull".
fn each_choice(entry: &str) -> Vec<String> {
    let mut choices = vec![String::new()];
    for part in entry.split_whitespace() {
        let words: Vec<String> = part.split('|').map(|word| word.replace('_', " ")).collect();
        let longer = |begun: &String| -> Vec<String> {
            words.iter().map(|word| format!("{begun} {word}")).collect()
        };
        choices = choices.iter().flat_map(longer).collect();
    }
    choices
}

/// Reads words that stand one after another, each whole or the beginning of one.
fn parse_entry(text: &str) -> Result<Vec<Pattern>, String> {
    if let Some(strange) = text.chars().find(|c| "<>|+.".contains(*c)) {
        return Err(format!("'{strange}' in '{text}' has no meaning there"));
    }
    let mut patterns = Vec::new();
    // Whole words are folded together up to the next beginning of one.
    for part in text.split_inclusive('*') {
        let words = fold(part);
        let count = words.len();
        for (nth, word) in words.into_iter().enumerate() {
            let is_stem = part.ends_with('*') && nth + 1 == count;
            if is_stem && word.text.chars().count() < STEM {
                return Err(format!("'{}*' is too short to be the beginning of a word", word.text));
            }
            let pattern = if is_stem { Pattern::Stem } else { Pattern::Whole };
            patterns.push(pattern(word.text));
        }
    }
    if patterns.is_empty() {
        Err(format!("'{text}' has no word that counts"))
    } else {
        Ok(patterns)
    }
}

/// What is listened for: phrases, and phrases that make one of them harmless.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhraseList {
    /// By what the sign is heard.
    pub says: Vec<Phrase>,
    /// A hit that shares a word with one of these does not count.
    pub unless: Vec<Phrase>,
}

impl PhraseList {
    /// Reads phrases and their exceptions.
    ///
    /// # Errors
    ///
    /// What is wrong with the first phrase that cannot be read.
    pub fn parse<S: AsRef<str>>(says: &[S], unless: &[S], sets: &WordSets) -> Result<Self, String> {
        let says = says.iter().map(|phrase| Phrase::parse(phrase.as_ref(), sets));
        let unless = unless.iter().map(|phrase| Phrase::parse_exception(phrase.as_ref(), sets));
        Ok(Self {
            says: says.collect::<Result<_, _>>()?,
            unless: unless.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a note says it.
    pub fn hears(&self, note: &FoldedNote) -> bool {
        let mut hits = self
            .says
            .iter()
            .flat_map(|phrase| phrase.found_in(note))
            .filter(|(start, end)| !note.is_denied(*start, *end))
            .peekable();
        // Most notes say nothing of the kind: their exceptions need not be looked for.
        if hits.peek().is_none() {
            return false;
        }
        let excused = self.excused_in(note);
        hits.any(|(start, end)| !(start..end).any(|place| excused[place]))
    }

    /// For each word of a note whether it belongs to an exception that counts.
    fn excused_in(&self, note: &FoldedNote) -> Vec<bool> {
        let mut excused = vec![false; note.words.len()];
        for phrase in &self.unless {
            for (start, end) in phrase.found_in(note) {
                let beside = start.saturating_sub(REACH)..(end + REACH).min(note.words.len());
                let is_grave = note.words[beside].iter().any(|word| {
                    GRAVE.iter().any(|grave| word.text.starts_with(grave))
                        && !phrase.names(&word.text)
                });
                if !is_grave {
                    excused[start..end].fill(true);
                }
            }
        }
        excused
    }
}

/// A word, or the beginning of one, as a number that is quickly compared. Two words may share one,
/// and then a phrase is read in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64);

impl Key {
    /// Stands for what cannot be told without reading it.
    const UNKNOWN: Self = Self(0);

    /// How many ends of keys there are, for the last eleven bits.
    const ENDS: usize = 2048;

    /// The last bits.
    fn end(self) -> usize {
        self.0 as usize % Self::ENDS
    }

    /// The key of a word with a mark for its sort, by the hash FNV-1a.
    fn new(word: &[u8], mark: u8) -> Self {
        let bytes = word.iter().chain([&mark]);
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    fn whole(word: &[u8]) -> Self {
        Self::new(word, b' ')
    }

    /// The key of all words with the same first [`STEM`] letters, if there are as many.
    fn stem(word: &[u8]) -> Option<Self> {
        word.get(..STEM).map(|stem| Self::new(stem, b'*'))
    }

    /// The key of all words that may be slips of each other.
    fn slip(word: &[u8]) -> Option<Self> {
        (word.len() >= LONG - 1).then(|| Self::new(&word[..1], b'~'))
    }

    /// The key of a word set by its name.
    fn set(name: &[u8]) -> Self {
        Self::new(name, b'<')
    }

    /// The keys of a word as it is written in a phrase: one of them is a key of each note in which
    /// the word stands, the other one where it stands with a slip.
    fn of_written(word: &[u8]) -> (Self, Option<Self>) {
        let (letters, is_stem) = match word.split_last() {
            Some((b'*', letters)) => (letters, true),
            _ => (word, false),
        };
        let is_plain = |letter: &u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if letters.is_empty() || !letters.iter().all(is_plain) {
            // A sign of the language, or what folding makes another word.
            (Self::UNKNOWN, None)
        } else if is_stem {
            (Self::stem(letters).unwrap_or(Self::UNKNOWN), None)
        } else {
            (Self::whole(letters), Self::slip(letters).filter(|_| letters.len() >= LONG))
        }
    }
}

/// The words of each choice of a part of a phrase, as they are written.
fn choices(part: &[u8]) -> impl Iterator<Item = impl Iterator<Item = &[u8]>> {
    let is_between = |sign: &u8| matches!(sign, b'_' | b'-');
    part.split(|sign| *sign == b'|').map(move |words| words.split(is_between))
}

/// The parts of a phrase or of an entry, as they are written.
fn parts(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|sign| *sign == b' ')
}

/// The name of the word set that a part of a phrase is.
fn set_name(part: &[u8]) -> Option<&[u8]> {
    part.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">"))
}

/// Hands out the keys of the first words of a phrase or of an entry: one of them is a key of each
/// note in which it is found.
fn each_first_key(text: &str, mut each: impl FnMut(Key)) {
    let part = parts(text).next().unwrap_or_default();
    if let Some(name) = set_name(part) {
        return each(Key::set(name));
    }
    for word in choices(part).filter_map(|mut words| words.next()) {
        let (key, slip) = Key::of_written(word);
        each(key);
        slip.into_iter().for_each(&mut each);
    }
}

/// What may stand in a note: which phrases need not be read to know that they are not in it.
#[derive(Debug)]
pub struct Sieve<'a> {
    note: &'a FoldedNote,
    sets: &'a WordSets,
    /// The keys of all that may stand in the note, in their order.
    keys: Vec<Key>,
    /// For each of the last bits of a key whether one of them ends like it: most keys that are
    /// asked for are none of the note's, and need not be looked for.
    ends: [u64; Key::ENDS / 64],
}

impl<'a> Sieve<'a> {
    /// What may stand in a note of the phrases with these sets.
    pub fn new(note: &'a FoldedNote, sets: &'a WordSets) -> Self {
        let own = note.places.keys().map(|word| word.as_bytes());
        let mut keys: Vec<Key> = own.clone().filter_map(Key::slip).collect();
        // What folding may change in a phrase counts as one that stands in each note.
        let other = SMALL.into_iter().chain(FOLDED).map(str::as_bytes);
        for word in own.chain(other) {
            keys.push(Key::whole(word));
            keys.extend(Key::stem(word));
        }
        keys.push(Key::UNKNOWN);
        let mut sieve = Self { note, sets, keys: Vec::new(), ends: [0; Key::ENDS / 64] };
        sieve.add(keys);
        let may_stand = |set: &WordSet| {
            set.firsts.iter().any(|first| sieve.holds(*first))
                && set.texts.iter().any(|text| sieve.may_hold(text))
        };
        let names = sets.sets.iter().filter(|(_, set)| may_stand(set));
        let names: Vec<Key> = names.map(|(name, _)| Key::set(name.as_bytes())).collect();
        sieve.add(names);
        sieve
    }

    /// Adds keys to the note's.
    fn add(&mut self, keys: Vec<Key>) {
        for key in &keys {
            self.ends[key.end() / 64] |= 1 << (key.end() % 64);
        }
        self.keys.extend(keys);
        self.keys.sort_unstable();
    }

    /// Whether a key is one of the note's.
    fn holds(&self, key: Key) -> bool {
        let may_be = self.ends[key.end() / 64] & (1 << (key.end() % 64)) != 0;
        may_be && self.keys.binary_search(&key).is_ok()
    }

    /// Whether each word of a phrase, or of an entry, may stand somewhere in the note. What may not
    /// is not found in it, and this is far cheaper than reading the phrase.
    fn may_hold(&self, text: &str) -> bool {
        parts(text).all(|part| match set_name(part) {
            Some(name) => self.holds(Key::set(name)),
            None => choices(part).any(|mut words| words.all(|word| self.may_hold_word(word))),
        })
    }

    /// Whether a word as it is written in a phrase may stand there.
    fn may_hold_word(&self, word: &[u8]) -> bool {
        let (key, slip) = Key::of_written(word);
        self.holds(key)
            || slip.is_some_and(|slip| self.holds(slip) && self.note.holds_slip_of(word))
    }
}

/// Phrases and their exceptions as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhraseTexts {
    /// By what the sign is heard.
    says: Vec<Text>,
    /// By what each of these may begin, with its place among them.
    firsts: Vec<(Key, usize)>,
    /// A hit that shares a word with one of these does not count.
    unless: Vec<Text>,
}

impl PhraseTexts {
    /// Phrases, and exceptions from them. Each is read when a note may hold it.
    pub fn new(says: Vec<Text>, unless: Vec<Text>) -> Self {
        let mut firsts = Vec::new();
        for (nth, text) in says.iter().enumerate() {
            each_first_key(text, |key| firsts.push((key, nth)));
        }
        Self { says, firsts, unless }
    }

    /// Whether a note says it. A phrase that cannot be read is heard nowhere.
    pub fn is_heard_in(&self, sieve: &Sieve<'_>) -> bool {
        let begun = self.firsts.iter().filter(|(key, _)| sieve.holds(*key));
        let mut begun: Vec<usize> = begun.map(|(_, nth)| *nth).collect();
        begun.dedup();
        let says = begun.into_iter().map(|nth| &self.says[nth]);
        let says = says.filter(|text| sieve.may_hold(text));
        let says = says.filter_map(|text| Phrase::parse(text, sieve.sets).ok());
        let mut list = PhraseList { says: says.collect(), unless: Vec::new() };
        // Most notes say nothing of the kind: their exceptions need not be looked for.
        if !list.hears(sieve.note) {
            return false;
        }
        let unless = self.unless.iter().filter(|text| sieve.may_hold(text));
        let unless = unless.filter_map(|text| Phrase::parse_exception(text, sieve.sets).ok());
        list.unless = unless.collect();
        list.hears(sieve.note)
    }

    /// Reads all of it.
    ///
    /// # Errors
    ///
    /// What is wrong with the first phrase that cannot be read.
    pub fn read(&self, sets: &WordSets) -> Result<PhraseList, String> {
        PhraseList::parse(&self.says, &self.unless, sets)
    }
}

/// The words of a text that count, folded.
fn fold(text: &str) -> Vec<Word> {
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
fn first_letter(word: &str) -> usize {
    word.chars().next().map_or(0, char::len_utf8)
}

/// Whether a word is a long one with one slip of the fingers: a letter too many, too few, wrong, or
/// two that changed places. The first letter is right.
fn is_slip_of(written: &str, meant: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a note is heard by these phrases, with a word set `place`.
    fn hears(says: &[&str], unless: &[&str], note: &str) -> bool {
        let place = vec!["leg|legs".into(), "back passage".into()];
        let sets = WordSets::new([("place".into(), place)]);
        let list = PhraseList::parse(says, unless, &sets).expect("it reads");
        list.hears(&FoldedNote::new(note))
    }

    #[test]
    fn each_sign_of_the_language_means_one_thing() {
        for (phrase, note, expected) in [
            ("chest pain", "CHEST pain!", true),
            ("chest pain", "pain in the chest", false),
            ("chest pain", "chest of drawers, pain in the back", false),
            ("chest pain", "my chest is in pain", false),
            ("numb", "the number 7", false),
            ("shiver*", "shivering all night", true),
            ("shiver*", "ashiver", false),
            ("wee|pee blood", "I pee blood", true),
            ("wee|pass_water", "could not pass water", true),
            ("foot .. drop", "my foot seems to always drop", true),
            ("foot .. drop", "a foot that on most of my walks may drop", false),
            ("foot .. drop", "sore foot. Drop sets went well", false),
            ("foot .. drop", "the foot does not drop", false),
            ("foot ... drop", "a foot that on most of my walks may drop", true),
            ("foot + numb", "numb under the left foot", true),
            ("foot + numb", "foot fine but my hand is numb", false),
            ("numb + <place>", "legs both a bit numb", true),
            ("numb + <place>", "back passage numb", true),
            ("numb + <place>", "back numb", false),
            ("want to die", "I just want to die", true),
            ("can't feel my bum", "cannot feel bum", true),
        ] {
            assert_eq!(hears(&[phrase], &[], note), expected, "{phrase} in {note:?}");
        }
    }

    #[test]
    fn a_negation_is_one_word_however_it_is_written() {
        for note in [
            "can't pee",
            "cant pee",
            "can’t pee",
            "can`t pee",
            "cannot pee",
            "can not pee",
            "CAN NOT PEE",
            "couldn't pee",
            "could not pee",
            "unable to pee",
            "not able to pee",
            "haven't been able to pee",
            "I can\u{2019}t p\u{e9}e",
            "can't pe\u{301}e",
        ] {
            assert!(hears(&["cannot pee"], &[], note), "{note}");
        }
    }

    #[test]
    fn a_negation_reaches_three_words_and_no_other_thought() {
        for (note, expected) in [
            ("no numbness", false),
            ("not numb", false),
            ("never any real numbness", false),
            ("isn't numb", false),
            ("has not been numb at all", false),
            ("without feeling numb", false),
            ("numbness: none", false),
            ("pain: none and numbness", true),
            ("without pain and numb", true),
            ("numbness? no", false),
            ("numb. No tea", true),
            ("numbness - no", false),
            ("no fever, chills or numbness", false),
            ("no pain or tingling or numbness", false),
            ("asked if I had numbness", false),
            ("no pain but numb", true),
            ("no pain now numb", true),
            ("no pain. Numb", true),
            ("no, numb", true),
            ("no pain, numb today", true),
            ("did not sleep and my foot is numb", true),
            ("not slept, numb", true),
            ("not sure why it is numb", true),
            ("not just sore, numb", true),
            ("never been numb before", true),
            ("no walk with the dog today, so numb", true),
            ("can't sit, numb", true),
            ("numb no idea why", true),
        ] {
            assert_eq!(hears(&["numb|numbness"], &[], note), expected, "{note}");
        }
        // What begins with the negation is not undone by it.
        assert!(hears(&["no feeling"], &[], "there is no feeling"));
        assert!(hears(&["don't want to live"], &[], "I do not want to live"));
    }

    #[test]
    fn an_exception_takes_only_the_hit_that_it_touches_and_none_beside_a_grave_word() {
        let unless = ["numb ... went_away|passed", "weak coffee", "numb .. dentist|gel"];
        for (note, expected) in [
            ("foot numb, went away", false),
            ("foot numb, it soon passed", false),
            ("numb from the dentist", false),
            ("numb, dentist at four", true),
            ("numb and dentist at four", true),
            ("weak, coffee helped", true),
            ("numb, the pain went away", true),
            ("weak coffee", false),
            ("weak coffee and a weak leg", true),
            ("numb, went away. Numb again now", true),
            ("both feet numb, went away", true),
            ("numb when wiping, went away", true),
            ("numb, went away, worse tonight", true),
            ("numb and weak, went away", true),
        ] {
            assert_eq!(hears(&["numb", "weak"], &unless, note), expected, "{note}");
        }
    }

    #[test]
    fn a_long_word_may_hold_one_slip() {
        for (written, meant, expected) in [
            ("nubmness", "numbness", true),
            ("testicl", "testicle", true),
            ("testticle", "testicle", true),
            ("tastycle", "testicle", false),
            ("estiicle", "testicle", false),
            ("never", "fever", false),
            ("leaning", "leaking", false),
        ] {
            assert_eq!(hears(&[meant], &[], written), expected, "{written}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_phrase_is_told() {
        for (phrase, told) in [
            ("", "has to begin and end with a word that counts"),
            ("to the", "has to begin and end with a word that counts"),
            (".. pain", "has to begin and end with a word that counts"),
            ("pain ..", "has to begin and end with a word that counts"),
            ("a + b", "has to begin and end with a word that counts"),
            ("one + two + three", "has more than one ' + '"),
            ("we*", "is too short to be the beginning of a word"),
            ("<nowhere> numb", "no word set is called 'nowhere'"),
            ("the|leg numb", "has no word that counts"),
            ("leg|<foot>", "has no meaning there"),
        ] {
            let problem = Phrase::parse(phrase, &WordSets::default()).expect_err(phrase);
            assert!(problem.contains(told), "{phrase}: {problem}");
        }
    }

    #[test]
    fn a_note_as_long_as_may_be_is_heard_at_once() {
        let sets = WordSets::default();
        let says = ["numb + foot", "numb .. weak", "numbness or weak", "tingling"];
        let list = PhraseList::parse(&says, &["numb .. passed"], &sets).expect("it reads");
        let begun = std::time::Instant::now();
        for words in ["numb ", "numb or ", "no numb, ", "numbness or ", "tinglign, "] {
            list.hears(&FoldedNote::new(&words.repeat(100_000 / words.len())));
        }
        // Far more than it takes, and far less than it would take word against word.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }

    /// Something that parts two words and ends no sentence.
    fn between() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![" ", "  ", ", ", " - ", "-", "... ", "\t", " (", ") ", "\u{a0}"])
    }

    /// Words of an ordinary day.
    fn ordinary() -> impl Strategy<Value = String> {
        let words = vec!["walked", "tea", "no", "pain", "sat", "not", "slept", "garden", "never"];
        prop::collection::vec(prop::sample::select(words), 0..30).prop_map(|words| words.join(" "))
    }

    /// A text is heard in a note alike, whether or not it goes through the sieve.
    fn assert_nothing_is_passed_over(text: &str, note: &str, sets: &WordSets) {
        let note = FoldedNote::new(note);
        for unless in [vec![], vec![text.to_owned().into()]] {
            let texts = PhraseTexts::new(vec![text.to_owned().into()], unless);
            let Ok(list) = texts.read(sets) else { return };
            let is_heard = texts.is_heard_in(&Sieve::new(&note, sets));
            assert_eq!(is_heard, list.hears(&note), "{text:?} in {note:?}");
        }
    }

    /// Words that folding leaves alone, changes, joins and drops, some of them misspelt.
    fn folded() -> impl Strategy<Value = Vec<&'static str>> {
        let own = ["leg", "feel", "numbness", "nubmness", "numbnes", "38", "hard-on", "od'd", "né"];
        let own = own.into_iter().chain(["i'll", "isn't", "doesn't", "cant", "no", "foot's"]);
        let words: Vec<&str> = own.chain(SMALL).chain(FOLDED).collect();
        prop::collection::vec(prop::sample::select(words), 1..6)
    }

    proptest! {
        #[test]
        fn no_phrase_is_passed_over_that_folding_changes(
            phrase in folded(),
            entry in folded(),
            note in folded(),
            between in prop::sample::select(vec![" ", "|", "_", "-", "* ", " .. ", " + ", " <a> "]),
        ) {
            let sets = WordSets::new([("a".into(), vec![entry.join(between).into()])]);
            let phrase = phrase.join(between);
            let plain = phrase.replace(['|', '_', '*', '+'], " ").replace("<a>", &entry.join(" "));
            for note in [&note.join(" "), &plain, &plain.replace(".. ", "")] {
                assert_nothing_is_passed_over(&phrase, note, &sets);
                assert_nothing_is_passed_over("<a>", note, &sets);
            }
        }

        #[test]
        fn capitals_spaces_and_signs_never_matter(
            signs in prop::collection::vec(between(), 5),
            capital in prop::collection::vec(any::<bool>(), 6),
        ) {
            let words = ["cannot", "feel", "the", "paper", "when", "wiping"];
            let note: String = words
                .iter()
                .zip(&capital)
                .zip(signs.iter().copied().chain([""]))
                .map(|((word, is_capital), sign)| {
                    let word = if *is_capital { word.to_uppercase() } else { (*word).to_owned() };
                    word + sign
                })
                .collect();
            prop_assert!(hears(&["can't feel paper when wiping"], &[], &note), "{}", note);
        }

        #[test]
        fn ordinary_words_further_away_never_silence_a_phrase(
            before in ordinary(),
            after in ordinary(),
        ) {
            for apart in [". ", "; ", " but ", "\n"] {
                let note = format!("{before}{apart}my foot is numb. {after}");
                prop_assert!(hears(&["foot + numb"], &["numb .. passed"], &note), "{}", note);
            }
            let note = format!("{before} walked home on Sunday numb foot");
            prop_assert!(hears(&["numb foot"], &[], &note), "{}", note);
        }

        #[test]
        fn no_text_is_too_strange(note in ".*", phrase in ".*", words in "[a-z<>|*_+. ']{0,30}") {
            let set = vec![words.clone().into(), phrase.clone().into()];
            let sets = WordSets::new([("a".into(), set)]);
            for each in [&note, &phrase, &words, &format!("{words} <a>")] {
                assert_nothing_is_passed_over(each, &note, &sets);
                assert_nothing_is_passed_over(each, &phrase, &sets);
            }
        }
    }
}
