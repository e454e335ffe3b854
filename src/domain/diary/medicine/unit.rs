//! What amounts of medicines are counted in, and the words for it that stand on packs.

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A mass, in so many micrograms.
    Mass(f64),
    /// A volume, or units of effect.
    Other,
    /// Pieces or puffs, each with a strength; the most of them that are taken at once, a design
    /// choice: beyond it stands the size of a pack.
    Pieces(f64),
    /// Drops, whose strength is that of the bottle.
    Drops,
}

/// A unit: how it is kept, how several are shown, and how else packs and people write it, in lower
/// case.
#[derive(Debug)]
pub struct Unit {
    /// The word in the diary.
    pub one: &'static str,
    /// The word for several.
    pub several: &'static str,
    /// What else is read as it.
    also: &'static [&'static str],
    /// What it measures.
    pub measure: Measure,
}

/// The units, in the order in which they are offered.
pub const UNITS: [Unit; 12] = [
    Unit {
        one: "mg",
        several: "mg",
        also: &["milligram", "milligrams", "milligramm", "mgs"],
        measure: Measure::Mass(1_000.0),
    },
    Unit {
        one: "g",
        several: "g",
        also: &["gram", "grams", "gramm", "gm"],
        measure: Measure::Mass(1_000_000.0),
    },
    Unit {
        one: "µg",
        several: "µg",
        also: &["μg", "mcg", "ug", "microgram", "micrograms", "mikrogramm", "mcgs"],
        measure: Measure::Mass(1.0),
    },
    Unit {
        one: "ml",
        several: "ml",
        also: &["millilitre", "millilitres", "milliliter", "milliliters"],
        measure: Measure::Other,
    },
    Unit {
        one: "iu",
        several: "iu",
        also: &["ie", "i.e.", "i.e", "i.u.", "ui", "u.i.", "units", "unit"],
        measure: Measure::Other,
    },
    Unit {
        one: "tablet",
        several: "tablets",
        also: &[
            "tab",
            "tabs",
            "tbl",
            "pill",
            "pills",
            "caplet",
            "caplets",
            "filmtablette",
            "filmtabletten",
            "tablette",
            "tabletten",
            "retardtablette",
            "retardtabletten",
            "brausetablette",
            "brausetabletten",
            "schmelztablette",
            "schmelztabletten",
            "comprimé",
            "comprimés",
            "comprime",
            "comprimes",
            "comprimido",
            "comprimidos",
            "compressa",
            "compresse",
            "tablettes",
            "dragee",
            "dragees",
        ],
        measure: Measure::Pieces(10.0),
    },
    Unit {
        one: "capsule",
        several: "capsules",
        also: &[
            "cap",
            "caps",
            "kapsel",
            "kapseln",
            "hartkapsel",
            "hartkapseln",
            "weichkapsel",
            "weichkapseln",
            "retardkapsel",
            "retardkapseln",
            "gélule",
            "gélules",
            "gelule",
            "gelules",
            "cápsula",
            "cápsulas",
            "liquicaps",
            "softgel",
            "softgels",
        ],
        measure: Measure::Pieces(10.0),
    },
    Unit {
        one: "drop",
        several: "drops",
        also: &["gtt", "tropfen", "goutte", "gouttes", "gota", "gotas", "gocce"],
        measure: Measure::Drops,
    },
    Unit {
        one: "puff",
        several: "puffs",
        also: &["hub", "hübe", "sprühstoß", "sprühstöße", "bouffée", "bouffées", "inhalation"],
        measure: Measure::Pieces(20.0),
    },
    Unit {
        one: "patch",
        several: "patches",
        also: &["plaster", "plasters", "pflaster", "patchs", "parche", "parches"],
        measure: Measure::Pieces(4.0),
    },
    Unit {
        one: "sachet",
        several: "sachets",
        also: &["beutel", "sachets-dose", "sobre", "sobres", "bustina", "bustine"],
        measure: Measure::Pieces(10.0),
    },
    Unit {
        one: "suppository",
        several: "suppositories",
        also: &["zäpfchen", "suppositoire", "suppositoires", "supposta", "supposte"],
        measure: Measure::Pieces(4.0),
    },
];

impl Unit {
    /// The unit that a word names, in lower case.
    pub fn from_word(word: &str) -> Option<&'static Self> {
        UNITS
            .iter()
            .find(|unit| unit.one == word || unit.several == word || unit.also.contains(&word))
    }

    /// Whether it is a form that is taken by the piece, by the puff or by the drop.
    pub fn is_form(&self) -> bool {
        matches!(self.measure, Measure::Pieces(_) | Measure::Drops)
    }
}
