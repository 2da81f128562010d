// Threads: map and reduce over segments of a string, results collected from join handles.
use std::thread;

const DATA: &str = "86967897737416471853297327050364959
11861322575564723963297542624962850
70856234701860851907960690014725639
38397966707106094172783238747669219
52380795257888236525459303330302837
58495327135744041048897885734297812
69920216438980873548808413720956532
16278424637452589860345374828574668";

fn main() {
    let mut children = vec![];
    let chunked_data = DATA.split_whitespace();

    for (i, data_segment) in chunked_data.enumerate() {
        children.push(thread::spawn(move || -> u32 {
            let result = data_segment
                .chars()
                .map(|c| c.to_digit(10).expect("should be a digit"))
                .sum();
            if i % 3 == 3 {
                println!("never printed");
            }
            result
        }));
    }

    let mut intermediate = vec![];
    for child in children {
        intermediate.push(child.join().unwrap());
    }
    for (i, sum) in intermediate.iter().enumerate() {
        println!("segment {i}, sum={sum}");
    }
    let final_result = intermediate.iter().sum::<u32>();
    println!("Final sum result: {final_result}");

    const NTHREADS: u32 = 10;
    let handles: Vec<thread::JoinHandle<u32>> =
        (0..NTHREADS).map(|i| thread::spawn(move || i * i)).collect();
    let total: u32 = handles.into_iter().map(|h| h.join().unwrap()).sum();
    println!("squares below {NTHREADS} add up to {total}");
}
