//! The visit page in words: the picture, the text and the JSON are all made of its sections, so
//! that nobody who cannot see the page gets less.

use chrono::NaiveDate;

use super::text::and;
use super::{adherence, entry};
use crate::domain::analysis::adherence::Tally;
use crate::domain::analysis::flares::FlareSpan;
use crate::domain::analysis::report::{
    DoseThen, GoalThen, InflammatoryAnswers, Open, PainIn, Report, ReportLine, Section,
    SectionKind, Taken,
};
use crate::domain::analysis::sites::SiteRow;
use crate::domain::diary::goal::{GoalChange, SINGLE_POINTS};
use crate::domain::screening::answers::Asked;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

/// What supple is, and that nobody has signed it off.
pub const WHAT_IT_IS: &str = "supple keeps a pain diary and a home-exercise plan for one person. \
                              Pain is 0 to 10 as the person recorded it; doses follow rules that \
                              are mostly its own proposals. No physiotherapist or doctor has \
                              signed the program off, and this page is not a diagnosis.";

/// The words of the table of exercises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableWords {
    /// Its title.
    pub heading: String,
    /// What its marks mean.
    pub key: String,
    /// What it is, where there are no marks.
    pub caption: &'static str,
    /// The title of why doses changed.
    pub why: &'static str,
    /// What its columns are: the dose then, the dose now, its course, what was done, pain.
    pub columns: [String; 5],
    /// Whether a sign is open, so that nothing is to be done.
    pub is_held: bool,
    /// Whether a day of the plan is over, so that what was done is counted.
    pub is_counted: bool,
    /// What stands for the dose before it came in.
    pub new: &'static str,
    /// What stands for the dose now where it is stopped.
    pub stopped: &'static str,
    /// What stands for the dose now where it has left the plan.
    pub gone: &'static str,
    /// How its numbers are written.
    style: Style,
}

impl TableWords {
    /// Its columns where the course of a dose is not drawn.
    pub fn columns_in_text(&self) -> [String; 4] {
        let [then, now, _, done, pain] = self.columns.clone();
        [then, now, done, pain]
    }

    /// The dose of an exercise then.
    pub fn then<'w>(&self, dose: &'w DoseThen) -> &'w str {
        dose.then.as_deref().unwrap_or(self.new)
    }

    /// The dose of an exercise now.
    pub fn now<'w>(&self, dose: &'w DoseThen) -> &'w str {
        match &dose.now {
            _ if dose.is_stopped => self.stopped,
            Some(_) if self.is_held => HELD,
            Some(now) => now.as_str(),
            None => self.gone,
        }
    }

    /// Sessions of one exercise.
    pub fn done(&self, sessions: Tally) -> String {
        match sessions {
            _ if !self.is_counted => "first day".to_owned(),
            Tally { asked: 0, beyond: 0, .. } => "none planned".to_owned(),
            Tally { asked: 0, beyond, .. } => format!("+ {beyond}"),
            Tally { done, asked, beyond: 0 } => format!("{done} of {asked}"),
            Tally { done, asked, beyond } => format!("{done} of {asked} + {beyond}"),
        }
    }

    /// Pain in one exercise.
    pub fn pain(&self, pain: Option<&PainIn>) -> String {
        let style = self.style;
        pain.map_or("not recorded".to_owned(), |pain| {
            [style.plain(pain.median), format!("most {}", pain.most.shown(style))]
                .join(style.separator())
        })
    }
}

/// The words of the box to write in.
pub struct AgreedWords {
    /// Its title.
    pub heading: &'static str,
    /// What can be ticked.
    pub choices: [&'static str; 4],
    /// Who agreed.
    pub who: &'static str,
    /// When.
    pub when: &'static str,
    /// How it is put into the diary.
    pub command: &'static str,
}

/// What was agreed, to be written by hand.
pub const AGREED: AgreedWords = AgreedWords {
    heading: "Agreed at this visit",
    choices: ["go on", "next phase", "stop", "change:"],
    who: "who",
    when: "when",
    command: "For the person, at home: supple plan --help has the commands that put into the diary \
              what was agreed here.",
};

/// The title of what whoever reads the page has to decide.
pub const DECIDE: &str = "For you to decide";

/// What stands for every dose while a sign is open.
const HELD: &str = "none until looked at";

/// The title of the large figures.
pub const ANSWERS: &str = "In short";

/// The title of what has no place of its own.
pub const BESIDES: &str = "Also recorded";

/// What a question is called beside it.
pub const QUESTION: &str = "Question";

/// Where the plan would be named, that there is none.
const NO_PLAN: &str = "No plan: no diagnosis has been recorded";

/// How much of what the person wrote is shortened, and how much is left out; empty where nothing
/// is.
pub fn shortened_lines(cut: usize, left_out: usize) -> String {
    let cut = (cut > 0).then(|| format!("{} shortened", counted(cut, "line", "lines")));
    let more = (left_out > 0).then(|| format!("and {left_out} more"));
    cut.into_iter().chain(more).collect::<Vec<_>>().join(", ")
}

impl Report {
    /// A day as the page writes it.
    fn on(&self, day: NaiveDate) -> String {
        date::short(day, Reader { style: self.about.style, ..self.about.to.into() })
    }

    /// The same without its weekday, where there is little room.
    pub(super) fn on_shortest(&self, day: NaiveDate) -> String {
        let reader = Reader { style: self.about.style, ..self.about.to.into() };
        date::shortest(day, reader)
    }

    /// What stands above the title: what the page is, whose, since when.
    pub fn who(&self) -> String {
        let visit = self.visit.as_ref().map(|visit| {
            let with = visit.with.as_ref().map_or(String::new(), |with| format!(" with {with}"));
            format!("since the visit on {}{with}", self.on(visit.day))
        });
        let next = self.next_visit.as_ref().map_or(String::new(), |next| {
            let with = next.with.as_ref().map_or(String::new(), |with| format!(" with {with}"));
            format!(" on {}{with}", self.on(next.day))
        });
        let parts = [Some(format!("For the visit{next}")), self.name.clone(), visit];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Each condition's phase; a single one goes without the name that the title has. Where there
    /// never was a plan, that.
    pub fn phases_in_words(&self) -> Vec<String> {
        if !self.has_plan {
            return vec![NO_PLAN.to_owned()];
        }
        let only = self.phases.len() == 1 && self.about.subjects.len() == 1;
        self.phases
            .iter()
            .map(|phase| {
                let subject = if only { "Phase" } else { phase.subject.as_str() };
                let agreed = phase
                    .agreed
                    .as_ref()
                    .map(|check| format!(" (agreed by {}, {})", check.by, self.on(check.on)));
                let agreed = agreed.unwrap_or_default();
                if phase.is_diagnosis {
                    format!("{subject}: {}, day {}{agreed}", phase.phase, phase.day)
                } else {
                    format!("{}, no diagnosis: day {}", phase.subject, phase.day)
                }
            })
            .collect()
    }

    /// How it went: since the visit, which whoever reads it knows, and since the first two weeks.
    pub fn sentence(&self) -> String {
        let since = self.visit.as_ref().zip(self.since_visit);
        let since = since.map_or(String::new(), |(visit, change)| {
            // Rounded before they are subtracted, so that the numbers in the sentence add up.
            let (before, now) = (
                self.about.style.one_decimal(change.before),
                self.about.style.one_decimal(change.now),
            );
            let (points, day) = (change.points(), self.on(visit.day));
            let way = if points < 0.0 { "down" } else { "up" };
            let size = match (points == 0.0, change.reaches_threshold()) {
                (true, _) => "no change".to_owned(),
                (false, true) => format!(
                    "{way} {}, as much as matters",
                    self.about.style.one_decimal(points.abs())
                ),
                (false, false) => {
                    format!(
                        "{way} {}, less than what matters",
                        self.about.style.one_decimal(points.abs())
                    )
                }
            };
            format!("Since the visit on {day}: {before} → {now}, seven days each ({size}). ")
        });
        since + &self.progress.sentence()
    }

    /// A sign that is open, in words.
    fn open_in_words(&self, open: &Open) -> String {
        let since = self.on(open.since);
        if open.is_answered {
            format!("“{}” Yes, since {since}.", open.ask)
        } else {
            format!("“{}” Written down on {since}, not answered.", open.ask)
        }
    }

    /// The signs that are open, in words.
    pub fn open_flags(&self) -> Vec<String> {
        self.flags.open.iter().map(|open| self.open_in_words(open)).collect()
    }

    /// What is to be done first, each with the signs that ask for it: it stands before everything
    /// else.
    pub fn to_do_first(&self) -> Vec<(&str, Vec<String>)> {
        let mut acts: Vec<(&str, Vec<String>)> = Vec::new();
        // Several signs often call for the same thing, which is then said once.
        for open in &self.flags.open {
            match acts.iter_mut().find(|(act, _)| *act == open.act) {
                Some((_, signs)) => signs.push(self.open_in_words(open)),
                None => acts.push((&open.act, vec![self.open_in_words(open)])),
            }
        }
        acts
    }

    /// What whoever reads the page has to decide, the most pressing first: what is stopped or in a
    /// flare, what about the person matters for it, and what the next phase lacks.
    fn decide_items(&self) -> Vec<ReportLine> {
        let stopped = self.doses.iter().filter(|dose| dose.is_stopped);
        let stopped: Vec<String> = stopped
            .map(|dose| match &dose.why {
                Some(why) => format!("{} ({why})", dose.exercise),
                None => dose.exercise.clone(),
            })
            .collect();
        let stopped = (!stopped.is_empty()).then(|| {
            let rest = format!("until a clinician has looked: {}", stopped.join(", "));
            ReportLine::new("Stopped", rest)
        });
        let flare = self.flares.last().filter(|flare| flare.goes_on);
        let flare = flare.map(|flare| ReportLine::new("In a flare", self.flare_item(flare).text()));
        let about = (!self.flags.about_person.is_empty())
            .then(|| ReportLine::new("To know", self.flags.about_person.join("; ")));
        stopped
            .into_iter()
            .chain(flare)
            .chain(about)
            .chain(self.next_phases.iter().cloned())
            .collect()
    }

    /// The exercises, those first that a clinician has to look at, then what changed, what did not,
    /// and what has left the plan.
    pub fn doses_by_weight(&self) -> Vec<&DoseThen> {
        let mut doses: Vec<&DoseThen> = self.doses.iter().collect();
        doses.sort_by_key(|dose| match dose {
            dose if dose.is_stopped => 0,
            dose if dose.now.is_none() => 3,
            dose if dose.is_as_before() => 2,
            _ => 1,
        });
        doses
    }

    /// The words of the table of exercises.
    pub fn table_words(&self) -> TableWords {
        let since = self.on_shortest(self.doses_from);
        let is_counted = self.progress.work_until >= self.doses_from;
        let until = self.progress.counted_until().filter(|_| is_counted);
        let (course, stop) =
            ("line: dose asked for (less in a flare), each on its own scale", " · square: stopped");
        let is_stopped = self.doses.iter().any(|dose| !dose.stops.is_empty());
        let stop = if is_stopped { stop } else { "" };
        let is_beyond = |dose: &DoseThen| dose.sessions.beyond > 0;
        let beyond = if self.doses.iter().any(is_beyond) { " · +: beyond the plan" } else { "" };
        TableWords {
            heading: format!("Exercises since {since}"),
            key: format!("{course}{stop}{beyond}"),
            columns: [
                format!("on {since}"),
                "now".to_owned(),
                "dose over time".to_owned(),
                until.map_or("done of planned".to_owned(), |until| format!("done up to {until}")),
                "pain in it".to_owned(),
            ],
            caption: "Each exercise: its dose then and now, what was done of what was planned (+ beyond \
                      it), and the pain in it.",
            why: "Why",
            is_held: !self.flags.open.is_empty(),
            is_counted,
            new: "new",
            stopped: "stopped",
            gone: "left the plan",
            style: self.about.style,
        }
    }

    /// How complete it is.
    pub fn completeness(&self) -> String {
        let total = usize::try_from(self.about.days()).unwrap_or(0);
        let recorded =
            format!("{} of {} recorded", self.progress.days_rated, counted(total, "day", "days"));
        // A score from memory weighs less than one of the moment, and only the reader can say how
        // much.
        match self.late {
            0 => recorded,
            late => format!(
                "{recorded}; {} written more than two days late",
                counted(late, "score", "scores")
            ),
        }
    }

    /// Every part that has something to say, the most important first.
    pub fn sections(&self) -> Vec<Section> {
        let then = if self.visit.is_some() { "at the visit" } else { "at the beginning" };
        let until = self.progress.counted_until();
        let until = until.map_or(String::new(), |until| format!(" up to {until}"));
        let questions = (1..).zip(&self.questions);
        let questions = questions
            .map(|(number, question)| ReportLine::new(format!("{number}"), question.clone()))
            .collect();
        let own_words = self.own_words.entries().iter();
        let own_words = own_words
            .map(|own| ReportLine::new(entry::account_lead(own.line), own.text.clone()))
            .collect();
        // In the order of a visit: what the person says and asks, what was changed, how it went, and at the
        // end what was found safe.
        let all = [
            section(SectionKind::OwnWords, "In my own words", String::new(), own_words),
            section(SectionKind::Decide, DECIDE, String::new(), self.decide_items()),
            section(SectionKind::Questions, "Questions to ask", String::new(), questions),
            section(
                SectionKind::Doses,
                "Doses now, and why",
                format!("dose {then}, then now"),
                self.dose_items(),
            ),
            section(
                SectionKind::Practice,
                "Exercise by exercise",
                format!("sessions done of planned{until}, the least done first"),
                self.practice.all().cloned().collect(),
            ),
            section(
                SectionKind::Goals,
                "Goals",
                format!("0 cannot, 10 as before; {SINGLE_POINTS} points are a change"),
                self.goals.iter().map(|goal| self.goal_item(goal)).collect(),
            ),
            section(
                SectionKind::Places,
                "Where it hurts",
                format!(
                    "of {} where; median pain",
                    counted(self.sites.placed, "day that says", "days that say")
                ),
                self.place_items(),
            ),
            section(
                SectionKind::Flares,
                "Flares",
                "days well above what was usual before, as the routine counted them".to_owned(),
                // The newest flare is the one that the visit is about.
                self.flares.iter().rev().map(|flare| self.flare_item(flare)).collect(),
            ),
            section(
                SectionKind::Patterns,
                "What goes with it",
                "says nothing about why".to_owned(),
                self.patterns.clone(),
            ),
            section(
                SectionKind::Medicines,
                "Medicines",
                "as recorded".to_owned(),
                self.medicines.iter().map(medicine_item).collect(),
            ),
            section(SectionKind::Safety, "Red-flag questions", String::new(), self.flag_items()),
        ];
        // A heading with nothing below it would ask whoever reads it what is missing.
        all.into_iter().filter(|section| !section.items.is_empty()).collect()
    }

    /// What changed first, then what did not.
    fn dose_items(&self) -> Vec<ReportLine> {
        let (same, changed): (Vec<_>, Vec<_>) =
            self.doses.iter().partition(|dose| dose.is_as_before());
        // What was taken out of the plan has no dose now; one line for all of it is enough.
        let (gone, changed): (Vec<_>, Vec<_>) =
            changed.into_iter().partition(|dose| dose.now.is_none());
        let gone: Vec<String> = gone
            .iter()
            .map(|dose| match &dose.then {
                Some(then) => {
                    let why = dose.why.as_ref().map_or(String::new(), |why| format!(", {why}"));
                    format!("{} ({then}{why})", dose.exercise)
                }
                None => dose.exercise.clone(),
            })
            .collect();
        let gone =
            (!gone.is_empty()).then(|| ReportLine::new("No longer in the plan", gone.join("; ")));
        let held = (!self.flags.open.is_empty() && !self.doses.is_empty())
            .then(|| ReportLine::new("While a sign is open", "none of it is shown or to be done"));
        held.into_iter().chain(changed.into_iter().chain(same).map(dose_item)).chain(gone).collect()
    }

    /// A goal then and now.
    fn goal_item(&self, goal: &GoalThen) -> ReportLine {
        let ((then_on, then), (now_on, now)) = (goal.then, goal.now);
        let style = self.about.style;
        let rest = if then_on == now_on {
            format!("{} ({})", now.shown(style), self.on(now_on))
        } else {
            let change = GoalChange { before: then.value(), now: now.value(), goals: 1 };
            let verdict = if change.points() == 0.0 {
                "as it was"
            } else if !change.reaches_single() {
                "too little to count"
            } else if change.points() > 0.0 {
                "a change"
            } else {
                "a change for the worse"
            };
            let days = format!("{} → {}", self.on(then_on), self.on(now_on));
            let (then, now) = (then.shown(style), now.shown(style));
            format!("{then} → {now}{}{verdict} ({days})", style.separator())
        };
        ReportLine::new(goal.activity.clone(), rest)
    }

    /// Each place, the most frequent first.
    fn place_items(&self) -> Vec<ReportLine> {
        let mut rows: Vec<&SiteRow> = self.sites.rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.days));
        rows.into_iter()
            .map(|row| {
                let days = counted(row.days, "day", "days");
                let place = row.place.to_string().replace('-', " ");
                ReportLine::new(
                    place,
                    format!("{days}, median {}", self.about.style.plain(row.median)),
                )
            })
            .collect()
    }

    /// A flare in words.
    fn flare_item(&self, flare: &FlareSpan) -> ReportLine {
        let days = usize::try_from(flare.days()).unwrap_or(0);
        let style = self.about.style;
        let so_far = if flare.goes_on { " so far" } else { "" };
        let told =
            format!("{}{so_far}, worst {}", counted(days, "day", "days"), flare.worst.shown(style));
        let usual = super::flare::usual(flare.usual, style);
        let usual =
            usual.map_or(String::new(), |usual| format!("{}usual {usual}", style.separator()));
        let range = date::range(flare.from, flare.to, self.about.style);
        ReportLine::new(range, format!("{told}{usual}"))
    }

    /// Who has looked at what, and what was last answered.
    fn flag_items(&self) -> Vec<ReportLine> {
        let mut items: Vec<ReportLine> = self
            .flags
            .checked
            .iter()
            .map(|(ask, by, on)| {
                ReportLine::new("Checked", format!("“{ask}” {by}, {}", self.on(*on)))
            })
            .collect();
        let answered = self.flags.answered.iter().map(|way| {
            let counts = [(way.yes, "yes"), (way.no, "no")];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> =
                counts.map(|(count, says)| format!("{count} answered {says}")).collect();
            let asked = match way.asked {
                Asked::Week => "asked in a weekly screen",
                Asked::Group => "asked in groups",
                Asked::Alone => "asked one by one",
            };
            format!("{} ({asked}, {})", counts.join(", "), self.on(way.on))
        });
        let unanswered = self.flags.unanswered;
        let questions = if unanswered == 1 { "question" } else { "questions" };
        let unanswered = (unanswered > 0).then(|| {
            if self.flags.answered.is_empty() {
                format!("none of the {unanswered} {questions} about them is answered yet")
            } else {
                format!("{unanswered} {questions} not answered yet")
            }
        });
        let answered: Vec<String> = answered.chain(unanswered).collect();
        items.push(ReportLine::new("Warning signs", format!("{}.", answered.join("; "))));
        items.extend(self.flags.inflammatory.as_ref().map(|answers| self.inflammatory(answers)));
        items
    }

    /// What was answered to the inflammatory questions.
    fn inflammatory(&self, answers: &InflammatoryAnswers) -> ReportLine {
        let head = format!("Inflammatory questions, {}", self.on(answers.result.on));
        if !answers.result.applies {
            return ReportLine::new(head, "they do not apply.".to_owned());
        }
        let advice = answers.advice.as_ref().map_or(String::new(), |advice| format!(" {advice}"));
        ReportLine::new(head, format!("{} of {} yes.{advice}", answers.result.yes, answers.items))
    }

    /// All of it in plain words, for people who cannot see the page.
    pub fn description(&self) -> String {
        let mut text = format!("{}. {}\n", self.who(), self.about.description(&self.sentence()));
        for (act, signs) in self.to_do_first() {
            text += &format!("Open: {act} {}\n", signs.join(" "));
        }
        for line in self.phases_in_words() {
            text += &format!("{line}.\n");
        }
        for answer in self.answers() {
            text += &format!("{}.\n", answer.text());
        }
        if let Some(work) = self.work_in_words() {
            text += &format!("{work}\n");
        }
        for section in self.sections() {
            let aside = if section.aside.is_empty() {
                String::new()
            } else {
                format!(" ({})", section.aside)
            };
            text += &format!("{}{aside}:\n", section.heading);
            for item in &section.items {
                text += &format!("- {}\n", item.text());
            }
        }
        let numbers =
            self.own_numbers.as_ref().map_or(String::new(), |numbers| format!("{numbers}\n"));
        text + &format!("{numbers}{}. {WHAT_IT_IS}", self.completeness())
    }

    /// Exercise sessions in words; `None` when there was nothing to do and nothing done.
    pub fn work_in_words(&self) -> Option<String> {
        adherence::sentence(self.progress.work_total(), self.progress.counted_until().as_deref())
    }
}

/// A part of the page, as it stands there.
fn section(part: SectionKind, heading: &str, aside: String, items: Vec<ReportLine>) -> Section {
    Section { part, heading: heading.to_owned(), aside, items }
}

/// A dose then and now.
fn dose_item(dose: &DoseThen) -> ReportLine {
    let change = match (&dose.then, &dose.now) {
        _ if dose.is_stopped => "stopped until a clinician has looked".to_owned(),
        (Some(then), Some(now)) if then == now => format!("{now}, as before"),
        (Some(then), Some(now)) => format!("{then} → {now}"),
        (None, Some(now)) => format!("new: {now}"),
        (_, None) => String::new(),
    };
    let why = dose.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
    ReportLine::new(dose.exercise.clone(), change + &why)
}

/// A medicine in words.
fn medicine_item(taken: &Taken) -> ReportLine {
    let amounts = if taken.amounts.is_empty() {
        String::new()
    } else {
        format!(", {} in all", taken.amounts.join(" and "))
    };
    let unusual = match taken.unusual.as_slice() {
        [] => String::new(),
        unusual => format!(" (unusual, as entered: {} at once)", and(unusual)),
    };
    ReportLine::new(
        taken.medicine.clone(),
        format!("{}{amounts}{unusual}", counted(taken.days, "day", "days")),
    )
}
