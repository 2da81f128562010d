//! A std of our own in std's place: its text, and the line that puts it there.

/// The text of the file, with `print!` and `println!` that call its `print_out`.
macro_rules! std_text {
    ($file:literal) => {
        concat!(
            include_str!($file),
            r#"
// The arguments live until the end of the statement, as with std's own: a guard among them is dropped after the print.
#[macro_export]
macro_rules! print { ($($a:tt)*) => { $crate::print_out(::std::format_args!($($a)*), "") } }
#[macro_export]
macro_rules! println {
    () => { $crate::print_out(::std::format_args!(""), "\n") };
    ($($a:tt)*) => { $crate::print_out(::std::format_args!($($a)*), "\n") };
}
"#
        )
    };
}

pub(crate) use std_text;

/// `source` with the crate `name` in std's place, by one line behind it: places in the text stay what they are.
pub(crate) fn with_std(source: &str, name: &str) -> String {
    format!("{source}\n#[macro_use] extern crate {name} as std;\n")
}
