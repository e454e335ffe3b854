//! A condition the library knows, mostly a diagnosis, the four phases of its programme, and the
//! upkeep after them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::dose::{Dose, Grow, Sides, Tempo};
use super::exercise::{Evidence, Review};
use crate::domain::diary::score::Score;

/// A diagnosis, or a start without one, with what eases and worsens it, what to avoid, and its
/// programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Its name in commands and files.
    pub id: String,
    /// Its name for a person.
    pub name: String,
    /// Whether it is a diagnosis. What is none has one phase, in which nothing ever grows, and
    /// neither upkeep nor another phase after it.
    pub is_diagnosis: bool,
    /// Whether it is on a side, so that the side is worth asking for.
    pub is_sided: bool,
    /// Ids of the set-up questions with which it is not for a person who says yes, unless a
    /// clinician has looked at the answer.
    pub not_with: Vec<String>,
    /// What doctors and people also call it; it is found by each of these.
    pub also: Vec<String>,
    /// What it is, in plain words.
    pub plain: String,
    /// ICD-10-CM codes.
    pub icd10cm: Vec<Code>,
    /// SNOMED CT codes; only those that were seen in a source.
    pub snomed: Vec<Code>,
    /// What tends to make it worse; offered as tags.
    pub aggravators: Vec<String>,
    /// What tends to ease it; offered as tags.
    pub easers: Vec<String>,
    /// Signs that end self-care, in plain words.
    pub red_flags: Vec<String>,
    /// What to keep away from.
    pub avoid: Vec<String>,
    /// Outcome measures that fit it, by id.
    pub outcomes: Vec<String>,
    /// How good the evidence for its programme is, in a phrase.
    pub evidence: String,
    /// The limit on pain in exercise.
    pub pain_rule: PainRule,
    /// Whether a clinician must agree before the programme starts.
    pub clinician_gate: bool,
    /// Programmes to choose from; empty when there is only one.
    pub variants: Vec<String>,
    /// The variant taken when none is named.
    pub default_variant: Option<String>,
    /// How a variant is chosen.
    pub variant_note: Option<String>,
    /// Questions that lead to a variant, in the order they are asked; empty when a person just
    /// names one.
    pub variant_questions: Vec<VariantQuestion>,
    /// Where the questions come from; `None` when there are none.
    pub variant_question_source: Option<Evidence>,
    /// Advice for the day.
    pub advice: Vec<String>,
    /// Where the advice comes from.
    pub advice_source: Evidence,
    /// Weeks without clear change after which to see a clinician.
    pub review_weeks: u32,
    /// What to do then.
    pub review_note: String,
    /// Where the review time comes from.
    pub review_source: Evidence,
    /// Exercises for bad days; empty when the file names none.
    pub flare_plan: Vec<String>,
    /// Dose fields that hold on bad days, by exercise id, for exercises of [`Condition::flare_plan`].
    pub flare_doses: BTreeMap<String, DoseOverride>,
    /// Exercises for after the last phase, on 2 to 3 days a week, at most five; empty when the file
    /// names none.
    pub upkeep: Vec<String>,
    /// Numbers of the rules that it makes stricter, by their names.
    pub rules: BTreeMap<String, i64>,
    /// What its programme never shows.
    pub excludes: Excludes,
    /// Conditions whose programme must not run beside this one.
    pub excludes_conditions: Vec<String>,
    /// Calm, restore, strengthen, return, in this order; then upkeep, where the file names
    /// exercises for it. Calm alone where it is no diagnosis.
    pub phases: Vec<Phase>,
    /// A look at how it is done that is due some weeks after the start; `None` where none is.
    pub check: Option<DatedCheck>,
    /// A variant that is offered when another one's exercises have made it worse; `None` where none
    /// is.
    pub variant_offer: Option<VariantOffer>,
    /// Who has looked its file through; `None` where nobody has.
    pub review: Option<Review>,
}

/// A clinician's look at how exercises are done, however it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedCheck {
    /// Weeks after the start of the programme.
    pub weeks: u32,
    /// What is to be looked at, and by whom.
    pub note: String,
    /// Where the time comes from.
    pub source: Evidence,
}

/// A variant that does without what has made it worse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantOffer {
    /// The variant that is offered.
    pub variant: String,
    /// The tag of the exercises that it does without.
    pub tag: String,
    /// In how many sessions they must have been too much.
    pub times: u32,
    /// Where the number comes from.
    pub source: Evidence,
}

/// A question that helps to choose a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantQuestion {
    /// The question.
    pub ask: String,
    /// What may be answered.
    pub answers: Vec<VariantAnswer>,
}

/// An answer to such a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantAnswer {
    /// The answer as it is shown.
    pub say: String,
    /// The variant it speaks for; `None` leaves the one so far.
    pub variant: Option<String>,
    /// Variants it rules out, whatever is answered beside it.
    pub rules_out: Vec<String>,
}

/// A code of a classification, and whether it was seen in a source or is still to be verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The code as its system writes it.
    pub code: String,
    /// Whether the code was read in a source; otherwise it is to be verified before use.
    pub seen: bool,
}

/// Exercises and movement tags that a condition keeps out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Excludes {
    /// Never, by exercise id.
    pub exercises: Vec<String>,
    /// Never, by tag.
    pub tags: Vec<String>,
    /// Never in one variant, by tag.
    pub variant_tags: BTreeMap<String, Vec<String>>,
    /// Not before a phase, by tag.
    pub delays: BTreeMap<String, PhaseName>,
}

/// The limit a condition sets on pain in exercise.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum PainRule {
    /// 0 to 2 is fine, 3 to 5 acceptable, above 5 is too much.
    Standard,
    /// Bone: any pain at all is too much.
    BoneZero,
    /// A start without a diagnosis: 0 to 2 is fine, 3 acceptable, above 3 is too much.
    Gentle,
}

/// A step of a programme. The order is the order of recovery.
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
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum PhaseName {
    /// Settle it.
    Calm,
    /// Get movement and first load back.
    Restore,
    /// Build.
    Strengthen,
    /// Back to everything.
    Return,
    /// Stay there, on 2 to 3 days a week, until the plan is ended. No file lists it as a phase: it
    /// is made of [`Condition::upkeep`].
    Upkeep,
}

impl PhaseName {
    /// The phases that the file of every diagnosis lists, in their order.
    pub const LISTED: [Self; 4] = [Self::Calm, Self::Restore, Self::Strengthen, Self::Return];

    /// Its word in files, the diary and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The phase a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// The one after it, if there is one; whether a condition has it is for
    /// [`Condition::next_phase`] to say.
    pub fn next(self) -> Option<Self> {
        Self::VARIANTS.get(self as usize + 1).copied()
    }

    /// The one before it, if there is one.
    pub fn previous(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|index| Self::VARIANTS[index])
    }
}

impl fmt::Display for PhaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The most days a week on which upkeep asks for an exercise.
pub const UPKEEP_DAYS: u32 = 3;

/// What upkeep is for.
const UPKEEP_GOAL: &str = "Keep what you can do again, on 2 or 3 days a week";

/// One phase of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// Which one.
    pub name: PhaseName,
    /// What it is for.
    pub goal: String,
    /// Exercise ids in order of priority, at most five.
    pub exercises: Vec<String>,
    /// Lists that replace `exercises` for a variant.
    pub alternatives: BTreeMap<String, Vec<String>>,
    /// Dose fields that replace the exercise's own, by exercise id.
    pub overrides: BTreeMap<String, DoseOverride>,
    /// The day of the phase from which an exercise is shown, by its id; the first day is 1.
    pub from_day: BTreeMap<String, u32>,
    /// Days in a row at bone pain 0 after which an exercise is shown, by its id.
    pub from_painless_day: BTreeMap<String, u32>,
    /// Exercise ids of which at most one is done on a day.
    pub not_same_day: Vec<Vec<String>>,
    /// Exercise ids of which one is done on a day, at the person's choice.
    pub one_of: Vec<Vec<String>>,
    /// What takes the place of an exercise that an answer or an exclusion takes out, by its id, the
    /// first choice first.
    pub instead: BTreeMap<String, Vec<String>>,
    /// A line shown under the phase.
    pub note: Option<String>,
    /// A thing or two worth knowing, shown once.
    pub education: Vec<String>,
    /// When the phase may be left.
    pub exit: Exit,
}

impl Phase {
    /// The phase after the last one of `listed`, with these exercises. Each has the dose that the
    /// last phase which lists it sets, so that it goes on as it was. How long it lasts is in the
    /// rules and not in its exit ([`RuleBook::upkeep_days`]).
    ///
    /// [`RuleBook::upkeep_days`]: super::rule_book::RuleBook::upkeep_days
    pub fn upkeep(exercises: &[String], listed: &[Self]) -> Self {
        let overrides = exercises.iter().filter_map(|id| {
            let last = listed.iter().rev().find(|phase| phase.lists(id))?;
            Some((id.clone(), last.overrides.get(id)?.clone()))
        });
        Self {
            name: PhaseName::Upkeep,
            goal: UPKEEP_GOAL.to_owned(),
            overrides: overrides.collect(),
            exercises: exercises.to_vec(),
            alternatives: BTreeMap::new(),
            from_day: BTreeMap::new(),
            from_painless_day: BTreeMap::new(),
            not_same_day: Vec::new(),
            one_of: Vec::new(),
            instead: BTreeMap::new(),
            note: None,
            education: Vec::new(),
            exit: Exit::default(),
        }
    }

    /// Whether it lists an exercise, for any variant.
    pub fn lists(&self, exercise: &str) -> bool {
        let lists = self.alternatives.values().chain([&self.exercises]);
        lists.flatten().any(|id| id == exercise)
    }

    /// Exercise ids for a variant, in order of priority.
    pub fn exercises_for(&self, variant: Option<&str>) -> &[String] {
        variant.and_then(|variant| self.alternatives.get(variant)).unwrap_or(&self.exercises)
    }

    /// The dose of an exercise in this phase: its own, with what the phase sets in its place.
    /// Upkeep asks for none on more than [`UPKEEP_DAYS`] days a week.
    pub fn dose_of(&self, exercise: &str, own: &Dose) -> Dose {
        let set = self.overrides.get(exercise);
        let dose = set.map_or_else(|| own.clone(), |change| change.apply(own));
        let most = if self.name == PhaseName::Upkeep { UPKEEP_DAYS } else { u32::MAX };
        Dose { days_per_week: dose.days_per_week.min(most), ..dose }
    }
}

/// When a phase may be left: every field that is present must hold.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Exit {
    /// Days in the phase, at least.
    pub min_days: u32,
    /// Mean daily pain of the last 7 days, at most.
    pub pain_avg7_max: Option<f64>,
    /// Mean daily pain of the last 28 days, at most.
    pub pain_avg28_max: Option<f64>,
    /// Share of sessions settled by the next morning, at least, 0 to 1.
    pub next_morning_ok_min: Option<f64>,
    /// Share of planned sessions done in the phase, at least, 0 to 1.
    pub adherence_min: Option<f64>,
    /// Whether a clinician must agree, on record, to leaving.
    pub clinician_gate: bool,
    /// With what a mean is compared, where plain days mislead (a cycle).
    pub compare: Option<String>,
    /// Tests the person ticks off; each has an id of its own.
    pub tests: Vec<ExitTest>,
}

/// A test of function at the end of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitTest {
    /// Its name in the diary, unique within the condition.
    pub id: String,
    /// The line the person ticks.
    pub line: String,
    /// What the diary tells of it, so that nobody is asked; `None` where only the person knows.
    pub known_by: Option<KnownBy>,
}

/// What the diary knows of a test of function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnownBy {
    /// Minutes of sitting that were logged, at least.
    SittingMinutes(u32),
    /// The mean of the rated goals, at least.
    GoalsMean(Score),
    /// No warning sign is open.
    NoOpenSign,
    /// Pain and heaviness of the pelvic floor are not above where the programme began.
    NoWorseThanStart,
}

/// Dose fields that a phase, a clinician or the person sets in place of the exercise's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DoseOverride {
    /// See [`Dose::sets`].
    pub sets: Option<u32>,
    /// See [`Dose::reps`].
    pub reps: Option<u32>,
    /// See [`Dose::sets_max`].
    pub sets_max: Option<u32>,
    /// See [`Dose::reps_max`].
    pub reps_max: Option<u32>,
    /// See [`Dose::reps_min`].
    pub reps_min: Option<u32>,
    /// See [`Dose::hold_s`].
    pub hold_s: Option<u32>,
    /// See [`Dose::hold_max_s`].
    pub hold_max_s: Option<u32>,
    /// See [`Dose::minutes`]. Minutes that a phase sets grow only where it also sets how far.
    pub minutes: Option<u32>,
    /// See [`Dose::minutes_max`].
    pub minutes_max: Option<u32>,
    /// See [`Dose::minutes_step`].
    pub minutes_step: Option<u32>,
    /// See [`Dose::grow`].
    pub grow: Option<Grow>,
    /// See [`Dose::load_step_g`].
    pub load_step_g: Option<u32>,
    /// See [`Dose::load_g`]; no phase sets it, a person or a clinician may.
    pub load_g: Option<u32>,
    /// See [`Dose::times_per_day`].
    pub times_per_day: Option<u32>,
    /// See [`Dose::days_per_week`].
    pub days_per_week: Option<u32>,
    /// See [`Dose::effort`].
    pub effort: Option<u32>,
    /// See [`Dose::rest_s`].
    pub rest_s: Option<u32>,
    /// See [`Dose::rep_rest_s`].
    pub rep_rest_s: Option<u32>,
    /// See [`Dose::tempo`].
    pub tempo: Option<Tempo>,
    /// See [`Dose::sides`].
    pub sides: Option<Sides>,
}

impl DoseOverride {
    /// The dose with this override's fields in place, where one of them may be a hold that a pace
    /// of the dose still contradicts: the pace then takes the same hold.
    pub fn set_on(&self, dose: &Dose) -> Dose {
        let set = self.apply(dose);
        let tempo =
            set.tempo.map(|tempo| Tempo { hold_s: self.hold_s.unwrap_or(tempo.hold_s), ..tempo });
        Dose { tempo, ..set }
    }

    /// The dose with this override's fields in place.
    pub fn apply(&self, dose: &Dose) -> Dose {
        // Minutes that were set hold, where nothing is set beside them: the end and the stages that
        // the file names belong to the minutes of the file.
        let keeps_minutes = self.minutes.is_none();
        let held = !keeps_minutes
            && self.minutes_max.is_none()
            && matches!(dose.grow, Some(Grow::Minutes | Grow::Stage));
        Dose {
            sets: self.sets.unwrap_or(dose.sets),
            sets_max: self.sets_max.or(dose.sets_max),
            reps: self.reps.or(dose.reps),
            reps_max: self.reps_max.or(dose.reps_max),
            reps_min: self.reps_min.or(dose.reps_min),
            hold_s: self.hold_s.or(dose.hold_s),
            hold_max_s: self.hold_max_s.or(dose.hold_max_s),
            minutes: self.minutes.or(dose.minutes),
            minutes_max: self.minutes_max.or(dose.minutes_max.filter(|_| keeps_minutes)),
            minutes_step: self.minutes_step.or(dose.minutes_step),
            stages: if keeps_minutes { dose.stages.clone() } else { Vec::new() },
            stage: if keeps_minutes { dose.stage } else { 0 },
            grow: self.grow.or(if held { Some(Grow::None) } else { dose.grow }),
            load_step_g: self.load_step_g.or(dose.load_step_g),
            load_g: self.load_g.or(dose.load_g),
            times_per_day: self.times_per_day.unwrap_or(dose.times_per_day),
            days_per_week: self.days_per_week.unwrap_or(dose.days_per_week),
            effort: self.effort.or(dose.effort),
            rest_s: self.rest_s.or(dose.rest_s),
            rep_rest_s: self.rep_rest_s.or(dose.rep_rest_s),
            tempo: self.tempo.or(dose.tempo),
            sides: self.sides.unwrap_or(dose.sides),
            unit: dose.unit.clone(),
        }
    }
}

impl Condition {
    /// Whether its programme and the other's must not run side by side; either may say so. What is
    /// for people without a diagnosis never runs beside one.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.is_diagnosis != other.is_diagnosis
            || self.excludes_conditions.contains(&other.id)
            || other.excludes_conditions.contains(&self.id)
    }

    /// Whether a clinician must agree before this phase: to the start of the programme, or to
    /// leaving the phase before.
    pub fn needs_clearance(&self, name: PhaseName) -> bool {
        // Entering a phase is leaving the one before: the agreement is asked for once, there.
        let before = self.phases.iter().rev().find(|phase| phase.name < name);
        before.map_or(self.clinician_gate, |phase| phase.exit.clinician_gate)
    }

    /// The variant that answers lead to: the last one spoken for, unless any answer rules it out.
    /// The default where nothing is left.
    pub fn variant_for(&self, given: &[&VariantAnswer]) -> Option<String> {
        let spoken_for = given.iter().rev().find_map(|answer| answer.variant.as_ref());
        // Ruling out is the safety of it: it counts whatever was answered before or after.
        let allowed = spoken_for
            .filter(|variant| !given.iter().any(|answer| answer.rules_out.contains(variant)));
        allowed.or(self.default_variant.as_ref()).cloned()
    }

    /// The dose of an exercise of the plan for bad days, where it is `dose` on other days: never more
    /// than that.
    pub fn flare_dose(&self, exercise: &str, dose: &Dose) -> Dose {
        let set = self.flare_doses.get(exercise).map(|fields| fields.apply(dose));
        set.filter(|set| !set.is_more_than(dose)).unwrap_or_else(|| dose.clone())
    }

    /// The phases that its file lists: all but upkeep.
    pub fn listed_phases(&self) -> impl Iterator<Item = &Phase> {
        self.phases.iter().filter(|phase| phase.name != PhaseName::Upkeep)
    }

    /// The phase after one, where it has it: upkeep follows only where the file names exercises.
    pub fn next_phase(&self, name: PhaseName) -> Option<PhaseName> {
        name.next().filter(|next| self.phase(*next).is_some())
    }

    /// The phase of that name; every diagnosis has the four that its file lists.
    pub fn phase(&self, name: PhaseName) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::dose::Stage;
    use crate::domain::testing;

    /// An answer for a variant and against others.
    fn answer(variant: Option<&str>, rules_out: &[&str]) -> VariantAnswer {
        VariantAnswer {
            say: String::new(),
            variant: variant.map(str::to_owned),
            rules_out: rules_out.iter().map(|each| (*each).to_owned()).collect(),
        }
    }

    #[test]
    fn upkeep_follows_only_where_a_file_names_exercises_for_it() {
        let mut condition = testing::condition("a", &["x7".to_owned()]);
        assert_eq!(condition.next_phase(PhaseName::Strengthen), Some(PhaseName::Return));
        assert_eq!(condition.next_phase(PhaseName::Return), None);
        let fewer = DoseOverride { sets: Some(1), days_per_week: Some(2), ..Default::default() };
        condition.phases[2].overrides.insert("x7".to_owned(), fewer);
        let lists = ["x7".to_owned(), "y7".to_owned()];
        let upkeep = Phase::upkeep(&lists, &condition.phases[..3]);
        condition.phases.push(upkeep);
        assert_eq!(condition.next_phase(PhaseName::Return), Some(PhaseName::Upkeep));
        assert_eq!(condition.next_phase(PhaseName::Upkeep), None);
        let upkeep = condition.phase(PhaseName::Upkeep).expect("it is there now");
        let own = testing::exercise("x7", 7).dose;
        let doses = ["x7", "y7"].map(|id| upkeep.dose_of(id, &own));
        assert_eq!(doses.each_ref().map(|dose| dose.days_per_week), [2, 3]);
        assert_eq!(doses.map(|dose| dose.sets), [1, own.sets]);
    }

    #[test]
    fn minutes_that_are_set_hold_and_take_the_stages_away() {
        let stage = Stage { line: "walk".to_owned(), minutes: 20 };
        let own = Dose {
            reps: None,
            minutes: Some(20),
            minutes_max: Some(30),
            stages: vec![stage.clone(), stage],
            grow: Some(Grow::Stage),
            ..testing::exercise("x", 3).dose
        };
        let set = DoseOverride { minutes: Some(15), ..DoseOverride::default() };
        let dose = set.apply(&own);
        assert_eq!((dose.minutes, dose.minutes_max, dose.grow), (Some(15), None, Some(Grow::None)));
        assert_eq!(dose.to_string(), "3 × 15 min");
        let further = DoseOverride { minutes_max: Some(25), grow: Some(Grow::Minutes), ..set };
        let dose = further.apply(&own);
        assert_eq!((dose.minutes_max, dose.grow), (Some(25), Some(Grow::Minutes)));
        let days = DoseOverride { days_per_week: Some(2), ..DoseOverride::default() };
        assert_eq!(days.apply(&own).stages.len(), 2);
    }

    #[test]
    fn the_last_answer_that_speaks_counts_and_a_ruled_out_variant_never_does() {
        let condition =
            Condition { default_variant: Some("none".to_owned()), ..testing::condition("c", &[]) };
        let (back, forward, keep) =
            (answer(Some("back"), &[]), answer(Some("forward"), &["back"]), answer(None, &[]));
        for (given, variant) in [
            (&[][..], "none"),
            (&[&keep, &back, &keep], "back"),
            (&[&forward, &keep, &keep], "forward"),
            (&[&forward, &back, &keep], "none"),
            (&[&keep, &back, &answer(Some("none"), &[])], "none"),
        ] {
            assert_eq!(condition.variant_for(given).as_deref(), Some(variant), "{given:?}");
        }
    }
}
