//! Parts of pages that several verbs show. A verb never names a verb: what two of them show stands
//! here, and its sentences in `words`.

pub mod day;
pub mod due;
pub mod entry;
pub mod goals;
pub mod page_notes;
pub mod phase;
pub mod routine;
pub mod screening;
pub mod text_chart;
