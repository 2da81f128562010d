enum Message {
    Quit,
    Move(i32),
}

fn main() {
    let message = Message::Move(3);
    match &message {
        Message::Quit => println!("quit"),
        Message::Move(by) if *by > 0 => println!("forward"),
        _ if matches!(message, Message::Quit) => println!("never"),
    }
}
