//! The page on this machine: built, served, and built again whenever a source changes.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::args::Args;
use crate::build;
use crate::watch::Sources;
use crate::{http, paths};

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Where to serve what.
pub struct Options {
    port: u16,
    build: build::Options,
}

impl Options {
    /// # Errors
    /// When a word is not understood.
    pub fn parse(mut args: Args) -> Result<Options> {
        let port = args.number("--port")?.unwrap_or(8080);
        // The page as it is published is the default: the interpreter is no fun unoptimised.
        args.flag("--release");
        Ok(Options {
            port,
            build: build::Options::parse(args)?,
        })
    }
}

/// Builds and serves until interrupted.
///
/// # Errors
/// When the first build fails or no port is free. A later build that fails is shown and leaves the last good page.
pub fn serve(options: &Options) -> Result<()> {
    let mut built = Sources::now()?;
    build::page(options.build)?;
    let listener = http::listen(options.port)?;
    let address = listener.local_addr()?;
    http::serve(listener, paths::dist());
    http::ask(address)?;
    println!(
        "Interleave is at http://{address}/ (Ctrl-C ends it; a changed source builds it anew)"
    );
    loop {
        thread::sleep(LOOK_EVERY);
        let now = settled()?;
        if now == built {
            continue;
        }
        built = now;
        match build::page(options.build) {
            Ok(()) => println!("built anew: reload http://{address}/"),
            Err(error) => eprintln!("xtask: {error:#}; the last good page stays"),
        }
    }
}

/// The sources once no editor is in the middle of saving them.
fn settled() -> Result<Sources> {
    let mut before = Sources::now()?;
    loop {
        thread::sleep(LOOK_EVERY / 5);
        let now = Sources::now()?;
        if now == before {
            return Ok(now);
        }
        before = now;
    }
}
