enum Light {
    Red,
    Yellow,
    Green,
}

fn next(light: Light) -> Light {
    match light {
        Light::Red => Light::Green,
        Light::Green => Light::Yellow,
    }
}

fn main() {
    if let Light::Red = next(Light::Yellow) {
        println!("red");
    }
}
