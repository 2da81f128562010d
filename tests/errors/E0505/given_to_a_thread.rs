use std::thread;

struct Job {
    name: String,
}

fn run(job: Job) {
    thread::spawn(move || println!("{}", job.name)).join().unwrap();
}

fn main() {
    let job = Job {
        name: "first".to_string(),
    };
    let name = &job.name;
    run(job);
    println!("{name}");
}
