//! Compiles a program's text with `rustc`, as it stands, into the user's cache folder.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::crates::{Externs, externs_of};

/// The text of the `cpu` crate, so that a program may `use cpu` wherever this binary stands.
const CPU_SOURCE: &str = include_str!("../../cpu/src/lib.rs");

/// Flags of every compilation: edition 2024 and a debug build's checks, with some optimisation so that
/// the program's own instructions do not weigh.
const FLAGS: [&str; 6] = [
    "--edition=2024",
    "-Copt-level=1",
    "-Cdebug-assertions=on",
    "-Coverflow-checks=on",
    "-Cdebuginfo=0",
    "-Awarnings",
];

/// Why a program could not be compiled.
#[derive(Debug)]
pub enum CompileError {
    /// `rustc` is not there, or files could not be written.
    Io(io::Error),
    /// `rustc` rejects the text; its own words.
    Rejected(String),
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "rustc could not be run: {error}"),
            Self::Rejected(words) => write!(f, "rustc rejects the program:\n{words}"),
        }
    }
}

impl std::error::Error for CompileError {}

impl From<io::Error> for CompileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Compiles `source` and answers the executable's path. The same text with the same `rustc` is compiled once. It may
/// use the crates of `crates.rs`.
///
/// # Errors
/// When `rustc` cannot be run or rejects the text, or the crates that it uses cannot be had.
pub fn compile(source: &str) -> Result<PathBuf, CompileError> {
    compile_with(source, &[])
}

/// A library of our own that a program is compiled with.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) struct Library<'s> {
    /// As programs name it.
    pub(crate) name: &'s str,
    /// Its text.
    pub(crate) source: &'s str,
    /// It stands in the place of the crate of its name, which it knows as `real_…`, beside the libraries before it.
    pub(crate) is_around: bool,
}

impl<'s> Library<'s> {
    pub(crate) fn new(name: &'s str, source: &'s str) -> Self {
        Self {
            name,
            source,
            is_around: false,
        }
    }
}

/// The same with libraries besides `cpu`.
pub(crate) fn compile_with(
    source: &str,
    libraries: &[Library<'_>],
) -> Result<PathBuf, CompileError> {
    let folder = cache_folder()?;
    let cpu = source
        .contains("cpu")
        .then_some(Library::new("cpu", CPU_SOURCE));
    let libraries: Vec<Library> = libraries.iter().copied().chain(cpu).collect();
    let executable = folder.join(format!(
        "program-{:016x}",
        fingerprint(&(source, &libraries))
    ));
    if executable.exists() {
        return Ok(executable);
    }
    let text = executable.with_extension("rs");
    std::fs::write(&text, source)?;
    let mut rustc = Command::new("rustc");
    rustc.args(FLAGS).args(["--crate-name", "program"]);
    let mut externs = externs_of(source, &folder)?;
    for library in libraries {
        let beside = match library.is_around {
            true => externs.clone().renamed(library.name),
            false => Externs::default(),
        };
        externs.add(library.name, compile_library(&folder, library, &beside)?);
    }
    externs.add_to(&mut rustc);
    finish(rustc.arg(&text), &executable)?;
    Ok(executable)
}

fn compile_library(
    folder: &Path,
    Library { name, source, .. }: Library<'_>,
    beside: &Externs,
) -> Result<PathBuf, CompileError> {
    let library = folder.join(format!(
        "lib{name}-{:016x}.rlib",
        fingerprint(&(source, beside))
    ));
    if library.exists() {
        return Ok(library);
    }
    let text = library.with_extension("rs");
    std::fs::write(&text, source)?;
    let mut rustc = Command::new("rustc");
    rustc
        .args(FLAGS)
        .args(["--crate-type=rlib", "--crate-name", name])
        .arg(&text);
    beside.add_to(&mut rustc);
    finish(&mut rustc, &library)?;
    Ok(library)
}

/// Writes to a name of this call first, then renames: two verifiers at once never see half a file.
fn finish(rustc: &mut Command, target: &Path) -> Result<(), CompileError> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed);
    let extension = target
        .extension()
        .map_or(String::new(), |known| format!(".{}", known.display()));
    let stem = target.file_stem().unwrap_or_default().display().to_string();
    let unfinished =
        target.with_file_name(format!("{stem}-{}-{call}{extension}", std::process::id()));
    let Output { status, stderr, .. } = rustc.arg("-o").arg(&unfinished).output()?;
    if !status.success() {
        return Err(CompileError::Rejected(
            String::from_utf8_lossy(&stderr).into_owned(),
        ));
    }
    std::fs::rename(&unfinished, target)?;
    Ok(())
}

fn cache_folder() -> io::Result<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let cache = named.or_else(home).unwrap_or_else(std::env::temp_dir);
    let folder = cache
        .join("interleave")
        .join("native")
        .join(format!("{:016x}", fingerprint(&rustc_version()?)));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn rustc_version() -> io::Result<String> {
    let output = Command::new("rustc").arg("-vV").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(crate) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (value, FLAGS).hash(&mut hasher);
    hasher.finish()
}
