// Reading strings.
fn main() {
    let s = String::from("Hello, wörld");
    println!("{} {} {}", s.len(), s.chars().count(), s.is_empty());
    println!("{} {}", s.to_uppercase(), s.to_lowercase());
    println!("{} {} {}", s.contains("wör"), s.contains('x'), s.contains(char::is_whitespace));
    println!("{} {}", s.starts_with("Hell"), s.ends_with("ld"));
    println!("{:?} {:?} {:?}", s.find('w'), s.find("zzz"), s.rfind('l'));
    println!("{}", s.replace("l", "L"));
    println!("{}", s.replacen('l', "_", 2));
    println!("[{}] [{}] [{}]", "  a b ".trim(), "  a".trim_start(), "b  ".trim_end());
    println!("{:?} {:?}", "prefix-x".strip_prefix("prefix-"), "a.rs".strip_suffix(".txt"));
    println!("{}", "xxabcxx".trim_matches('x'));
    println!("{} {}", "007".trim_start_matches('0'), "1.500".trim_end_matches('0'));
    println!("{}", "ab".repeat(3));
    println!("{} {} {}", &s[0..5], &s[7..], &s[..=4]);
    println!("{:?} {:?}", s.get(0..5), s.get(8..9));
    println!("{:?}", s.chars().nth(8));
    println!("{:?}", s.char_indices().filter(|(_, c)| !c.is_ascii()).collect::<Vec<_>>());
    println!("{:?}", "abc".bytes().collect::<Vec<u8>>());
    println!("{:?}", "abc".as_bytes());
    println!("{}", "abc".as_bytes()[1]);
    println!("{}", s.chars().rev().collect::<String>());
    println!("{:?} {:?}", "abc".cmp("abd"), "a" < "b");
    println!("{} {}", "abc" == "abc".to_string(), String::from("x") == "x");
    println!("{}", "Hello".eq_ignore_ascii_case("hELLO"));
    println!("{:?}", "tab\t\"quote\" \\ \u{1F600} é\n");
    println!("[{:>8}] [{:<8}] [{:^8}] [{:*^9}] [{:.2}]", "ab", "ab", "ab", "ab", "abcdef");
    println!("{}", s.is_char_boundary(9));
    println!("{:?}", "one two".split_at(3));
    println!("{}", "a" .to_owned() + "b" + &String::from("c"));
    println!("{}", ["a", "b", "c"].concat());
    println!("{}", vec!["a", "b", "c"].join("-"));
    println!("{}", format!("{0}-{1}-{0}", "x", "y"));
    let name = "Ann";
    let width = 6;
    println!("{name:>width$}|{name:>1$}|{:>1$}", "b", 4);
}
