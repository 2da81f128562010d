//! The worker's program: answers runs, so that the page never waits for one.

fn main() {
    interleave_web::answer_runs();
}
