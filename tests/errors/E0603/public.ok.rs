mod kitchen {
    fn secret_sauce() -> &'static str {
        "sauce"
    }

    pub mod table {
        pub fn serve() -> String {
            format!("meal with {}", super::secret_sauce())
        }

        pub(crate) fn clear() -> &'static str {
            "cleared"
        }
    }
}

fn main() {
    println!("{} {}", kitchen::table::serve(), kitchen::table::clear());
}
