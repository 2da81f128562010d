use interleave_engine::{ChoicePoint, DefaultOracle, Interleaving, Machine, Oracle, Timing};
struct R(u64);
impl Oracle for R {
    fn choose(&mut self, p: ChoicePoint) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % p.options
    }
}
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let source = std::fs::read_to_string(path).unwrap();
    let seed: u64 = std::env::args().nth(2).map_or(0, |n| n.parse().unwrap());
    let compiled = interleave_frontend::compile(&source);
    let code = interleave_engine::Code::new(compiled.program.unwrap()).unwrap();
    let code = &code;
    let machine = Machine::default();
    let mut it = Interleaving::new(code, &source, &machine, Timing::Free).unwrap();
    it.log_acts();
    let mut options = Vec::new();
    let mut r = R(seed);
    let mut d = DefaultOracle;
    let mut known = 0;
    loop {
        it.settle(&mut options);
        if options.is_empty() {
            break;
        }
        let n = options.clone();
        let k = if seed == 0 {
            0
        } else {
            r.choose_n(options.len())
        };
        it.step_to(options[k], &mut d);
        let acts = it.acts();
        for a in &acts[known..] {
            println!(
                "{:?} of {:?}: {:?} {:?} waits {}",
                a.task,
                n,
                a.sys,
                source
                    .get(a.span.start as usize..a.span.end as usize)
                    .map(|s| s.chars().take(40).collect::<String>()),
                a.waits
            );
        }
        known = acts.len();
        println!("-");
    }
}
impl R {
    fn choose_n(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % n
    }
}
