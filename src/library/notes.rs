//! The problems of one file, collected while it is read and told all at once.

use std::cell::RefCell;
use std::ops::Range;

use super::problem::Problem;
use super::source_file::SourceFile;

/// Where a file as a whole begins.
pub(super) const WHOLE: Range<usize> = 0..0;

/// The problems found in one file so far.
pub(super) struct Notes<'a> {
    file: &'a SourceFile,
    /// A misspelt field comes before the complaint that the well-spelt one is missing.
    found: RefCell<Vec<(Rank, Problem)>>,
}

/// Which problems of a file to tell first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A field that is not known: told first, because it may be the one that is missing below.
    Misspelt,
    /// Any other.
    Plain,
}

impl<'a> Notes<'a> {
    /// No problems yet.
    pub fn new(file: &'a SourceFile) -> Self {
        Self { file, found: RefCell::new(Vec::new()) }
    }

    /// Notes a problem.
    pub fn add(&self, span: Range<usize>, what: impl Into<String>, right: impl Into<String>) {
        self.push(Rank::Plain, span, what.into(), right.into());
    }

    /// Notes a problem of a rank.
    pub fn push(&self, rank: Rank, span: Range<usize>, what: String, right: String) {
        // A file as a whole begins nowhere: a line would point at a field that is well.
        let problem = if span == WHOLE {
            Problem::whole(&self.file.name, what, right)
        } else {
            self.file.problem(span, what, right)
        };
        self.found.borrow_mut().push((rank, problem));
    }

    /// What was read, or every problem, in the order to tell them in.
    pub fn finish<T>(self, read: T) -> Result<T, Vec<Problem>> {
        let mut found = self.found.into_inner();
        if found.is_empty() {
            return Ok(read);
        }
        // In the order of the file, so that somebody can go through it once from top to bottom.
        found.sort_by_key(|(rank, problem)| (*rank, problem.line));
        Err(found.into_iter().map(|(_, problem)| problem).collect())
    }
}
