//! The page over the shipped rows and over random ones: no two texts meet, nothing leaves the
//! paper, nothing is left out.

use proptest::prelude::*;

use super::*;
use crate::domain::programme::exercise::Evidence;
use crate::figure::testing::{fixtures, recorder};

/// A row whose texts are these in turn.
fn row(texts: &[String]) -> Cause {
    let mut texts = texts.iter().cycle().cloned();
    let mut next = || texts.next().unwrap_or_default();
    Cause {
        id: "row".to_owned(),
        name: next(),
        also: vec![],
        plain: next(),
        felt: next(),
        felt_short: next(),
        brings_on: next(),
        eases: next(),
        goes_with: Some(next()),
        who_can_tell: next(),
        helps: next(),
        conditions: vec![],
        source: Evidence::new("design choice").expect("a mark"),
    }
}

/// Rows as long as the shipped ones, which are read by the library and not here.
fn ten() -> Vec<Cause> {
    let texts = [
        "Pelvic floor dysfunction",
        "Muscles of the floor are too tense or too weak, and make pain that is felt elsewhere.",
        "In the buttock, the pelvis, even the upper thigh.",
        "in the buttock, pelvis, even upper thigh",
        "Long sitting, stress; a cough, lifting, standing.",
        "Lying down, warmth, slow breathing.",
        "Women and cyclists; leaking, heaviness, a slow stream.",
        "A pelvic health physiotherapist finds out which.",
        "Learning to let go where it is tense; strength where it is weak.",
    ];
    let texts = texts.map(str::to_owned);
    (0..10).map(|_| row(&texts)).collect()
}

proptest! {
    #![proptest_config(fixtures::cases(32))]
    #[test]
    fn nothing_meets_and_nothing_leaves_the_paper(
        rows in prop::collection::vec(prop::collection::vec(fixtures::text(), 1..9), 1..10),
        paper in fixtures::paper(),
    ) {
        let causes: Vec<Cause> = rows.iter().map(|texts| row(texts)).collect();
        let Some(page) = CausesLayout::new(&causes, paper) else { return Ok(()) };
        let record = recorder::record(&page, paper);
        prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
    }
}

#[test]
fn ten_rows_can_be_read_on_every_usual_paper() {
    for name in ["a4", "a4-portrait", "letter", "letter-portrait"] {
        let paper = Paper::parse(name, 100).expect("a paper");
        let causes = ten();
        let page = CausesLayout::new(&causes, paper).expect("ten have room");
        assert!(page.sizes.cell.pt >= LEAST_PT, "{name}: {} pt", page.sizes.cell.pt);
        let record = recorder::record(&page, paper);
        assert!(record.faults(paper).is_empty(), "{name}: {:#?}", record.faults(paper));
        for words in [TITLE, READ_FIRST[0], READ_FIRST[1], CANNOT_WAIT]
            .into_iter()
            .chain(COLUMNS)
            .chain(cells(&causes[0]).into_iter().flatten())
        {
            assert!(record.says(words), "{name}: {words}: {:?}", record.texts);
        }
    }
}
