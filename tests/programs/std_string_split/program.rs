// Splitting strings.
fn main() {
    println!("{:?}", "a,b,,c".split(',').collect::<Vec<_>>());
    println!("{:?}", "a, b, c".split(", ").collect::<Vec<&str>>());
    println!("{:?}", " the quick  fox ".split_whitespace().collect::<Vec<_>>());
    println!("{:?}", "a1b2c".split(|c: char| c.is_ascii_digit()).collect::<Vec<_>>());
    println!("{:?}", "a-b_c".split(['-', '_']).collect::<Vec<_>>());
    println!("{:?}", "a-b_c".split(&['-', '_'][..]).collect::<Vec<_>>());
    println!("{:?}", "line one\nline two\r\nlast".lines().collect::<Vec<_>>());
    println!("{:?}", "k=v=w".split_once('='));
    println!("{:?} {:?}", "k=v=w".rsplit_once('='), "none".split_once('='));
    println!("{:?}", "a,b,c,d".splitn(3, ',').collect::<Vec<_>>());
    println!("{:?}", "a,b,c,d".rsplitn(2, ',').collect::<Vec<_>>());
    println!("{:?}", "a,b,c".rsplit(',').collect::<Vec<_>>());
    println!("{:?}", "a;b;".split_terminator(';').collect::<Vec<_>>());
    println!("{:?}", "a;b;c".split_inclusive(';').collect::<Vec<_>>());
    println!("{:?}", "abcabc".matches("bc").count());
    println!("{:?}", "abcabc".match_indices('b').collect::<Vec<_>>());
    println!("{:?}", "".split(',').collect::<Vec<_>>());
    println!("{:?}", "x".split("").collect::<Vec<_>>());
    let mut parts = "GET /index.html HTTP/1.1".split(' ');
    println!("{:?} {:?} {:?} {:?}", parts.next(), parts.next(), parts.next(), parts.next());
    let sum: i32 = "1 2 3 4".split(' ').map(|x| x.parse::<i32>().unwrap()).sum();
    println!("{sum}");
    let words: Vec<String> = "to be or not".split(' ').map(String::from).collect();
    println!("{words:?} {}", words.len());
    for (i, line) in "first\nsecond".lines().enumerate() {
        println!("{}: {}", i + 1, line);
    }
    let longest = "a quick brown foxes".split(' ').max_by_key(|w| w.len()).unwrap();
    println!("{longest}");
    let acronym: String = "portable network graphics"
        .split_whitespace()
        .filter_map(|w| w.chars().next())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    println!("{acronym}");
    let capitalised: Vec<String> = "hello big world"
        .split(' ')
        .map(|w| {
            let mut chars = w.chars();
            match chars.next() {
                Some(first) => first.to_uppercase().collect::<String>() + chars.as_str(),
                None => String::new(),
            }
        })
        .collect();
    println!("{}", capitalised.join(" "));
}
