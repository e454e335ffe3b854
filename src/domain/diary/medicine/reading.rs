//! How a line about a medicine is read: as it stands on a pack, or as a person says it.
//!
//! The line is cut into pieces: numbers, units, forms, strengths of combinations, and words. What
//! stands together is put together, and where two readings are possible neither is taken.

use super::unit::{Measure, UNITS, Unit};
use crate::domain::text::fold::{composed, is_made_of_letters};
use crate::domain::text::suggest;

/// What to do after more of a medicine than is right, whichever it is: no list of doses is asked,
/// and feeling well says nothing. Wording: a design choice; see `[crisis]` in
/// `exercises/safety.toml`.
pub const AFTER_TOO_MUCH: &str =
    "call a doctor, a poison centre or your emergency number now, even if you feel well";

/// The longest name, in characters.
const NAME_MAX: usize = 60;

/// The largest amount, in any unit: beyond it there is a slip of the fingers.
const AMOUNT_MAX: f64 = 1_000_000.0;

/// The largest mass that is taken at once, in micrograms: 100 g, a design choice. Beyond it a unit
/// is wrong.
const MASS_MAX: f64 = 100_000_000.0;

/// How an amount is written.
const FORM: &str = "an amount is a number above 0, such as 400 or 2.5";

/// How a medicine is written.
const BEGINS: &str = "a medicine begins with its name: ibuprofen 400 mg";

/// Words that the program uses itself, and that are never a medicine.
const RESERVED: [&str; 12] = [
    "none", "no", "nothing", "nil", "same", "left", "right", "both", "middle", "yes", "skip",
    "medicine",
];

/// Words that say only how a tablet or a capsule is made, and tell no two medicines apart.
const LOOKS: [&str; 15] = [
    "film-coated",
    "coated",
    "sugar-coated",
    "hard",
    "liquid",
    "soft",
    "transdermal",
    "medicated",
    "effervescent",
    "pelliculé",
    "pelliculés",
    "pellicule",
    "pellicules",
    "recubiertos",
    "transdermales",
];

/// Words that belong to a name also behind the amount: how it is released, and what it comes as.
const BEHIND: [&str; 28] = [
    "sr",
    "mr",
    "xr",
    "xl",
    "er",
    "cr",
    "pr",
    "la",
    "lp",
    "retard",
    "forte",
    "akut",
    "plus",
    "long",
    "prolonged-release",
    "modified-release",
    "slow-release",
    "extended-release",
    "gastro-resistant",
    "dispersible",
    "gel",
    "cream",
    "spray",
    "syrup",
    "solution",
    "suspension",
    "injection",
    "oral",
];

/// What counts the pieces of a pack.
const PACK: [&str; 11] =
    ["pack", "packs", "ct", "count", "pcs", "st", "stk", "stück", "n1", "n2", "n3"];

/// What was read: a name, and how much where that was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The name, in lower case.
    pub name: String,
    /// How much.
    pub amount: Option<f64>,
    /// The word of the unit.
    pub unit: Option<&'static str>,
}

/// A piece of the line.
#[derive(Debug, Clone)]
enum Piece {
    /// A number.
    Number(f64),
    /// A unit or a form.
    Unit(&'static Unit),
    /// The strength of a combination or of a patch, which is part of the name: `30/500`, `25 µg/h`.
    Strength(String),
    /// `×` between two numbers.
    Times,
    /// What joins two things: a comma, `+`, `and`.
    Joint,
    /// A word of the name.
    Word(String),
}

/// Reads a line.
///
/// # Errors
/// A sentence that says how it is written.
pub fn read(text: &str) -> Result<Reading, String> {
    let words = words(text);
    if words.iter().any(|word| word.starts_with('-') && word.len() > 1)
        || words.contains(&"-".into())
    {
        return Err(
            "an amount is a number above 0, and a name has hyphens only within: ibuprofen 400 mg"
                .to_owned(),
        );
    }
    let pieces = pieces(&words)?;
    one_medicine(text, &pieces)?;
    put_together(&pieces)
}

/// The words of a line, in lower case and with what joins them apart.
fn words(text: &str) -> Vec<String> {
    let mut line = composed(&text.to_lowercase()).replace([':', '\u{ad}', '®', '™'], " ");
    for (whole, apart) in [("×", " x "), ("*", " x "), (";", " , "), ("⁄", "/")] {
        line = line.replace(whole, apart);
    }
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ").replace(" / ", "/");
    let line = line.replace("/ ", "/").replace(" /", "/").replace(" %", "%");
    let mut words = Vec::new();
    for word in line.split(' ') {
        // A comma within a number belongs to it; any other stands between two things.
        let is_number = word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .trim_end_matches(',')
                .split_once(',')
                .is_none_or(|(_, after)| after.starts_with(|c: char| c.is_ascii_digit()));
        let body = word.trim_end_matches(',');
        if is_number {
            words.push(body.to_owned());
        } else {
            for (index, part) in body.split(',').enumerate() {
                if index > 0 {
                    words.push(",".to_owned());
                }
                words.push(part.to_owned());
            }
        }
        if body.len() < word.len() {
            words.push(",".to_owned());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Cuts words into pieces.
fn pieces(words: &[String]) -> Result<Vec<Piece>, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let word = words[index].as_str();
        let next = words.get(index + 1).map(String::as_str);
        index += 1;
        let is_next_form = next.and_then(Unit::from_word).is_some_and(Unit::is_form);
        if let Some(number) =
            spoken(word).filter(|_| pieces.is_empty() || is_next_form || next == Some("a"))
        {
            index += usize::from(next == Some("a"));
            pieces.push(Piece::Number(number));
        } else if (word == "a" || word == "an" || word == "ein" || word == "eine") && is_next_form {
            pieces.push(Piece::Number(1.0));
        } else if matches!(word, "," | "+" | "&" | "and" | "und" | "et" | "y") {
            pieces.push(Piece::Joint);
        } else if word == "x" {
            pieces.push(Piece::Times);
        } else if word.strip_prefix('x').is_some_and(is_digits) && !pieces.is_empty() {
            pieces.extend([Piece::Times, Piece::Number(number(&word[1..])?)]);
        } else if word.starts_with(is_numeric) || word.starts_with(['.', ',']) {
            index += numeric(word, &words[index..], &mut pieces)?;
        } else if let Some(unit) =
            Unit::from_word(word.trim_end_matches('.')).or_else(|| Unit::from_word(word))
        {
            pieces.push(Piece::Unit(unit));
        } else if word == "of" && matches!(pieces.last(), Some(Piece::Unit(_) | Piece::Number(_))) {
            // “2 tablets of ibuprofen”: nothing to keep.
        } else if PACK.contains(&word)
            && matches!(pieces.last(), Some(Piece::Number(_) | Piece::Unit(_)))
        {
            return Err(pack(word));
        } else if !LOOKS.contains(&word) {
            pieces.push(Piece::Word(word.to_owned()));
        }
    }
    Ok(pieces)
}

/// What is said of the size of a pack.
fn pack(what: &str) -> String {
    format!("“{what}” is about the pack; say how many you took: ibuprofen 2 x 400 mg")
}

/// Whether a character begins a number.
fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || fraction(c).is_some()
}

/// A number that is written as a word.
fn spoken(word: &str) -> Option<f64> {
    let words = [
        ("half", 0.5),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("halbe", 0.5),
        ("zwei", 2.0),
        ("deux", 2.0),
    ];
    words.iter().find(|(each, _)| *each == word).map(|(_, number)| *number)
}

/// What one character of a fraction is worth.
fn fraction(c: char) -> Option<f64> {
    match c {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        _ => None,
    }
}

/// Reads a word that begins with a number, with what belongs to it of those behind; how many of
/// those it took.
fn numeric(word: &str, behind: &[String], pieces: &mut Vec<Piece>) -> Result<usize, String> {
    if word.contains('%') {
        pieces.push(Piece::Word(word.to_owned()));
        return Ok(0);
    }
    if let Some(half) = simple_fraction(word) {
        // “1 1/2 tablets” is one number.
        match pieces.last_mut() {
            Some(Piece::Number(whole)) if whole.fract() == 0.0 => *whole += half,
            _ => pieces.push(Piece::Number(half)),
        }
        return Ok(0);
    }
    // “30 mg/500 mg” and “25 µg/h”: the slash may stand in the word behind the number.
    let mut strength = word.to_owned();
    let mut took = 0;
    let ends_plain = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    while let Some(next) = behind.get(took) {
        let is_slashed =
            next.split_once('/').is_some_and(|(first, _)| Unit::from_word(first).is_some());
        let is_unit = Unit::from_word(next).is_some_and(|unit| !unit.is_form());
        if ends_plain(&strength) && (is_slashed || (is_unit && strength.contains('/'))) {
            strength = format!("{strength}{next}");
            took += 1;
        } else {
            break;
        }
    }
    if strength.contains('/') {
        pieces.push(Piece::Strength(self::strength(&strength)?));
        return Ok(took);
    }
    let end = word.find(|c: char| !(is_numeric(c) || ".,'’".contains(c))).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    if rest.starts_with(['-', '–']) {
        let after = rest.trim_start_matches(['-', '–']);
        if after.starts_with(is_numeric) || after.is_empty() {
            let name = pieces.iter().filter_map(|piece| match piece {
                Piece::Word(word) => Some(word.as_str()),
                _ => None,
            });
            let name = name.collect::<Vec<_>>().join(" ");
            let name = if name.is_empty() { "ibuprofen" } else { &name };
            if is_scheme(word) {
                return Err(format!(
                    "“{word}” is how much in the morning, at noon, in the evening and at night; \
                     give each time by itself, when you took it: {name} 1 tablet"
                ));
            }
            let unit = behind.first().filter(|unit| Unit::from_word(unit).is_some());
            let unit = unit.map_or("mg", String::as_str);
            return Err(format!(
                "“{word}” is a range; give how much you took: {name} {digits} {unit}"
            ));
        }
        pieces.push(Piece::Word(word.to_owned()));
        return Ok(0);
    }
    pieces.push(Piece::Number(number(digits)?));
    if let Some(after) = rest.strip_prefix('x') {
        pieces.push(Piece::Times);
        if after.starts_with(is_numeric) {
            numeric(after, &[], pieces)?;
        } else if let Some(unit) = Unit::from_word(after) {
            pieces.push(Piece::Unit(unit));
        } else if !after.is_empty() {
            pieces.push(Piece::Word(after.to_owned()));
        }
    } else if PACK.contains(&rest) {
        return Err(pack(word));
    } else if !rest.is_empty() {
        pieces.push(Piece::Unit(unit(rest)?));
    }
    Ok(0)
}

/// Whether a word is how much is taken at the times of a day, as doctors write it: `1-0-1`.
fn is_scheme(word: &str) -> bool {
    let times: Vec<&str> = word.split(['-', '–']).collect();
    let is_few = |time: &&str| time.chars().count() == 1 && time.starts_with(is_numeric);
    matches!(times.len(), 3 | 4) && times.iter().all(is_few)
}

/// `1/2`, `1/4`, `3/4`: parts of a tablet, and no strength.
fn simple_fraction(word: &str) -> Option<f64> {
    match word {
        "1/2" => Some(0.5),
        "1/4" => Some(0.25),
        "3/4" => Some(0.75),
        _ => None,
    }
}

/// A strength with a slash, as it is kept: `30/500` for `30mg/500mg`, `25 µg/h` for `25mcg/hour`.
fn strength(text: &str) -> Result<String, String> {
    let mut kept = Vec::new();
    for part in text.split('/') {
        let end =
            part.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(part.len());
        let (digits, unit) = part.split_at(end);
        let unit = match unit {
            "" => "",
            "h" | "hr" | "hour" | "hours" | "hrs" | "std" | "stunde" | "heure" | "heures" => "h",
            "dose" | "actuation" | "dosis" => "dose",
            other => self::unit(other)?.one,
        };
        let number = if digits.is_empty() { String::new() } else { number(digits)?.to_string() };
        if number.is_empty() && (unit.is_empty() || kept.is_empty()) {
            return Err(format!("“{text}” is no strength; such as 30/500, or 25 µg/h"));
        }
        kept.push((number, unit));
    }
    let is_all_mg =
        kept.iter().all(|(number, unit)| !number.is_empty() && matches!(*unit, "" | "mg"));
    let written = kept.into_iter().map(|(number, unit)| match (number.as_str(), unit) {
        (_, "") => number,
        (_, _) if is_all_mg => number,
        ("", unit) => unit.to_owned(),
        (_, unit) => format!("{number} {unit}"),
    });
    Ok(written.collect::<Vec<_>>().join("/"))
}

/// Whether a text is digits, and at least one.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number above 0 with up to three decimals.
fn number(text: &str) -> Result<f64, String> {
    if let Some((at, part)) = text.char_indices().find_map(|(at, c)| Some((at, fraction(c)?))) {
        let (whole, last) = text.split_at(at);
        let is_last = last.chars().count() == 1 && (whole.is_empty() || is_digits(whole));
        let whole = if whole.is_empty() { Some(0.0) } else { whole.parse::<f64>().ok() };
        return whole.filter(|_| is_last).map(|whole| whole + part).ok_or_else(|| FORM.to_owned());
    }
    // 1'000, as it is written in Switzerland, is nothing but a thousand.
    let groups: Vec<&str> = text.split(['\'', '’']).collect();
    let is_grouped = groups.len() > 1
        && groups.iter().all(|group| is_digits(group))
        && groups[1..].iter().all(|group| group.len() == 3);
    let joined = if is_grouped { groups.concat() } else { text.to_owned() };
    let (whole, decimals) = joined.split_once([',', '.']).unwrap_or((&joined, "0"));
    // A fourth decimal is read where it is 0: that is how three of them are shown, so that nobody
    // takes them for a thousand.
    let is_exact = decimals.len() <= 3 || (decimals.len() == 4 && decimals.ends_with('0'));
    if !is_digits(whole) || !is_digits(decimals) || !is_exact {
        return Err(FORM.to_owned());
    }
    if decimals.len() == 3 && !whole.trim_start_matches('0').is_empty() {
        let fraction = format!("{whole}.{decimals}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        let fraction =
            if decimals.ends_with('0') { fraction.to_owned() } else { format!("{fraction}0") };
        return Err(format!(
            "“{text}” could be a thousand or a fraction; write {whole}{decimals} or {fraction}"
        ));
    }
    let number: f64 = format!("{whole}.{decimals}").parse().map_err(|_| FORM.to_owned())?;
    if number > 0.0 && number <= AMOUNT_MAX { Ok(number) } else { Err(FORM.to_owned()) }
}

/// The unit of a word.
fn unit(word: &str) -> Result<&'static Unit, String> {
    Unit::from_word(word).ok_or_else(|| unknown_unit(word))
}

/// What is said of a word that is no unit.
fn unknown_unit(word: &str) -> String {
    let near = suggest::closest(word, UNITS.iter().map(|unit| unit.one));
    let choices = match near.is_empty() {
        true => UNITS.iter().map(|unit| unit.one).collect::<Vec<_>>().join(", "),
        false => near.join(" or "),
    };
    format!("supple knows no unit “{word}”; try {choices}")
}

/// Refuses a line that names two medicines.
fn one_medicine(text: &str, pieces: &[Piece]) -> Result<(), String> {
    let has_name = |part: &[Piece]| {
        part.iter().any(|piece| match piece {
            Piece::Word(word) => !BEHIND.contains(&word.as_str()),
            _ => false,
        })
    };
    let is_number = |piece: &Piece| matches!(piece, Piece::Number(_));
    let is_dose = |piece: &Piece| matches!(piece, Piece::Number(_) | Piece::Strength(_));
    // “paracetamol + codeine 500/30” is one product with two strengths.
    let strengths = pieces.iter().filter(|piece| matches!(piece, Piece::Strength(_))).count();
    for (at, _) in pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, Piece::Joint)) {
        let (before, after) = (&pieces[..at], &pieces[at + 1..]);
        let is_product = strengths == 1 && !before.iter().any(is_number);
        if has_name(before) && has_name(after) && !is_product {
            return Err(two(text, before, after));
        }
    }
    // “ibuprofen 400 mg paracetamol 1 g”: a name, an amount, and both again.
    let Some(first) = pieces.iter().position(is_dose) else { return Ok(()) };
    let begins = pieces.iter().position(|piece| matches!(piece, Piece::Word(_)));
    let Some(begins) = begins else { return Ok(()) };
    let from = first.max(begins);
    let later = pieces[from..].iter().position(|piece| has_name(std::slice::from_ref(piece)));
    let Some(later) = later.filter(|later| *later > 0).map(|later| from + later) else {
        return Ok(());
    };
    let between = &pieces[begins..later];
    if between.iter().any(is_dose) && pieces[later..].iter().any(is_dose) && begins < first {
        return Err(two(text, &pieces[..later], &pieces[later..]));
    }
    Ok(())
}

/// What is said of two medicines in one line: how each is given.
fn two(text: &str, before: &[Piece], after: &[Piece]) -> String {
    let each = |part: &[Piece]| {
        let part: Vec<Piece> =
            part.iter().filter(|piece| !matches!(piece, Piece::Joint)).cloned().collect();
        let read = put_together(&part).ok()?;
        let amount = read.amount.map_or(String::new(), |amount| format!(" {amount}"));
        let unit = read.unit.map_or(String::new(), |unit| format!(" {unit}"));
        Some(format!("--took '{}{amount}{unit}'", read.name))
    };
    let shown = each(before).zip(each(after)).filter(|_| !text.contains('\''));
    let (one, other) = shown
        .unwrap_or_else(|| ("--took 'ibuprofen 400 mg'".into(), "--took 'paracetamol 1 g'".into()));
    format!(
        "that is two medicines; give each by itself: {one} {other}. One product of both is written \
         with a slash: ibuprofen/paracetamol"
    )
}

/// Puts the pieces of one medicine together.
fn put_together(pieces: &[Piece]) -> Result<Reading, String> {
    let mut name: Vec<String> = Vec::new();
    // How many, of what form; how much, of what; a number that nothing is said of.
    let (mut count, mut form, mut dose, mut bare) = (None, None::<&Unit>, None, None);
    let mut is_times = false;
    let mut at = 0;
    while at < pieces.len() {
        let next = pieces.get(at + 1);
        match &pieces[at] {
            Piece::Joint => {
                // Only between the parts of one product.
                let is_within = !name.is_empty() && matches!(next, Some(Piece::Word(_)));
                if is_within {
                    name.push("+".to_owned());
                }
            }
            Piece::Word(word) => {
                let is_behind =
                    dose.is_some() || (count.is_some() && !name.is_empty() && !is_times);
                let had_name = !name.is_empty();
                if is_behind
                    && had_name
                    && !BEHIND.contains(&word.as_str())
                    && name_closed(pieces, at)
                {
                    return Err(format!(
                        "“{word}” stands behind the amount; put what else there is to say in --note"
                    ));
                }
                name.push(word.clone());
            }
            Piece::Strength(strength) => name.push(strength.clone()),
            Piece::Times => {
                let is_before = bare.is_some() || matches!(next, Some(Piece::Number(_)));
                if !is_before {
                    return Err(FORM.to_owned());
                }
                is_times = true;
                count = count.or(bare.take());
            }
            Piece::Unit(unit) if unit.is_form() => form = Some(unit),
            Piece::Unit(unit) => {
                // A measure without a number is part of no name.
                return Err(format!("how many {}? Such as 'ibuprofen 400 mg'", unit.several));
            }
            Piece::Number(number) => match next {
                Some(Piece::Unit(unit)) if unit.is_form() => {
                    let is_size = count.is_some() && is_times;
                    if count.replace(*number).is_some() && !is_size {
                        return Err("that is two numbers of pieces; give one".to_owned());
                    }
                    form = Some(unit);
                    at += 1;
                }
                Some(Piece::Unit(unit)) => {
                    if dose.replace((*number, *unit)).is_some() {
                        return Err("that is two amounts; give one: ibuprofen 400 mg".to_owned());
                    }
                    at += 1;
                }
                // “400 mg x 2”.
                _ if is_times && dose.is_some() && count.is_none() => count = Some(*number),
                Some(Piece::Word(word)) if !name.is_empty() => return Err(unknown_unit(word)),
                _ if bare.is_none() && count.is_none() && dose.is_none() => bare = Some(*number),
                _ => {
                    return Err("that is two numbers; give one amount: ibuprofen 400 mg".to_owned());
                }
            },
        }
        at += 1;
    }
    let name = checked(&name.join(" "))?;
    if let Some(number) = bare {
        match (dose, form, name_is_behind(pieces)) {
            // “2 ibuprofen 400 mg tablets” and “2 paracetamol tablets”.
            (Some(_), _, true) | (None, Some(_), true) => count = Some(number),
            (Some(_), _, false) => {
                return Err("that is two numbers; give one amount: ibuprofen 400 mg".to_owned());
            }
            (None, _, _) => return Ok(Reading { name, amount: Some(number), unit: None }),
        }
    }
    let (amount, unit) = match (count, dose, form) {
        (None, None, None) => return Ok(Reading { name, amount: None, unit: None }),
        (None, None, Some(form)) => {
            // “patch” is one of them; “tablets” says not how many.
            let is_one = matches!(form.measure, Measure::Pieces(_)) && has_singular(pieces, form);
            let amount = is_one.then_some(1.0);
            return Ok(Reading { name, amount, unit: amount.map(|_| form.one) });
        }
        (None, Some((size, unit)), _) => (size, unit),
        (Some(count), None, Some(form)) => (count, form),
        (Some(count), None, None) => return Ok(Reading { name, amount: Some(count), unit: None }),
        (Some(_), Some(_), Some(form)) if form.measure == Measure::Drops => {
            return Err("give the drops by themselves: tramadol 20 drops".to_owned());
        }
        (Some(count), Some((size, unit)), form) => {
            let most = match form.map(|form| form.measure) {
                Some(Measure::Pieces(most)) => most,
                _ => 10.0,
            };
            if count > most {
                return Err(many(count, form.map_or("pieces", |form| form.several)));
            }
            ((count * size * 1e3).round() / 1e3, unit)
        }
    };
    match unit.measure {
        Measure::Pieces(most) if amount > most => Err(many(amount, unit.several)),
        Measure::Mass(micrograms) if amount * micrograms > MASS_MAX => Err(format!(
            "{amount} {} is more than is taken at once; {FORM}, in mg. If you did take that \
                 much: {AFTER_TOO_MUCH}",
            unit.several
        )),
        _ if amount > AMOUNT_MAX => Err(FORM.to_owned()),
        _ => Ok(Reading { name, amount: Some(amount), unit: Some(unit.one) }),
    }
}

/// What is said of more pieces than are taken at once.
fn many(count: f64, several: &str) -> String {
    format!(
        "{count} {several} at once is the size of a pack; say how many you took, or how much in \
         mg. If you did take that many: {AFTER_TOO_MUCH}"
    )
}

/// Whether the name stands before the word at `at`, with an amount between.
fn name_closed(pieces: &[Piece], at: usize) -> bool {
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Word(_)));
    first.is_some_and(|first| {
        pieces[first..at].iter().any(|piece| matches!(piece, Piece::Number(_)))
    })
}

/// Whether the line begins with a number, so that the name stands behind it.
fn name_is_behind(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some(Piece::Number(_)))
}

/// Whether the form is named where one is meant: behind the strength of a patch.
fn has_singular(pieces: &[Piece], form: &Unit) -> bool {
    let has_strength = pieces.iter().any(|piece| matches!(piece, Piece::Strength(_)));
    has_strength && form.one == "patch"
}

/// The name of a medicine, in lower case already.
fn checked(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with(|c: char| ".,".contains(c)) {
        return Err(BEGINS.to_owned());
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic) {
        return Err(BEGINS.to_owned());
    }
    if RESERVED.contains(&text) {
        return Err(format!("“{text}” is a word of supple's own and no medicine; leave it out"));
    }
    if text.chars().count() > NAME_MAX {
        return Err(format!("the name of a medicine has up to {NAME_MAX} letters"));
    }
    if !is_made_of_letters(text, " -'’/+&.()%µ") {
        return Err(
            "the name of a medicine is letters, digits and hyphens: ibuprofen 400 mg".to_owned()
        );
    }
    Ok(text.to_owned())
}
