//! Holds what stands in the place of musl's `memcpy`, `memmove` and `memcmp` to what they promise, byte
//! by byte, whatever the length and however the pieces lie: `compare.c` is built and run.
#![cfg(all(unix, target_arch = "x86_64"))]

use std::path::Path;
use std::process::Command;

#[test]
fn memory_is_copied_and_compared_as_the_system_does_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory/compare.c");
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("compare");
    // As build.rs has it, and once more as a compiler understands it that may change less.
    for level in ["-O2", "-O0"] {
        let mut compiler = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
        compiler.args([level, "-ffreestanding", "-Wall", "-Wextra", "-Werror", "-o"]);
        let built = compiler.arg(&program).arg(&source).output().expect("a compiler of C");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let told = Command::new(&program).output().expect("it runs");
        let found = String::from_utf8_lossy(&told.stdout);
        assert!(told.status.success(), "{level}: {found} ({})", told.status);
    }
}
