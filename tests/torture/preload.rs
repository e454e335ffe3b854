//! A small library in C (`preload.c`) that stands between the program and the system: it watches
//! locks, stops the program at a gate, lets calls fail, and writes down what reaches the disk. It
//! is compiled when the tests run; where there is no C compiler, the tests that need it say so and
//! are passed over.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::home::{Home, aloud};

/// The compiled library; `None`, said aloud, where there is no compiler.
pub fn library() -> Option<&'static Path> {
    static COMPILED: OnceLock<Option<PathBuf>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/torture/preload.c");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (mine, target) = (
            folder.join(format!("preload-{}.so", std::process::id())),
            folder.join("torture-preload.so"),
        );
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&mine).arg(source).arg("-ldl");
        match compiler.output() {
            Ok(output) if output.status.success() => {}
            // A compiler that is there and does not take it is a fault of the tests.
            Ok(output) => panic!("preload.c: {}", String::from_utf8_lossy(&output.stderr)),
            Err(error) => {
                aloud(&format!(
                    "PASSED OVER: these tests need a C compiler, and cc does not start ({error})."
                ));
                return None;
            }
        }
        // Another run of the tests may be using the one that is there.
        std::fs::rename(mine, &target).expect("it is put in its place");
        Some(target)
    });
    compiled.as_deref()
}

/// The command with the library before it, and what the library is to do.
pub fn under(
    mut command: Command,
    home: &Home,
    library: &Path,
    wishes: &[(&str, &str)],
) -> Command {
    command
        .env("LD_PRELOAD", library)
        .env("TORTURE_FOLDER", home.path())
        .envs(wishes.iter().copied());
    command
}
