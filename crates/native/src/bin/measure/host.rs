//! The machine that is measured.

use std::fs;
use std::process::Command;

use interleave_notes::MachineRecord;

/// With more runnable programs than this, in thousandths, the machine is not quiet.
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

fn load_permille() -> Result<u64, String> {
    let text = fs::read_to_string("/proc/loadavg").map_err(|error| error.to_string())?;
    let load: f64 = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(0.0);
    Ok((load * 1000.0) as u64)
}
