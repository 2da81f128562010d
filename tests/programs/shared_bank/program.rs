// Shared state: transfers between accounts lock in order of their numbers; errors as an own type.
use std::fmt;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Debug, PartialEq)]
enum BankError {
    Insufficient { needed: u64, available: u64 },
    SameAccount(usize),
    NoSuchAccount(usize),
}

impl fmt::Display for BankError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            BankError::Insufficient { needed, available } => {
                write!(f, "needs {needed} but has {available}")
            }
            BankError::SameAccount(n) => write!(f, "account {n} to itself"),
            BankError::NoSuchAccount(n) => write!(f, "no account {n}"),
        }
    }
}

impl std::error::Error for BankError {}

struct Bank {
    accounts: Vec<Mutex<u64>>,
}

impl Bank {
    fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), BankError> {
        if from == to {
            return Err(BankError::SameAccount(from));
        }
        let a = self.accounts.get(from).ok_or(BankError::NoSuchAccount(from))?;
        let b = self.accounts.get(to).ok_or(BankError::NoSuchAccount(to))?;
        let (mut source, mut target);
        if from < to {
            source = a.lock().unwrap();
            target = b.lock().unwrap();
        } else {
            target = b.lock().unwrap();
            source = a.lock().unwrap();
        }
        if *source < amount {
            return Err(BankError::Insufficient { needed: amount, available: *source });
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }

    fn total(&self) -> u64 {
        self.accounts.iter().map(|account| *account.lock().unwrap()).sum()
    }
}

fn attempt(bank: &Bank) -> Result<u64, Box<dyn std::error::Error>> {
    bank.transfer(0, 1, 10)?;
    let amount: u64 = "25".parse()?;
    bank.transfer(1, 2, amount)?;
    bank.transfer(2, 9, 1)?;
    Ok(amount)
}

fn main() {
    let bank = Arc::new(Bank { accounts: (0..4).map(|_| Mutex::new(100)).collect() });
    let mut clerks = Vec::new();
    for clerk in 0..4 {
        let bank = Arc::clone(&bank);
        clerks.push(thread::spawn(move || {
            let mut done = 0;
            for step in 1..=3 {
                if bank.transfer(clerk, (clerk + step) % 4, 5).is_ok() {
                    done += 1;
                }
            }
            done
        }));
    }
    let done: i32 = clerks.into_iter().map(|c| c.join().unwrap()).sum();
    println!("{done} transfers, total {}", bank.total());
    println!("{:?}", bank.transfer(0, 1, 1_000));
    println!("{}", bank.transfer(2, 2, 1).unwrap_err());
    match attempt(&bank) {
        Ok(n) => println!("moved {n}"),
        Err(error) => println!("error: {error}"),
    }
    println!("total {}", bank.total());
}
