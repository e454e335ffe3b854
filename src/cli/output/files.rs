//! Writes files so that an old one is never half replaced.

use std::fs::{self, File, Metadata};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::domain::text::file_name::is_device;
use crate::domain::text::shell;
use crate::figure::Format;
use crate::store::{self, copies};

/// How many bytes are gathered before they are written.
pub const BUFFER: usize = 1 << 16;

/// Writes `bytes` to `path`: to a temporary neighbour first, which is synced and then renamed. A
/// file that is there already stays unless `replace`.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    write_with(path, replace, |file| file.write_all(bytes).map_err(|error| unwritten(path, &error)))
}

/// The same, where `put` writes as it goes, so that the whole is never in memory.
pub fn write_with(
    path: &Path,
    replace: bool,
    put: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    write_proved(path, replace, put, |_| Ok(()))
}

/// The same, where the file gets its name only after `prove` has read it.
pub fn write_proved(
    path: &Path,
    replace: bool,
    put: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    prove: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if cfg!(windows) && is_device_path(path) {
        return Err(Failure::could_not(format!(
            "Windows keeps the name {} for a device, and can make no such file.",
            path.display()
        ))
        .next("Name another file with --out."));
    }
    let present = metadata(path)?;
    if present.is_some() && path.is_dir() {
        return Err(is_a_folder(path));
    }
    if !replace && present.is_some() {
        return Err(is_there(path));
    }
    if present.is_some_and(|about| about.is_file()) && store::is_diary(path) {
        return Err(Failure::could_not(format!(
            "{} is a diary, and was left as it is.",
            path.display()
        ))
        .next("Name another file with --out."));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // In the same folder: across disks a rename is a copy, which can be cut off in the middle.
    let mut temporary = tempfile::Builder::new()
        .prefix(copies::UNFINISHED)
        .tempfile_in(folder)
        .map_err(|error| no_room_in(folder, &error))?;
    copies::sweep(folder, temporary.as_file());
    store::give_to_owner(temporary.path());
    let mut buffered = BufWriter::with_capacity(BUFFER, temporary.as_file_mut());
    put(&mut buffered)?;
    let written = buffered.flush();
    drop(buffered);
    written
        .and_then(|()| temporary.as_file().sync_all())
        .map_err(|error| unwritten(path, &error))?;
    prove(temporary.path())?;
    if replace {
        temporary.persist(path).map_err(|error| unwritten(path, &error.error))?
    } else {
        // It was not there a moment ago; another program may have made it in between.
        temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => is_there(path),
            _ => unwritten(path, &error.error),
        })?
    };
    // The name is only safe once the folder is; a folder that cannot be synced is no reason to fail
    // now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Makes a file that only its owner may read.
///
/// # Errors
/// When it is there already, or cannot be made.
pub fn make(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    store::give_to_owner(path);
    Ok(file)
}

/// Whether the last part of a path is a name that Windows keeps for a device.
fn is_device_path(path: &Path) -> bool {
    path.file_name().is_some_and(|name| is_device(&name.to_string_lossy()))
}

/// A file could not be written.
pub fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::could_not(format!("{} could not be written: {error}.", path.display()))
}

/// A file is there already, and nobody asked to replace it.
fn is_there(path: &Path) -> Failure {
    Failure::could_not(format!("{} is there already, and was left as it is.", path.display()))
        .next("Choose another name with --out, or add --replace.")
}

/// Writes a page to `out`, or where none was named to a name that begins with `stem` in this folder:
/// `stem` itself where that may be replaced, else one that is free. Returns where it is, to be
/// shown.
pub fn write_page(
    out: Option<PathBuf>,
    stem: &str,
    bytes: &[u8],
    replace: bool,
) -> Result<String, Failure> {
    if let Some(path) = out.or_else(|| replace.then(|| here().join(format!("{stem}.png")))) {
        write(&path, bytes, replace)?;
        return Ok(shown(path));
    }
    loop {
        let path = free_name(&here(), stem, "png")?;
        match write(&path, bytes, false) {
            Ok(()) => return Ok(shown(path)),
            // Another run took the name in between, and there is a next one.
            Err(_) if metadata(&path)?.is_some() => {}
            Err(failure) => return Err(failure),
        }
    }
}

/// This folder.
fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// A path as it is shown.
fn shown(path: PathBuf) -> String {
    std::path::absolute(&path).unwrap_or(path).display().to_string()
}

/// Writes the pages of a document, at least one, as [`write_page`] does: one alone to its own name,
/// several to `name-1.png`, `name-2.png` and so on. Returns where they are, to be shown, and the
/// page that would come next, where a longer document of that name has left one.
///
/// # Errors
/// When one of them is there already and is not to be replaced; then none is written.
pub fn write_pages(
    out: Option<PathBuf>,
    stem: &str,
    pages: &[Vec<u8>],
    replace: bool,
) -> Result<(Vec<String>, Option<String>), Failure> {
    let name = out.clone().unwrap_or_else(|| here().join(format!("{stem}.png")));
    // One page alone has no number, so that the next one of an older document may have the first.
    let number = if pages.len() == 1 { 1 } else { pages.len() + 1 };
    let next = numbered(&name, number).pop();
    if let [only] = pages {
        let written = vec![write_page(out, stem, only, replace)?];
        return Ok((written, left(next.filter(|_| replace))?));
    }
    let paths = match out {
        Some(path) => numbered(&path, pages.len()),
        None if replace => numbered(&name, pages.len()),
        None => free_names(&here(), stem, "png", pages.len())?,
    };
    // Looked at before the first is written: half of a document is none.
    for path in &paths {
        if !replace && metadata(path)?.is_some() {
            return Err(is_there(path));
        }
    }
    let mut written = Vec::new();
    for (path, bytes) in paths.into_iter().zip(pages) {
        write(&path, bytes, replace)?;
        written.push(shown(path));
    }
    Ok((written, left(next.filter(|_| replace))?))
}

/// A page that is there, to be shown.
fn left(page: Option<PathBuf>) -> Result<Option<String>, Failure> {
    match page {
        Some(page) if metadata(&page)?.is_some() => Ok(Some(shown(page))),
        _ => Ok(None),
    }
}

/// The names of so many pages: `name-1.png`, `name-2.png` … for `name.png`.
fn numbered(path: &Path, count: usize) -> Vec<PathBuf> {
    let [stem, ending] = [path.file_stem(), path.extension()].map(Option::unwrap_or_default);
    let name = |number: usize| {
        let mut name = stem.to_owned();
        name.push(format!("-{number}."));
        name.push(ending);
        path.with_file_name(name)
    };
    (1..=count).map(name).collect()
}

/// What stands at a path, a link itself and not what it leads to; `None` where there is nothing.
///
/// # Errors
/// When it cannot be looked at. That is told, and never taken for nothing: what is then written
/// there would take the place of a file that was only out of sight.
pub fn metadata(path: &Path) -> Result<Option<Metadata>, Failure> {
    match path.symlink_metadata() {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(unseen(path, &error)),
    }
}

/// Whether two paths lead to one file, as on disks that take `A` for `a`.
///
/// # Errors
/// As [`metadata`].
pub fn are_same(a: &Path, b: &Path) -> Result<bool, Failure> {
    Ok(canonical(a)?.zip(canonical(b)?).is_some_and(|(a, b)| a == b))
}

/// The path of a file without links and detours; `None` where there is nothing.
fn canonical(path: &Path) -> Result<Option<PathBuf>, Failure> {
    match fs::canonicalize(path) {
        Ok(whole) => Ok(Some(whole)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(unseen(path, &error)),
    }
}

/// Why nobody can say what stands at a path.
fn unseen(path: &Path, error: &std::io::Error) -> Failure {
    let why = match error.kind() {
        ErrorKind::PermissionDenied => "it is not permitted".to_owned(),
        kind => kind.to_string(),
    };
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Failure::could_not(format!(
        "{} cannot be looked at ({why}), and was left as it is.",
        path.display()
    ))
    .next(format!("See who may look there: ls -ld {}", shell::path(folder)))
}

/// Why nothing can be written in a folder.
fn no_room_in(folder: &Path, error: &std::io::Error) -> Failure {
    let shown =
        std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).display().to_string();
    let what = match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {shown}."),
        ErrorKind::NotADirectory => {
            format!("{shown} is not a folder, or a file stands where one of its folders should be.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("the folder {shown} cannot be written.")
        }
        ErrorKind::StorageFull => format!("the disk with the folder {shown} is full."),
        kind => format!("nothing could be written in {shown}: {kind}."),
    };
    Failure::could_not(what).next("Name a file elsewhere with --out.")
}

/// The kind of picture a file is to be, by its ending.
pub fn format(path: &Path) -> Result<Format, Failure> {
    ending_of(path, ".png, .svg or .pdf")
}

/// The kind of picture a page is to be, by its ending; `None` for a page for a browser.
pub fn page_format(path: &Path) -> Result<Option<Format>, Failure> {
    let ending = path.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("html") {
        return Ok(None);
    }
    ending_of(path, ".png, .svg, .pdf or .html").map(Some)
}

/// The same, where only some endings are taken, which are named.
fn ending_of(path: &Path, endings: &str) -> Result<Format, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    if let Some(format) = Format::from_ending(&ending) {
        return Ok(format);
    }
    if path.is_dir() {
        return Err(is_a_folder(path));
    }
    let what = if ending.is_empty() {
        format!("`{}` does not say what kind of picture it is to be.", path.display())
    } else {
        format!("supple draws no .{ending} files.")
    };
    let png = path.with_extension("png");
    Err(Failure::usage(what)
        .next(format!("End the name in {endings}: --out {}", shell::path(&png))))
}

/// A folder stands where a file should be.
fn is_a_folder(path: &Path) -> Failure {
    Failure::usage(format!("{} is a folder.", path.display())).next("Name a file in it.")
}

/// Writes several files into a folder that is made for them, all of them or none: `put` writes into
/// a folder beside it, which then gets the name. A folder that is there already stays.
pub fn write_folder(
    folder: &Path,
    put: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if metadata(folder)?.is_some() {
        return Err(Failure::could_not(format!(
            "{} is there already, and was left as it is.",
            folder.display()
        ))
        .next("Choose another name with --out."));
    }
    let above = match folder.parent() {
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    let builder = tempfile::Builder::new();
    // What is in it is as private as the diary.
    #[cfg(unix)]
    let builder = {
        let mut builder = builder;
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        builder
    };
    let temporary = builder.tempdir_in(above).map_err(|error| no_room_in(above, &error))?;
    store::give_to_owner(temporary.path());
    put(temporary.path())?;
    fs::rename(temporary.path(), folder).map_err(|error| unwritten(folder, &error))?;
    // It has another name by now, and nothing is left to be taken away.
    let _ = temporary.keep();
    // As for a file: the names are only safe once the folders are.
    for folder in [folder, above] {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// Makes a folder, and those above it, for nobody else to read.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|each| !each.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.create(folder).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                "there is a file in its place".to_owned()
            }
            _ => error.to_string(),
        };
        Failure::could_not(format!("the folder {} could not be made: {why}.", folder.display()))
    });
    // From the top, so that each has the owner of the one above it.
    missing.iter().rev().for_each(|made| store::give_to_owner(made));
    // The names are only safe once the folders above are.
    for above in missing.into_iter().filter_map(Path::parent) {
        let _ = store::sync_folder(above);
    }
    made
}

/// `folder/stem.ending`, or the first of `stem-2`, `stem-3` … that is still free.
///
/// # Errors
/// As [`metadata`]: a name that cannot be looked at is not free.
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> Result<PathBuf, Failure> {
    let (mut path, mut number) = (folder.join(format!("{stem}.{ending}")), 1_u64);
    // An earlier page may be the one that was handed over: it is never written over unasked.
    while metadata(&path)?.is_some() {
        number += 1;
        path = folder.join(format!("{stem}-{number}.{ending}"));
    }
    Ok(path)
}

/// The names of so many pages in a folder, by the first of `stem`, `stem-2`, `stem-3` … of which
/// all are still free.
///
/// # Errors
/// As [`metadata`].
fn free_names(
    folder: &Path,
    stem: &str,
    ending: &str,
    count: usize,
) -> Result<Vec<PathBuf>, Failure> {
    let (mut base, mut number) = (format!("{stem}.{ending}"), 1_u64);
    loop {
        let paths = numbered(&folder.join(&base), count);
        let mut taken = false;
        for path in &paths {
            taken |= metadata(path)?.is_some();
        }
        if !taken {
            return Ok(paths);
        }
        number += 1;
        base = format!("{stem}-{number}.{ending}");
    }
}
