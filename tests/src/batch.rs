//! Many programs compiled into one binary, so that a run each takes milliseconds instead of a compilation.
//!
//! Each program is a module in a file of its own, so that the places in panic messages are its own too, and runs in a
//! process of its own: `binary NUMBER`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use interleave_native::{available_cores, spawn_on};

use crate::observed::{Observed, from_output};

/// A compiled batch.
pub struct Batch {
    executable: PathBuf,
}

impl Batch {
    /// Writes `programs` into `folder` and compiles them.
    ///
    /// # Panics
    /// When `rustc` cannot be run or rejects one of them, in its words.
    #[must_use]
    pub fn compile(folder: &Path, programs: &[String]) -> Self {
        fs::create_dir_all(folder).expect("the folder for a batch can be made");
        let mut main = String::new();
        let mut arms = String::new();
        for (number, program) in programs.iter().enumerate() {
            fs::write(folder.join(format!("p{number}.rs")), program)
                .expect("a program can be written");
            let _ = writeln!(main, "mod p{number};");
            let _ = writeln!(arms, "        {number} => p{number}::main().report(),");
        }
        let _ = write!(
            main,
            "use std::process::Termination;\nfn main() -> std::process::ExitCode {{\n    \
             let number: usize = std::env::args().nth(1).unwrap().parse().unwrap();\n    \
             match number {{\n{arms}        _ => std::process::ExitCode::from(99),\n    }}\n}}\n"
        );
        let source = folder.join("main.rs");
        fs::write(&source, main).expect("a program can be written");
        let executable = folder.join("batch");
        let output = Command::new("rustc")
            .args(["--edition=2024", "-Cdebuginfo=0", "--cap-lints=allow", "-o"])
            .args([&executable, &source])
            .output()
            .expect("rustc runs");
        assert!(
            output.status.success(),
            "rustc rejects a program in {}\n{}",
            folder.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        Self { executable }
    }

    /// Runs program `number` once on `cores` cores (at most as many as there are) for at most `limit`.
    ///
    /// # Panics
    /// When the process cannot be started or a signal ended it.
    #[must_use]
    pub fn run(&self, number: usize, cores: usize, limit: Duration) -> Observed {
        let available = available_cores().map_or(1, |cores| cores.len());
        let mut command = Command::new(&self.executable);
        command
            .arg(number.to_string())
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = spawn_on(cores.min(available), command).expect("the batch starts");
        let start = Instant::now();
        // Outputs are far smaller than a pipe holds, so nobody has to read meanwhile.
        let mut pause = Duration::from_micros(200);
        let hung = loop {
            if child.try_wait().expect("the child can be asked").is_some() {
                break false;
            }
            if start.elapsed() > limit {
                child.kill().expect("the child can be ended");
                break true;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(5));
        };
        let mut output = child
            .wait_with_output()
            .expect("the child's output can be read");
        output.stdout.truncate(whole_lines(&output.stdout));
        from_output(&output, hung)
    }
}

/// So many bytes are whole lines. The programs print nothing else, but a process may end while a thread is printing that
/// nobody waits for: once `main` has returned, std's standard output has no buffer (`std::io::cleanup`), and what is
/// shown of that line is a piece of it.
fn whole_lines(text: &[u8]) -> usize {
    let end = text.iter().rposition(|byte| *byte == b'\n');
    end.map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::whole_lines;

    #[test]
    fn a_piece_of_a_last_line_is_left_out() {
        assert_eq!(whole_lines(b"list: []\nt2 makes a "), 9);
        assert_eq!(whole_lines(b"list: []\n"), 9);
        assert_eq!(whole_lines(b"t2 makes"), 0);
        assert_eq!(whole_lines(b""), 0);
    }
}
