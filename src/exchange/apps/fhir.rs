//! Pain and medicines of a Bundle of FHIR, or of resources one a line; and of what supple wrote all
//! that it holds.
//!
//! Pain from 0 to 10 has other codes and other kinds of value in other countries; all that were
//! seen are read (`[seen: HL7 PHR, France, Belgium, the Netherlands, Denmark]`). What supple wrote
//! itself carries the name of its entry, so that it is one entry again.

use std::io::BufRead;

use serde_json::Value;

use crate::exchange::fhir::ENTRY_SYSTEM;
use crate::exchange::fhir_rows::{self, list, text};
use crate::exchange::json_items::Items;
use crate::exchange::records::{Problem, Record, Records};

/// The codes of a score of pain.
const PAIN: [(&str, &str); 4] = [
    ("http://loinc.org", "72514-3"),
    ("http://loinc.org", "38208-5"),
    ("http://snomed.info/sct", "225908003"),
    ("http://snomed.info/sct", "1144798005"),
];

/// The answers of LOINC that stand for 0 to 10.
const ANSWERS: [&str; 11] = [
    "LA6111-4",
    "LA6112-2",
    "LA6113-0",
    "LA6114-8",
    "LA6115-5",
    "LA10137-0",
    "LA10138-8",
    "LA10139-6",
    "LA10140-4",
    "LA10141-2",
    "LA13942-0",
];

/// The places whose codes are known, as the diary calls them.
const SITES: [(&str, &str); 4] = [
    ("723979003", "left buttock"),
    ("723980000", "right buttock"),
    ("46862004", "buttock"),
    ("279039007", "low-back"),
];

/// The columns.
const HEADER: [&str; 7] =
    ["effective", "pain", "body site", "medication", "until", "issued", "note"];

/// What a resource has become.
struct Found {
    record: Record,
    /// The name of the entry that it is a part of, where supple wrote it.
    entry: Option<String>,
    /// Its score for the whole, and those of its places.
    whole: Option<String>,
    places: Vec<(String, String)>,
}

/// The pain and the medicines of a file.
pub struct Resources {
    items: Items<Box<dyn BufRead>>,
    number: usize,
    /// Read already, and of another entry than those before it.
    next: Option<Found>,
    /// Whom it is about.
    subject: Option<String>,
    is_header_told: bool,
    passed_over: usize,
}

impl Resources {
    /// Reads them from here on.
    pub fn new(from: Box<dyn BufRead>) -> Self {
        Self {
            items: Items::new(from, "entry"),
            number: 0,
            next: None,
            subject: None,
            is_header_told: false,
            passed_over: 0,
        }
    }

    /// The next resource that is pain or a medicine.
    fn next_found(&mut self) -> Result<Option<Found>, Problem> {
        loop {
            let Some(item) = self.items.next_item()? else { return Ok(None) };
            self.number += 1;
            let resource = item.get("resource").unwrap_or(&item);
            let Some(found) = found(resource, self.number) else {
                self.passed_over += 1;
                continue;
            };
            let subject = text(resource, &["subject", "reference"]);
            match (&self.subject, subject) {
                (Some(one), Some(other)) if one != other => {
                    let why = "it is about several people; a diary is one person's";
                    return Err((0, why.to_owned()));
                }
                (None, Some(one)) => self.subject = Some(one.to_owned()),
                _ => {}
            }
            return Ok(Some(found));
        }
    }
}

impl Records for Resources {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        if !self.is_header_told {
            self.is_header_told = true;
            return Ok(Some(Record::new(1, HEADER)));
        }
        let first = match self.next.take() {
            Some(found) => Some(found),
            None => self.next_found()?,
        };
        let Some(mut first) = first else { return Ok(None) };
        while first.entry.is_some() {
            match self.next_found()? {
                Some(more) if more.entry == first.entry => {
                    first.whole = first.whole.or(more.whole);
                    first.places.extend(more.places);
                }
                other => {
                    self.next = other;
                    break;
                }
            }
        }
        Ok(Some(joined(first)))
    }

    fn unit(&self) -> &'static str {
        "entry"
    }

    fn passed_over(&self) -> usize {
        self.passed_over
    }
}

/// The record of an entry with all its places. A place whose score is that of the whole has none of
/// its own, and where all have one score, it is the whole's: as the diary writes it.
fn joined(found: Found) -> Record {
    let Found { mut record, entry, mut whole, places } = found;
    if !record.rows.is_empty() {
        return record;
    }
    if whole.is_none() {
        let score = places.first().map(|(_, score)| score.clone());
        if places.iter().all(|(_, own)| Some(own) == score.as_ref()) {
            whole = score;
        }
    }
    let places = places.into_iter().map(|(site, score)| match score.as_str() {
        "" => site,
        score if Some(score) == whole.as_deref() => site,
        score => format!("{site}={score}"),
    });
    record.cells[2] = places.collect::<Vec<_>>().join(" | ");
    record.cells[1] = whole.unwrap_or_default();
    record.name = entry;
    record
}

/// What a resource is; `None` for every other kind, and for what was entered by mistake.
fn found(resource: &Value, number: usize) -> Option<Found> {
    let status = text(resource, &["status"]).unwrap_or_default();
    let kind = text(resource, &["resourceType"])?;
    if ["entered-in-error", "cancelled", "not-taken", "intended"].contains(&status) {
        return None;
    }
    let rows = fhir_rows::rows(resource);
    if !rows.is_empty() {
        let record = Record { rows, ..Record::at(number) };
        return Some(Found { record, entry: None, whole: None, places: Vec::new() });
    }
    let mut cells: [String; 7] = Default::default();
    let of = |paths: &[&[&str]]| {
        paths.iter().find_map(|path| text(resource, path)).unwrap_or_default().to_owned()
    };
    cells[0] = of(&[
        &["effectiveDateTime"],
        &["effectiveInstant"],
        &["effectivePeriod", "start"],
        &["dateAsserted"],
    ]);
    cells[4] = of(&[&["effectivePeriod", "end"]]);
    cells[5] = of(&[&["issued"], &["dateAsserted"]]);
    let notes = resource.get("note").and_then(Value::as_array).into_iter().flatten();
    cells[6] = notes.filter_map(|note| text(note, &["text"])).collect::<Vec<_>>().join("\n");
    let entry = list(resource, "identifier")
        .find(|each| text(each, &["system"]) == Some(ENTRY_SYSTEM))
        .and_then(|each| text(each, &["value"]))
        .map(str::to_owned);
    let mut found = Found { record: Record::at(number), entry, whole: None, places: Vec::new() };
    match kind {
        "Observation" => {
            let code = resource.get("code")?;
            let is_pain = list(code, "coding").any(|coding| {
                let pair = (text(coding, &["system"]), text(coding, &["code"]));
                PAIN.iter().any(|(system, code)| pair == (Some(*system), Some(*code)))
            });
            if !is_pain {
                return None;
            }
            let score = score(resource).unwrap_or_default();
            match site(resource) {
                Some(site) => found.places.push((site, score)),
                None => found.whole = Some(score),
            }
        }
        "MedicationStatement" => {
            let medicine = resource.get("medicationCodeableConcept")?;
            let name = text(medicine, &["text"])
                .or_else(|| list(medicine, "coding").find_map(|coding| text(coding, &["display"])));
            let dose = list(resource, "dosage").find_map(|dosage| text(dosage, &["text"]));
            cells[3] = [name?, dose.unwrap_or_default()].join(" ").trim().to_owned();
        }
        _ => return None,
    }
    found.record = Record::new(number, cells);
    Some(found)
}

/// The score of an observation, from whichever kind of value it has. One of a visual analogue scale
/// of 100 millimetres is a tenth of it.
fn score(resource: &Value) -> Option<String> {
    let number = resource.get("valueQuantity").and_then(|quantity| quantity.get("value"));
    if let Some(number) = number.or(resource.get("valueInteger")).and_then(Value::as_f64) {
        let method = resource.get("method").map(Value::to_string).unwrap_or_default();
        let is_of_100 = ["VAS100", "VAS 100", "0-100"].iter().any(|name| method.contains(name));
        return Some(if is_of_100 { number / 10.0 } else { number }.to_string());
    }
    let answer = resource.get("valueCodeableConcept")?;
    let place = list(answer, "coding").find_map(|coding| {
        let code = text(coding, &["code"])?;
        ANSWERS.iter().position(|answer| *answer == code)
    });
    match place {
        Some(place) => Some(place.to_string()),
        None => text(answer, &["text"]).map(str::to_owned),
    }
}

/// Where it hurt.
fn site(resource: &Value) -> Option<String> {
    let site = resource.get("bodySite")?;
    let known = list(site, "coding").find_map(|coding| {
        let code = text(coding, &["code"])?;
        SITES.iter().find(|(known, _)| *known == code).map(|(_, site)| *site)
    });
    let words = text(site, &["text"])
        .or(known)
        .or_else(|| list(site, "coding").find_map(|coding| text(coding, &["display"])));
    words.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;
    use serde_json::{Value, json};

    /// An observation of pain with these parts.
    fn pain(parts: Value) -> Value {
        let mut resource = json!({
            "resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-10-01",
            "code": { "coding": [{ "system": "http://loinc.org", "code": "72514-3" }] },
        });
        if let (Some(object), Value::Object(parts)) = (resource.as_object_mut(), parts) {
            object.extend(parts);
        }
        resource
    }

    /// The records of resources in a Bundle.
    fn of(resources: &[Value]) -> Vec<String> {
        let entries: Vec<Value> =
            resources.iter().map(|resource| json!({ "resource": resource })).collect();
        let bundle = json!({ "resourceType": "Bundle", "entry": entries });
        read(App::Fhir, &[("", &bundle.to_string())])[1..].to_vec()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let belgian = json!({ "valueCodeableConcept": { "coding": [{ "code": "LA10138-8" }] } });
        let dutch = json!({
            "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "225908003" }] },
            "valueInteger": 65, "method": { "coding": [{ "code": "VAS100" }] },
            "effectiveDateTime": null, "effectivePeriod": { "start": "2026-10-01T08:00:00Z", "end": "2026-10-01T09:00:00Z" },
        });
        let site = json!({
            "valueQuantity": { "value": 4.5 }, "note": [{ "text": "a" }, { "text": "b" }],
            "bodySite": { "coding": [{ "code": "279039007", "display": "Lower back" }] },
        });
        assert_eq!(
            of(&[
                pain(belgian),
                pain(dutch),
                pain(site),
                pain(json!({ "status": "entered-in-error", "valueInteger": 3 })),
                json!({ "resourceType": "Patient" }),
                json!({ "resourceType": "MedicationStatement", "status": "completed", "effectiveDateTime": "2026-10-02",
                    "medicationCodeableConcept": { "text": "ibuprofen" }, "dosage": [{ "text": "400 mg" }] }),
            ]),
            [
                "1: 2026-10-01|6|||||",
                "2: 2026-10-01T08:00:00Z|6.5|||2026-10-01T09:00:00Z||",
                "3: 2026-10-01|4.5|low-back||||a\nb",
                "6: 2026-10-02|||ibuprofen 400 mg|||",
            ]
        );
    }

    #[test]
    fn two_people_are_no_diary() {
        let of_person =
            |name: &str| pain(json!({ "valueInteger": 3, "subject": { "reference": name } }));
        let found = of(&[of_person("Patient/1"), of_person("Patient/2")]);
        assert!(found.last().is_some_and(|last| last.contains("several people")), "{found:?}");
        let lines = format!("{}\n{}\n", of_person("Patient/1"), of_person("Patient/1"));
        assert_eq!(read(App::Fhir, &[("", &lines)]).len(), 3);
    }
}
