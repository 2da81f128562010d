enum Message {
    Text(String),
    Stop,
}

fn text(message: &Message) -> String {
    match *message {
        Message::Text(text) => text,
        Message::Stop => String::new(),
    }
}

fn main() {
    println!("{}{}", text(&Message::Text("a".to_string())), text(&Message::Stop));
}
