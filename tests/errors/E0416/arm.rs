enum Event { Key(char, u8), Wheel { x: i32, y: i32 } }

fn show(event: Event) -> i32 {
    match event {
        Event::Key(k, k) => k as i32,
        Event::Wheel { x, y } => x + y,
    }
}

fn main() {
    println!("{} {}", show(Event::Key('a', 1)), show(Event::Wheel { x: 1, y: 2 }));
}
