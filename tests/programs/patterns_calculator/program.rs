// Slice patterns, let else, labelled blocks and loops, bindings with @: a lexer and parser over slices.
// labels, let else, slice patterns
#[derive(Debug, Clone, PartialEq)] enum Tok { Num(f64), Op(char), LP, RP }
fn lex(s: &str) -> Result<Vec<Tok>, String> {
    let cs: Vec<char> = s.chars().collect(); let mut i = 0; let mut out = vec![];
    'outer: while i < cs.len() {
        match cs[i] {
            c if c.is_whitespace() => { i += 1; continue 'outer; }
            '(' => out.push(Tok::LP), ')' => out.push(Tok::RP),
            c @ ('+' | '-' | '*' | '/') => out.push(Tok::Op(c)),
            '0'..='9' | '.' => { let st = i; while let Some('0'..='9' | '.') = cs.get(i) { i += 1; } let t: String = cs[st..i].iter().collect(); out.push(Tok::Num(t.parse().map_err(|e| format!("{t}: {e}"))?)); continue; }
            other => return Err(format!("bad {other:?} at {i}")),
        }
        i += 1;
    }
    Ok(out)
}
fn expr(t: &[Tok]) -> Option<(f64, &[Tok])> { let (mut v, mut rest) = term(t)?; while let [Tok::Op(c @ ('+' | '-')), tail @ ..] = rest { let (r, more) = term(tail)?; if *c == '+' { v += r } else { v -= r } rest = more; } Some((v, rest)) }
fn term(t: &[Tok]) -> Option<(f64, &[Tok])> { let (mut v, mut rest) = atom(t)?; loop { match rest { [Tok::Op('*'), tail @ ..] => { let (r, m) = atom(tail)?; v *= r; rest = m; } [Tok::Op('/'), tail @ ..] => { let (r, m) = atom(tail)?; v /= r; rest = m; } _ => break Some((v, rest)) } } }
fn atom(t: &[Tok]) -> Option<(f64, &[Tok])> { match t { [Tok::Num(n), rest @ ..] => Some((*n, rest)), [Tok::Op('-'), rest @ ..] => { let (v, r) = atom(rest)?; Some((-v, r)) } [Tok::LP, rest @ ..] => { let (v, r) = expr(rest)?; let [Tok::RP, r @ ..] = r else { return None }; Some((v, r)) } _ => None } }
fn classify(v: &[i32]) -> &'static str { match v { [] => "empty", [x] if *x < 0 => "neg", [_] => "one", [a, b] | [a, _, b] if a == b => "ends", [first, .., last] if first > last => "down", [_, mid @ .., _] if mid.len() >= 2 => "long", [..] => "other" } }
fn main() {
    for s in ["1 + 2 * 3", "(1+2)*3 - -4/2", "2 * (3", "4 $ 4", "1..2"] { match lex(s) { Ok(t) => match expr(&t) { Some((v, [])) => println!("{s} = {v}"), Some((v, rest)) => println!("{s} = {v} rest {rest:?}"), None => println!("{s}: syntax") }, Err(e) => println!("{s}: {e}") } }
    for v in [&[][..], &[-1], &[1], &[2, 2], &[2, 9, 2], &[5, 4, 1], &[1, 2, 3, 4], &[1, 2, 3]] { print!("{} ", classify(v)); } println!();
    let found = 'search: { for i in 1.. { for j in 1..i { if i * j > 50 && (i + j) % 7 == 0 { break 'search Some((i, j)); } if i > 30 { break 'search None; } } } unreachable!() }; println!("{found:?}");
    let n = loop { static mut C: u32 = 0; unsafe { C += 1; if C == 4 { break C * 2; } } }; println!("{n}");
    let mut grid = vec![vec!['.'; 4]; 3]; 'r: for (y, row) in grid.iter_mut().enumerate() { for (x, c) in row.iter_mut().enumerate() { if x == 3 - y { *c = '#'; continue 'r; } if y == 2 { break 'r; } *c = 'o'; } } for r in &grid { println!("{}", r.iter().collect::<String>()); }
    let arr = [1, 2, 3, 4, 5, 6]; let [a, b, .., z] = arr; println!("{a}{b}{z}"); let (l, r) = arr.split_at(2); if let ([x, y], [.., q]) = (l, r) { println!("{x} {y} {q}"); }
    let s = String::from("key=value=x"); let Some((k, v)) = s.split_once('=') else { panic!() }; println!("{k} {v}");
    let x @ 1..=9 = 5 else { return }; println!("{x}"); let t = (1, ("a", [3, 4])); let (n, (s, [p, q])) = t; println!("{n}{s}{p}{q}");
    let mut opt = Some(3); while let Some(i) = opt { opt = if i > 0 { Some(i - 1) } else { None }; print!("{i}"); } println!();
    match 'x' { c @ 'a'..='m' => println!("{c} early"), c if c.is_alphabetic() => println!("{c} late"), _ => {} } match (3, -3) { (x, y) if x + y == 0 => println!("opp"), (x, _) if x % 2 == 1 => println!("odd"), _ => {} }
}
