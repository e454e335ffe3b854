//! Counts, for tests alone, of what is dear: opening the diary and following the plan.

use std::cell::Cell;

thread_local! {
    static OPENED: Cell<usize> = const { Cell::new(0) };
    static FOLLOWED: Cell<usize> = const { Cell::new(0) };
}

/// The diary is opened.
pub fn opened() {
    OPENED.set(OPENED.get() + 1);
}

/// The plan is followed from its first day.
pub fn followed() {
    FOLLOWED.set(FOLLOWED.get() + 1);
}

/// How often the diary was opened and the plan followed on this thread while something ran.
pub fn during<T>(run: impl FnOnce() -> T) -> (T, usize, usize) {
    let before = (OPENED.get(), FOLLOWED.get());
    let result = run();
    (result, OPENED.get() - before.0, FOLLOWED.get() - before.1)
}
