mod kitchen {
    fn secret_sauce() -> &'static str {
        "sauce"
    }

    pub fn serve() -> String {
        format!("meal with {}", secret_sauce())
    }
}

fn main() {
    println!("{}", kitchen::serve());
    println!("{}", kitchen::secret_sauce());
}
