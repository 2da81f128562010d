//! The machine that is measured.

use std::fs;
use std::num::NonZero;
use std::process::Command;
use std::thread;
use std::time::Duration;

use interleave_notes::MachineRecord;

/// With more cores kept busy than this, in thousandths, the machine is not quiet.
const QUIET_PERMILLE: u64 = 300;

/// Where and when.
pub(crate) fn machine() -> Result<MachineRecord, String> {
    let load_permille = load_permille()?;
    let cores = interleave_native::available_cores().map_err(|error| error.to_string())?;
    Ok(MachineRecord {
        cpu: line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
        cores: cores.len() as u32,
        memory_bytes: memory_bytes(),
        kernel: said(Command::new("uname").arg("-sr"))?,
        rustc: said(Command::new("rustc").arg("-V"))?,
        date: said(Command::new("date").args(["-u", "+%F"]))?,
        load_permille,
        is_quiet: load_permille < QUIET_PERMILLE,
    })
}

fn said(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn line_of(path: &str, field: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(field))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn memory_bytes() -> u64 {
    let total = line_of("/proc/meminfo", "MemTotal").unwrap_or_default();
    let kib: u64 = total.trim_end_matches(" kB").parse().unwrap_or(0);
    kib * 1024
}

/// How many cores other programs keep busy, over two seconds: the usual load average still counts the build that has
/// just ended.
fn load_permille() -> Result<u64, String> {
    let (busy, all) = core_ticks()?;
    thread::sleep(Duration::from_secs(2));
    let (busy_later, all_later) = core_ticks()?;
    let cores = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    Ok((busy_later - busy) * 1000 * cores / (all_later - all).max(1))
}

/// Ticks that the cores have worked, and all ticks, since the machine's start (proc_stat(5)).
fn core_ticks() -> Result<(u64, u64), String> {
    let text = fs::read_to_string("/proc/stat").map_err(|error| error.to_string())?;
    let first = text.lines().next().unwrap_or_default();
    let ticks: Vec<u64> = first
        .split_whitespace()
        .skip(1)
        .take(8)
        .filter_map(|word| word.parse().ok())
        .collect();
    let [_, _, _, idle, waiting, ..] = ticks[..] else {
        return Err(format!("/proc/stat begins with {first:?}"));
    };
    let all: u64 = ticks.iter().sum();
    Ok((all - idle - waiting, all))
}
