//! The command line of a chore: one name, then flags in any order.

use anyhow::{Context, Result, bail};

/// What is left of the command line. Each flag is taken out by who knows it; what nobody took is an error.
pub struct Args {
    rest: Vec<String>,
}

impl Args {
    pub fn from_env() -> Args {
        Args {
            rest: std::env::args().skip(1).collect(),
        }
    }

    /// Takes the chore's name, the first word.
    pub fn chore(&mut self) -> Option<String> {
        if self.rest.is_empty() {
            None
        } else {
            Some(self.rest.remove(0))
        }
    }

    /// Takes a flag without a value; true if it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.rest.iter().position(|word| word == name);
        found.map(|at| self.rest.remove(at)).is_some()
    }

    /// Takes `name VALUE` or `name=VALUE`.
    ///
    /// # Errors
    /// When the flag is there without a value.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        if let Some(at) = self.rest.iter().position(|word| word.starts_with(&joined)) {
            return Ok(Some(self.rest.remove(at)[joined.len()..].to_string()));
        }
        let Some(at) = self.rest.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.rest.remove(at);
        if at == self.rest.len() {
            bail!("{name} needs a value");
        }
        Ok(Some(self.rest.remove(at)))
    }

    /// Takes `name N` as a number.
    ///
    /// # Errors
    /// When the value is missing or no number of the wanted kind.
    pub fn number<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(text) = self.value(name)? else {
            return Ok(None);
        };
        text.parse()
            .ok()
            .with_context(|| format!("{name} needs a number, not `{text}`"))
            .map(Some)
    }

    /// Checks that every word was taken.
    ///
    /// # Errors
    /// When a word is left that no chore knows.
    pub fn finish(self) -> Result<()> {
        match self.rest.first() {
            None => Ok(()),
            Some(word) => {
                bail!("`{word}` is not understood here; `cargo xtask help` lists the chores")
            }
        }
    }

    /// Takes all that is left as names.
    ///
    /// # Errors
    /// When a flag is left that no chore knows.
    pub fn words(self) -> Result<Vec<String>> {
        match self.rest.iter().find(|word| word.starts_with('-')) {
            None => Ok(self.rest),
            Some(word) => bail!("`{word}` is not understood here"),
        }
    }

    /// Takes one optional `name VALUE` and checks that nothing else is left.
    ///
    /// # Errors
    /// As `value` and `finish`.
    pub fn finish_with_value(mut self, name: &str) -> Result<Option<String>> {
        let value = self.value(name)?;
        self.finish()?;
        Ok(value)
    }
}
