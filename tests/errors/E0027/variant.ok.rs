enum Message {
    Move { x: i32, y: i32 },
    Write(String, u8),
    Quit,
}

fn show(message: &Message) -> i32 {
    match message {
        Message::Move { x: 0, .. } => 0,
        Message::Move { x, y } => x + y,
        Message::Write { 0: text, .. } => text.len() as i32,
        Message::Quit {} => -1,
    }
}

fn main() {
    println!("{} {}", show(&Message::Move { x: 1, y: 2 }), show(&Message::Quit));
    println!("{}", show(&Message::Write("a".to_string(), 1)));
}
