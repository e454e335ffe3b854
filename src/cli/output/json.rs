//! The shapes that `--json` prints. Keys are only ever added: other people's scripts read them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::Serialize;
use serde_json::{Value, json};

use crate::app::PlanSnapshot;
use crate::cli::output::answer::Answer;
use crate::domain::diary::day;
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place::RatedPlace;
use crate::domain::diary::rating::{Rating, Stored};
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::{Pause, SetBy};
use crate::domain::plan::exit::{Criterion, Requirement};
use crate::domain::programme::condition::{Condition, Phase};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::decision::{Change, Decision};
use crate::domain::progression::routine::{BlockedUntil, StoppedForToday, Waiting};
use crate::domain::screening::answers::{Check, CloserLook, Hold};
use crate::domain::text::hidden::is_hidden;

/// An answer that is one JSON document.
///
/// Hidden characters are written as `\uXXXX`, in keys and in values: a reader of JSON gets back
/// what was kept, and a terminal that shows it raw has nothing to obey.
pub fn answer(value: &Value) -> Answer {
    Answer::results(escaped(format!("{value:#}\n")))
}

/// An answer that is one JSON document, from the view of a verb.
pub fn of(view: &impl Serialize) -> Answer {
    // A view has only text for keys and only numbers that JSON has, so that it always becomes a
    // value.
    answer(&serde_json::to_value(view).expect("a view is plain data"))
}

/// A JSON document without hidden characters. Those of ASCII stand as escapes already, but for
/// U+007F; and outside its strings a document has no others than the breaks of its lines.
fn escaped(document: String) -> String {
    let is_raw = |c: char| c != '\n' && is_hidden(c);
    if !document.contains(is_raw) {
        return document;
    }
    let mut shown = String::with_capacity(document.len() + 64);
    for c in document.chars() {
        if is_raw(c) {
            // Above U+FFFF a character is two of JSON's escapes, as in UTF-16.
            let mut units = [0; 2];
            shown.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A day: `"2026-11-22"`.
pub fn day(day: NaiveDate) -> Value {
    json!(day.format("%Y-%m-%d").to_string())
}

/// A moment with its offset, or null.
pub fn moment(at: Option<DateTime<FixedOffset>>) -> Value {
    json!(at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)))
}

/// A score as a number, whole where it is whole; or null.
pub fn score(score: Option<Score>) -> Value {
    score.map_or(Value::Null, |score| match score.tenths() % 10 {
        0 => json!(score.tenths() / 10),
        _ => json!(score.value()),
    })
}

/// A place, with its own score or null.
fn place(RatedPlace { place, score: own }: &RatedPlace) -> Value {
    json!({ "site": place.site, "side": place.side.map(|side| side.word()), "score": score(*own) })
}

/// A medicine that was taken. A whole amount is a whole number.
fn medicine(intake: &Intake) -> Value {
    // JSON tells 400 from 400.0, and people who count tablets do as well.
    let amount = intake
        .amount
        .map(|amount| if amount.fract() == 0.0 { json!(amount as i64) } else { json!(amount) });
    json!({ "medicine": intake.medicine, "amount": amount, "unit": intake.unit })
}

/// A rating.
pub fn rating(rating: &Stored<Rating>) -> Value {
    let Stored { id, value: entry } = rating;
    json!({
        "id": id,
        "kind": "rating",
        "day": day(entry.day),
        "at": moment(entry.at),
        "score": score(entry.score()),
        "worst": score(entry.worst),
        "least": score(entry.least),
        "morning": entry.morning,
        "places": entry.places.iter().map(place).collect::<Vec<_>>(),
        "feels": entry.feels,
        "tags": entry.tags,
        "eased": entry.eased,
        "medicines": entry.medicines.iter().map(medicine).collect::<Vec<_>>(),
        "sleep_minutes": entry.sleep_minutes,
        "sitting_minutes": entry.sitting_minutes,
        "cycle_day": entry.cycle_day,
        "leaks": entry.leaks,
        "heaviness": score(entry.heaviness),
        "note": entry.note,
        "private": entry.private,
        "written_at": moment(Some(entry.written_at)),
        "source_written_at": moment(entry.source_written_at),
        "late": day::is_late(entry.day, entry.known_at()),
    })
}

/// A session.
pub fn session(session: &Stored<ExerciseRecord>) -> Value {
    let Stored { id, value: entry } = session;
    let mut value = json!({
        "id": id,
        "kind": "session",
        "day": day(entry.day),
        "at": moment(entry.at),
        "exercise": entry.exercise,
        "note": entry.note,
        "private": entry.private,
        "written_at": moment(Some(entry.written_at)),
        "source_written_at": moment(entry.source_written_at),
        "late": day::is_late(entry.day, entry.known_at()),
    });
    match &entry.outcome {
        Outcome::Done(actual) => {
            value["outcome"] = json!("done");
            value["sets"] = json!(actual.sets);
            value["reps"] = json!(actual.reps);
            value["hold_s"] = json!(actual.hold_s);
            value["minutes"] = json!(actual.minutes);
            value["load_kg"] = json!(actual.load_g.map(|grams| f64::from(grams) / 1000.0));
            value["pain_before"] = score(actual.pain_before);
            value["pain"] = score(actual.pain);
            value["pain_place"] = json!(actual.pain_place.map(|place| place.word()));
            value["effort"] = json!(actual.effort);
            value["symptoms"] = actual.symptoms.iter().map(|symptom| symptom.word()).collect();
        }
        Outcome::Skipped { why } => {
            value["outcome"] = json!("skipped");
            value["why"] = json!(why);
        }
    }
    value
}

/// Something to be looked at first.
pub fn hold(hold: &Hold) -> Value {
    json!({
        "question": hold.question,
        "level": hold.level.map(|level| level.word()),
        "ask": hold.ask,
        "act": hold.act,
        "since": day(hold.since),
        "checked": hold.checked,
    })
}

/// A dose.
pub fn dose(dose: &Dose) -> Value {
    json!({
        "sets": dose.sets,
        "reps": dose.reps,
        "reps_max": dose.reps_max,
        "hold_s": dose.hold_s,
        "minutes": dose.minutes,
        "minutes_max": dose.minutes_max,
        "load_kg": dose.load_g.map(|grams| f64::from(grams) / 1000.0),
        "times_per_day": dose.times_per_day,
        "days_per_week": dose.days_per_week,
        "effort": dose.effort,
        "rest_s": dose.rest_s,
        "rep_rest_s": dose.rep_rest_s,
        "tempo": dose.tempo.map(|tempo| tempo.to_string()),
        "sides": <&str>::from(dose.sides),
        "unit": dose.unit,
        "in_words": dose.to_string(),
        "session_seconds": dose.session_seconds(),
    })
}

/// An exercise, whole.
pub fn exercise(exercise: &Exercise, stop_rules: &[String], own_file: Option<String>) -> Value {
    json!({
        "id": exercise.id,
        "name": exercise.name,
        "kind": exercise.kind.word(),
        "position": exercise.position.word(),
        "target": exercise.target,
        "equipment": exercise.equipment,
        "steps": exercise.steps,
        "errors": exercise.errors,
        "stop": stop_rules,
        "tags": exercise.tags,
        "contra": exercise.contra,
        "caution": exercise.caution,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "dose": dose(&exercise.dose),
        "dose_source": exercise.dose_source.text(),
        "own_file": own_file,
    })
}

/// A condition, whole.
pub fn condition(condition: &Condition, own_file: Option<String>) -> Value {
    let codes =
        condition.icd10cm.iter().map(|code| json!({ "code": code.code, "seen": code.seen }));
    json!({
        "id": condition.id,
        "name": condition.name,
        "plain": condition.plain,
        "icd10cm": codes.collect::<Vec<_>>(),
        "aggravators": condition.aggravators,
        "easers": condition.easers,
        "red_flags": condition.red_flags,
        "avoid": condition.avoid,
        "advice": condition.advice,
        "advice_source": condition.advice_source.text(),
        "evidence": condition.evidence,
        "variants": condition.variants,
        "default_variant": condition.default_variant,
        "review_weeks": condition.review_weeks,
        "review_note": condition.review_note,
        "review_source": condition.review_source.text(),
        "phases": condition.phases.iter().map(phase).collect::<Vec<_>>(),
        "own_file": own_file,
    })
}

/// A phase.
fn phase(phase: &Phase) -> Value {
    json!({
        "name": phase.name.word(),
        "goal": phase.goal,
        "exercises": phase.exercises,
        "alternatives": phase.alternatives,
        "note": phase.note,
        "education": phase.education,
        "min_days": phase.exit.min_days,
        "exit_tests": phase.exit.tests.iter().map(|test| json!({ "id": test.id, "line": test.line })).collect::<Vec<_>>(),
    })
}

/// Who set something.
pub fn set_by(by: &SetBy) -> Value {
    match by {
        SetBy::Person => json!({ "who": "person" }),
        SetBy::Clinician(check) => {
            json!({ "who": "clinician", "by": check.by, "on": day(check.on) })
        }
    }
}

/// A clinician's look or agreement.
pub fn check(check: &Check) -> Value {
    json!({ "by": check.by, "on": day(check.on) })
}

/// What waits for answers because of what was written down.
pub fn closer_look(look: &CloserLook) -> Value {
    let named = look
        .named
        .iter()
        .map(|flag| json!({ "question": flag.id, "ask": flag.ask, "act": flag.act }));
    let questions = look.flags.iter().map(|flag| &flag.id);
    json!({ "day": day(look.day), "questions": questions.collect::<Vec<_>>(), "named": named.collect::<Vec<_>>() })
}

/// Why an exercise is left for the rest of the day.
pub fn left(left: StoppedForToday) -> Value {
    json!({ "because": left.word(), "in_words": left.in_words() })
}

/// A condition whose exercises wait.
pub fn waiting(waiting: &Waiting) -> Value {
    match &waiting.until {
        BlockedUntil::Cleared(phase) => {
            json!({ "condition": waiting.condition, "until": "cleared", "phase": phase.word() })
        }
        BlockedUntil::Alone { other } => {
            json!({ "condition": waiting.condition, "until": "alone", "other": other })
        }
    }
}

/// A criterion for leaving a phase, with its numbers.
pub fn criterion(criterion: &Criterion) -> Value {
    let mut value = match &criterion.asks {
        Requirement::Days { needs, now } => {
            json!({ "kind": "days", "needs": needs, "full_days": now - 1 })
        }
        Requirement::Pain { of_days, needs, now, needs_days } => json!({
            "kind": "pain",
            "of_days": of_days,
            "needs": needs,
            "now": now.ok(),
            "rated_days": now.err(),
            "needs_rated_days": needs_days,
        }),
        Requirement::Mornings { needs, settled, of, unknown } => {
            json!({ "kind": "mornings", "needs": needs, "settled": settled, "of": of, "unknown": unknown })
        }
        Requirement::Sessions { needs, done, planned } => {
            json!({ "kind": "sessions", "needs": needs, "done": done, "planned": planned })
        }
        Requirement::Test { id, line, ticked } => json!({
            "kind": "test",
            "id": id,
            "line": line,
            "passed": ticked.as_ref().map(|ticked| ticked.passed),
            "answered_on": ticked.as_ref().map(|ticked| day(ticked.day)),
        }),
        Requirement::NothingStopped { stopped } => {
            json!({ "kind": "nothing-stopped", "stopped": stopped })
        }
    };
    value["met"] = json!(criterion.is_met);
    value["in_words"] = json!(criterion.in_words());
    value
}

/// A rest of the plan.
pub fn pause(pause: &Pause) -> Value {
    json!({ "from": day(pause.from), "to": pause.to.map(day), "why": pause.why })
}

/// A decision about a dose, with all that it rests on.
pub fn decision(decision: &Decision, snapshot: &PlanSnapshot, today: NaiveDate) -> Value {
    let change = match &decision.change {
        Change::Hold => json!({ "kind": "hold" }),
        Change::Dose(step) => {
            json!({ "kind": if step.is_up() { "up" } else { "down" }, "to": step.to_string() })
        }
        Change::Back { to, dose } => json!({ "kind": "down", "exercise": to, "to": dose }),
        Change::Swap { to, harder } => {
            json!({ "kind": if *harder { "harder" } else { "easier" }, "exercise": to })
        }
        Change::Stop => json!({ "kind": "stop" }),
    };
    let responses = decision.responses.iter().map(|response| {
        let morning = response.morning.ok();
        json!({
            "day": day(response.day),
            "pain": score(response.pain),
            "effort": response.effort,
            "symptoms": response.symptoms.iter().map(|symptom| symptom.word()).collect::<Vec<_>>(),
            "as_asked": response.as_asked,
            "morning": score(morning.map(|morning| morning.score)),
            "usual": morning.map(|morning| morning.usual.points()),
        })
    });
    let rule = decision.finding.rule();
    json!({
        "exercise": decision.exercise,
        "on": day(decision.on),
        "change": change,
        "kept_for": decision.kept_for.as_ref().map(set_by),
        "rule": rule.name,
        "source": rule.source,
        "in_words": decision.in_few_words(|id| snapshot.exercise_name(id).to_owned(), today),
        "pain_fine_up_to": decision.limit.safe_max,
        "pain_max": decision.limit.acceptable_max,
        "sessions": responses.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_are_escapes_in_keys_and_values() {
        let value = json!({ "k\u{202e}": "a\u{7f}\u{9b}\u{2028}\u{feff}\u{e0041}\u{1b}\n", "ü": "👩\u{200d}🦽" });
        let shown = answer(&value).results;
        assert_eq!(
            shown,
            "{\n  \"k\\u202e\": \"a\\u007f\\u009b\\u2028\\ufeff\\udb40\\udc41\\u001b\\n\",\n  \"ü\": \"👩\u{200d}🦽\"\n}\n"
        );
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(key in "\\PC*|(?s:.*)", text in "\\PC*|(?s:.*)") {
            let value = json!({ key: [text] });
            let shown = answer(&value).results;
            prop_assert!(!shown.contains(|c: char| c != '\n' && is_hidden(c)), "{shown:?}");
            prop_assert_eq!(serde_json::from_str::<Value>(&shown).expect("it reads"), value);
        }
    }
}
