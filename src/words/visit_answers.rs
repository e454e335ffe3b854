//! The answers that the visit page begins with: is it better, how bad was it, what was done. Large
//! figures with a few words each, from the same numbers as everything else on the page.

use chrono::NaiveDate;

use super::text::and;
use crate::domain::analysis::report::{AnswerFigure, AnswerTone, Report, Sitting};
use crate::domain::analysis::stats::{
    Baseline, MILD_AND_SEVERE, NoChange, PainChange, SHARE_NEEDS_POINTS, THRESHOLD_NAME,
    WINDOW_DAYS, WINDOW_NEEDS, Worst,
};
use crate::domain::text::number::{counted, whole};
use crate::domain::text::style::Style;

/// What stands where there is no figure: a dash would be read as none.
const NOT_KNOWN: &str = "not known";

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
        // As long as nothing is compared there is no such mean among the figures.
        let mean = match (self.progress.change, self.since_visit) {
            (Err(_), None) => "compared by means",
            _ => "a mean",
        };
        format!(
            "Pain is 0 to 10, {mean} of {WINDOW_DAYS} days. A change counts from {THRESHOLD_NAME}; below \
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
                None => plain(label, NOT_KNOWN, "not enough days to compare".to_owned()),
            }
        });
        let label = "Pain since the first two weeks".to_owned();
        let start = match self.progress.change {
            Ok(change) => changed(label, &change, style),
            Err(NoChange::TooEarly(day)) => self.pain_so_far(day),
            Err(reason) => plain(label, NOT_KNOWN, not_compared(reason)),
        };
        let worst = self.worst.as_ref().map(|worst| self.worst_figure(worst));
        let sitting = self.sitting.map(sitting_figure);
        let work = self.progress.work_total();
        let done = super::adherence::sessions(work).map(|sessions| {
            let figure =
                work.percent().map_or(work.beyond.to_string(), |share| format!("{share} %"));
            let until = self.progress.counted_until();
            let until = until.map_or(String::new(), |until| format!(", up to {until}"));
            plain("Exercise sessions done".to_owned(), &figure, sessions + &until)
        });
        visit.into_iter().chain([start]).chain(worst).chain(sitting).chain(done).collect()
    }

    /// Pain before there is anything to compare it with, which there is from `day` on: a mean where
    /// enough days are rated for one, else what was recorded.
    fn pain_so_far(&self, day: NaiveDate) -> AnswerFigure {
        let style = self.about.style;
        let progress = &self.progress;
        let from = format!("a change can be told from {}", self.on_shortest(day));
        if let Some(Baseline { mean: Some(mean), rated, to, .. }) = progress.baseline {
            let is_over = to < progress.to;
            return plain(
                if is_over { "Pain in the first two weeks" } else { "Pain so far" }.to_owned(),
                &style.one_decimal(mean),
                format!("mean of the {rated} days rated; {from}"),
            );
        }
        let line = progress.trend.last().and_then(|run| run.last());
        let scores = (
            progress.days.iter().map(|day| day.least).min(),
            progress.days.iter().map(|day| day.worst).max(),
        );
        let (figure, what) = match (line, scores) {
            (Some((_, mean)), _) => (style.one_decimal(*mean), progress.mean_words()),
            (None, (Some(least), Some(worst))) => {
                let days = counted(progress.days_rated, "day", "days");
                let scores = if least == worst {
                    least.shown(style)
                } else {
                    format!("{} to {}", least.shown(style), worst.shown(style))
                };
                (scores, format!("least to worst of {days} rated"))
            }
            (None, _) => (NOT_KNOWN.to_owned(), "no score in these days".to_owned()),
        };
        plain("Pain so far".to_owned(), &figure, format!("{what}; {from}"))
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

/// Why nothing is compared, in a few words.
fn not_compared(reason: NoChange) -> String {
    match reason {
        NoChange::NoRatings | NoChange::TooEarly(_) => "no score recorded yet".to_owned(),
        NoChange::BaselineNeeds(missing) => {
            format!("{} too few in them", counted(missing, "day", "days"))
        }
        NoChange::RecentRated(rated) => {
            format!("{rated} of the last {WINDOW_DAYS} days rated, {WINDOW_NEEDS} needed")
        }
    }
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
        None if days == 1 => {
            let on = "recorded on one day of the last four weeks".to_owned();
            plain(label, &format!("{} min", whole(minutes)), on)
        }
        None => plain(label, &format!("{} min", whole(minutes)), format!("mean of {recent}")),
    }
}
