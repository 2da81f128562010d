enum Message {
    Move { x: i32, y: i32 },
    Quit,
}

fn show(message: &Message) -> i32 {
    match message {
        Message::Move { x } => *x,
        Message::Quit => 0,
    }
}

fn main() {
    println!("{} {}", show(&Message::Move { x: 1, y: 2 }), show(&Message::Quit));
}
