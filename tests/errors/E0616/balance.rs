mod bank {
    pub struct Account {
        balance: i64,
    }

    impl Account {
        pub fn new(balance: i64) -> Self {
            Account { balance }
        }
    }
}

fn main() {
    let account = bank::Account::new(5);
    println!("{}", account.balance);
}
