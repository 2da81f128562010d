// What format_args! makes prints without quotes, and as_str knows whether it has placeholders.
use std::fmt;
struct Log { prefix: &'static str }
impl Log {
    fn write(&self, args: fmt::Arguments<'_>) {
        println!("{} {}", self.prefix, args);
        println!("{} {:?}", self.prefix, args);
        println!("{:?}", args.as_str());
        println!("{}|{}", args.to_string(), args.to_string().len());
    }
}
macro_rules! log { ($l:expr, $($t:tt)*) => { $l.write(format_args!($($t)*)) } }
struct W<'a>(fmt::Arguments<'a>);
impl fmt::Debug for W<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("W").field("inner", &self.0).field("two", &format_args!("{}-{}", 1, "x")).finish()
    }
}
struct Hex(u32);
impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entry(&format_args!("{:#x}", self.0)).entry(&"s").finish()
    }
}
fn main() {
    let log = Log { prefix: ">" };
    log!(log, "a {} b {:?}", 1, "two");
    log!(log, "plain");
    println!("{:?}", format_args!("{}", "quoted?"));
    println!("{:?}", W(format_args!("v={}", 3)));
    println!("{:#?}", W(format_args!("v={}", 3)));
    println!("{:?}", Hex(255));
    let s = format!("{:?} {}", format_args!("x{}", 1), format_args!("y{}", 2));
    println!("{s}");
    println!("[{:>8}] [{:<8}]", format!("{}", 1), format!("{:?}", "a"));
}
