//! Rows of the diary as resources of FHIR R4, one after the other.
//!
//! Codes stand only where they are known: LOINC 72514-3 for pain from 0 to 10, SNOMED CT for the
//! buttocks and for exercise therapy (`[seen: HL7 PHR and Physical Activity guides]`). Everything
//! else is text. Whom it is about is not said: whoever loads it knows the patient.

use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What the names of entries of a diary are told by, among other names of a resource.
pub const ENTRY_SYSTEM: &str = "urn:ietf:rfc:3986";

/// What stands before the uuid of a row in its name.
pub(super) const NAME: &str = "urn:uuid:";

/// What every resource says it comes from.
pub(super) const SOURCE: &str = "urn:supple:diary";

/// What stands before the id of a safety question.
pub(super) const QUESTION: &str = "safety/";

/// The columns of a plan that stand in its description as words.
pub(super) const PLAN_WORDS: [&str; 2] = ["side", "variant"];

/// The numbers of an exercise, and what each is called.
pub(super) const COUNTS: [(&str, &str); 6] = [
    ("sets", "sets"),
    ("reps", "repeats"),
    ("hold_s", "seconds held"),
    ("minutes", "minutes"),
    ("load_g", "grams"),
    ("effort", "effort of 10"),
];

/// The beginning of a Bundle that a server takes in as one, and takes again without doubles.
pub fn bundle_head(made_at: &str) -> String {
    let made_at = Value::from(made_at);
    format!(
        "{{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"timestamp\":{made_at},\"entry\":[\n"
    )
}

/// A resource as an entry of such a Bundle.
pub fn bundle_entry(resource: &Value) -> String {
    let text = |key: &str| resource.get(key).and_then(Value::as_str).unwrap_or_default();
    let (kind, id) = (text("resourceType"), text("id"));
    json!({
        "fullUrl": format!("urn:uuid:{id}"),
        "resource": resource,
        "request": { "method": "PUT", "url": format!("{kind}/{id}") },
    })
    .to_string()
}

/// The end of such a Bundle.
pub const BUNDLE_END: &str = "\n]}\n";

/// What a row holds.
type Row = Map<String, Value>;

/// Makes resources of rows, as they come. A condition of the plan waits for its phases.
#[derive(Debug, Default)]
pub struct Resources {
    plans: Vec<(Row, Vec<Row>)>,
}

impl Resources {
    /// The resources that a row is; none for rows that FHIR has no place for here.
    pub fn of(&mut self, kind: &str, row: &Map<String, Value>) -> Vec<Value> {
        match kind {
            "rating" => return pain(row),
            "medicine_intake" => return vec![medication(row)],
            "session" => return vec![exercise(row)],
            "goal" => return vec![goal(row)],
            "screening_answer" => return vec![answer(row)],
            "plan" => self.plans.push((row.clone(), Vec::new())),
            "plan_phase" => {
                let plan =
                    self.plans.iter_mut().find(|(plan, _)| plan.get("id") == row.get("plan"));
                if let Some((_, phases)) = plan {
                    phases.push(row.clone());
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// The resources that have waited, after the last row.
    pub fn end(self) -> Vec<Value> {
        self.plans.iter().map(|(plan, phases)| care_plan(plan, phases)).collect()
    }
}

/// A text of a row.
fn text<'r>(row: &'r Map<String, Value>, key: &str) -> Option<&'r str> {
    row.get(key).and_then(Value::as_str)
}

/// A text as FHIR has one: without characters that steer, and with something in it.
fn clean(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|c| !c.is_control() || ['\n', '\r', '\t'].contains(c)).collect();
    let kept = kept.trim().to_owned();
    (!kept.is_empty()).then_some(kept)
}

/// A resource with what every one has, and without what is not there.
fn resource(kind: &str, id: &str, parts: Value) -> Value {
    let mut resource = json!({ "resourceType": kind, "id": id, "meta": { "source": SOURCE } });
    if let (Some(object), Value::Object(parts)) = (resource.as_object_mut(), parts) {
        object.extend(parts.into_iter().filter(|(_, value)| !value.is_null()));
    }
    resource
}

/// The name of an entry, by which all resources that it has become are one again.
fn entry_name(row: &Map<String, Value>) -> Value {
    let uuid = text(row, "uuid").unwrap_or_default();
    json!({ "system": ENTRY_SYSTEM, "value": format!("{NAME}{uuid}") })
}

/// Whom a resource is about.
fn subject() -> Value {
    json!({ "display": "the person who keeps this diary" })
}

/// When something was: the moment, or the day where no time is known.
fn when(row: &Map<String, Value>) -> Value {
    text(row, "at").or(text(row, "day")).map_or(Value::Null, Value::from)
}

/// The note of a row, after one that supple has made of its numbers.
fn notes(made: Option<Value>, row: &Map<String, Value>) -> Value {
    let note = text(row, "note").and_then(clean).map(|note| json!({ "text": note }));
    let notes: Vec<Value> = made.into_iter().chain(note).collect();
    if notes.is_empty() { Value::Null } else { Value::Array(notes) }
}

/// Tenths of a point as points.
fn points(tenths: Option<&Value>) -> Option<Value> {
    let tenths = tenths?.as_i64()?;
    let whole = tenths % 10 == 0;
    Some(if whole { Value::from(tenths / 10) } else { Value::from(tenths as f64 / 10.0) })
}

/// An entry as pain: once for the whole, and for each place once more.
fn pain(row: &Map<String, Value>) -> Vec<Value> {
    let id = text(row, "uuid").unwrap_or_default();
    let places = row.get("places").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let whole = points(row.get("score"));
    let mut found = Vec::new();
    let has_own = places.iter().any(|place| place.get("score").is_some());
    if let Some(value) = whole.clone().filter(|_| places.is_empty() || has_own) {
        found.push(observation(id, &value, None, row));
    }
    let name = Uuid::parse_str(id).unwrap_or_default();
    for (number, place) in places.iter().enumerate() {
        let Some(value) = points(place.get("score")).or(whole.clone()) else { continue };
        let id = Uuid::new_v5(&name, format!("place {number}").as_bytes()).to_string();
        found.push(observation(&id, &value, Some(body_site(place)), row));
    }
    found
}

/// Pain from 0 to 10. What a person says of themselves is a survey.
fn observation(id: &str, value: &Value, site: Option<Value>, row: &Map<String, Value>) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/observation-category";
    resource(
        "Observation",
        id,
        json!({
            "identifier": [entry_name(row)],
            "status": "final",
            "category": [{ "coding": [{ "system": system, "code": "survey" }] }],
            "code": {
                "coding": [{ "system": "http://loinc.org", "code": "72514-3" }],
                "text": "Pain, 0 to 10",
            },
            "subject": subject(),
            "effectiveDateTime": when(row),
            "issued": text(row, "source_written_at").or(text(row, "written_at")),
            "valueQuantity": {
                "value": value,
                "unit": "{score}",
                "system": "http://unitsofmeasure.org",
                "code": "{score}",
            },
            "bodySite": site,
            "note": notes(None, row),
        }),
    )
}

/// Where it hurts.
fn body_site(place: &Value) -> Value {
    let text = |key: &str| place.get(key).and_then(Value::as_str);
    let (site, side) = (text("site").unwrap_or_default(), text("side"));
    let code = match (site, side) {
        ("buttock", Some("left")) => Some("723979003"),
        ("buttock", Some("right")) => Some("723980000"),
        ("buttock", _) => Some("46862004"),
        _ => None,
    };
    let words = side.map_or_else(|| site.to_owned(), |side| format!("{side} {site}"));
    match code {
        Some(code) => json!({
            "coding": [{ "system": "http://snomed.info/sct", "code": code }],
            "text": words,
        }),
        None => json!({ "text": words }),
    }
}

/// A medicine that was taken.
fn medication(row: &Map<String, Value>) -> Value {
    let amount = row.get("amount").map(|amount| match text(row, "unit") {
        Some(unit) => format!("{amount} {unit}"),
        None => amount.to_string(),
    });
    resource(
        "MedicationStatement",
        text(row, "uuid").unwrap_or_default(),
        json!({
            "identifier": [entry_name(row)],
            "status": "completed",
            "medicationCodeableConcept": { "text": text(row, "medicine").and_then(clean) },
            "subject": subject(),
            "effectiveDateTime": when(row),
            "dosage": amount.map(|amount| json!([{ "text": amount }])),
        }),
    )
}

/// An exercise that was done or left out. Sets, repeats and holds have no place of their own.
fn exercise(row: &Map<String, Value>) -> Value {
    let number = |(key, name): (&str, &str)| Some(format!("{} {name}", row.get(key)?));
    let pain = |key, name| points(row.get(key)).map(|pain| format!("{name} {pain} of 10"));
    let word = |key, name| text(row, key).map(|word| format!("{name}: {word}"));
    let signs = row.get("symptoms").and_then(Value::as_array).into_iter().flatten();
    let signs = signs.filter_map(|sign| Some(format!("sign: {}", sign.get("symptom")?.as_str()?)));
    let more = [
        text(row, "reps_of_sets").map(|reps| format!("{reps} repeats in the sets")),
        word("side", "side"),
        pain("pain_before", "pain before"),
        pain("pain", "pain"),
        word("pain_place", "place"),
    ];
    let counted = COUNTS.into_iter().filter_map(number).chain(more.into_iter().flatten());
    let dose: Vec<String> = counted.chain(signs).collect();
    let is_done = text(row, "outcome") == Some("done");
    let why = text(row, "why").and_then(clean);
    let made = json!({
        "authorString": SOURCE,
        "time": text(row, "source_written_at").or(text(row, "written_at")),
        "text": if dose.is_empty() { "no more was recorded".to_owned() } else { dose.join(", ") },
    });
    resource(
        "Procedure",
        text(row, "uuid").unwrap_or_default(),
        json!({
            "identifier": [entry_name(row)],
            "status": if is_done { "completed" } else { "not-done" },
            "statusReason": why.map(|why| json!({ "text": why })),
            "code": {
                "coding": [{ "system": "http://snomed.info/sct", "code": "229065009" }],
                "text": text(row, "exercise").and_then(clean),
            },
            "subject": subject(),
            "performedDateTime": when(row),
            "note": notes(Some(made).filter(|_| is_done), row),
        }),
    )
}

/// What the person wants to be able to do.
fn goal(row: &Map<String, Value>) -> Value {
    let ended = text(row, "ended_on");
    resource(
        "Goal",
        text(row, "uuid").unwrap_or_default(),
        json!({
            "identifier": [entry_name(row)],
            "lifecycleStatus": if ended.is_some() { "completed" } else { "active" },
            "description": { "text": text(row, "activity").and_then(clean) },
            "subject": subject(),
            "startDate": text(row, "started_on"),
            "statusDate": ended,
        }),
    )
}

/// A condition of the plan, with its phases.
fn care_plan(row: &Map<String, Value>, phases: &[Map<String, Value>]) -> Value {
    let (start, end) = (text(row, "started_on"), text(row, "ended_on"));
    let period: Map<String, Value> = [("start", start), ("end", end)]
        .into_iter()
        .filter_map(|(key, day)| Some((key.to_owned(), Value::from(day?))))
        .collect();
    let words = PLAN_WORDS.iter().filter_map(|key| Some(format!("{key}: {}", text(row, key)?)));
    let rank = row.get("rank").map(|rank| format!("rank: {rank}"));
    let words: Vec<String> = words.chain(rank).collect();
    let activities = phases.iter().enumerate().map(|(number, phase)| {
        let is_now = number + 1 == phases.len() && end.is_none();
        json!({
            "id": text(phase, "uuid"),
            "detail": {
                "status": if is_now { "in-progress" } else { "completed" },
                "description": text(phase, "phase"),
                "scheduledPeriod": { "start": text(phase, "from_day") },
            },
        })
    });
    let activities: Vec<Value> = activities.collect();
    resource(
        "CarePlan",
        text(row, "uuid").unwrap_or_default(),
        json!({
            "identifier": [entry_name(row)],
            "status": if end.is_some() { "completed" } else { "active" },
            "intent": "plan",
            "title": text(row, "condition").and_then(clean),
            "description": (!words.is_empty()).then(|| words.join("; ")),
            "subject": subject(),
            "period": period,
            "created": text(row, "written_at"),
            "activity": (!activities.is_empty()).then_some(activities),
        }),
    )
}

/// An answer to a safety question; one that was skipped has no answer.
fn answer(row: &Map<String, Value>) -> Value {
    let question = text(row, "question").and_then(clean).unwrap_or_default();
    let mut item = json!({ "linkId": format!("{QUESTION}{question}") });
    let said = text(row, "answer").filter(|said| ["yes", "no"].contains(said));
    if let (Some(said), Some(item)) = (said, item.as_object_mut()) {
        item.insert("answer".to_owned(), json!([{ "valueBoolean": said == "yes" }]));
    }
    let told = [
        ("day", "valueDate"),
        ("asked", "valueString"),
        ("checked_by", "valueString"),
        ("checked_on", "valueDate"),
    ];
    let told = told.into_iter().filter_map(|(key, form)| {
        let value = text(row, key).and_then(clean)?;
        Some(json!({ "linkId": key, "answer": [{ form: value }] }))
    });
    let items: Vec<Value> = [item].into_iter().chain(told).collect();
    let wording = row.get("wording").and_then(Value::as_i64).unwrap_or(1);
    resource(
        "QuestionnaireResponse",
        text(row, "uuid").unwrap_or_default(),
        json!({
            "identifier": entry_name(row),
            "questionnaire": format!("urn:supple:safety:{question}|{wording}"),
            "status": "completed",
            "subject": subject(),
            "authored": text(row, "written_at"),
            "item": items,
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The resources of a row that is written as JSON.
    fn of(kind: &str, row: Value) -> Vec<Value> {
        Resources::default().of(kind, row.as_object().expect("an object"))
    }

    #[test]
    fn an_entry_is_pain_for_the_whole_and_for_each_place_once() {
        let uuid = "0199c0de-0000-7000-8000-000000000001";
        let found = of(
            "rating",
            json!({
                "uuid": uuid, "day": "2026-11-22", "score": 45, "note": "a\u{1b}b",
                "places": [{ "site": "buttock", "side": "left", "score": 60 }, { "site": "hip" }],
            }),
        );
        let values: Vec<&Value> =
            found.iter().map(|each| &each["valueQuantity"]["value"]).collect();
        assert_eq!(values, [&json!(4.5), &json!(6), &json!(4.5)]);
        assert_eq!(found[1]["bodySite"]["coding"][0]["code"], "723979003");
        assert_eq!(found[2]["bodySite"], json!({ "text": "hip" }));
        assert_eq!(found[0]["note"][0]["text"], "ab");
        assert_eq!(found[0]["effectiveDateTime"], "2026-11-22");
        assert!(of("rating", json!({ "uuid": uuid, "day": "2026-11-22", "note": "x" })).is_empty());
        assert!(of("visit", json!({ "uuid": uuid })).is_empty());
        assert!(bundle_entry(&found[0]).contains(&format!("\"url\":\"Observation/{uuid}\"")));
    }

    #[test]
    fn what_was_skipped_is_no_answer_and_not_done() {
        let skipped =
            of("screening_answer", json!({ "uuid": "u", "question": "q", "answer": "skipped" }));
        assert_eq!(skipped[0]["item"], json!([{ "linkId": "safety/q" }]));
        let left = of("session", json!({ "uuid": "u", "outcome": "skipped", "why": "tired" }));
        assert_eq!(left[0]["status"], "not-done");
        assert_eq!(left[0]["statusReason"]["text"], "tired");
    }
}
