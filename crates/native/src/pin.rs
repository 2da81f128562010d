//! Starting a process on chosen cores.

use std::io;
use std::process::{Child, Command};

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// The numbers of the cores that this process may use.
///
/// # Errors
/// When the kernel does not answer.
pub fn available_cores() -> io::Result<Vec<usize>> {
    let set = sched_getaffinity(None)?;
    Ok((0..CpuSet::MAX_CPU)
        .filter(|core| set.is_set(*core))
        .collect())
}

/// Starts `command` on the first `cores` of this process's cores and nowhere else.
///
/// A helper thread takes the affinity first and the child inherits it; the caller's own threads, which read
/// the output, stay free.
///
/// # Errors
/// When there are fewer cores, or the process does not start.
pub fn spawn_on(cores: usize, mut command: Command) -> io::Result<Child> {
    let available = available_cores()?;
    let Some(chosen) = available.get(..cores) else {
        let words = format!("{cores} cores asked for, {} available", available.len());
        return Err(io::Error::new(io::ErrorKind::Unsupported, words));
    };
    let mut set = CpuSet::new();
    chosen.iter().for_each(|core| set.set(*core));
    let starter = std::thread::spawn(move || {
        sched_setaffinity(None, &set)?;
        command.spawn()
    });
    starter
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the starting thread panicked")))
}
