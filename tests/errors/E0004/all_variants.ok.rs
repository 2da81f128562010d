#[derive(Clone, Copy)]
enum Light {
    Red,
    Yellow,
    Green,
}

use Light::{Green, Red, Yellow};

fn next(light: Light) -> Light {
    match light {
        Red => Green,
        Light::Green => Yellow,
        Yellow => Red,
    }
}

fn main() {
    let lights = [Light::Red, Light::Green, Light::Yellow];
    for light in &lights {
        let text = match (light, next(*light)) {
            (Light::Red, _) => "go",
            (_, Light::Red) => "stop",
            (Light::Green | Light::Yellow, _) => "wait",
        };
        println!("{text}");
    }
    match next(Red) {
        Light::Red | Light::Yellow => println!("no"),
        other => println!("{}", matches!(other, Green)),
    }
}
