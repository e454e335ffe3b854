//! What the columns of somebody's table mean: a recipe, which a person types or saves, and those of
//! the apps that are known, which stand in `recipes.toml`.

use std::collections::BTreeMap;

use chrono::FixedOffset;
use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantNames};

/// What a column may be taken as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, EnumString, VariantNames,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Field {
    /// How much it hurts.
    Score,
    /// The worst of the day.
    Worst,
    /// The least of the day.
    Least,
    /// The date, or the date and the time.
    On,
    /// The time.
    At,
    /// The year, where it has a column of its own.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
    /// Where it hurts.
    Site,
    /// On which side.
    Side,
    /// What it feels like.
    Feels,
    /// What came before.
    Before,
    /// What eased it.
    Eased,
    /// What was taken.
    Medicine,
    /// Sleep, in minutes.
    SleepMinutes,
    /// Sleep, in hours.
    SleepHours,
    /// Sitting without pain, in minutes.
    SittingMinutes,
    /// Day of the cycle.
    CycleDay,
    /// When the row was written down there.
    Written,
    /// Anything else.
    Note,
}

impl Field {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Which of two numbers of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DateOrder {
    /// 22/11/2026
    DayFirst,
    /// 11/22/2026
    MonthFirst,
}

/// The ends of a scale, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// No pain.
    pub least: i64,
    /// The worst.
    pub most: i64,
}

impl Scale {
    /// From 0 to 10, as supple's own.
    pub const OWN: Self = Self { least: 0, most: 10_000 };

    /// Reads `0-100`, `1-9.5`.
    ///
    /// # Errors
    /// A sentence that says what a scale looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let ends = text.split_once('-').and_then(|(least, most)| {
            Some(Self { least: thousandths(least)?, most: thousandths(most)? })
        });
        ends.filter(|scale| scale.least < scale.most)
            .ok_or_else(|| "a scale is its two ends, such as 0-10, 0-100 or 1-5".to_owned())
    }

    /// The value that a cell says: a number, or one of so many, as `4/10` where 10 is the most.
    pub fn value(self, cell: &str) -> Option<i64> {
        let number = match cell.split_once('/') {
            Some((number, most)) if thousandths(most) == Some(self.most) => number,
            _ => cell,
        };
        thousandths(number)
    }

    /// A value of the scale in tenths of a point, and whether that is exact.
    ///
    /// # Errors
    /// A part of a sentence, where it is beyond the ends.
    pub fn tenths(self, value: i64) -> Result<(i64, bool), String> {
        if value < self.least || value > self.most {
            return Err(format!(
                "is not on the scale from {} to {}",
                shown(self.least),
                shown(self.most)
            ));
        }
        let (above, span) = ((value - self.least) * 100, self.most - self.least);
        Ok(((2 * above + span) / (2 * span), above % span == 0))
    }
}

/// A number with up to three decimals as thousandths; a comma is a point.
pub fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 9 || whole.len() > 9 {
        return None;
    }
    let thousandths = format!("{decimals:0<3}");
    Some(whole.parse::<i64>().ok()? * 1000 + thousandths[..3].parse::<i64>().ok()?)
}

/// Thousandths without the decimals that they do not need.
fn shown(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads an offset from UTC: `UTC`, `Z`, `+01:00`, `UTC-5`.
///
/// # Errors
/// A sentence that says what an offset looks like.
pub fn offset(text: &str) -> Result<FixedOffset, String> {
    let wrong = || "an offset from UTC is UTC, +01:00 or -05:00".to_owned();
    let upper = text.trim().to_uppercase();
    let rest = upper.strip_prefix("UTC").unwrap_or(&upper).trim();
    if rest.is_empty() || rest == "Z" {
        return FixedOffset::east_opt(0).ok_or_else(wrong);
    }
    let (sign, rest) = match rest.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = match (rest.split_once(':'), rest.len()) {
        (Some(pair), _) => pair,
        (None, 4) if rest.is_ascii() => rest.split_at(2),
        (None, _) => (rest, "0"),
    };
    let hours = hours.parse::<i32>().ok().filter(|hours| (0..=14).contains(hours));
    let minutes = minutes.parse::<i32>().ok().filter(|minutes| (0..60).contains(minutes));
    let seconds = hours.zip(minutes).map(|(hours, minutes)| sign * (hours * 3600 + minutes * 60));
    seconds.and_then(FixedOffset::east_opt).ok_or_else(wrong)
}

/// What the columns of a table mean.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Recipe {
    /// What the table is called; of the apps that are known, the app.
    #[serde(default)]
    pub name: String,
    /// The columns by which a table is known.
    #[serde(default)]
    pub header: Vec<String>,
    /// What is taken from where: `score=intensity`.
    #[serde(default)]
    pub map: Vec<String>,
    /// The ends of its scale: `0-100`.
    pub scale: Option<String>,
    /// Which number of a date is the day.
    pub dates: Option<DateOrder>,
    /// The offset from UTC of its times; without one they are of this machine's zone.
    pub zone: Option<String>,
    /// A place for every row: `buttock:left`.
    pub site: Option<String>,
    /// What a word counts as, in points.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// Which rows are taken: the texts of a column.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// Whether a blank date is that of the row above.
    #[serde(default)]
    pub carry: bool,
}

/// The recipes of the apps that are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    recipe: Vec<Recipe>,
}

/// The recipes of the apps that are known, those that ask for more columns first.
pub fn known() -> Vec<Recipe> {
    let book: Book = toml::from_str(include_str!("recipes.toml")).expect("a test reads it");
    let mut recipes = book.recipe;
    recipes.sort_by_key(|recipe| std::cmp::Reverse(recipe.header.len()));
    recipes
}

impl Recipe {
    /// Reads a recipe that a person has saved.
    ///
    /// # Errors
    /// What is wrong with it, in the words of TOML.
    pub fn read(text: &str) -> Result<Self, String> {
        let recipe: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        recipe.pairs()?;
        Ok(recipe)
    }

    /// As a file of its own.
    pub fn to_toml(&self) -> String {
        // A string of JSON is one of TOML as well.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let list = |texts: &[String]| {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("[{}]", texts.join(", "))
        };
        let mut text = format!("name = {}\nmap = {}\n", quoted(&self.name), list(&self.map));
        let order: Option<&str> = self.dates.map(Into::into);
        let texts = [
            ("scale", self.scale.as_deref()),
            ("dates", order),
            ("zone", self.zone.as_deref()),
            ("site", self.site.as_deref()),
        ];
        for (key, value) in texts {
            text += &value.map_or(String::new(), |value| format!("{key} = {}\n", quoted(value)));
        }
        if self.carry {
            text += "carry = true\n";
        }
        let mut table = |name: &str, rows: Vec<String>| {
            if !rows.is_empty() {
                text += &format!("\n[{name}]\n{}\n", rows.join("\n"));
            }
        };
        let words =
            self.words.iter().map(|(word, at)| format!("{} = {}", quoted(word), quoted(at)));
        table("words", words.collect());
        let only =
            self.only.iter().map(|(column, texts)| format!("{} = {}", quoted(column), list(texts)));
        table("only", only.collect());
        text
    }

    /// What is taken from which column.
    ///
    /// # Errors
    /// A sentence about a pair that is none.
    pub fn pairs(&self) -> Result<Vec<(Field, String)>, String> {
        self.map.iter().map(|text| pair(text)).collect()
    }

    /// Whether a header has every column by which this table is known.
    pub fn fits(&self, header: &[String]) -> bool {
        !self.header.is_empty()
            && self.header.iter().all(|wanted| header.iter().any(|cell| is_column(cell, wanted)))
    }
}

/// Whether a cell of a header is the column of that name.
pub fn is_column(cell: &str, name: &str) -> bool {
    cell.trim().to_lowercase() == name.trim().to_lowercase()
}

/// Reads `score=intensity`.
///
/// # Errors
/// A sentence that says what there is to take.
pub fn pair(text: &str) -> Result<(Field, String), String> {
    let wrong = || {
        let fields = Field::VARIANTS.join(", ");
        format!("“{text}” is not FIELD=COLUMN, where FIELD is one of {fields}")
    };
    let (field, column) = text.split_once('=').ok_or_else(wrong)?;
    let field = field.trim().to_lowercase();
    // As `supple log` calls it.
    let field = if field == "tag" { "before" } else { &field };
    let field = field.parse().map_err(|_| wrong())?;
    if column.trim().is_empty() { Err(wrong()) } else { Ok((field, column.trim().to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_recipe_reads_and_takes_only_columns_that_it_asks_for() {
        for recipe in known() {
            assert!(!recipe.name.is_empty() && !recipe.header.is_empty());
            for (_, column) in recipe.pairs().expect("pairs") {
                let has = recipe.header.iter().any(|cell| is_column(cell, &column));
                assert!(has, "{}: {column}", recipe.name);
            }
            let scale = recipe.scale.as_deref().map(Scale::parse);
            assert!(scale.is_none_or(|scale| scale.is_ok()), "{}", recipe.name);
        }
    }

    #[test]
    fn a_recipe_that_is_saved_is_read_back() {
        let recipe = Recipe {
            name: "my \"table\"".to_owned(),
            map: vec!["score=pain, 0-100".to_owned(), "on=Datum".to_owned()],
            scale: Some("0-100".to_owned()),
            dates: Some(DateOrder::DayFirst),
            zone: Some("+01:00".to_owned()),
            site: Some("buttock:left".to_owned()),
            words: BTreeMap::from([("mäßig".to_owned(), "5".to_owned())]),
            only: BTreeMap::from([("kind".to_owned(), vec!["pain".to_owned()])]),
            carry: true,
            ..Recipe::default()
        };
        assert_eq!(Recipe::read(&recipe.to_toml()), Ok(recipe));
        assert!(Recipe::read("nmae = \"x\"").is_err());
        assert!(Recipe::read("map = [\"x\"]").is_err());
    }

    #[test]
    fn a_scale_is_stretched_to_ten_points_and_says_what_it_rounds() {
        let of = |scale: &str, value: &str| {
            let value = thousandths(value).expect("a number");
            Scale::parse(scale).expect("a scale").tenths(value)
        };
        assert_eq!(of("0-100", "37"), Ok((37, true)));
        assert_eq!(of("0-10", "4,5"), Ok((45, true)));
        assert_eq!(of("0-4", "3"), Ok((75, true)));
        assert_eq!(of("0-3", "1"), Ok((33, false)));
        assert_eq!(of("1-9.5", "1"), Ok((0, true)));
        assert_eq!(of("1-9.5", "9.5"), Ok((100, true)));
        assert!(of("0-4", "5").expect_err("beyond").contains("from 0 to 4"));
        for text in ["10", "5-1", "a-b", "-", "1-1"] {
            assert!(Scale::parse(text).is_err(), "{text}");
        }
        assert_eq!(thousandths("1e3"), None);
        for (cell, value) in
            [("4,5/10", Some(4500)), ("4 / 10", Some(4000)), ("4/5", None), ("4/", None)]
        {
            assert_eq!(Scale::OWN.value(cell), value, "{cell}");
        }
        assert_eq!(thousandths(""), None);
    }

    #[test]
    fn an_offset_is_read_as_people_write_it() {
        for (text, seconds) in
            [("UTC", 0), ("z", 0), ("+01:00", 3600), ("UTC-5", -18000), ("+0530", 19800)]
        {
            assert_eq!(offset(text).map(|offset| offset.local_minus_utc()), Ok(seconds), "{text}");
        }
        for text in ["Berlin", "1", "+25", "+01:99"] {
            assert!(offset(text).is_err(), "{text}");
        }
    }
}
