//! What the system is told about this process before anything else.

/// Keeps what is in memory out of core dumps, for they hold notes; and makes of a file that grows
/// beyond what is allowed an error that can be told, in place of a signal that ends the program in
/// the middle of a sentence. What the system does not take is as it was.
#[cfg(unix)]
pub fn raise() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    // A signal that is noted somewhere no longer ends anything; the write then fails by itself.
    let _ = signal_hook::flag::register(libc::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub fn raise() {}
