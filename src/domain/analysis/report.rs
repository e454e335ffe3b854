//! The visit page as facts: what a clinician reads about some days, in the order of the page.
//!
//! The picture, the text and the JSON are all made of [`Report::sections`], so that nobody who
//! cannot see the page gets less. Nothing private is in here: whoever fills it reads for other
//! eyes.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::adherence::Tally;
use super::flares::FlareSpan;
use super::page_scope::PageScope;
use super::practice::DoseSpan;
use super::progress::Progress;
use super::sites::Sites;
use super::stats::{PainChange, Worst};
use crate::domain::diary::own_account::OwnAccount;
use crate::domain::diary::score::Score;
use crate::domain::screening::answers::{Asked, Check};
use crate::domain::screening::inflammatory::InflammatoryResult;

/// Everything on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Whose page, of which days, and what must be looked at first.
    pub about: PageScope,
    /// The person's name, only where it was given.
    pub name: Option<String>,
    /// The visit that the page begins with.
    pub visit: Option<Seen>,
    /// The visit that it is for, where one is noted.
    pub next_visit: Option<Seen>,
    /// Whether a diagnosis has been recorded, so that there is or was a plan.
    pub has_plan: bool,
    /// What the person wrote for whoever sees them.
    pub own_words: OwnAccount,
    /// Each condition's phase: `restore, day 12`.
    pub phases: Vec<CurrentPhase>,
    /// How it went. Its alerts are [`PageScope::alerts`] and stand by themselves here.
    pub progress: Progress,
    /// How it went from where the present plan began to be recorded, for the chart.
    pub course: Progress,
    /// The last seven days against those up to the visit.
    pub since_visit: Option<PainChange>,
    /// The worst of the days of the page; `None` where none was rated.
    pub worst: Option<Worst>,
    /// Minutes of pain-free sitting in the first two weeks and in the last four, each with its
    /// days; `None` where no day of the four weeks has them.
    pub sitting: Option<Sitting>,
    /// What the next phase of each condition lacks, in words.
    pub next_phases: Vec<ReportLine>,
    /// Goals that have a rating.
    pub goals: Vec<GoalThen>,
    /// Where it hurt.
    pub sites: Sites,
    /// What stands out as going with pain, in words.
    pub patterns: Vec<ReportLine>,
    /// The exercises of the plan, on [`Report::doses_from`] and on the last day.
    pub doses: Vec<DoseThen>,
    /// The first day of what is said of the plan's exercises: that of the page, or of the plan where
    /// it began later.
    pub doses_from: NaiveDate,
    /// What was done of each exercise, week by week, and why some were left out, in words.
    pub practice: PracticeLines,
    /// Flares.
    pub flares: Vec<FlareSpan>,
    /// Medicines, the one taken on most days first.
    pub medicines: Vec<Taken>,
    /// What was answered to the red-flag questions.
    pub flags: Flags,
    /// What the person wants to ask.
    pub questions: Vec<String>,
    /// Whom the person calls, in words; `None` where they did not say.
    pub own_numbers: Option<String>,
    /// Entries of these days that were written more than 48 hours after their day.
    pub late: usize,
}

/// How long sitting goes without pain: the mean of the days that say so, and how many do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sitting {
    /// In the first two weeks; `None` where no day says so, or where they are not over before the
    /// last four.
    pub then: Option<(f64, usize)>,
    /// In the last four weeks, in minutes.
    pub now: (f64, usize),
}

/// A visit that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub day: NaiveDate,
    /// Whom.
    pub with: Option<String>,
}

/// A condition and where its programme stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentPhase {
    /// The condition with its side.
    pub subject: String,
    /// Whether it is a diagnosis; what is none has but one phase.
    pub is_diagnosis: bool,
    /// The phase's word.
    pub phase: &'static str,
    /// The day of the phase that the last day is; the first is 1.
    pub day: i64,
    /// The clinician who agreed to the phase, where one did.
    pub agreed: Option<Check>,
}

/// A goal then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalThen {
    /// The activity.
    pub activity: String,
    /// The last rating up to the first day of the page, or the first one after it.
    pub then: (NaiveDate, Score),
    /// The last rating; the same as `then` where there is only one.
    pub now: (NaiveDate, Score),
}

/// What was done of what was asked, in words; all empty where nothing was asked for and nothing done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PracticeLines {
    /// Each exercise, the one that was done least first.
    pub exercises: Vec<ReportLine>,
    /// The last weeks, one by one.
    pub weeks: Option<ReportLine>,
    /// What was done on the days of the page before the plan began, where anything was.
    pub before: Option<ReportLine>,
    /// The reasons for leaving exercises out, where any was given.
    pub reasons: Option<ReportLine>,
}

impl PracticeLines {
    /// All of them, in this order.
    pub fn all(&self) -> impl Iterator<Item = &ReportLine> {
        self.exercises.iter().chain(&self.weeks).chain(&self.before).chain(&self.reasons)
    }
}

/// Pain in the sessions of an exercise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PainIn {
    /// The median of the sessions that have one.
    pub median: f64,
    /// The most.
    pub most: Score,
    /// How many sessions have one.
    pub sessions: usize,
}

/// An exercise then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseThen {
    /// Its name now.
    pub exercise: String,
    /// Its dose on the first day, with its name where that was another one; `None` where it came in
    /// since.
    pub then: Option<String>,
    /// Its dose on the last day; `None` where it has left the plan.
    pub now: Option<String>,
    /// Whether it is stopped until a clinician has looked.
    pub is_stopped: bool,
    /// Why it changed, where that can be shown to others.
    pub why: Option<String>,
    /// The doses that were asked for from the first day to the last; empty where they cannot be
    /// shown to others.
    pub course: Vec<DoseSpan>,
    /// The days on which a rule stopped it.
    pub stops: Vec<NaiveDate>,
    /// What was done of it.
    pub sessions: Tally,
    /// Pain in it; `None` where none was recorded.
    pub pain: Option<PainIn>,
}

impl DoseThen {
    /// Whether it is done as it was.
    pub fn is_as_before(&self) -> bool {
        self.then == self.now && !self.is_stopped
    }
}

/// A medicine over all the days.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// Its name.
    pub medicine: String,
    /// Days on which it was taken.
    pub days: usize,
    /// The amounts together, one text for each unit: `4800 mg`.
    pub amounts: Vec<String>,
    /// Amounts taken at once that are far from the others, or large by themselves.
    pub unusual: Vec<String>,
}

/// Red flags, and who has looked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags {
    /// The signs that are open: they stand above everything else.
    pub open: Vec<Open>,
    /// Signs that a clinician has looked at: which, who, when.
    pub checked: Vec<(String, String, NaiveDate)>,
    /// What was last answered, by how the questions were put; nothing where none was answered.
    pub answered: Vec<AnsweredBy>,
    /// How many red flags were never answered.
    pub unanswered: usize,
    /// What the set-up questions say of the person, in a few words each.
    pub about_person: Vec<String>,
    /// What was answered to the inflammatory questions.
    pub inflammatory: Option<InflammatoryAnswers>,
}

/// Red flags whose last answer was given in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnsweredBy {
    /// How the question was put.
    pub asked: Asked,
    /// The day of the newest of these answers.
    pub on: NaiveDate,
    /// How many were answered yes.
    pub yes: usize,
    /// How many were answered no.
    pub no: usize,
}

/// What was answered to the inflammatory questions, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InflammatoryAnswers {
    /// The answers.
    pub result: InflammatoryResult,
    /// How many items there are.
    pub items: usize,
    /// What is advised after so many yeses, if anything.
    pub advice: Option<String>,
}

/// A sign that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The question that was answered yes.
    pub ask: String,
    /// Since when.
    pub since: NaiveDate,
    /// Whether it was answered yes; else words or a sign that were recorded ask about it.
    pub is_answered: bool,
    /// What to do about it.
    pub act: String,
}

/// A large figure of the band that the page begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFigure {
    /// What it is.
    pub label: String,
    /// The figure.
    pub figure: String,
    /// What it means, in a few words.
    pub note: String,
    /// Whether it is good or bad news.
    pub tone: AnswerTone,
}

impl AnswerFigure {
    /// As one text.
    pub fn text(&self) -> String {
        format!("{}: {} ({})", self.label, self.figure, self.note)
    }
}

/// Whether a figure is good or bad news; its words say so as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum AnswerTone {
    /// Better than before.
    Better,
    /// Worse, or for concern.
    Worse,
    /// Neither.
    Plain,
}

/// A part of the page.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, EnumString, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum SectionKind {
    /// What the person wrote for whoever sees them.
    OwnWords,
    /// What whoever reads it has to decide.
    Decide,
    /// What the person wants to ask.
    Questions,
    /// Doses then and now.
    Doses,
    /// What was done of what was asked.
    Practice,
    /// Goals then and now.
    Goals,
    /// Where it hurts.
    Places,
    /// Flares.
    Flares,
    /// What goes with it.
    Patterns,
    /// Medicines.
    Medicines,
    /// Red flags that are not open.
    Safety,
}

impl SectionKind {
    /// Its name for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A part of the page in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub part: SectionKind,
    /// Its title.
    pub heading: String,
    /// What the title needs to be understood, in a few words; empty where it needs nothing.
    pub aside: String,
    /// Its lines, the most important first.
    pub items: Vec<ReportLine>,
}

/// A line: what it is about, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// What it is about; may be empty.
    pub lead: String,
    /// What is said.
    pub rest: String,
}

impl ReportLine {
    /// A line.
    pub fn new(lead: impl Into<String>, rest: impl Into<String>) -> Self {
        Self { lead: lead.into(), rest: rest.into() }
    }

    /// As one text.
    pub fn text(&self) -> String {
        if self.lead.is_empty() {
            self.rest.clone()
        } else {
            format!("{}: {}", self.lead, self.rest)
        }
    }
}
