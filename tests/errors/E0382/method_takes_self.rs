struct Pool { workers: Vec<String> }
impl Pool { fn finish(self) -> usize { self.workers.len() } }
fn main() {
    let p = Pool { workers: vec![] };
    println!("{}", p.finish());
    println!("{}", p.workers.len());
}
