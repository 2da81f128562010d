mod bank {
    pub struct Account {
        balance: i64,
        pub owner: String,
    }

    impl Account {
        pub fn new(owner: &str) -> Self {
            Account { balance: 1, owner: owner.to_string() }
        }

        pub fn balance(&self) -> i64 {
            self.balance
        }
    }
}

fn main() {
    let account = bank::Account::new("ann");
    println!("{} {}", account.owner, account.balance());
}
