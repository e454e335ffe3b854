//! What the visit page is made of, read once from the diary: for other eyes, so nothing private is
//! among it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::dose_changes::{Done, Doses};
use super::error::AppError;
use super::page_source::{self, PageSource};
use super::phase_progress::PhaseProgress;
use super::plan_snapshot::PlanSnapshot;
use super::private_days::PrivateDays;
use crate::domain::analysis::flares::FlareSpan;
use crate::domain::analysis::patterns::{Factor, Pairing};
use crate::domain::analysis::period::{PeriodKind, periods};
use crate::domain::analysis::progress::Progress;
use crate::domain::analysis::report::{
    self, CurrentPhase, Flags, GoalThen, Open, PracticeLines, Report, ReportLine, Seen, Sitting,
    Taken,
};
use crate::domain::analysis::sites::Sites;
use crate::domain::analysis::stats::{self, WINDOW_DAYS};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::medicine::{self, Intake};
use crate::domain::diary::own_account::OwnAccount;
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::Plan;
use crate::domain::plan::exit::Criterion;
use crate::domain::programme::condition::PhaseName;
use crate::domain::screening::answers::{Answer, Asked, Says};
use crate::domain::screening::hold::HoldKind;
use crate::domain::screening::setup_question::Effect;
use crate::domain::text::date::{Reader, days_before, days_between};
use crate::domain::text::number::round1;
use crate::domain::text::style::Style;
use crate::library::Library;
use crate::store::{Audience, Diary};
use crate::words;
use crate::words::patterns::{day_words, label, name_exercises, warnings};

/// The days that patterns are looked for in, at most: a year, so that a long page is no slower than
/// a short one and tells of the present.
const PATTERN_DAYS: u64 = 365;

/// What the visit page is made of, read once: it can be told to a person, and to a program that
/// reads days the same way whatever the person set.
pub struct VisitPage<'a> {
    library: &'a Library,
    snapshot: PlanSnapshot,
    /// The days with something private.
    private: PrivateDays,
    /// The first day of the comparison of doses.
    begun: NaiveDate,
    /// What was done on the days of the page.
    done: Done,
    /// What the next phases ask, but for what may rest on something private.
    next_phases: Vec<NextPhase>,
    /// What was compared, and what stands out of it, the surest first.
    patterns: (Vec<Factor>, Vec<Pairing>),
    /// What was taken, in the order of names and days.
    intakes: Vec<(NaiveDate, Intake)>,
    /// Everything but the doses, and what these three come to.
    facts: Report,
}

/// What the next phase of a condition asks.
struct NextPhase {
    /// The condition, where there are several.
    subject: Option<String>,
    /// The phase.
    phase: PhaseName,
    /// Its criteria.
    criteria: Vec<Criterion>,
    /// Whether anything of the present phase was done.
    has_begun: bool,
}

impl<'a> VisitPage<'a> {
    /// The page of a source's days, with the person's name and the visit it begins with, where
    /// there are such.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load(
        source: &'a PageSource<'_>,
        person: Option<String>,
        visit: Option<Seen>,
    ) -> Result<Self, AppError> {
        let about = source.about.clone();
        let (from, to) = (about.from, about.to);
        let diary = source.diary;
        let begun = source.plan_from.map_or(from, |start| start.max(from));
        let snapshot = source.whole_snapshot(begun)?;
        let ledger = source.ledger(&snapshot);
        let begins = source.begins();
        let flares = source.flares(&snapshot, begins)?;
        let reaches = |flare: &&FlareSpan| flare.to >= from;
        let page_flares: Vec<FlareSpan> = flares.iter().filter(reaches).copied().collect();
        let first = begins.min(days_before(from, WINDOW_DAYS));
        let days = source.rated_pain(first)?;
        let progress = source.progress_from(from, None, page_flares.clone(), &snapshot, &ledger)?;
        let course = if begins < from {
            source.progress_from(begins, Some(from), flares, &snapshot, &ledger)?
        } else {
            progress.clone()
        };
        // The page has a place of its own for what is open; its sentence would say it again.
        let progress = Progress { alerts: Vec::new(), ..progress };
        let questions = diary.visit_questions()?.into_iter().map(|question| question.value);
        let private = PrivateDays::up_to(diary, to)?;
        let adherence = ledger.between(begun, to);
        let before = ledger.between(from, days_before(begun, 1));
        let sessions = source.done()?;
        let mut pains: BTreeMap<String, Vec<Score>> = BTreeMap::new();
        for session in sessions.iter().filter(|session| session.day >= begun) {
            pains.entry(session.exercise.clone()).or_default().extend(session.actual.pain);
        }
        let done = Done {
            rows: source.practice(sessions, &snapshot, &ledger)?.rows,
            sessions: adherence.by_exercise.clone(),
            pains,
        };
        let name = |id: &str| snapshot.exercise_name(id).to_owned();
        let facts = Report {
            name: person,
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
            next_visit: next_visit(diary, to)?,
            worst: stats::worst(&days, from, to),
            sitting: sitting(&progress, diary)?,
            next_phases: Vec::new(),
            goals: diary
                .goals()?
                .iter()
                .filter_map(|goal| goal_then(&goal.value, from, to))
                .collect(),
            sites: Sites::new(
                about.clone(),
                &diary.places(from, to, Audience::Others)?,
                progress.days_rated,
            ),
            patterns: Vec::new(),
            doses: Vec::new(),
            doses_from: begun,
            practice: PracticeLines {
                before: words::adherence::before_plan(&before, name),
                ..words::adherence::lines(&adherence, name)
            },
            flares: page_flares,
            medicines: Vec::new(),
            flags: flags(&snapshot, to),
            questions: questions
                .filter(|question| question.visit.is_none() && question.day <= to)
                .map(|question| question.question)
                .collect(),
            own_numbers: source.own_numbers.clone(),
            late: diary.late_ratings(from, to, Audience::Others)?,
            progress,
            course,
            about,
        };
        Ok(Self {
            library: &source.library,
            next_phases: next_phases(&snapshot, diary, &private, to)?,
            patterns: patterns(diary, &snapshot, from, to)?,
            intakes: diary.intakes(from, to, Audience::Others)?,
            snapshot,
            private,
            begun,
            done,
            facts,
        })
    }

    /// The page without what the person wrote for it.
    pub fn without_own_words(mut self) -> Self {
        self.facts.own_words = OwnAccount::default();
        self
    }

    /// The page, written as its reader likes it.
    pub fn report(&self, reader: Reader) -> Report {
        let style = reader.style;
        let doses = Doses {
            snapshot: &self.snapshot,
            library: self.library,
            private: &self.private,
            reader: Reader { today: self.facts.about.to, ..reader },
            since: self.begun,
            done: &self.done,
        };
        let (then, now) = (self.snapshot.standings_then(), self.snapshot.outcome());
        let (factors, standing) = &self.patterns;
        let mut report = Report {
            doses: doses.compared(then, &now.standings, &now.course.changes),
            next_phases: self.next_phases.iter().map(|next| next.in_words(style)).collect(),
            patterns: standing.iter().filter_map(|one| pattern_line(factors, one, style)).collect(),
            medicines: medicines(&self.intakes, style),
            ..self.facts.clone()
        };
        let styles = [
            &mut report.about.style,
            &mut report.progress.style,
            &mut report.course.style,
            &mut report.sites.about.style,
        ];
        for each in styles {
            *each = style;
        }
        report
    }
}

/// The visit that a page up to a day is for: the first that is noted for the day or a later one.
fn next_visit(diary: &Diary, to: NaiveDate) -> Result<Option<Seen>, AppError> {
    let visits = diary.visits()?.into_iter().map(|visit| visit.value);
    let next = visits.filter(|visit| visit.day >= to).min_by_key(|visit| visit.day);
    Ok(next.map(|visit| Seen { day: visit.day, with: visit.clinician }))
}

/// How long sitting went without pain at first, and goes now.
fn sitting(progress: &Progress, diary: &Diary) -> Result<Option<Sitting>, AppError> {
    let periods = periods(progress.to, None, progress.baseline.as_ref());
    let found = |kind: PeriodKind| periods.iter().find(|period| period.kind == kind);
    let Some(recent) = found(PeriodKind::FourWeeks) else { return Ok(None) };
    let first = found(PeriodKind::FirstTwoWeeks).filter(|first| first.to < recent.from);
    let from = first.map_or(recent.from, |first| first.from.min(recent.from));
    let minutes = diary.sitting(from, progress.to, Audience::Others)?;
    Ok(recent
        .sitting(&minutes)
        .map(|now| Sitting { then: first.and_then(|first| first.sitting(&minutes)), now }))
}

/// Days before a phase that its criteria may look at: “usual” and the flares at its beginning.
const PHASE_LOOKS_BACK: u64 = 60;

/// What the next phase of each condition lacks; nothing where that may rest on something private.
fn next_phases(
    snapshot: &PlanSnapshot,
    diary: &Diary,
    private: &PrivateDays,
    to: NaiveDate,
) -> Result<Vec<NextPhase>, AppError> {
    let all = PhaseProgress::load_all(snapshot, diary, to)?;
    let several = all.len() > 1;
    let lines = all.iter().filter_map(|phase| {
        let next = phase.next?;
        let looked_at = days_before(phase.start.from, PHASE_LOOKS_BACK)..=to;
        let is_private = private.has_any(looked_at);
        let subject = several.then(|| snapshot.subject(phase.plan));
        let criteria = phase.criteria.clone();
        let has_begun = phase.sessions.done > 0;
        (!is_private).then_some(NextPhase { subject, phase: next, criteria, has_begun })
    });
    Ok(lines.collect())
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

impl NextPhase {
    /// It as a line of the page.
    fn in_words(&self, style: Style) -> ReportLine {
        let subject = self.subject.clone();
        let criteria = self.has_begun.then_some(self.criteria.as_slice());
        words::plan::next_phase_for_visit(subject, self.phase, criteria, style)
    }
}

/// What stands out, as `supple patterns` tells it: what was compared, and the pairings.
fn patterns(
    diary: &Diary,
    snapshot: &PlanSnapshot,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<(Vec<Factor>, Vec<Pairing>), AppError> {
    let (factors, found) = page_source::patterns(
        diary,
        from.max(days_before(to, PATTERN_DAYS - 1)),
        to,
        Audience::Others,
    )?;
    let factors = name_exercises(factors, |id| snapshot.exercise_name(id).to_owned());
    let mut standing: Vec<Pairing> =
        found.pairings.into_iter().filter(|pairing| pairing.finding().is_some()).collect();
    // The surest first: whoever has five minutes may read one line.
    standing.sort_by(|one, other| p_value(one).total_cmp(&p_value(other)));
    Ok((factors, standing))
}

/// How likely chance alone is to show as much; 1 where nothing was found.
fn p_value(pairing: &Pairing) -> f64 {
    pairing.finding().map_or(1.0, |finding| finding.association.p)
}

/// Points up or down with one decimal, and a minus that is no hyphen.
fn signed(points: f64, style: Style) -> String {
    style.marked(format!("{:+.1}", round1(points))).replace('-', "−")
}

/// A pairing as a line of the page; `None` where nothing was found.
fn pattern_line(factors: &[Factor], pairing: &Pairing, style: Style) -> Option<ReportLine> {
    let (factor, finding) = (&factors[pairing.factor], pairing.finding()?);
    let found = finding.association;
    let more = if found.adjusted > 0.0 { "more" } else { "less" };
    let warnings = warnings(factor, pairing, finding);
    let warnings: String = warnings.iter().map(|warning| format!(" {warning}")).collect();
    let rest = format!(
        "{more} pain {}, {} points (95 % interval {} to {}; {} days with, {} without).{warnings}",
        day_words(pairing.lag),
        signed(found.adjusted, style),
        signed(found.low, style),
        signed(found.high, style),
        pairing.with.len(),
        pairing.without.len()
    );
    Some(ReportLine::new(label(factor), rest))
}

/// Each medicine with its days and amounts; `intakes` come in the order of names and days.
fn medicines(intakes: &[(NaiveDate, Intake)], style: Style) -> Vec<Taken> {
    let mut all: Vec<Taken> = intakes
        .chunk_by(|(_, one), (_, next)| one.medicine == next.medicine)
        .map(|taken| {
            let days: BTreeSet<NaiveDate> = taken.iter().map(|(day, _)| *day).collect();
            let amounts = totals(taken.iter().map(|(_, intake)| intake), style);
            let each: Vec<&Intake> = taken.iter().map(|(_, intake)| intake).collect();
            let unusual = medicine::unusual(&each);
            let unusual = unusual
                .into_iter()
                .map(|intake| total(intake.amount.unwrap_or_default(), intake.unit.clone(), style));
            let unusual = unusual.collect();
            Taken { medicine: taken[0].1.medicine.clone(), days: days.len(), amounts, unusual }
        })
        .collect();
    all.sort_by_key(|taken| std::cmp::Reverse(taken.days));
    all
}

/// All that was taken of a medicine. Masses are one measure, in their own unit where all have the
/// same and in mg elsewhere; tablets and milligrams cannot be added up, so each other unit has its
/// own sum.
fn totals<'a>(intakes: impl Iterator<Item = &'a Intake>, style: Style) -> Vec<String> {
    let (masses, others): (Vec<&Intake>, Vec<&Intake>) = intakes
        .filter(|intake| intake.amount.is_some())
        .partition(|each| each.micrograms().is_some());
    let units: BTreeSet<&Option<String>> = others.iter().map(|intake| &intake.unit).collect();
    let in_unit = |unit: &Option<String>, of: &[&Intake]| {
        let amounts = of.iter().filter(|each| each.unit == *unit).filter_map(|each| each.amount);
        total(amounts.sum(), unit.clone(), style)
    };
    let mass_units: BTreeSet<&Option<String>> = masses.iter().map(|intake| &intake.unit).collect();
    let mass = match mass_units.into_iter().collect::<Vec<_>>().as_slice() {
        [] => None,
        [unit] => Some(in_unit(unit, &masses)),
        _ => {
            let micrograms: f64 = masses.iter().filter_map(|each| each.micrograms()).sum();
            Some(total(micrograms / 1_000.0, Some("mg".to_owned()), style))
        }
    };
    mass.into_iter().chain(units.into_iter().map(|unit| in_unit(unit, &others))).collect()
}

/// A sum as it is shown, without what adding decimals leaves behind.
fn total(amount: f64, unit: Option<String>, style: Style) -> String {
    let amount = Some((amount * 1e3).round() / 1e3);
    Intake { medicine: String::new(), amount, unit }.in_words(style).trim().to_owned()
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
    let open = snapshot.open_signs().into_iter().chain(snapshot.unanswered_signs());
    Flags {
        open: open
            .map(|hold| Open {
                is_answered: hold.kind != HoldKind::Raised,
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
