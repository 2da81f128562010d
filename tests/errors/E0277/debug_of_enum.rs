enum State {
    Idle,
    Busy(u32),
}

fn main() {
    let states = vec![State::Idle, State::Busy(3)];
    println!("{:?}", states);
    if let State::Busy(n) = &states[1] {
        println!("{n}");
    }
}
