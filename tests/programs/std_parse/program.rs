// parse and its errors.
fn describe(s: &str) -> String {
    match s.parse::<i32>() {
        Ok(n) => format!("{n}"),
        Err(e) => format!("{e}"),
    }
}

fn main() {
    for s in ["42", "-7", "+5", "", "x", "1.5", "99999999999", "-99999999999", " 1", "-"] {
        println!("{s:?}: {}", describe(s));
    }
    println!("{:?}", "300".parse::<u8>());
    println!("{:?}", "-1".parse::<u32>());
    println!("{:?} {:?}", "18446744073709551615".parse::<u64>(), "340282366920938463463374607431768211455".parse::<u128>());
    println!("{:?} {:?} {:?}", "3.14".parse::<f64>(), "1e3".parse::<f64>(), "abc".parse::<f64>());
    println!("{:?} {:?} {:?}", "inf".parse::<f64>(), ".5".parse::<f32>(), "".parse::<f64>().map_err(|e| e.to_string()));
    println!("{:?} {:?}", "true".parse::<bool>(), "yes".parse::<bool>().map_err(|e| e.to_string()));
    println!("{:?} {:?} {:?}", "x".parse::<char>(), "xy".parse::<char>().map_err(|e| e.to_string()), "".parse::<char>().is_err());
    println!("{:?}", "text".parse::<String>());
    let n: usize = "12".parse().unwrap();
    let total: i64 = "1,2,x,4".split(',').filter_map(|s| s.parse::<i64>().ok()).sum();
    println!("{n} {total}");
    println!("{:?} {:?}", u8::from_str_radix("zz", 16), i64::from_str_radix("-7f", 16));
    println!("{}", "7".parse::<u8>().unwrap_or_default() + "q".parse::<u8>().unwrap_or_default());
    if let Err(e) = "q".parse::<i32>() {
        println!("{e:?} {:?}", e.kind());
    }
    let parsed: Vec<Result<i32, String>> = "1 b".split(' ').map(|s| s.parse().map_err(|_| s.to_string())).collect();
    println!("{parsed:?}");
    fn pair(s: &str) -> Option<(i32, i32)> {
        let (a, b) = s.split_once(',')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    }
    println!("{:?} {:?} {:?}", pair("1,2"), pair("1,x"), pair("1"));
}
