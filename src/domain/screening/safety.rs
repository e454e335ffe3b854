//! What keeps a person safe: when to stop, when to be seen, what to ask before starting.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::domain::programme::condition::PainRule;
use crate::domain::programme::exercise::{Evidence, Exercise, Kind};

use super::inflammatory::InflammatoryScreen;
use super::red_flag::{FlagGroup, RedFlag};
use super::setup_question::{SetupGroup, SetupQuestion};

/// Everything `exercises/safety.toml` says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Safety {
    /// Lines that say when to stop an exercise, by the id exercises name them by.
    pub stop_rules: BTreeMap<String, String>,
    /// The most pain, in whole points, that a stop rule allows, by its id; only for those that name
    /// one.
    pub stop_limits: BTreeMap<String, u32>,
    /// Where the stop rules come from.
    pub stop_rule_source: Evidence,
    /// The groups that those signs are asked in, in the order of the screen.
    pub flag_groups: Vec<FlagGroup>,
    /// Signs that end self-care, in the order they are asked.
    pub red_flags: Vec<RedFlag>,
    /// What a page on the wall warns of, the most urgent first.
    pub handout: Vec<HandoutSigns>,
    /// Whom to see, and when, the most urgent first: the same for everybody.
    pub referrals: Vec<Referral>,
    /// Where that comes from.
    pub referral_source: Evidence,
    /// What is answered to words about ending one's life.
    pub crisis: Crisis,
    /// Where the red flags come from.
    pub red_flag_source: Evidence,
    /// The groups that the set-up questions are asked in, in the order of the screens.
    pub setup_groups: Vec<SetupGroup>,
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

    /// Whether an answer to a question of that id is kept: everything that can be asked, and the
    /// inflammatory questions.
    pub fn has_question(&self, id: &str) -> bool {
        self.question_ids().any(|question| question == id)
            || self.inflammatory_screen.ids().any(|question| question == id)
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

    /// The red flags of a group, in the order they are asked.
    pub fn flags_of<'s>(&'s self, group: &'s str) -> impl Iterator<Item = &'s RedFlag> {
        self.red_flags.iter().filter(move |flag| flag.group == group)
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

/// Signs that a page on the wall warns of, and that call for the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoutSigns {
    /// How soon, and by which way, to be seen.
    pub urgency: Urgency,
    /// What to do.
    pub act: String,
    /// What to look out for, a statement each.
    pub signs: Vec<String>,
}

/// How a sign of the page on the wall is to be seen to. The order is the order of urgency.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::IntoStaticStr,
    strum::VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Urgency {
    /// An ambulance.
    Ambulance,
    /// An emergency department, now.
    Emergency,
    /// A doctor, today.
    SameDay,
}

impl Urgency {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Whom to see, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// What it is like.
    pub when: String,
    /// Whom to see, and how soon.
    pub whom: String,
}

/// What is answered to words about ending one's life: never a hold, never counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crisis {
    /// What is said, a paragraph each.
    pub text: Vec<String>,
    /// Where it comes from.
    pub source: Evidence,
}

/// How much pain in an exercise is acceptable, and when it should have settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
}
