//! Resources that supple wrote, as the rows of a diary that they were: exercises, goals, conditions
//! of the plan with their phases, and answers to safety questions, as far as FHIR holds them.
//!
//! Only what carries supple's own mark is read. Somebody else's questionnaire or care plan says
//! nothing that a diary may rest on.

use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value};

use super::fhir::{COUNTS, ENTRY_SYSTEM, NAME, PLAN_WORDS, QUESTION, SOURCE};
use super::records::WholeRow;
use crate::domain::diary::exercise_record::Symptom;

/// The rows that a resource of supple was, the first of which has the others; none for a resource of
/// anybody else, and for what is read as an entry.
pub fn rows(resource: &Value) -> Vec<WholeRow> {
    let source = text(resource, &["meta", "source"]).unwrap_or_default();
    // A server may add to it which request it came by.
    if source.split('#').next() != Some(SOURCE) {
        return Vec::new();
    }
    let mut row = Map::new();
    let name = match resource.get("identifier") {
        Some(Value::Array(names)) => names.iter().find_map(name_of),
        Some(name) => name_of(name),
        None => None,
    };
    put(&mut row, "uuid", name);
    match text(resource, &["resourceType"]) {
        Some("Procedure") => vec![WholeRow { kind: "session", row: exercise(resource, row) }],
        Some("Goal") => vec![WholeRow { kind: "goal", row: goal(resource, row) }],
        Some("CarePlan") => plan(resource, row),
        Some("QuestionnaireResponse") => {
            vec![WholeRow { kind: "screening_answer", row: answer(resource, row) }]
        }
        _ => Vec::new(),
    }
}

/// A text at the end of a path.
pub(super) fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    path.iter().try_fold(value, |value, key| value.get(*key))?.as_str()
}

/// A list of an object.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// The name of a row, among other names of its resource.
fn name_of(name: &Value) -> Option<&str> {
    let is_of_entry = text(name, &["system"]) == Some(ENTRY_SYSTEM);
    text(name, &["value"]).filter(|_| is_of_entry)?.strip_prefix(NAME)
}

/// Puts a text into a row where there is one.
fn put(row: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        row.insert(key.to_owned(), text.into());
    }
}

/// Puts a moment in as a diary writes one; a server may have turned it to another zone.
fn put_moment(row: &mut Map<String, Value>, key: &str, moment: Option<&str>) {
    let read = moment.and_then(|moment| DateTime::parse_from_rfc3339(moment).ok());
    put(row, key, read.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)).as_deref());
}

/// An exercise that was done or left out.
fn exercise(resource: &Value, mut row: Map<String, Value>) -> Map<String, Value> {
    let is_done = text(resource, &["status"]) == Some("completed");
    put(&mut row, "outcome", Some(if is_done { "done" } else { "skipped" }));
    put(&mut row, "why", text(resource, &["statusReason", "text"]));
    put(&mut row, "exercise", text(resource, &["code", "text"]));
    match text(resource, &["performedDateTime"]) {
        Some(day) if day.len() == "2026-11-22".len() => put(&mut row, "day", Some(day)),
        moment => put_moment(&mut row, "at", moment),
    }
    let mut notes = Vec::new();
    for note in list(resource, "note") {
        if text(note, &["authorString"]) == Some(SOURCE) {
            put_moment(&mut row, "source_written_at", text(note, &["time"]));
            read_dose(text(note, &["text"]).unwrap_or_default(), &mut row);
        } else {
            notes.extend(text(note, &["text"]));
        }
    }
    put(&mut row, "note", Some(notes.join("\n").as_str()).filter(|note| !note.is_empty()));
    row
}

/// What was done of an exercise, from the words of [`super::fhir`].
fn read_dose(words: &str, row: &mut Map<String, Value>) {
    let mut symptoms = Vec::new();
    for part in words.split(", ") {
        let (first, rest) = part.split_once(' ').unwrap_or((part, ""));
        let points = |text: &str| {
            let points: f64 = text.strip_suffix(" of 10")?.parse().ok()?;
            Some(Value::from((points * 10.0).round() as i64))
        };
        let found =
            match (first, rest) {
                ("side:", side) => Some(("side", side.into())),
                ("place:", place) => Some(("pain_place", place.into())),
                ("sign:", sign) => {
                    symptoms.extend(Symptom::from_word(sign).map(|_| {
                        Map::from_iter([("symptom".to_owned(), Value::from(sign))]).into()
                    }));
                    None
                }
                ("pain", rest) => match rest.strip_prefix("before ") {
                    Some(before) => points(before).map(|points| ("pain_before", points)),
                    None => points(rest).map(|points| ("pain", points)),
                },
                (reps, "repeats in the sets") => Some(("reps_of_sets", reps.into())),
                (number, unit) => COUNTS
                    .iter()
                    .find(|(_, name)| *name == unit)
                    .and_then(|(key, _)| Some((*key, number.parse::<i64>().ok()?.into()))),
            };
        row.extend(found.map(|(key, value)| (key.to_owned(), value)));
    }
    if !symptoms.is_empty() {
        row.insert("symptoms".to_owned(), Value::Array(symptoms));
    }
}

/// What the person wants to be able to do.
fn goal(resource: &Value, mut row: Map<String, Value>) -> Map<String, Value> {
    put(&mut row, "activity", text(resource, &["description", "text"]));
    put(&mut row, "started_on", text(resource, &["startDate"]));
    let is_ended = text(resource, &["lifecycleStatus"]) == Some("completed");
    put(&mut row, "ended_on", text(resource, &["statusDate"]).filter(|_| is_ended));
    row
}

/// A condition of the plan, and its phases.
fn plan(resource: &Value, mut row: Map<String, Value>) -> Vec<WholeRow> {
    put(&mut row, "condition", text(resource, &["title"]));
    put(&mut row, "started_on", text(resource, &["period", "start"]));
    put(&mut row, "ended_on", text(resource, &["period", "end"]));
    put_moment(&mut row, "written_at", text(resource, &["created"]));
    for part in text(resource, &["description"]).unwrap_or_default().split("; ") {
        match part.split_once(": ") {
            Some(("rank", rank)) => {
                row.extend(rank.parse::<i64>().map(|rank| ("rank".to_owned(), rank.into())));
            }
            Some((key, word)) if PLAN_WORDS.contains(&key) => put(&mut row, key, Some(word)),
            _ => {}
        }
    }
    let phases = list(resource, "activity").map(|activity| {
        let mut phase = Map::new();
        put(&mut phase, "uuid", text(activity, &["id"]));
        put(&mut phase, "phase", text(activity, &["detail", "description"]));
        put(&mut phase, "from_day", text(activity, &["detail", "scheduledPeriod", "start"]));
        WholeRow { kind: "plan_phase", row: phase }
    });
    [WholeRow { kind: "plan", row }].into_iter().chain(phases).collect()
}

/// An answer to a safety question.
fn answer(resource: &Value, mut row: Map<String, Value>) -> Map<String, Value> {
    put_moment(&mut row, "written_at", text(resource, &["authored"]));
    let wording = text(resource, &["questionnaire"]).and_then(|name| name.split_once('|'));
    let wording = wording.and_then(|(_, wording)| wording.parse::<i64>().ok());
    row.extend(wording.map(|wording| ("wording".to_owned(), wording.into())));
    for item in list(resource, "item") {
        let link = text(item, &["linkId"]).unwrap_or_default();
        let answer = list(item, "answer").next();
        let said = answer.and_then(|answer| answer.get("valueBoolean")).and_then(Value::as_bool);
        let told = answer.and_then(|answer| {
            text(answer, &["valueDate"]).or_else(|| text(answer, &["valueString"]))
        });
        match link.strip_prefix(QUESTION) {
            Some(question) => {
                put(&mut row, "question", Some(question));
                let word = said.map_or("skipped", |yes| if yes { "yes" } else { "no" });
                put(&mut row, "answer", Some(word));
            }
            None if ["day", "asked", "checked_by", "checked_on"].contains(&link) => {
                put(&mut row, link, told);
            }
            None => {}
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::fhir::Resources;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;
    use strum::VariantArray;

    /// A text as a person writes one, without blanks at its ends.
    const TEXT: &str = "[a-zA-Zäß0-9,;:=\"'{]{1,6}( [a-z,;0-9]{1,6}){0,2}";

    /// A moment, and the day it is on.
    fn moment() -> impl Strategy<Value = (String, String)> {
        (1_u32..29, 0_u32..24, 0_u32..60).prop_map(|(day, hour, minute)| {
            let day = format!("2026-10-{day:02}");
            (format!("{day}T{hour:02}:{minute:02}:00+02:00"), day)
        })
    }

    /// An object of what is there.
    fn row(parts: Value) -> Map<String, Value> {
        let parts = parts.as_object().expect("an object").clone();
        parts.into_iter().filter(|(_, value)| !value.is_null()).collect()
    }

    /// A name.
    fn uuid() -> impl Strategy<Value = String> {
        any::<u64>().prop_map(|number| uuid::Uuid::from_u64_pair(number, 7).to_string())
    }

    /// A number that may not have been recorded.
    fn maybe(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Option<i64>> {
        prop::option::of(range)
    }

    /// An exercise that was done.
    fn done() -> impl Strategy<Value = WholeRow> {
        let dose = (maybe(1..=100), maybe(1..=1000), maybe(1..=3600), maybe(1..=1440));
        let more = (maybe(0..=500_000), maybe(0..=10), maybe(0..=100), maybe(0..=100));
        let words = (
            prop::option::of(prop_oneof!["left", "right", "both"]),
            prop::option::of(prop_oneof!["bone", "other"]),
            prop::option::of(Just("12,10,8")),
            prop::sample::subsequence(Symptom::VARIANTS.to_vec(), 0..3),
        );
        (uuid(), moment(), moment(), prop::option::of(TEXT), dose, more, words, any::<bool>())
            .prop_map(|(uuid, (at, day), (written, _), note, dose, more, words, has_time)| {
                let symptoms: Vec<Value> =
                    words.3.iter().map(|sign| json!({ "symptom": sign.word() })).collect();
                WholeRow {
                    kind: "session",
                    row: row(json!({
                        "uuid": uuid, "exercise": "bridge", "outcome": "done", "note": note,
                        "at": has_time.then_some(at), "day": (!has_time).then_some(day),
                        "source_written_at": written, "sets": dose.0, "reps": dose.1,
                        "hold_s": dose.2, "minutes": dose.3, "load_g": more.0, "effort": more.1,
                        "pain": more.2, "pain_before": more.3, "side": words.0,
                        "pain_place": words.1, "reps_of_sets": words.2,
                        "symptoms": (!symptoms.is_empty()).then_some(symptoms),
                    })),
                }
            })
    }

    /// A row of another kind, and those that belong to it.
    fn other() -> impl Strategy<Value = Vec<WholeRow>> {
        let goal = (uuid(), TEXT, any::<bool>()).prop_map(|(uuid, activity, is_ended)| {
            let ended = is_ended.then_some("2026-11-01");
            let row = json!({
                "uuid": uuid, "activity": activity, "started_on": "2026-10-01", "ended_on": ended,
            });
            vec![WholeRow { kind: "goal", row: self::row(row) }]
        });
        let side = prop::option::of(prop_oneof!["left", "right", "both", "middle"]);
        let plan = (prop::collection::vec(uuid(), 2..5), side, any::<bool>(), moment());
        let plan = plan.prop_map(|(uuids, side, is_ended, (written_at, _))| {
            let row = json!({
                "id": 3, "uuid": uuids[0], "condition": "sciatica", "side": side,
                "variant": side.map(|_| "with-walking"), "rank": 2, "started_on": "2026-10-01",
                "ended_on": is_ended.then_some("2026-11-01"), "written_at": written_at,
            });
            let phases = uuids[1..].iter().zip(["calm", "restore", "return"]).enumerate();
            let phases = phases.map(|(number, (uuid, phase))| WholeRow {
                kind: "plan_phase",
                row: self::row(json!({
                    "uuid": uuid, "plan": 3, "phase": phase,
                    "from_day": format!("2026-10-{:02}", number + 1),
                })),
            });
            [WholeRow { kind: "plan", row: self::row(row) }].into_iter().chain(phases).collect()
        });
        let said = prop_oneof!["yes", "no", "skipped"];
        let asked = prop_oneof!["alone", "group", "week"];
        let answer = (uuid(), said, asked, prop::option::of(TEXT), moment(), 1_i64..4);
        let answer = answer.prop_map(|(uuid, said, asked, by, (written_at, day), wording)| {
            let row = json!({
                "uuid": uuid, "question": "night-pain", "answer": said, "asked": asked,
                "checked_on": by.as_ref().map(|_| day.clone()), "checked_by": by, "day": day,
                "written_at": written_at, "wording": wording,
            });
            vec![WholeRow { kind: "screening_answer", row: self::row(row) }]
        });
        prop_oneof![done().prop_map(|row| vec![row]), goal, plan, answer]
    }

    proptest! {
        #[test]
        fn what_fhir_holds_comes_back_as_it_was(given in other()) {
            let mut resources = Resources::default();
            let mut made = Vec::new();
            for WholeRow { kind, row } in &given {
                let mut row = row.clone();
                // The diary's own time of writing is that of the source where it comes back.
                if let Some(written) = row.remove("source_written_at") {
                    row.insert("written_at".to_owned(), written);
                }
                made.extend(resources.of(kind, &row));
            }
            made.extend(resources.end());
            prop_assert_eq!(made.len(), 1);
            let expected: Vec<WholeRow> = given
                .into_iter()
                .map(|mut each| {
                    // Numbers are those of one copy of a diary.
                    for key in ["id", "plan"] {
                        each.row.remove(key);
                    }
                    each
                })
                .collect();
            prop_assert_eq!(rows(&made[0]), expected);
        }
    }

    #[test]
    fn what_somebody_else_wrote_is_no_row() {
        let row = row(json!({ "uuid": "u", "question": "q", "answer": "no", "day": "2026-10-01" }));
        let mut resource = Resources::default().of("screening_answer", &row).remove(0);
        assert_eq!(rows(&resource).len(), 1);
        resource["meta"]["source"] = format!("{SOURCE}#Xq3").into();
        assert_eq!(rows(&resource).len(), 1, "a server says how it came");
        for other in [Value::Null, "urn:other".into(), format!("{SOURCE}s").into()] {
            resource["meta"]["source"] = other;
            assert_eq!(rows(&resource), []);
        }
    }
}
