//! The six lines that a person brings to whoever sees them: what each is called, and how it is
//! asked for.

use crate::domain::diary::own_account::AccountLine;

/// What a line is called before its text, from the mouth of the person.
pub fn lead(line: AccountLine) -> &'static str {
    match line {
        AccountLine::Place => "Where it hurts",
        AccountLine::Since => "Since when",
        AccountLine::BringsOn => "What brings it on",
        AccountLine::Eases => "What eases it",
        AccountLine::Cannot => "What I cannot do",
        AccountLine::Fear => "What I fear",
    }
}

/// How a line is asked for.
pub fn question(line: AccountLine) -> &'static str {
    match line {
        AccountLine::Place => "Where does it hurt?",
        AccountLine::Since => "Since when?",
        AccountLine::BringsOn => "What brings it on, or makes it worse?",
        AccountLine::Eases => "What eases it?",
        AccountLine::Cannot => "What can you not do because of it?",
        AccountLine::Fear => "What do you fear it could be, or become?",
    }
}
