//! Asks what the columns of a table mean, where nobody knows it.

use std::collections::BTreeMap;

use super::file::recipe_file;
use super::table::Beginning;
use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply};
use crate::domain::diary::score::Score;
use crate::exchange::recipe::{DateOrder, Field, Recipe, Scale, is_column};
use crate::words::text::capital;

/// What is asked, one after the other.
const ASKED: [(Field, &str); 7] = [
    (Field::On, "Which column is the date?"),
    (Field::At, "And the time? (Enter: none, or it is in the date)"),
    (Field::Score, "How much it hurts? (Enter: none)"),
    (Field::Site, "Where it hurts? (Enter: none)"),
    (Field::Side, "On which side? (Enter: none)"),
    (Field::Medicine, "What was taken? (Enter: none)"),
    (Field::Note, "Anything else, for the note? (Enter: none)"),
];

/// Asks for the columns of a table; `None` when the person stops.
pub fn ask(found: &Beginning, context: &Context) -> Option<Recipe> {
    let mut prompt = Prompt::new(context);
    prompt.keep_on_ctrl_c(true);
    prompt.say(|page| {
        page.para("supple does not know this table. Its columns and its first rows:");
        for (number, name) in found.header.iter().enumerate() {
            let cells: Vec<&str> =
                found.rows.iter().filter_map(|row| row.get(number).map(String::as_str)).collect();
            page.item(&format!("{:2}", number + 1), &format!("{name}: {}", cells.join(" · ")));
        }
        page.note("A number or a name · Esc goes back · Ctrl-C stops, and nothing is changed");
    });
    let mut given: Vec<Option<String>> = vec![None; ASKED.len() + 1];
    let mut number = 0;
    while number <= ASKED.len() {
        let typed = Line { goes_back: number > 0, ..Line::default() };
        let reply = match ASKED.get(number) {
            Some((field, question)) => prompt.line(
                &typed,
                |page, refused| {
                    if let Some(why) = refused {
                        page.para(&format!("{}.", capital(why)));
                    }
                    page.para(question);
                },
                |text| column(text, *field == Field::On, &found.header),
            ),
            None if given[2].is_none() => Reply::Given(None),
            None => prompt.line(
                &typed,
                |page, refused| {
                    if let Some(why) = refused {
                        page.para(&format!("{}.", capital(why)));
                    }
                    page.para("The ends of its scale, such as 0-100? (Enter: 0-10)");
                },
                |text| match text {
                    "" => Ok(None),
                    text => Scale::parse(text).map(|_| Some(text.to_owned())),
                },
            ),
        };
        match reply {
            Reply::Given(text) => {
                given[number] = text;
                number += 1;
            }
            Reply::Back => number = number.saturating_sub(1),
            Reply::End => return None,
        }
    }
    let scale = given.pop().flatten();
    let map = ASKED.iter().zip(given).filter_map(|((field, _), column)| {
        column.map(|column| format!("{}={column}", field.word()))
    });
    Some(Recipe { map: map.collect(), scale, ..Recipe::default() })
}

/// The column that a text names, by its number or its name.
fn column(text: &str, is_needed: bool, header: &[String]) -> Result<Option<String>, String> {
    if text.is_empty() {
        let why = "without a date no entry has a day";
        return if is_needed { Err(why.to_owned()) } else { Ok(None) };
    }
    let by_number =
        text.parse::<usize>().ok().and_then(|number| header.get(number.checked_sub(1)?));
    let found = header.iter().find(|name| is_column(name, text)).or(by_number);
    found.map(|name| Some(name.clone())).ok_or_else(|| "there is no such column".to_owned())
}

/// Asks which number of such a date is the day; `None` when the person stops.
pub fn order(date: &str, context: &Context) -> Option<DateOrder> {
    let mut prompt = Prompt::new(context);
    prompt.keep_on_ctrl_c(true);
    let keys =
        [(&["d", "day"][..], DateOrder::DayFirst), (&["m", "month"][..], DateOrder::MonthFirst)];
    let reply = prompt.key(&keys, false, |page, _| {
        page.para(&format!(
            "{date}: which comes first, the day or the month? Every date of the table may be read \
             both ways. d or m"
        ));
    });
    if let Reply::Given(order) = reply { Some(order) } else { None }
}

/// The most words that are asked about: with more of them it is no scale.
const WORDS_MAX: usize = 8;

/// Asks what each word counts as that stands in place of a score; `None` when the person stops.
pub fn words(
    words: &BTreeMap<String, usize>,
    context: &Context,
) -> Option<BTreeMap<String, String>> {
    let mut told = BTreeMap::new();
    if words.is_empty() || words.len() > WORDS_MAX {
        return Some(told);
    }
    let mut prompt = Prompt::new(context);
    prompt.keep_on_ctrl_c(true);
    for (word, number) in words {
        let reply = prompt.line(
            &Line::default(),
            |page, refused| {
                if let Some(why) = refused {
                    page.para(&format!("{}.", capital(why)));
                }
                page.para(&format!(
                    "“{word}” stands for a score {}. How much is it, from 0 to 10? (Enter: it \
                     stays a word, in the note)",
                    match number {
                        1 => "once".to_owned(),
                        number => format!("{number} times"),
                    }
                ));
            },
            |text| match text {
                "" => Ok(None),
                text => Score::parse(text).map(|_| Some(text.to_owned())),
            },
        );
        match reply {
            Reply::Given(Some(points)) => drop(told.insert(word.clone(), points)),
            Reply::Given(None) => {}
            Reply::Back | Reply::End => return None,
        }
    }
    Some(told)
}

/// Asks whether what is shown is to come in, and by what name the recipe is kept; `None` when it is
/// not.
pub fn agree(show: impl FnOnce(&mut Page), context: &Context) -> Option<Option<String>> {
    let mut prompt = Prompt::new(context);
    prompt.keep_on_ctrl_c(true);
    prompt.say(show);
    let keys = [(&["y", "yes"][..], true), (&["n", "no"][..], false)];
    let reply = prompt.key(&keys, false, |page, _| page.para("Bring them in? y or n"));
    if !matches!(reply, Reply::Given(true)) {
        return None;
    }
    let name = prompt.line(
        &Line::default(),
        |page, refused| {
            if let Some(why) = refused {
                page.para(&format!("{}.", capital(why)));
            }
            page.para("A name, to read such a table again by itself? (Enter: none)");
        },
        |text| {
            if text.is_empty() {
                return Ok(None);
            }
            match recipe_file(context.config.as_ref(), text) {
                Ok(path) if path.exists() => Err("there is one of that name already".to_owned()),
                Ok(_) => Ok(Some(text.to_owned())),
                Err(_) => Err("a name is letters, digits and hyphens, such as my-table".to_owned()),
            }
        },
    );
    match name {
        Reply::Given(name) => Some(name),
        Reply::Back | Reply::End => Some(None),
    }
}
