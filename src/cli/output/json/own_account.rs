//! The six lines in the person's own words, for programs.

use serde::Serialize;
use strum::VariantArray;

use super::scalar::MomentText;
use crate::domain::diary::own_account::{AccountLine, OwnAccount};
use crate::words::own_account::lead;

/// One of the six lines; without a text where nothing was written.
#[derive(Debug, Serialize)]
pub struct AccountLineView<'a> {
    line: &'static str,
    about: &'static str,
    text: Option<&'a str>,
    written_at: Option<MomentText>,
}

/// All six, in their order.
pub fn account_lines(account: &OwnAccount) -> Vec<AccountLineView<'_>> {
    let lines = AccountLine::VARIANTS.iter().map(|line| {
        let entry = account.entry(*line);
        AccountLineView {
            line: line.word(),
            about: lead(*line),
            text: entry.map(|entry| entry.text.as_str()),
            written_at: entry.map(|entry| MomentText(entry.written_at)),
        }
    });
    lines.collect()
}
