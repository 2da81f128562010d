//! The golden programs: `tests/programs/<name>/` with `program.rs`, `native.txt` and `timeline.txt`.

use std::fs;
use std::path::PathBuf;

/// One golden program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Golden {
    /// Folder name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The program text.
    pub source: String,
}

impl Golden {
    /// The text of `file` in the program's folder, `None` when there is none.
    ///
    /// # Panics
    /// When the file is there but cannot be read.
    #[must_use]
    pub fn expected(&self, file: &str) -> Option<String> {
        let path = self.folder.join(file);
        path.exists()
            .then(|| fs::read_to_string(&path).expect("a golden file is readable text"))
    }

    /// Compares `actual` with `file`; with `UPDATE_EXPECT` set writes it instead (`cargo xtask bless`).
    ///
    /// # Panics
    /// When they differ, showing both.
    pub fn check(&self, file: &str, actual: &str) {
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(self.folder.join(file), actual).expect("the golden file can be written");
            return;
        }
        let expected = self.expected(file).unwrap_or_default();
        assert!(
            expected == actual,
            "{}/{file} differs; `cargo xtask bless` takes the new text\n--- expected\n{expected}\n--- actual\n{actual}",
            self.name
        );
    }
}

/// All golden programs in order of name.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn golden_programs() -> Vec<Golden> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("programs");
    let entries = fs::read_dir(&root).expect("tests/programs exists");
    let mut programs: Vec<Golden> = entries
        .map(|entry| load(entry.expect("the folder can be listed").path()))
        .collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

fn load(folder: PathBuf) -> Golden {
    let name = folder.file_name().unwrap_or_default().display().to_string();
    let source = fs::read_to_string(folder.join("program.rs"))
        .unwrap_or_else(|error| panic!("{name}/program.rs: {error}"));
    Golden {
        name,
        folder,
        source,
    }
}
