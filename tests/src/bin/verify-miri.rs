//! `cargo xtask verify --miri [NAME…]`: what Miri shows over 16 seeds is among what our interleavings show.
//!
//! Not part of the tests: Miri is a component of nightly toolchains only. Small golden programs are looked at when
//! none is named: Miri takes seconds for what a real run does in milliseconds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use interleave_tests::corpus::{Golden, golden_programs, write};
use interleave_tests::observed::{Observed, from_output};
use interleave_tests::search::{Found, Searched};

/// Seeds of Miri's scheduler.
const SEEDS: u32 = 16;
/// Lines of a program that is small.
const SMALL: usize = 60;
/// States that are looked at for one output.
const MAX_STATES: usize = 1_000_000;

const MISSING: &str = "Miri is not installed here. `rustup toolchain install nightly --component miri rust-src` installs \
                       it; the first run builds its standard library (`cargo +nightly miri setup`).";

fn main() -> ExitCode {
    let version = Command::new("cargo")
        .args(["+nightly", "miri", "--version"])
        .output();
    if !version.is_ok_and(|output| output.status.success()) {
        eprintln!("{MISSING}");
        return ExitCode::FAILURE;
    }
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |program: &Golden| match wanted.is_empty() {
        true => program.source.lines().count() <= SMALL && !program.source.contains("cpu::"),
        false => wanted.contains(&program.name),
    };
    let folder = std::env::temp_dir().join(format!("interleave-miri-{}", std::process::id()));
    let mut wrong = 0;
    for program in golden_programs().into_iter().filter(is_wanted) {
        match verify(&program, &folder) {
            Ok(outputs) => println!("{:32} {outputs} output(s), all among ours", program.name),
            Err(words) => {
                wrong += 1;
                println!("{:32} DIFFERS: {words}", program.name);
            }
        }
    }
    // Nothing depends on its being gone.
    let _ = fs::remove_dir_all(&folder);
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// How many different outputs Miri showed, all of them allowed.
fn verify(program: &Golden, folder: &Path) -> Result<usize, String> {
    let searched = Searched::new(&program.source)?;
    let package = package(program, folder).map_err(|error| error.to_string())?;
    let shown: BTreeSet<Observed> = (0..SEEDS)
        .map(|seed| miri(&package, seed))
        .collect::<Result<_, _>>()?;
    for target in &shown {
        if let Found::Missing { is_complete, .. } = searched.search(target, MAX_STATES, 1) {
            let how = if is_complete {
                "no interleaving shows"
            } else {
                "not found within the bound"
            };
            return Err(format!("{how}\n{}", write(target)));
        }
    }
    Ok(shown.len())
}

/// A package with the program as its `main.rs`.
fn package(program: &Golden, folder: &Path) -> std::io::Result<PathBuf> {
    let package = folder.join(&program.name);
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("src").join("main.rs"), &program.source)?;
    let manifest = "[package]\nname = \"program\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(package.join("Cargo.toml"), manifest)?;
    Ok(package)
}

fn miri(package: &Path, seed: u32) -> Result<Observed, String> {
    let output = Command::new("cargo")
        .args(["+nightly", "miri", "run", "--quiet"])
        .current_dir(package)
        .env(
            "MIRIFLAGS",
            format!("-Zmiri-seed={seed} -Zmiri-ignore-leaks"),
        )
        .env("RUST_BACKTRACE", "0")
        .env("RUSTFLAGS", "-Awarnings")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let errors = String::from_utf8_lossy(&output.stderr);
    // Miri's own words (undefined behaviour, something it does not support) are no output of the program.
    if errors.lines().any(|line| line.starts_with("error")) {
        return Err(format!("Miri stops\n{errors}"));
    }
    Ok(from_output(&output, false))
}
