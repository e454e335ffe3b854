//! Signals to end, waited for while something would be lost by them. On Windows there are none:
//! Ctrl-C is a key there.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Signals that are waited for until this is dropped; from then on they end the program again.
#[derive(Debug)]
pub struct Signals {
    /// The number of the one that came last; 0 for none.
    last: Arc<AtomicUsize>,
    /// Whether they end the program as if nobody waited for them.
    end: Arc<AtomicBool>,
    /// Whether another program asked this one to stop.
    stop: Arc<AtomicBool>,
    /// Whether it goes on after it was stopped.
    go_on: Arc<AtomicBool>,
}

impl Signals {
    /// Waits for everything that asks the program to end or to stop.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn of_the_end() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use signal_hook::consts::signal;
            let waited = Self::wait_for(&[
                signal::SIGTERM,
                signal::SIGINT,
                signal::SIGHUP,
                signal::SIGQUIT,
                signal::SIGUSR1,
                signal::SIGUSR2,
                signal::SIGALRM,
            ])?;
            let end = Arc::clone(&waited.end);
            signal_hook::flag::register_conditional_default(signal::SIGTSTP, end)?;
            signal_hook::flag::register(signal::SIGTSTP, Arc::clone(&waited.stop))?;
            signal_hook::flag::register(signal::SIGCONT, Arc::clone(&waited.go_on))?;
            Ok(waited)
        }
        #[cfg(not(unix))]
        Self::wait_for(&[])
    }

    /// Waits for Ctrl-C alone, where the terminal turns it into a signal.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn of_ctrl_c() -> io::Result<Self> {
        #[cfg(unix)]
        return Self::wait_for(&[INTERRUPT]);
        #[cfg(not(unix))]
        Self::wait_for(&[])
    }

    fn wait_for(signals: &[i32]) -> io::Result<Self> {
        let waited = Self {
            last: Arc::default(),
            end: Arc::default(),
            stop: Arc::default(),
            go_on: Arc::default(),
        };
        #[cfg(unix)]
        for signal in signals {
            let number = usize::try_from(*signal).unwrap_or_default();
            let (end, last) = (Arc::clone(&waited.end), Arc::clone(&waited.last));
            // First in the row: once nobody waits, the signal ends the program as if nobody ever
            // had.
            signal_hook::flag::register_conditional_default(*signal, end)?;
            signal_hook::flag::register_usize(*signal, last, number)?;
        }
        #[cfg(not(unix))]
        let _ = signals;
        Ok(waited)
    }

    /// The signal that has come, if one has.
    pub fn arrived(&self) -> Option<i32> {
        i32::try_from(self.last.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }

    /// Whether another program has asked this one to stop since this was asked.
    pub fn is_to_stop(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }

    /// Whether the program was stopped and goes on since this was asked.
    pub fn has_gone_on(&self) -> bool {
        self.go_on.swap(false, Ordering::Relaxed)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.end.store(true, Ordering::Relaxed);
    }
}

/// The signal that a closed window sends.
pub const HANG_UP: i32 = 1;

/// The signal that Ctrl-C is.
pub const INTERRUPT: i32 = 2;

/// Ends the program by a signal, so that a shell sees that it was one: a loop of commands stops.
pub fn die(signal: i32) -> ! {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    // Only where a signal cannot do it.
    #[allow(clippy::exit)]
    std::process::exit(128 + signal)
}

/// Stops the program until the shell lets it go on.
///
/// # Errors
/// When the system does not stop it.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    // Raised, the signal would only be noted once more.
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}
