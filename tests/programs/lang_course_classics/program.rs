// Course classics: tokenizer and parser, trees, linked lists with iterators, observers, bank accounts, sorting.
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::rc::Rc;
use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
#[derive(Debug, Clone, PartialEq)]
enum Token { Num(f64), Op(char), LParen, RParen }
struct Lexer<'a> { chars: std::iter::Peekable<std::str::Chars<'a>> }
impl<'a> Lexer<'a> {
    fn new(s: &'a str) -> Self { Lexer { chars: s.chars().peekable() } }
    fn tokens(&mut self) -> Result<Vec<Token>, String> {
        let mut out = Vec::new();
        while let Some(&c) = self.chars.peek() {
            match c {
                ' ' => { self.chars.next(); }
                '0'..='9' | '.' => {
                    let mut s = String::new();
                    while let Some(&d) = self.chars.peek() { if d.is_ascii_digit() || d == '.' { s.push(d); self.chars.next(); } else { break; } }
                    out.push(Token::Num(s.parse().map_err(|e| format!("{e:?}"))?));
                }
                '+' | '-' | '*' | '/' => { out.push(Token::Op(c)); self.chars.next(); }
                '(' => { out.push(Token::LParen); self.chars.next(); }
                ')' => { out.push(Token::RParen); self.chars.next(); }
                other => return Err(format!("bad char {other:?}")),
            }
        }
        Ok(out)
    }
}
struct Parser { toks: Vec<Token>, pos: usize }
impl Parser {
    fn peek(&self) -> Option<&Token> { self.toks.get(self.pos) }
    fn next(&mut self) -> Option<Token> { let t = self.toks.get(self.pos).cloned(); self.pos += 1; t }
    fn expr(&mut self) -> Result<f64, String> {
        let mut v = self.term()?;
        while let Some(Token::Op(c @ ('+' | '-'))) = self.peek().cloned() { self.next(); let r = self.term()?; if c == '+' { v += r } else { v -= r } }
        Ok(v)
    }
    fn term(&mut self) -> Result<f64, String> {
        let mut v = self.atom()?;
        loop {
            match self.peek() {
                Some(Token::Op('*')) => { self.next(); v *= self.atom()?; }
                Some(Token::Op('/')) => { self.next(); let d = self.atom()?; if d == 0.0 { return Err("div0".into()); } v /= d; }
                _ => break Ok(v),
            }
        }
    }
    fn atom(&mut self) -> Result<f64, String> {
        match self.next() {
            Some(Token::Num(n)) => Ok(n),
            Some(Token::Op('-')) => Ok(-self.atom()?),
            Some(Token::LParen) => { let v = self.expr()?; match self.next() { Some(Token::RParen) => Ok(v), t => Err(format!("expected ) got {t:?}")) } }
            t => Err(format!("unexpected {t:?}")),
        }
    }
}
fn eval(s: &str) -> Result<f64, String> { let toks = Lexer::new(s).tokens()?; Parser { toks, pos: 0 }.expr() }
#[derive(Debug)]
struct Tree { left: Option<Box<Tree>>, right: Option<Box<Tree>>, key: i32 }
impl Tree {
    fn new(key: i32) -> Self { Tree { left: None, right: None, key } }
    fn insert(&mut self, key: i32) {
        let slot = if key < self.key { &mut self.left } else { &mut self.right };
        match slot { Some(node) => node.insert(key), None => *slot = Some(Box::new(Tree::new(key))) }
    }
    fn walk(&self, out: &mut Vec<i32>) { if let Some(l) = &self.left { l.walk(out); } out.push(self.key); if let Some(r) = &self.right { r.walk(out); } }
    fn depth(&self) -> usize { 1 + self.left.as_ref().map_or(0, |t| t.depth()).max(self.right.as_ref().map_or(0, |t| t.depth())) }
}
struct Stack<T> { head: Option<Box<Node<T>>>, len: usize }
struct Node<T> { v: T, next: Option<Box<Node<T>>> }
impl<T: Debug> Stack<T> {
    fn new() -> Self { Self { head: None, len: 0 } }
    fn push(&mut self, v: T) { let old = self.head.take(); self.head = Some(Box::new(Node { v, next: old })); self.len += 1; }
    fn pop(&mut self) -> Option<T> { self.head.take().map(|n| { self.head = n.next; self.len -= 1; n.v }) }
    fn peek(&self) -> Option<&T> { self.head.as_ref().map(|n| &n.v) }
    fn iter(&self) -> Iter<'_, T> { Iter { cur: self.head.as_deref() } }
    fn reverse(&mut self) { let mut prev = None; let mut cur = self.head.take(); while let Some(mut n) = cur { cur = n.next.take(); n.next = prev; prev = Some(n); } self.head = prev; }
}
struct Iter<'a, T> { cur: Option<&'a Node<T>> }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { self.cur.map(|n| { self.cur = n.next.as_deref(); &n.v }) } }
impl<T> IntoIterator for Stack<T> { type Item = T; type IntoIter = IntoIt<T>; fn into_iter(self) -> IntoIt<T> { IntoIt(self) } }
struct IntoIt<T>(Stack<T>);
impl<T> Iterator for IntoIt<T> { type Item = T; fn next(&mut self) -> Option<T> { let n = self.0.head.take()?; self.0.head = n.next; Some(n.v) } }
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum State { Idle, Running { pid: u32 }, Done(i32) }
impl State { fn step(self) -> State { match self { State::Idle => State::Running { pid: 1 }, State::Running { pid } if pid < 3 => State::Running { pid: pid + 1 }, State::Running { .. } => State::Done(0), d @ State::Done(_) => d } } }
struct Account { id: u32, balance: Mutex<i64> }
fn transfer(a: &Account, b: &Account, n: i64) -> Result<(), String> {
    let (first, second) = if a.id < b.id { (a, b) } else { (b, a) };
    let mut g1: MutexGuard<i64> = first.balance.lock().unwrap();
    let mut g2 = second.balance.lock().unwrap();
    let (from, to) = if a.id < b.id { (&mut *g1, &mut *g2) } else { (&mut *g2, &mut *g1) };
    if *from < n { return Err(format!("insufficient: {} < {n}", *from)); }
    *from -= n; *to += n;
    Ok(())
}
trait Observer { fn notify(&self, e: &str); }
struct Log { lines: RefCell<Vec<String>> }
impl Observer for Log { fn notify(&self, e: &str) { self.lines.borrow_mut().push(e.to_uppercase()); } }
struct Subject { obs: Vec<Rc<dyn Observer>> }
impl Subject { fn fire(&self, e: &str) { self.obs.iter().for_each(|o| o.notify(e)); } }
fn largest<T: PartialOrd + Copy>(xs: &[T]) -> T { let mut m = xs[0]; for &x in xs { if x > m { m = x; } } m }
fn bubble<T: Ord>(v: &mut [T]) { let n = v.len(); for i in 0..n { for j in 0..n - 1 - i { if v[j] > v[j + 1] { v.swap(j, j + 1); } } } }
fn quick<T: Ord + Clone>(v: &[T]) -> Vec<T> { if v.len() <= 1 { return v.to_vec(); } let p = &v[0]; let less: Vec<T> = v[1..].iter().filter(|x| *x < p).cloned().collect(); let more: Vec<T> = v[1..].iter().filter(|x| *x >= p).cloned().collect(); let mut r = quick(&less); r.push(p.clone()); r.extend(quick(&more)); r }
fn sieve(n: usize) -> Vec<usize> { let mut p = vec![true; n + 1]; p[0] = false; p[1] = false; let mut i = 2; while i * i <= n { if p[i] { let mut j = i * i; while j <= n { p[j] = false; j += i; } } i += 1; } p.iter().enumerate().filter(|(_, b)| **b).map(|(i, _)| i).collect() }
fn gcd(a: u64, b: u64) -> u64 { if b == 0 { a } else { gcd(b, a % b) } }
fn main() {
    for s in ["1 + 2 * 3", "(1+2)*-3", "4 / (2 - 2)", "2 *", "a", "(1"] { println!("{s} = {:?}", eval(s)); }
    let mut t = Tree::new(5); for k in [3, 8, 1, 4, 9] { t.insert(k); }
    let mut out = vec![]; t.walk(&mut out); println!("{out:?} {}", t.depth());
    let mut st = Stack::new(); for i in 0..4 { st.push(i * i); }
    println!("{:?} {:?} {} {:?}", st.pop(), st.peek(), st.len, st.iter().map(|x| x + 1).collect::<Vec<_>>());
    st.reverse(); for x in st { print!("{x} "); } println!();
    let mut s = State::Idle; for _ in 0..5 { s = s.step(); print!("{s:?} "); } println!();
    let a = Arc::new(Account { id: 1, balance: Mutex::new(100) }); let b = Arc::new(Account { id: 2, balance: Mutex::new(50) });
    let hs: Vec<_> = (0..4).map(|i| { let (a, b) = (Arc::clone(&a), Arc::clone(&b)); thread::spawn(move || if i % 2 == 0 { transfer(&a, &b, 10) } else { transfer(&b, &a, 5) }) }).collect();
    let ok = hs.into_iter().map(|h| h.join().unwrap()).filter(Result::is_ok).count();
    println!("{ok} {} {}", a.balance.lock().unwrap(), *b.balance.lock().unwrap()); println!("{:?}", transfer(&a, &b, 1000));
    let log = Rc::new(Log { lines: RefCell::new(vec![]) }); let sub = Subject { obs: vec![log.clone(), log.clone() as Rc<dyn Observer>] }; sub.fire("hi"); println!("{:?} {}", log.lines.borrow(), Rc::strong_count(&log));
    println!("{} {:.1} {}", largest(&[3, 9, 2]), largest(&[1.5, 0.2]), largest(&['a', 'z']));
    let mut v = vec![5, 2, 9, 1]; bubble(&mut v); println!("{v:?} {:?}", quick(&["pear", "fig", "apple"]));
    println!("{:?} {}", sieve(30), gcd(48, 36));
    let text = "the quick brown fox jumps over the lazy dog the end"; let mut freq: BTreeMap<&str, usize> = BTreeMap::new(); for w in text.split_whitespace() { *freq.entry(w).or_insert(0) += 1; }
    let mut top: Vec<(&str, usize)> = freq.into_iter().collect(); top.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0))); for (w, c) in top.iter().take(3) { println!("{w:<6}|{c:>3}"); }
    let groups = ["apple", "avocado", "bean", "cherry", "corn"].iter().fold(HashMap::<char, Vec<&str>>::new(), |mut m, w| { m.entry(w.chars().next().unwrap()).or_default().push(w); m }); let mut keys: Vec<_> = groups.keys().copied().collect(); keys.sort_unstable(); for k in keys { println!("{k}: {}", groups[&k].join(" ")); }
    let m = [[1, 2], [3, 4]]; let mut tr = [[0; 2]; 2]; for (i, row) in m.iter().enumerate() { for (j, x) in row.iter().enumerate() { tr[j][i] = *x; } } println!("{tr:?}");
    let fib: Vec<u64> = std::iter::successors(Some((0u64, 1u64)), |&(a, b)| Some((b, a + b))).map(|p| p.0).take(10).collect(); println!("{fib:?}");
    let mut cache: HashMap<u64, u64> = HashMap::new(); fn memo(n: u64, c: &mut HashMap<u64, u64>) -> u64 { if n < 2 { return n; } if let Some(&v) = c.get(&n) { return v; } let r = memo(n - 1, c) + memo(n - 2, c); c.insert(n, r); r } println!("{}", memo(50, &mut cache));
    let opt: Option<Option<i32>> = Some(None); println!("{:?} {:?}", opt.flatten(), Some(1).zip(Some('a')));
    let r: Result<i32, String> = Err("bad".into()); println!("{}", r.as_ref().map(|x| x + 1).unwrap_or_else(|e| e.len() as i32));
    let words: Vec<String> = "a-b-c".split('-').map(String::from).collect(); let joined = words.iter().rev().map(|s| s.as_str()).collect::<Vec<&str>>().join("+"); println!("{joined}");
    let x = 7; let kind = if x % 2 == 0 { "even" } else if x > 5 { "big odd" } else { "odd" }; println!("{kind}");
    let caesar: String = "Hello".chars().map(|c| if c.is_ascii_alphabetic() { let b = if c.is_ascii_lowercase() { b'a' } else { b'A' }; ((c as u8 - b + 3) % 26 + b) as char } else { c }).collect(); println!("{caesar}");
    println!("{}", (1..=5).map(|i| "*".repeat(i)).collect::<Vec<_>>().join("\n"));
    println!("{:?}", "hello".chars().rev().collect::<String>() == "olleh");
    println!("{:?}", vec![1, 2, 3, 4].chunks(2).map(|c| c.iter().sum::<i32>()).collect::<Vec<_>>());
    println!("{:?} {:?}", [1, 5, 2].iter().max_by_key(|x| **x), ["a", "bbb"].iter().min_by(|a, b| a.len().cmp(&b.len())));
    println!("{:?}", [3, 1, 2].iter().any(|&x| x == 2) && [1, 1].iter().all(|x| *x == 1));
    println!("{:?}", "k1=v1;k2=v2".split(';').filter_map(|p| p.split_once('=')).collect::<HashMap<_, _>>().len());
}
