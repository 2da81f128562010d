//! A program without what it cannot reach runs as the whole one does.

use interleave_engine::{Code, Machine, SchedulePlan, reduced};
use interleave_frontend::compile;
use interleave_playground::scenarios;
use interleave_tests::corpus::golden_programs;

#[test]
fn reduced_programs_run_alike() {
    let golden = golden_programs();
    let golden = golden
        .iter()
        .map(|it| (it.name.as_str(), it.source.as_str()));
    let gallery = scenarios().iter().map(|it| (it.name, it.source()));
    let mut wrong = Vec::new();
    for (name, source) in golden.chain(gallery) {
        let program = compile(source).program.expect("it is accepted");
        let small = reduced(&program);
        for (machine, schedule) in [(1, ""), (3, "random-1")] {
            let machine = Machine {
                cores: machine,
                ..Machine::default()
            };
            let plan = SchedulePlan::parse(schedule).expect("it is a plan");
            let [whole, less] = [&program, &small].map(|program| {
                let code = Code::new(program.clone()).expect("it is well-formed");
                plan.run(&code, source, &machine).expect("it runs")
            });
            if whole != less {
                wrong.push(format!("{name}: {:?} | {:?}", whole.outcome, less.outcome));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
