//! Files of a bounded size, read without waiting for what is no file.

use std::fmt;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub enum ReadFailure {
    /// The system refused.
    Refused(io::Error),
    /// It is something else than a file: `a pipe`.
    NotAFile(&'static str),
    /// It has more bytes than this.
    TooLarge(u64),
}

/// All bytes of the regular file at `path`, which are `most` at most.
///
/// It never waits and never holds more than `most` bytes, whatever the path leads to: a pipe that
/// nobody writes into, a device without an end, or a file of `/proc`, which calls itself a regular
/// file of no bytes and may have an endless number of them.
///
/// # Errors
/// An [`ReadFailure`] that says which of these it is, or what the system said.
pub fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>, ReadFailure> {
    // Looked at before it is opened, because opening alone does something to some devices: a tape
    // is wound back, a watchdog begins to run.
    is_regular(&std::fs::metadata(path).map_err(ReadFailure::Refused)?)?;
    let file = open(path).map_err(ReadFailure::Refused)?;
    // And once more when it is open, because another file may have taken its name meanwhile.
    let found = file.metadata().map_err(ReadFailure::Refused)?;
    is_regular(&found)?;
    if found.len() > most {
        return Err(ReadFailure::TooLarge(most));
    }
    read_most(file, most)
}

/// All bytes of a stream, which are `most` at most. It waits for a writer, as streams do.
///
/// # Errors
/// An [`ReadFailure`] where there are more, or the system refuses.
pub fn read_most(from: impl Read, most: u64) -> Result<Vec<u8>, ReadFailure> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(ReadFailure::Refused)?;
    if bytes.len() as u64 > most { Err(ReadFailure::TooLarge(most)) } else { Ok(bytes) }
}

/// Opens a file to read it, without waiting.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    // O_NONBLOCK: a pipe put in the file's place would wait for a writer, and some files of /proc
    // for something to happen. O_NOCTTY: a terminal put there would become this process's own.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        libc::O_NONBLOCK | libc::O_NOCTTY,
    );
    options.open(path)
}

/// Fails with what it is, where it is not a regular file.
fn is_regular(found: &Metadata) -> Result<(), ReadFailure> {
    if found.is_file() { Ok(()) } else { Err(ReadFailure::NotAFile(kind(found.file_type()))) }
}

/// What something that is not a file is, for a person.
fn kind(found: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if found.is_fifo() {
            return "a pipe";
        }
        if found.is_char_device() || found.is_block_device() {
            return "a device";
        }
        if found.is_socket() {
            return "a socket";
        }
    }
    if found.is_dir() { "a folder" } else { "something else than a file" }
}

/// Why the system refused, in words without its number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "it is not permitted".to_owned(),
        ErrorKind::NotFound => "it points to nothing".to_owned(),
        ErrorKind::WouldBlock => "it has nothing to read yet".to_owned(),
        kind => kind.to_string(),
    }
}

/// Ends a sentence that begins with the path: `is a pipe, not a file`.
impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) if error.kind() == ErrorKind::NotFound => {
                f.write_str("is not there")
            }
            Self::Refused(error) => write!(f, "cannot be read ({})", reason(error)),
            Self::NotAFile(kind) => write!(f, "is {kind}, not a file"),
            Self::TooLarge(most) if *most < 1024 * 1024 => {
                write!(f, "is larger than {} kB", most / 1024)
            }
            Self::TooLarge(most) => write!(f, "is larger than {} MB", most / (1024 * 1024)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What is said of a path, or how many bytes it has.
    fn outcome(path: &Path, most: u64) -> String {
        read_bounded(path, most)
            .map_or_else(|unread| unread.to_string(), |bytes| bytes.len().to_string())
    }

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, [7; 2048]).expect("it is written");
        assert_eq!(outcome(&path, 2048), "2048");
        assert_eq!(outcome(&path, 2047), "is larger than 1 kB");
        assert_eq!(outcome(&folder.path().join("none"), 1), "is not there");
        assert_eq!(outcome(folder.path(), 1), "is a folder, not a file");
        assert_eq!(outcome(&path.join("below"), 1), "cannot be read (not a directory)");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_what_is_no_file_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("file"), "text").expect("it is written");
        for (to, link, said) in [
            ("file", "link", "4"),
            (
                "round",
                "round",
                "cannot be read (filesystem loop or indirection limit (e.g. symlink loop))",
            ),
            ("/dev/zero", "device", "is a device, not a file"),
        ] {
            std::os::unix::fs::symlink(to, root.join(link)).expect("a link");
            assert_eq!(outcome(&root.join(link), 64), said);
        }
        let made = std::process::Command::new("mkfifo").arg(root.join("pipe")).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(outcome(&root.join("pipe"), 64), "is a pipe, not a file");
        }
        let _socket =
            std::os::unix::net::UnixListener::bind(root.join("socket")).expect("a socket");
        assert_eq!(outcome(&root.join("socket"), 64), "is a socket, not a file");
    }

    #[test]
    fn a_stream_without_an_end_is_bounded() {
        assert!(matches!(read_most(io::repeat(0), 10), Err(ReadFailure::TooLarge(10))));
        assert!(matches!(read_most(io::repeat(0).take(10), 10), Ok(bytes) if bytes == [0; 10]));
        // No bytes by its own account, and hundreds of gigabytes when it is read.
        #[cfg(target_os = "linux")]
        assert!(read_bounded(Path::new("/proc/self/pagemap"), 64 * 1024).is_err());
    }
}
