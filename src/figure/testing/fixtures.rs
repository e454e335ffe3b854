//! What a diary may hold, for the tests of every layout: texts, lengths of time, and papers of
//! every sort.

use proptest::prelude::*;

use crate::figure::canvas::paper::Paper;

/// So many random cases, none of which leaves a file behind.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The days of thirty years.
pub const THIRTY_YEARS: u64 = 10_958;

/// Parts that German makes words of without a blank.
const PARTS: [&str; 10] = [
    "Tiefgesäß",
    "schmerz",
    "syndrom",
    "nachuntersuchungs",
    "ergebnis",
    "Beckenboden",
    "entspannungs",
    "übung",
    "Oberschenkelrückseiten",
    "ansatzreizung",
];

/// What people write, each hard to set in its own way: long words, other alphabets, pictures, text
/// that runs to the left, characters without ink, and nothing at all.
const WRITTEN: [&str; 24] = [
    "Πόνος στον αριστερό γλουτό μετά από πολύωρο κάθισμα",
    "ισχιοκνημιαίων",
    "Ból pośladka po długim siedzeniu, gorzej rano; źle śpię",
    "żółć, gęś, łódź",
    "боль в ягодице после сидения",
    "🏃‍♀️ läuft 👍🏽 wieder 🇩🇪",
    "👩‍👩‍👧‍👦❤️1️⃣",
    "אחרי ישיבה ממושכת",
    "ألم بعد الجلوس",
    "\u{202e}sdrawkcab\u{202c}",
    "a\u{200b}b\u{200d}c\u{feff}d\u{ad}e",
    "e\u{301}\u{302}\u{303} z\u{335}alg\u{300}o\u{489}",
    "痛みがある",
    "दर्द",
    "",
    " ",
    "\u{a0}\u{3000}\t\n",
    "·…·…·",
    "(((—„“”‚’–/////",
    "= + - @ | % \\ \" ' < > & ; :",
    "0123456789 × 10 → 12",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "i.",
    "sit through a film",
];

/// A text as a person may have typed it.
pub fn text() -> impl Strategy<Value = String> {
    let german = prop::collection::vec(prop::sample::select(&PARTS[..]), 1..9)
        .prop_map(|parts| parts.concat());
    let written = prop::sample::select(&WRITTEN[..]).prop_map(str::to_owned);
    let several = prop::collection::vec(prop_oneof![german.boxed(), written.clone().boxed()], 1..8);
    let between = prop::sample::select(&[" ", ", ", "", " · ", "\n"][..]);
    let mixed = (several, between).prop_map(|(several, between)| several.join(between));
    prop_oneof![
        2 => written,
        4 => mixed,
        1 => "[A-Za-zäöüßł]{1,120}",
        2 => "[A-Za-zΑ-ωа-яąęźż ,/-]{0,400}",
        2 => "\\PC{0,60}",
        1 => ".{0,60}",
    ]
}

/// A name as it may be typed: no longer than the program takes one.
pub fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.chars().take(100).collect())
}

/// What a person is said to have: one to four conditions, or none yet.
pub fn subjects() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(name(), 0..=4)
}

/// A number of days from one to those of thirty years.
pub fn days() -> impl Strategy<Value = u64> {
    prop_oneof![
        1 => Just(1u64),
        2 => 2u64..30,
        2 => 30u64..400,
        3 => 400..THIRTY_YEARS,
        1 => Just(THIRTY_YEARS),
    ]
}

/// Papers of every shape and resolution that may be asked for.
pub fn paper() -> impl Strategy<Value = Paper> {
    let sheets = prop::sample::select(
        &[
            "a4",
            "a4-portrait",
            "letter",
            "letter-portrait",
            "200x120",
            "80x60",
            "80x50",
            "80x300",
            "600x90",
        ][..],
    );
    let usual = (sheets, dpi()).prop_map(|(sheet, dpi)| Paper::parse(sheet, dpi).expect("a paper"));
    let any = (80u32..400, 50u32..400, dpi()).prop_map(|(width, height, dpi)| {
        Paper::parse(&format!("{width}x{height}"), dpi).expect("a paper within reason")
    });
    prop_oneof![2 => usual, 1 => any]
}

/// The sheets that an office prints, upright, in every resolution.
pub fn upright() -> impl Strategy<Value = Paper> {
    (prop::sample::select(&["a4-portrait", "letter-portrait"][..]), dpi())
        .prop_map(|(sheet, dpi)| Paper::parse(sheet, dpi).expect("a paper"))
}

/// Dots per inch, often the least: there everything is rounded most.
fn dpi() -> impl Strategy<Value = u32> {
    prop_oneof![Just(50u32), 50u32..=300, Just(Paper::USUAL_DPI)]
}
