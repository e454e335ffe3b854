//! What need not be read to know that it is not in a note: all phrases at once ([`Gate`]), or each
//! of them ([`Sieve`]).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::folded_note::{FOLDED, FoldedNote, SMALL, first_letter, is_slip_of};
use super::key::{Key, choices, each_first_key, parts, set_name};
use super::phrases::{Phrase, PhraseList, Text, WordSet, WordSets};

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

/// The words of which a note needs one for any phrase at all to be in it, each with how many words
/// the note then has at least. Most of what people write, tags above all, is known by it to say
/// nothing before a single phrase is read.
///
/// It is a text, so that it can be made when the program is built: a line for each first letter, on
/// it the words with that letter, each behind a digit, its number of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate(Cow<'static, str>);

impl Gate {
    /// More words than any digit says are asked for as if they were as many.
    const MOST: usize = 9;

    /// A gate of its text.
    pub const fn read(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The gate of phrases. One that cannot be read is heard nowhere and opens nothing.
    pub fn new<'t>(phrases: impl IntoIterator<Item = &'t str>, sets: &WordSets) -> Self {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for phrase in phrases.into_iter().filter_map(|text| Phrase::parse(text, sets).ok()) {
            for (word, least) in phrase.needs() {
                let known = words.entry(word).or_insert(Self::MOST);
                *known = least.min(*known);
            }
        }
        let mut text = String::new();
        let mut letter = None;
        for (word, least) in &words {
            let own = word.chars().next();
            let part = if letter.is_none() || letter == own { " " } else { "\n" };
            text.push_str(if text.is_empty() { "" } else { part });
            text.push_str(&format!("{least}{word}"));
            letter = own;
        }
        Self(text.into())
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether a note may say something. If not, no phrase is in it.
    pub fn may_hear(&self, note: &FoldedNote) -> bool {
        let most = b'0' + note.words.len().min(Self::MOST) as u8;
        note.places.keys().any(|word| {
            let letter = &word[..first_letter(word)];
            let mut lines = self.0.lines();
            let line = lines.find(|line| line.get(1..).is_some_and(|of| of.starts_with(letter)));
            let needed = line.into_iter().flat_map(|line| line.split(' '));
            // As bytes: all of them are looked at for every word that is written.
            let mut needed =
                needed.filter(|needed| needed.bytes().next().is_some_and(|least| least <= most));
            needed.any(|needed| {
                needed.get(1..).is_some_and(|meant| match meant.strip_suffix('*') {
                    Some(stem) => word.starts_with(stem),
                    None => word == meant || is_slip_of(word, meant),
                })
            })
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text is heard in a note alike, whether or not it goes through the sieve.
    fn assert_nothing_is_passed_over(text: &str, note: &str, sets: &WordSets) {
        let note = FoldedNote::new(note);
        for unless in [vec![], vec![text.to_owned().into()]] {
            let texts = PhraseTexts::new(vec![text.to_owned().into()], unless);
            let Ok(list) = texts.read(sets) else { return };
            let is_heard = texts.is_heard_in(&Sieve::new(&note, sets));
            assert_eq!(is_heard, list.hears(&note), "{text:?} in {note:?}");
            let gate = Gate::new([text], sets);
            assert!(gate.may_hear(&note) || !is_heard, "{gate:?} is shut for {text:?} in {note:?}");
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
