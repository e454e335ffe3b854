//! What the visit page is made of, read once from the diary: for other eyes, so nothing private is
//! among it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::error::AppError;
use super::flare_now::flares_up_to;
use super::page_source::{self, PageSource};
use super::plan_snapshot::PlanSnapshot;
use crate::domain::analysis::flares;
use crate::domain::analysis::patterns::{Factor, Pairing};
use crate::domain::analysis::progress::Progress;
use crate::domain::analysis::report::{
    self, CurrentPhase, DoseThen, Flags, GoalThen, Open, Report, ReportLine, Seen, Taken,
};
use crate::domain::analysis::sites::Sites;
use crate::domain::analysis::stats::{self, WINDOW_DAYS};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_account::OwnAccount;
use crate::domain::plan::assignment::{self, InPlan, Override, Plan, SetBy};
use crate::domain::progression::decision::{Decision, DoseChange, Finding};
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::{Answer, Asked, Says};
use crate::domain::screening::setup_question::Effect;
use crate::domain::text::date::{self, Reader, days_before, days_between};
use crate::domain::text::number::{counted, round1};
use crate::library::Library;
use crate::store::{Audience, Diary};
use crate::words;
use crate::words::patterns::{day_words, label, warnings};

/// The days that patterns are looked for in, at most: a year, so that a long page is no slower than
/// a short one and tells of the present.
const PATTERN_DAYS: u64 = 365;

/// What the visit page is made of, read once: it can be told to a person, and to a program that
/// reads days the same way whatever the person set.
pub struct VisitPage<'a> {
    library: &'a Library,
    snapshot: PlanSnapshot,
    /// The days with something private.
    private: BTreeSet<NaiveDate>,
    /// The first day of the comparison of doses.
    begun: NaiveDate,
    /// Everything but the doses.
    facts: Report,
}

impl<'a> VisitPage<'a> {
    /// The page of a source's days, with the person's name and the visit it begins with, where
    /// there are such.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load(
        source: &'a PageSource<'_>,
        name: Option<String>,
        visit: Option<Seen>,
    ) -> Result<Self, AppError> {
        let about = source.about.clone();
        let (from, to) = (about.from, about.to);
        let diary = source.diary;
        let begun = source.plan_from.map_or(from, |start| start.max(from));
        let snapshot = source.snapshot(Some(begun))?;
        let all_flares = flares_up_to(&snapshot, diary, to)?;
        // A flare on the first day is told from its beginning.
        let first = all_flares
            .iter()
            .filter(|flare| flare.ended.is_none_or(|(over, _)| over > from))
            .map(|flare| flare.began)
            .chain([days_before(from, WINDOW_DAYS)])
            .min()
            .unwrap_or(from);
        let days = stats::by_day(&diary.readings(first, to, Audience::Others)?);
        // The page has a place of its own for what is open; its sentence would say it again.
        let progress = Progress { alerts: Vec::new(), ..source.progress(&snapshot)? };
        let rated = stats::by_day(&progress.readings).len();
        let questions = diary.visit_questions()?.into_iter().map(|question| question.value);
        let facts = Report {
            name,
            has_plan: !snapshot.plans.is_empty(),
            own_words: source.own_words()?,
            phases: snapshot
                .running(to)
                .filter_map(|plan| current_phase(plan, to, &snapshot))
                .collect(),
            since_visit: visit
                .as_ref()
                .and_then(|visit| stats::change_since(&days, visit.day, to).ok()),
            visit,
            goals: diary
                .goals()?
                .iter()
                .filter_map(|goal| goal_then(&goal.value, from, to))
                .collect(),
            sites: Sites::new(about.clone(), &diary.places(from, to, Audience::Others)?, rated),
            patterns: patterns(diary, from, to)?,
            doses: Vec::new(),
            practice: words::adherence::lines(&source.ledger(&snapshot).between(from, to), |id| {
                snapshot.exercise_name(id).to_owned()
            }),
            flares: flares::between(&all_flares, &days, from, to),
            medicines: medicines(&diary.intakes(from, to, Audience::Others)?),
            flags: flags(&snapshot, to),
            questions: questions
                .filter(|question| question.visit.is_none() && question.day <= to)
                .map(|question| question.question)
                .collect(),
            own_numbers: source.own_numbers.clone(),
            late: diary.late_ratings(from, to, Audience::Others)?,
            progress,
            about,
        };
        // A dose of today may rest on an entry of years ago, so every private day counts.
        let private = diary.private_days(NaiveDate::MIN, to)?;
        Ok(Self { library: &source.library, snapshot, private, begun, facts })
    }

    /// The page without what the person wrote for it.
    pub fn without_own_words(mut self) -> Self {
        self.facts.own_words = OwnAccount::default();
        self
    }

    /// The page, with days and weights as its reader likes them.
    pub fn report(&self, reader: Reader) -> Report {
        let doses = Doses {
            snapshot: &self.snapshot,
            library: self.library,
            private: &self.private,
            reader: Reader { today: self.facts.about.to, ..reader },
            since: self.begun,
        };
        let (then, now) = (self.snapshot.standings_then(), self.snapshot.outcome());
        let mut report = Report {
            doses: doses.compared(then, &now.standings, &now.changes),
            ..self.facts.clone()
        };
        let styles = [
            &mut report.about.date_style,
            &mut report.progress.date_style,
            &mut report.sites.about.date_style,
        ];
        for style in styles {
            *style = reader.date_style;
        }
        report
    }
}

/// The phase that a condition is in on a day.
fn current_phase(plan: &Plan, day: NaiveDate, snapshot: &PlanSnapshot) -> Option<CurrentPhase> {
    let start = plan.phase_on(day)?;
    Some(CurrentPhase {
        subject: snapshot.subject(plan),
        is_diagnosis: snapshot.is_diagnosis(plan),
        phase: start.phase.word(),
        day: days_between(start.from, day) + 1,
        agreed: start.cleared.clone(),
    })
}

/// A goal on the first and on the last day; `None` where it has no rating or was no goal any more.
fn goal_then(goal: &Goal, from: NaiveDate, to: NaiveDate) -> Option<GoalThen> {
    let rated: Vec<_> = goal.ratings.iter().filter(|(day, _)| *day <= to).copied().collect();
    let then = rated.iter().rfind(|(day, _)| *day <= from).or(rated.first())?;
    let is_over = goal.ended_on.is_some_and(|end| end <= from);
    (!is_over).then(|| GoalThen {
        activity: goal.activity.clone(),
        then: *then,
        now: rated[rated.len() - 1],
    })
}

/// What stands out, as `supple patterns` tells it.
fn patterns(diary: &Diary, from: NaiveDate, to: NaiveDate) -> Result<Vec<ReportLine>, AppError> {
    let (factors, found) = page_source::patterns(
        diary,
        from.max(days_before(to, PATTERN_DAYS - 1)),
        to,
        Audience::Others,
    )?;
    let mut standing: Vec<&Pairing> =
        found.pairings.iter().filter(|pairing| pairing.finding().is_some()).collect();
    // The surest first: whoever has five minutes may read one line.
    standing.sort_by(|one, other| p_value(one).total_cmp(&p_value(other)));
    Ok(standing.iter().filter_map(|pairing| pattern_line(&factors, pairing)).collect())
}

/// How likely chance alone is to show as much; 1 where nothing was found.
fn p_value(pairing: &Pairing) -> f64 {
    pairing.finding().map_or(1.0, |finding| finding.association.p)
}

/// Points up or down with one decimal, and a minus that is no hyphen.
fn signed(points: f64) -> String {
    format!("{:+.1}", round1(points)).replace('-', "−")
}

/// A pairing as a line of the page; `None` where nothing was found.
fn pattern_line(factors: &[Factor], pairing: &Pairing) -> Option<ReportLine> {
    let (factor, finding) = (&factors[pairing.factor], pairing.finding()?);
    let found = finding.association;
    let more = if found.adjusted > 0.0 { "more" } else { "less" };
    let warnings = warnings(factor, pairing, finding);
    let warnings: String = warnings.iter().map(|warning| format!(" {warning}")).collect();
    let rest = format!(
        "{more} pain {}, {} points (95 % interval {} to {}; {} days with, {} without).{warnings}",
        day_words(pairing.lag),
        signed(found.adjusted),
        signed(found.low),
        signed(found.high),
        pairing.with.len(),
        pairing.without.len()
    );
    Some(ReportLine::new(label(factor), rest))
}

/// Each medicine with its days and amounts; `intakes` come in the order of names and days.
fn medicines(intakes: &[(NaiveDate, Intake)]) -> Vec<Taken> {
    let mut all: Vec<Taken> = intakes
        .chunk_by(|(_, one), (_, next)| one.medicine == next.medicine)
        .map(|taken| {
            let days: BTreeSet<NaiveDate> = taken.iter().map(|(day, _)| *day).collect();
            // Tablets and milligrams cannot be added up, so each unit has its own sum.
            let units: BTreeSet<&Option<String>> =
                taken.iter().map(|(_, intake)| &intake.unit).collect();
            let amounts = units.into_iter().filter_map(|unit| total_in(unit, taken)).collect();
            Taken { medicine: taken[0].1.medicine.clone(), days: days.len(), amounts }
        })
        .collect();
    all.sort_by_key(|taken| std::cmp::Reverse(taken.days));
    all
}

/// All that was taken in one unit; `None` where no amount was given in it.
fn total_in(unit: &Option<String>, taken: &[(NaiveDate, Intake)]) -> Option<String> {
    let intakes = taken.iter().map(|(_, intake)| intake).filter(|intake| intake.unit == *unit);
    let total: f64 = intakes.filter_map(|intake| intake.amount).sum();
    let all = Intake { medicine: String::new(), amount: Some(total), unit: unit.clone() };
    (total > 0.0).then(|| all.to_string().trim().to_owned())
}

/// The last answer to a question up to a day.
fn last_answer<'a>(snapshot: &'a PlanSnapshot, id: &str, to: NaiveDate) -> Option<&'a Answer> {
    // A question that was skipped was not answered: what was said before still stands.
    let mut given = snapshot.answers.iter().filter(|answer| answer.says != Says::Skipped);
    given.rfind(|answer| answer.question == id && answer.day <= to)
}

/// The last answers to the red flags, by how the questions were put.
fn answered_by(answers: &[&Answer]) -> Vec<report::AnsweredBy> {
    // The most telling first: a yes is put to each question alone.
    let ways = [Asked::Alone, Asked::Group, Asked::Week];
    let ways = ways.into_iter().filter_map(|asked| {
        let given: Vec<&&Answer> = answers.iter().filter(|answer| answer.asked == asked).collect();
        let on = given.iter().map(|answer| answer.day).max()?;
        let count = |says| given.iter().filter(|answer| answer.says == says).count();
        Some(report::AnsweredBy { asked, on, yes: count(Says::Yes), no: count(Says::No) })
    });
    ways.collect()
}

/// What was answered to the inflammatory questions up to a day.
fn inflammatory(snapshot: &PlanSnapshot, to: NaiveDate) -> Option<report::InflammatoryAnswers> {
    let screen = &snapshot.safety.inflammatory_screen;
    let result = screen.result(&snapshot.answers, to)?;
    let advice = screen.advice(&result).map(str::to_owned);
    Some(report::InflammatoryAnswers { result, items: screen.items.len(), advice })
}

/// What is open, who has looked at what, and what was last answered.
fn flags(snapshot: &PlanSnapshot, to: NaiveDate) -> Flags {
    let flags = &snapshot.safety.red_flags;
    let checked = flags.iter().filter_map(|flag| {
        let looks =
            snapshot.answers.iter().filter(|answer| answer.question == flag.id && answer.day <= to);
        let check = looks.filter_map(|answer| answer.checked.as_ref()).next_back()?;
        Some((flag.ask.clone(), check.by.clone(), check.on))
    });
    let answers: Vec<&Answer> =
        flags.iter().filter_map(|flag| last_answer(snapshot, &flag.id, to)).collect();
    let screening = snapshot.screening(to);
    let asked = flags.iter().filter(|flag| !screening.is_left_out(flag)).count();
    let setup = &snapshot.safety.setup_questions;
    let about_person = setup.iter().filter(|question| question.effect != Effect::Skip);
    let about_person = about_person.filter_map(|question| {
        screening.yes_to(std::slice::from_ref(&question.id)).next()?;
        Some(question.short.clone())
    });
    // What is yes and hides nothing is for the clinician to know all the same.
    let quiet = screening.flags_that_hide_nothing().map(|flag| format!("“{}” Yes", flag.ask));
    let about_person = quiet.chain(about_person);
    let open = snapshot.open_signs().into_iter().chain(snapshot.unanswered_sign());
    Flags {
        open: open
            .map(|hold| Open {
                act: words::screening::on_page(&hold),
                ask: hold.ask,
                since: hold.since,
            })
            .collect(),
        checked: checked.collect(),
        unanswered: asked.saturating_sub(answers.len()),
        answered: answered_by(&answers),
        about_person: about_person.collect(),
        inflammatory: inflammatory(snapshot, to),
    }
}

/// Comparing what was done on the first day with what is done on the last.
struct Doses<'a> {
    snapshot: &'a PlanSnapshot,
    library: &'a Library,
    /// The days with something private.
    private: &'a BTreeSet<NaiveDate>,
    /// How days and weights are written.
    reader: Reader,
    /// The first day; what was decided after it is what changed.
    since: NaiveDate,
}

impl Doses<'_> {
    /// An exercise's name.
    fn name(&self, id: &str) -> String {
        match self.snapshot.shelf.exercise(id) {
            Some(exercise) => exercise.name.clone(),
            None => self.library.exercise_name(id),
        }
    }

    /// The dose of an exercise, with how often where that is another than `other`'s.
    fn dose(&self, of: &Standing, other: Option<&Standing>) -> String {
        let plan = self.snapshot.plans.iter().rfind(|plan| of.conditions.contains(&plan.condition));
        let dose = of.dose.on_side(plan.and_then(|plan| plan.side), self.reader.weights);
        if other.is_some_and(|other| other.dose.frequency() != of.dose.frequency()) {
            format!("{dose}, {}", of.dose.frequency())
        } else {
            dose
        }
    }

    /// Every exercise of either day.
    fn compared(&self, then: &[Standing], now: &[Standing], changes: &[Decision]) -> Vec<DoseThen> {
        let current = now.iter().map(|now| {
            let then = then.iter().find(|then| then.listed == now.listed);
            let then_words = then.map(|then| {
                let dose = self.dose(then, Some(now));
                if then.exercise == now.exercise {
                    dose
                } else {
                    format!("{}, {dose}", self.name(&then.exercise))
                }
            });
            let now_words = self.dose(now, then);
            let changed =
                then_words.as_ref().is_none_or(|then| *then != now_words) || now.is_stopped;
            DoseThen {
                exercise: self.name(&now.exercise),
                why: self.why_now(now, changed, then.is_some(), changes),
                then: then_words,
                now: Some(now_words),
                is_stopped: now.is_stopped,
            }
        });
        let gone = then.iter().filter(|then| !now.iter().any(|now| now.listed == then.listed)).map(
            |then| DoseThen {
                exercise: self.name(&then.exercise),
                then: Some(self.dose(then, None)),
                now: None,
                is_stopped: false,
                why: self.why_gone(then),
            },
        );
        current.chain(gone).collect()
    }

    /// What clinicians said about an exercise, after why its dose changed, where it has.
    fn why_now(
        &self,
        now: &Standing,
        changed: bool,
        was_there: bool,
        changes: &[Decision],
    ) -> Option<String> {
        let told = now.terms.iter();
        let told = told.map(|term| words::plan::term(term, &self.snapshot.shelf, self.reader));
        let why = changed.then(|| self.why(now, was_there, changes)).flatten();
        let all: Vec<String> = why.into_iter().chain(told).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Who took an exercise out of the plan, where somebody did.
    fn why_gone(&self, then: &Standing) -> Option<String> {
        let told = assignment::membership(&self.snapshot.record.terms, self.reader.today);
        let (term, _) = told
            .into_iter()
            .find(|(term, told)| term.exercise == then.listed && **told == InPlan::Dropped)?;
        Some(words::plan::term(term, &self.snapshot.shelf, self.reader))
    }

    /// Why a dose is what it is now. What may rest on a private entry is not told.
    fn why(&self, now: &Standing, was_there: bool, changes: &[Decision]) -> Option<String> {
        match &now.set_by {
            Some(SetBy::Person) => return Some("set by the person".to_owned()),
            Some(SetBy::Clinician(check)) => return Some(format!("set by {}", check.by)),
            None => {}
        }
        let since: Vec<&Decision> = changes
            .iter()
            .filter(|decision| decision.on > self.since && decision.changes())
            .filter(|own| own.exercise == now.exercise || own.leads_to(&now.exercise))
            .collect();
        // What came in with fewer sets and has them all by now is told by the phase alone.
        let Some(last) =
            since.last().filter(|last| was_there || last.finding != Finding::FirstWeekOver)
        else {
            return (!was_there).then(|| "with the phase".to_owned());
        };
        let is_private =
            |decision: &&Decision| self.private.range(decision.may_rest_on()).next().is_some();
        if since.iter().any(is_private) {
            return None;
        }
        let way = Way::of(last);
        if since.iter().all(|decision| Way::of(decision) == way) {
            let reason = last.finding.in_few_words(self.reader);
            return Some(format!("{reason}; {}", date::short(last.on, self.reader)));
        }
        Some(self.course(&since, &now.exercise))
    }

    /// How a dose went down and up since, where its last step alone would not explain what it is
    /// now: the way there with its reasons, the newest last.
    fn course(&self, since: &[&Decision], exercise: &str) -> String {
        let on = |day: NaiveDate| date::short(day, self.reader);
        let runs = since.chunk_by(|one, next| Way::of(one) == Way::of(next));
        let runs = runs.filter_map(|run| {
            let last = run.last()?;
            let reason = last.finding.in_few_words(self.reader);
            let steps = counted(run.len(), "step", "steps");
            let (until, last_on) = (if run.len() > 1 { "until " } else { "" }, on(last.on));
            let told = match Way::of(last) {
                Way::Up => format!("{steps} up {until}{last_on}"),
                Way::Down => format!("{steps} down {until}{last_on} ({reason})"),
                Way::Stopped => format!("stopped {last_on} ({reason})"),
            };
            Some((last.on, told))
        });
        let cleared = self.snapshot.record.settings.iter().filter_map(|setting| {
            let SetBy::Clinician(check) = &setting.by else { return None };
            let is_since = setting.from > self.since && setting.from <= self.reader.today;
            let is_it = setting.exercise == exercise && setting.told == Override::Released;
            (is_since && is_it)
                .then(|| (setting.from, format!("cleared by {} {}", check.by, on(check.on))))
        });
        let mut all: Vec<(NaiveDate, String)> = runs.chain(cleared).collect();
        all.sort_by_key(|(day, _)| *day);
        let all: Vec<String> = all.into_iter().map(|(_, told)| told).collect();
        let left_out = all.len().saturating_sub(COURSE_MOST);
        let told = all[left_out..].join(", then ");
        if left_out == 0 { told } else { format!("{left_out} earlier; {told}") }
    }
}

/// The most turns of a dose that are told of.
const COURSE_MOST: usize = 4;

/// Which way a decision went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Stopped,
}

impl Way {
    fn of(decision: &Decision) -> Self {
        match &decision.change {
            DoseChange::Stop => Self::Stopped,
            DoseChange::Dose(step) if step.is_up() => Self::Up,
            DoseChange::Return { .. } | DoseChange::Swap { harder: true, .. } => Self::Up,
            _ => Self::Down,
        }
    }
}
