//! The `export.xml` of Apple Health: symptoms of pain, with how severe they were.
//!
//! Severity is one of five words there and no number, so that it stays a word here.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::records::{Problem, Record, Records};

/// The symptoms that are pain, and the place where the name of a symptom says it.
const SYMPTOMS: [(&str, &str); 8] = [
    ("LowerBackPain", "low-back"),
    ("PelvicPain", "pelvis"),
    ("AbdominalCramps", ""),
    ("Headache", ""),
    ("GeneralizedBodyAche", ""),
    ("BreastPain", ""),
    ("ChestTightnessOrPain", ""),
    ("PainDuringIntercourse", ""),
];

/// What stands before the name of a symptom.
const TYPE: &str = "HKCategoryTypeIdentifier";

/// What stands before the word of a severity.
const SEVERITY: &str = "HKCategoryValueSeverity";

/// The most bytes of one element. What is never closed ends there and not with the memory.
const ELEMENT_MAX: usize = 1 << 20;

/// The symptoms of a file.
pub struct Symptoms {
    reader: Reader<Lines>,
    buffer: Vec<u8>,
    is_header_told: bool,
    passed_over: usize,
}

impl Symptoms {
    /// Reads them from here on.
    pub fn new(from: Box<dyn BufRead>) -> Self {
        let mut reader = Reader::from_reader(Lines { from, line: 1, left: ELEMENT_MAX });
        // An export was seen that is broken in one place; what stands behind that is wanted too.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Self { reader, buffer: Vec::new(), is_header_told: false, passed_over: 0 }
    }

    /// A record of an element; `None` where it is no symptom of pain.
    fn record(element: &BytesStart<'_>, line: usize) -> Option<Record> {
        let mut cells: [String; 6] = Default::default();
        for attribute in element.attributes().flatten() {
            let place = match attribute.key.as_ref() {
                "type" => 0,
                "startDate" => 1,
                "endDate" => 2,
                "creationDate" => 3,
                "value" => 4,
                _ => continue,
            };
            cells[place] = attribute.value.into_owned();
        }
        let name = cells[0].strip_prefix(TYPE)?;
        let (name, site) = SYMPTOMS.into_iter().find(|(symptom, _)| *symptom == name)?;
        cells[0] = words(name);
        cells[4] = words(cells[4].strip_prefix(SEVERITY).unwrap_or(&cells[4]));
        cells[5] = site.to_owned();
        if cells[1] == cells[2] {
            cells[2].clear();
        }
        Some(Record::new(line, cells))
    }
}

impl Records for Symptoms {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        if !self.is_header_told {
            self.is_header_told = true;
            let names = ["symptom", "startDate", "endDate", "creationDate", "severity", "site"];
            return Ok(Some(Record::new(1, names)));
        }
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = ELEMENT_MAX;
            let line = self.reader.get_ref().line;
            let event = self.reader.read_event_into(&mut self.buffer);
            let told = |error| match error {
                quick_xml::Error::Io(error) => (line, format!("it does not read ({error})")),
                error => (line, format!("it is no XML ({error})")),
            };
            match event.map_err(told)? {
                Event::Start(element) | Event::Empty(element)
                    if element.name().as_ref() == "Record" =>
                {
                    match Self::record(&element, line) {
                        Some(record) => return Ok(Some(record)),
                        None => self.passed_over += 1,
                    }
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn passed_over(&self) -> usize {
        self.passed_over
    }
}

/// A name in capitals as words: `LowerBackPain` is `lower back pain`.
fn words(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// A file that knows its line, and gives no more than so many bytes at once.
struct Lines {
    from: Box<dyn BufRead>,
    line: usize,
    left: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = self.fill_buf()?;
        let length = read.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Lines {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("an element in it never ends"));
        }
        self.from.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        if let Ok(buffer) = self.from.fill_buf() {
            let taken = buffer.get(..length).unwrap_or_default();
            self.line += taken.iter().filter(|byte| **byte == b'\n').count();
        }
        self.left = self.left.saturating_sub(length);
        self.from.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;

    #[test]
    fn symptoms_of_pain_are_read_with_their_words_and_the_rest_is_passed_over() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n\
             <!ELEMENT HealthData (ExportDate,Me,(Record)*)>\n<!ATTLIST Record\n type CDATA #REQUIRED\n>\n]>\n\
             <HealthData locale=\"en_GB\">\n <ExportDate value=\"2026-11-20 10:00:00 +0100\"/>\n\
             <Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"12\"/>\n\
             <Record type=\"HKCategoryTypeIdentifierLowerBackPain\" sourceName=\"A &amp; B\" \
             creationDate=\"2026-10-01 21:00:00 +0200\" startDate=\"2026-10-01 08:00:00 +0200\" \
             endDate=\"2026-10-01 09:00:00 +0200\" value=\"HKCategoryValueSeverityModerate\">\n\
             <MetadataEntry key=\"x\" value=\"y\"/></Record>\n\
             <Record type=\"HKCategoryTypeIdentifierHeadache\" startDate=\"2026-10-02 08:00:00 +0200\" \
             endDate=\"2026-10-02 08:00:00 +0200\" value=\"HKCategoryValueSeverityNotPresent\"/>\n</HealthData>\n";
        assert_eq!(
            read(App::AppleHealth, &[("", text)]),
            [
                "1: symptom|startDate|endDate|creationDate|severity|site",
                "11: lower back pain|2026-10-01 08:00:00 +0200|2026-10-01 09:00:00 +0200|\
                 2026-10-01 21:00:00 +0200|moderate|low-back",
                "13: headache|2026-10-02 08:00:00 +0200|||not present|",
            ]
        );
        let endless = format!("<HealthData>\n<Record type=\"{}", "x".repeat(2 << 20));
        assert!(read(App::AppleHealth, &[("", &endless)])[1].contains("never ends"));
    }
}
