//! What keeps a person safe: when to stop, when to be seen, what to ask before starting.

use std::collections::BTreeMap;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::diary::exercise_record::Symptom;
use crate::domain::programme::condition::PainRule;
use crate::domain::programme::exercise::{Evidence, Exercise, Kind};

/// Everything `exercises/safety.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Safety {
    /// Lines that say when to stop an exercise, by the id exercises name them by.
    pub stop_rules: BTreeMap<String, String>,
    /// The most pain, in whole points, that a stop rule allows, by its id; only for those that name
    /// one.
    pub stop_limits: BTreeMap<String, u32>,
    /// Where the stop rules come from.
    pub stop_rule_source: Evidence,
    /// Signs that end self-care, in the order they are asked.
    pub red_flags: Vec<RedFlag>,
    /// Words that make the red flags worth asking again when they are logged, in lower case; each
    /// of four letters or more also stands for words that begin with it.
    pub warning_words: Vec<String>,
    /// Where the red flags come from.
    pub red_flag_source: Evidence,
    /// What is asked before a programme starts, in the order it is asked.
    pub setup_questions: Vec<SetupQuestion>,
    /// Where the set-up questions come from.
    pub setup_question_source: Evidence,
    /// When inflammatory back pain is worth a referral.
    pub inflammatory_screen: InflammatoryScreen,
    /// How much pain in an exercise is acceptable.
    pub monitor: Monitor,
}

impl Safety {
    /// Ids of everything that can be asked: the red flags, then the set-up questions.
    pub fn question_ids(&self) -> impl Iterator<Item = &str> {
        let flags = self.red_flags.iter().map(|flag| flag.id.as_str());
        flags.chain(self.setup_questions.iter().map(|question| question.id.as_str()))
    }

    /// The stop rules of an exercise in words, but for those that only name a limit on pain:
    /// `words` says it.
    pub fn stop_rules_of(&self, exercise: &Exercise) -> Vec<String> {
        let rules = exercise.stop.iter().filter(|id| !self.stop_limits.contains_key(*id));
        rules.filter_map(|id| self.stop_rules.get(id)).cloned().collect()
    }

    /// The limits on pain in an exercise, in whole points: the strictest of those of its kind, of
    /// the conditions' rules, and of its own stop rules.
    pub fn limit(&self, exercise: &Exercise, rules: impl IntoIterator<Item = PainRule>) -> Limit {
        let limit = self.monitor.limit_for(exercise.kind, rules);
        let stops = exercise.stop.iter().filter_map(|id| self.stop_limits.get(id)).copied();
        let acceptable_max = stops.chain([limit.acceptable_max]).min().unwrap_or(0);
        Limit { safe_max: limit.safe_max.min(acceptable_max), acceptable_max }
    }

    /// Whether something that was logged holds one of the warning words, or one that names a red
    /// flag, or is a sign that does.
    pub fn warns(&self, text: &str) -> bool {
        holds_one_of(text, &self.warning_words) || self.named_in(text).next().is_some()
    }

    /// The red flags that something that was logged names by one of their words, or by being one of
    /// their signs, in the order they are asked.
    pub fn named_in(&self, text: &str) -> impl Iterator<Item = &RedFlag> {
        // A sign is a whole text and no word in one: who falls asleep has not fallen.
        let sign = Symptom::from_word(&text.to_lowercase());
        self.red_flags.iter().filter(move |flag| {
            holds_one_of(text, &flag.words) || sign.is_some_and(|sign| flag.signs.contains(&sign))
        })
    }

    /// The red flags that something that was logged names by one of their words.
    pub fn named_by_word(&self, text: &str) -> impl Iterator<Item = &RedFlag> {
        self.red_flags.iter().filter(move |flag| holds_one_of(text, &flag.words))
    }

    /// The red flags that something that was logged has asked, in the order they are asked: all of
    /// them for a word, and for a sign that holds none those that it names.
    pub fn asked_by(&self, text: &str) -> Vec<&RedFlag> {
        let is_named = self.named_by_word(text).next().is_some();
        if is_named || holds_one_of(text, &self.warning_words) {
            self.red_flags.iter().collect()
        } else {
            self.named_in(text).collect()
        }
    }

    /// The red flag of that id.
    pub fn red_flag(&self, id: &str) -> Option<&RedFlag> {
        self.red_flags.iter().find(|flag| flag.id == id)
    }

    /// The set-up question of that id.
    pub fn setup_question(&self, id: &str) -> Option<&SetupQuestion> {
        self.setup_questions.iter().find(|question| question.id == id)
    }
}

/// Letters from which on a word stands for longer ones that begin with it: `numb` for `numbness`,
/// but `pee` not for `peeling`.
const STEM: usize = 4;

/// Whether a text holds one of some words, or a word that begins with one of [`STEM`] letters or
/// more.
fn holds_one_of(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    let mut written = text.split(|c: char| !c.is_alphanumeric());
    written.any(|written| words.iter().any(|word| stands_for(word, written)))
}

/// Whether a warning word stands for a word that was written.
fn stands_for(word: &str, written: &str) -> bool {
    // Better one question too many: a longer word that begins with it is taken for it, but not
    // where the word is so short that any other may begin with it.
    written == word || (word.len() >= STEM && written.starts_with(word))
}

/// A sign that ends self-care and sends the person to a clinician.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedFlag {
    /// Its name in the diary.
    pub id: String,
    /// What sort of trouble it may point to: `cauda-equina`, `fracture`, ….
    pub group: String,
    /// The question, answered yes or no.
    pub ask: String,
    /// How soon to be seen.
    pub level: Level,
    /// What to do.
    pub act: String,
    /// Warning words that name this very sign, so that what to do is said when one of them is
    /// logged; often none.
    pub words: Vec<String>,
    /// Signs beside an exercise that name it in the same way; often none.
    pub signs: Vec<Symptom>,
    /// Whether the person may record that a clinician has already checked it.
    pub known_ok: bool,
}

/// How soon a red flag wants a clinician. The order is the order of urgency, the most urgent first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Level {
    /// Now.
    Emergency,
    /// Today.
    SameDay,
    /// Within days.
    Days,
    /// Within weeks.
    Weeks,
}

impl Level {
    /// Its word in files and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a yes to such a flag cannot wait for the rest of the questions. Any open flag hides
    /// the routine.
    pub fn cannot_wait(self) -> bool {
        matches!(self, Self::Emergency | Self::SameDay)
    }
}

/// Something to know about a person before a programme starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupQuestion {
    /// Its name in the diary, and in the `contra` and `caution` of exercises.
    pub id: String,
    /// The question, answered yes or no.
    pub ask: String,
    /// What a yes does.
    pub effect: Effect,
    /// The line shown after a yes.
    pub line: String,
}

/// What a yes to a set-up question does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Effect {
    /// No programme until a clinician agrees, on record.
    Redirect,
    /// Hides the exercises whose `contra` names the question, and shows its line on those whose
    /// `caution` does.
    Filter,
    /// Shows its line, and no more.
    Note,
}

/// Questions that together make an inflammatory cause worth asking a doctor about. Not a red flag.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// How much pain in an exercise is acceptable, and when it should have settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitor {
    /// The scale the limits are on, in words.
    pub scale: String,
    /// The limits where nothing stricter applies.
    pub limit: Limit,
    /// When pain should be back to usual, in words.
    pub settle_by: String,
    /// What must hold from week to week, in words.
    pub week_rule: String,
    /// Where the model and its limits come from.
    pub source: Evidence,
    /// The condition rule that the bone limit is for.
    pub bone_rule: PainRule,
    /// The limits under that rule.
    pub bone: Limit,
    /// Where the bone limit comes from.
    pub bone_source: Evidence,
    /// The condition rule that the gentle limit is for.
    pub gentle_rule: PainRule,
    /// The limits under that rule.
    pub gentle: Limit,
    /// Where the gentle limit comes from.
    pub gentle_source: Evidence,
    /// The kinds of exercise that the nerve limit is for.
    pub nerve_kinds: Vec<Kind>,
    /// The limits for those kinds.
    pub nerve: Limit,
    /// What else must hold for them, in words.
    pub nerve_note: String,
    /// Where the nerve limit comes from.
    pub nerve_source: Evidence,
}

/// Two limits on pain in an exercise, in whole points of 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Up to here is fine.
    pub safe_max: u32,
    /// Up to here is acceptable when it settles in time; above it is too much.
    pub acceptable_max: u32,
}

impl Monitor {
    /// The strictest limit that applies to an exercise of this kind under these conditions' rules.
    pub fn limit_for(&self, kind: Kind, rules: impl IntoIterator<Item = PainRule>) -> Limit {
        // Each of the two numbers by itself: the strictest of both may come from different limits.
        let by_rule = [(self.bone_rule, self.bone), (self.gentle_rule, self.gentle)];
        let ruled = rules.into_iter().flat_map(|rule| {
            by_rule.into_iter().filter(move |(of, _)| *of == rule).map(|(_, limit)| limit)
        });
        let nerve = self.nerve_kinds.contains(&kind).then_some(self.nerve);
        ruled.chain(nerve).fold(self.limit, |strictest, limit| Limit {
            safe_max: strictest.safe_max.min(limit.safe_max),
            acceptable_max: strictest.acceptable_max.min(limit.acceptable_max),
        })
    }

    /// Where a limit on an exercise of this kind comes from.
    pub fn source_for(&self, kind: Kind, limit: Limit) -> &Evidence {
        if limit.acceptable_max <= self.bone.acceptable_max {
            &self.bone_source
        } else if self.nerve_kinds.contains(&kind) {
            &self.nerve_source
        } else if limit.acceptable_max == self.gentle.acceptable_max {
            &self.gentle_source
        } else {
            &self.source
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The limits of the shipped file, with words that do not matter here.
    fn monitor() -> Monitor {
        let source = Evidence::new("design choice").expect("carries a mark");
        Monitor {
            scale: "0-10".into(),
            limit: Limit { safe_max: 2, acceptable_max: 5 },
            settle_by: "next morning".into(),
            week_rule: "must not rise".into(),
            source: source.clone(),
            bone_rule: PainRule::BoneZero,
            bone: Limit { safe_max: 0, acceptable_max: 0 },
            bone_source: source.clone(),
            gentle_rule: PainRule::Gentle,
            gentle: Limit { safe_max: 2, acceptable_max: 3 },
            gentle_source: source.clone(),
            nerve_kinds: vec![Kind::Neural],
            nerve: Limit { safe_max: 2, acceptable_max: 2 },
            nerve_note: "must settle".into(),
            nerve_source: source,
        }
    }

    #[test]
    fn the_strictest_limit_wins() {
        for (kind, rules, most) in [
            (Kind::Strength, vec![PainRule::Standard], 5),
            (Kind::Neural, vec![PainRule::Standard], 2),
            (Kind::Neural, vec![PainRule::Standard, PainRule::BoneZero], 0),
            (Kind::Strength, vec![PainRule::Gentle], 3),
            (Kind::Strength, vec![PainRule::Standard, PainRule::Gentle], 3),
            (Kind::Neural, vec![PainRule::Gentle], 2),
            (Kind::Strength, vec![PainRule::Gentle, PainRule::BoneZero], 0),
            (Kind::Strength, vec![], 5),
        ] {
            let limit = monitor().limit_for(kind, rules.iter().copied());
            assert_eq!(limit.acceptable_max, most, "{kind:?} {rules:?}");
        }
    }

    #[test]
    fn words_stand_for_those_that_begin_with_them_from_four_letters_on() {
        let words = ["numb".to_owned(), "pee".to_owned()];
        for (text, expected) in [
            ("Numbness in the foot", true),
            ("cannot pee.", true),
            ("peeling potatoes", false),
            ("number 7", true),
            ("benumbed", false),
            ("", false),
        ] {
            assert_eq!(holds_one_of(text, &words), expected, "{text}");
        }
    }

    #[test]
    fn the_urgent_levels_hide_the_programme() {
        assert!(Level::Emergency < Level::Weeks);
        assert!(Level::SameDay.cannot_wait() && !Level::Days.cannot_wait());
    }
}
