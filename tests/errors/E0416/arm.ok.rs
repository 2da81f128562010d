enum Event { Key(char, u8), Wheel { x: i32, y: i32 }, Pair(Option<u8>, Option<u8>) }

const LOW: i32 = 0;

fn show(event: Event) -> i32 {
    use Event::*;
    match event {
        Key('a', n) | Key(_, n) if n > 0 => n as i32,
        Key(..) => -1,
        Wheel { x: LOW, y: LOW } => 0,
        Wheel { x, y } => x + y,
        Pair(None, None) => 1,
        Pair(Some(n), None) | Pair(None, Some(n)) => n as i32,
        Pair(Some(_), Some(_)) => 2,
    }
}

fn main() {
    println!("{} {}", show(Event::Key('a', 1)), show(Event::Wheel { x: 1, y: 2 }));
    println!("{}", show(Event::Pair(None, Some(4))));
}
