//! Other programs' files ↔ values: bytes in, bytes out.
//!
//! It opens no file, asks nobody and knows no diary. Whoever calls it hands over what is read, row
//! by row, and gets rows back, each with the line it stood on, so that a file of a million rows
//! needs no more memory than one of ten.
//!
//! * `apps` reads files of apps that are no tables; `zip` the archives that some of them are in, and
//!   `json_items` long lists of JSON.
//! * `csv_text` is CSV as bytes, `csv_tables` the diary as files of it.
//! * `fhir` is rows as resources of FHIR R4, `fhir_rows` such resources as rows again.
//! * `ics` is days as a calendar.
//! * `recipe` says what the columns of a table mean, `recipes.toml` those of apps that are known;
//!   `date_text` reads their dates.
//! * `records` is what all of these are read as; `table` makes entries of them, by a recipe.
//! * `sealed` is a file sealed with a passphrase.
//! * `json_lines` is supple's own format, which holds everything; `docs/format.md` describes it.

pub mod apps;
pub mod csv_tables;
pub mod csv_text;
pub mod date_text;
pub mod fhir;
pub mod fhir_rows;
pub mod ics;
pub mod json_items;
pub mod json_lines;
pub mod recipe;
pub mod records;
pub mod sealed;
pub mod table;
pub mod zip;
