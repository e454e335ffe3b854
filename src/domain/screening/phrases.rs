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

use super::folded_note::{Boundary, FoldedNote, LONG, REACH, STEM, first_letter, fold, is_slip_of};
use super::key::{Key, each_first_key};

/// Other words that `..` may stand for.
const GAP: usize = 3;

/// Other words that `...` may stand for, or that may stand between the two sides of `+`.
const NEAR: usize = 7;

/// Beginnings of words beside which no exception counts: a numb foot that "went away" is quiet,
/// but not between the legs, on both sides, when wiping, with weakness, or getting worse; and what
/// went away may be the pain.
const GRAVE: [&str; 6] = ["between", "both", "pain", "weak", "wip", "worse"];

/// A phrase, or an entry of a word set, as it is written.
pub type Text = Cow<'static, str>;

/// Words by their name, for `<name>` in a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordSets {
    pub(super) sets: BTreeMap<Text, WordSet>,
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
pub(super) struct WordSet {
    /// As they are written.
    pub(super) texts: Vec<Text>,
    /// By what each of them may begin.
    pub(super) firsts: Vec<Key>,
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

    /// What they begin with, with a `*` behind what is the beginning of a word itself, and how many
    /// words the shortest has that begins so.
    fn firsts(&self) -> impl Iterator<Item = (String, usize)> {
        let least = |rests: &Vec<Vec<Pattern>>| rests.iter().map(Vec::len).min();
        let wholes = self
            .wholes
            .iter()
            .map(move |(first, rests)| (first.clone(), least(rests).unwrap_or_default() + 1));
        let stems = self.stems.iter().map(|(stem, rest)| (format!("{stem}*"), rest.len() + 1));
        wholes.chain(stems)
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

    /// Words of which a note has one that holds the phrase, each with how many words such a note
    /// has at least: those of the part that begins in the fewest ways. A `*` is behind what is the
    /// beginning of a word itself.
    pub(super) fn needs(&self) -> Vec<(String, usize)> {
        let parts = self.orders[0].iter().filter_map(|item| match item {
            Item::OneOf(entries) => Some(entries),
            Item::Gap(_) => None,
        });
        let least = |entries: &Arc<Entries>| entries.firsts().map(|(_, least)| least).min();
        let all: usize = parts.clone().filter_map(least).sum();
        let Some(rarest) = parts.min_by_key(|entries| entries.wholes.len() + entries.stems.len())
        else {
            return Vec::new();
        };
        let others = all - least(rarest).unwrap_or_default();
        rarest.firsts().map(|(first, least)| (first, others + least)).collect()
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

    proptest! {
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
    }
}
