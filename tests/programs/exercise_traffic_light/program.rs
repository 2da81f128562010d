// Exercise: a traffic light as a typed state machine, driven by a timer thread and observed through a channel.
use std::fmt::{self, Display};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Light {
    Red,
    Green,
    Yellow,
}

impl Light {
    const ALL: [Light; 3] = [Light::Red, Light::Green, Light::Yellow];

    fn next(self) -> Self {
        use Light::*;
        match self {
            Red => Green,
            Green => Yellow,
            Yellow => Red,
        }
    }

    const fn millis(self) -> u64 {
        match self {
            Light::Red => 30,
            Light::Green => 20,
            Light::Yellow => 10,
        }
    }
}

impl Display for Light {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Light::Red => "red",
            Light::Green => "green",
            Light::Yellow => "yellow",
        };
        f.pad(name)
    }
}

enum Event {
    Changed { to: Light, round: u32 },
    Pressed,
    Over(Result<u32, String>),
}

fn main() {
    let (events, log) = mpsc::channel::<Event>();
    let button = events.clone();
    let timer = thread::spawn(move || {
        let mut light = Light::default();
        for round in 0..4 {
            thread::sleep(Duration::from_millis(light.millis() * 3));
            light = light.next();
            events.send(Event::Changed { to: light, round }).unwrap();
        }
        events.send(Event::Over(Ok(4))).unwrap();
        light
    });
    let walker = thread::spawn(move || {
        thread::sleep(Duration::from_millis(45));
        button.send(Event::Pressed).unwrap();
        thread::sleep(Duration::from_millis(400));
        button.send(Event::Over(Err("nobody there".into()))).unwrap();
    });
    for (number, event) in log.iter().enumerate() {
        match event {
            Event::Changed { to, round: 0 } => println!("{number}: first {to:>8}"),
            Event::Changed { to: to @ (Light::Red | Light::Yellow), round } => {
                println!("{number}: round {round}: stop at {to:<8}|")
            }
            Event::Changed { to, .. } => println!("{number}: {to}"),
            Event::Pressed => println!("{number}: pressed"),
            Event::Over(Ok(n)) => println!("{number}: over after {n}"),
            Event::Over(Err(why)) => println!("{number}: over: {why}"),
        }
    }
    walker.join().unwrap();
    println!("{:?}", timer.join().unwrap());
    println!("{:?} {}", Light::ALL.iter().max(), Light::Red < Light::Yellow);
}

impl Default for Light {
    fn default() -> Self {
        Light::Yellow
    }
}
