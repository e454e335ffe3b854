//! The answers that the visit page begins with: is it better, how bad was it, what was done. Large
//! figures with a few words each, from the same numbers as everything else on the page.

use super::text::and;
use crate::domain::analysis::report::{AnswerFigure, AnswerTone, Report, Sitting};
use crate::domain::analysis::stats::{
    MILD_AND_SEVERE, NoChange, PainChange, SHARE_NEEDS_POINTS, THRESHOLD_NAME, WINDOW_DAYS,
    WINDOW_NEEDS, Worst,
};
use crate::domain::text::number::{counted, whole};
use crate::domain::text::style::Style;

/// Days that are named one by one.
const DAYS_NAMED: usize = 2;

impl Report {
    /// What the figures of the band stand on, in a line or two.
    pub fn what_counts(&self) -> String {
        // Whoever sees two conditions asks whose pain it is.
        let together = match self.phases.len() {
            0 | 1 => "",
            2 => " One score is for both conditions together.",
            _ => " One score is for all conditions together.",
        };
        format!(
            "Pain is 0 to 10, a mean of {WINDOW_DAYS} days. A change counts from {THRESHOLD_NAME}; below \
             {SHARE_NEEDS_POINTS} point none does.{together}"
        )
    }

    /// The band, in the order in which it is read.
    pub fn answers(&self) -> Vec<AnswerFigure> {
        let style = self.about.style;
        let visit = self.visit.as_ref().map(|visit| {
            let label = format!("Pain since {}", self.on_shortest(visit.day));
            match &self.since_visit {
                Some(change) => changed(label, change, style),
                None => plain(label, "–", "not enough days to compare".to_owned()),
            }
        });
        let label = "Pain since the first two weeks".to_owned();
        let start = match &self.progress.change {
            Ok(change) => changed(label, change, style),
            Err(reason) => {
                let mean = self.progress.baseline.and_then(|baseline| baseline.mean);
                let mean = match reason {
                    NoChange::TooEarly(_) => mean.map(|mean| style.one_decimal(mean)),
                    _ => None,
                };
                let so_far = if mean.is_some() { "so far; " } else { "" };
                let note = format!("{so_far}{}", self.not_compared(*reason));
                plain(label, mean.as_deref().unwrap_or("–"), note)
            }
        };
        let worst = self.worst.as_ref().map(|worst| self.worst_figure(worst));
        let sitting = self.sitting.map(sitting_figure);
        let work = self.progress.work_total();
        let done = super::adherence::sessions(work).map(|sessions| {
            let figure =
                work.percent().map_or(work.beyond.to_string(), |share| format!("{share} %"));
            plain("Exercise sessions done".to_owned(), &figure, sessions)
        });
        visit.into_iter().chain([start]).chain(worst).chain(sitting).chain(done).collect()
    }

    /// Why there is nothing to compare yet, in a few words.
    fn not_compared(&self, reason: NoChange) -> String {
        match reason {
            NoChange::NoRatings => "no score recorded yet".to_owned(),
            NoChange::BaselineNeeds(missing) => {
                format!("{} too few in them", counted(missing, "day", "days"))
            }
            NoChange::TooEarly(day) => format!("to compare from {}", self.on_shortest(day)),
            NoChange::RecentRated(rated) => {
                format!("{rated} of the last {WINDOW_DAYS} days rated, {WINDOW_NEEDS} needed")
            }
        }
    }

    /// The worst of the days of the page.
    fn worst_figure(&self, worst: &Worst) -> AnswerFigure {
        let named: Vec<String> = worst.days.iter().map(|day| self.on_shortest(*day)).collect();
        let when = match named.as_slice() {
            few if few.len() <= DAYS_NAMED => and(few),
            [.., last] => format!("on {} days, last on {last}", named.len()),
            [] => String::new(),
        };
        let (_, severe) = MILD_AND_SEVERE;
        let tone =
            if worst.score.value() >= severe { AnswerTone::Worse } else { AnswerTone::Plain };
        // Where every severe day is named already, their count says nothing more.
        let severe_days = if worst.severe_days > worst.days.len() {
            format!("; {} at {severe} or more", counted(worst.severe_days, "day", "days"))
        } else {
            String::new()
        };
        AnswerFigure {
            label: "Worst in these days".to_owned(),
            figure: worst.score.shown(self.about.style),
            note: when + &severe_days,
            tone,
        }
    }
}

/// A figure that is neither better nor worse.
fn plain(label: String, figure: &str, note: String) -> AnswerFigure {
    AnswerFigure { label, figure: figure.to_owned(), note, tone: AnswerTone::Plain }
}

/// Pain before and now, with the verdict.
fn changed(label: String, change: &PainChange, style: Style) -> AnswerFigure {
    let points = change.points();
    let (way, verdict) = if points < 0.0 {
        ("lower", "a change that counts")
    } else {
        ("higher", "a rise that counts")
    };
    let (note, tone) = match change.reaches_threshold() {
        _ if points == 0.0 => ("no change".to_owned(), AnswerTone::Plain),
        false => (
            format!("{} {way}: too little to count", style.one_decimal(points.abs())),
            AnswerTone::Plain,
        ),
        true => (
            format!("{} {way}: {verdict}", style.one_decimal(points.abs())),
            if points < 0.0 { AnswerTone::Better } else { AnswerTone::Worse },
        ),
    };
    let figure =
        format!("{} → {}", style.one_decimal(change.before), style.one_decimal(change.now));
    AnswerFigure { label, figure, note, tone }
}

/// How long sitting goes without pain.
fn sitting_figure(sitting: Sitting) -> AnswerFigure {
    let (minutes, days) = sitting.now;
    let label = "Sitting without pain".to_owned();
    let recent = format!("{} of the last four weeks", counted(days, "day", "days"));
    match sitting.then {
        Some((before, first)) => plain(
            label,
            &format!("{} → {} min", whole(before), whole(minutes)),
            format!("{} of the first two weeks, {recent}", counted(first, "day", "days")),
        ),
        None => plain(label, &format!("{} min", whole(minutes)), format!("mean of {recent}")),
    }
}
