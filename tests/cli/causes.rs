//! What buttock pain can come from: the table, its page, and what is found by another name.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn the_table_reads_well_in_80_and_40_columns() {
    let mut world = World::new();
    let wide = world.types("supple conditions --table");
    world.set("COLUMNS", "40");
    world.remark("40 columns");
    let narrow = world.types("supple conditions --table");
    for (columns, output) in [(80, wide), (40, narrow)] {
        for line in output.stdout.lines() {
            // An address is never broken: it is there to be copied.
            let is_broken = line.trim().contains(' ');
            assert!(line.chars().count() <= columns || !is_broken, "{line}");
        }
        // It leads to reading, and to no plan.
        assert!(!output.stdout.contains("assign"), "{}", output.stdout);
    }
    assert_eq!(world.files(), [""; 0], "nothing is kept by looking");
    assert_snapshot!(world.told());
}

#[test]
fn the_table_is_the_same_for_everybody() {
    let mut nobody = World::new();
    let mut somebody = World::assigned();
    somebody.quietly("supple log 6 --site tailbone");
    for line in ["supple conditions --table", "supple conditions --table --json"] {
        assert_eq!(nobody.quietly(line).stdout, somebody.quietly(line).stdout, "{line}");
    }
}

#[test]
fn the_table_is_drawn_to_be_printed() {
    let mut world = World::new();
    for (file, begin) in
        [("causes.png", &b"\x89PNG"[..]), ("causes.svg", b"<?xml"), ("causes.pdf", b"%PDF")]
    {
        world.quietly(&format!("supple conditions --table --out {file} --dpi 60"));
        let bytes = std::fs::read(world.desk().join(file)).expect("it was drawn");
        assert!(bytes.starts_with(begin), "{file}");
    }
    world.forget();
    world.types_all(&[
        "supple conditions --table --out causes.png",
        "supple conditions --table --out causes.png --replace --mono --size letter",
        "supple conditions --table --out small.png --size 80x60",
        "supple conditions --table --out causes.doc",
        "supple conditions --table --size a4",
        "supple conditions --out causes.png",
        "supple conditions sciatica --table",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple conditions --table --out causes.png
    2> supple: causes.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple conditions --table --out causes.png --replace --mono --size letter
    On the page
     • Endometriosis: lower belly, buttock, low back
     • Ischial bursitis: sit bone, sitting
     • Ischiofemoral impingement: deep in the buttock, walking
     • Myofascial pain of the buttock: the buttock itself
     • Pelvic floor dysfunction: buttock, pelvis, upper thigh
     • Piriformis syndrome: buttock, like sciatica
     • Sciatica: buttock, down the leg
     • Stress fracture of the pelvis (rare): like bone, more with load
     • Tailbone pain (coccydynia): middle, sitting and getting up
     • Something else: groin, beside the low back, both buttocks

    Drawn to ~/desk/causes.png
    $ supple conditions --table --out small.png --size 80x60
    2> supple: not all of it has room on this paper in type that can be read.
    2> Choose a larger one:
    2> supple conditions --table --out causes.pdf --size a4-portrait
    => 1
    $ supple conditions --table --out causes.doc
    2> supple: supple draws no .doc files.
    2> End the name in .png, .svg or .pdf: --out causes.png
    => 2
    $ supple conditions --table --size a4
    2> supple: --out <FILE> is missing.
    2> It goes like this:
    2> supple conditions --table --out <FILE> --size <PAPER> [CONDITION]
    2> More about it: supple conditions --help
    => 2
    $ supple conditions --out causes.png
    2> supple: --table is missing.
    2> It goes like this: supple conditions --table --out <FILE> [CONDITION]
    2> More about it: supple conditions --help
    => 2
    $ supple conditions sciatica --table
    2> supple: CONDITION and --table do not go together.
    2> Leave one of them out. More about it: supple conditions --help
    => 2
    ");
}

#[test]
fn what_doctors_and_people_say_is_found_offered_or_explained() {
    let mut world = World::new();
    assert!(world.quietly("supple conditions 'slipped disc'").stdout.starts_with("Sciatica"));
    let plan = world.quietly("supple assign 'hamstring tendinopathy'").stdout;
    assert!(plan.starts_with("Ischial bursitis / upper hamstring tendon pain is now in"), "{plan}");
    world.forget();
    world.types_all(&[
        "supple conditions 'trapped nerve'",
        "supple assign 'pelvic floor'",
        "supple conditions pelvic",
        "supple assign PGP",
        "supple conditions 'sacroilliac joint'",
        "supple conditions pain",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple conditions 'trapped nerve'
    2> supple: “trapped nerve” can mean piriformis-dgs (Piriformis / deep gluteal
    2> syndrome) or sciatica (Sciatica / lumbar referred pain).
    2> Type one of those ids. More about one: supple conditions ID
    => 2
    $ supple assign 'pelvic floor'
    2> supple: “pelvic floor” can mean pelvic-floor-overactive (Overactive (tense)
    2> pelvic floor) or pelvic-floor-underactive (Underactive (weak) pelvic floor).
    2> Type one of those ids. More about one: supple conditions ID
    => 2
    $ supple conditions pelvic
    2> supple: there is no condition “pelvic”. Did you mean endometriosis
    2> (Endometriosis-related buttock and pelvic pain), pelvic-floor-overactive
    2> (Overactive (tense) pelvic floor), pelvic-floor-underactive (Underactive (weak)
    2> pelvic floor) or pelvic-stress-fracture (Pelvic or sacral bone stress injury)?
    2> See them all: supple conditions
    => 2
    $ supple assign PGP
    2> supple: there is no programme for “PGP”. Who can help: A physiotherapist or
    2> doctor; a doctor for inflammation, a lump, a rash or blisters, a painful
    2> testicle.
    2> What else pain in the buttock can come from: supple conditions --table
    => 1
    $ supple conditions 'sacroilliac joint'
    2> supple: there is no condition “sacroilliac joint”. Did you mean “sacroiliac
    2> joint”?
    2> See them all: supple conditions
    => 2
    $ supple conditions pain
    2> supple: there is no condition “pain”.
    2> See them all: supple conditions
    => 2
    ");
}
