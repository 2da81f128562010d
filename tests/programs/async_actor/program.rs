// An actor: one task owns the accounts, others talk to it by messages and await replies on oneshot channels.
use std::collections::BTreeMap;
use tokio::sync::{mpsc, oneshot};

#[derive(Debug)]
enum Error {
    UnknownAccount(String),
    TooLittle { has: u64, wanted: u64 },
}

type Reply<T> = oneshot::Sender<Result<T, Error>>;

enum Command {
    Open { name: String, amount: u64 },
    Transfer { from: String, to: String, amount: u64, reply: Reply<u64> },
    Balance { name: String, reply: Reply<u64> },
}

struct Bank {
    accounts: BTreeMap<String, u64>,
    inbox: mpsc::Receiver<Command>,
}

impl Bank {
    fn balance(&self, name: &str) -> Result<u64, Error> {
        self.accounts.get(name).copied().ok_or_else(|| Error::UnknownAccount(name.to_string()))
    }

    fn transfer(&mut self, from: &str, to: &str, amount: u64) -> Result<u64, Error> {
        let has = self.balance(from)?;
        self.balance(to)?;
        if has < amount {
            return Err(Error::TooLittle { has, wanted: amount });
        }
        *self.accounts.get_mut(from).unwrap() -= amount;
        *self.accounts.get_mut(to).unwrap() += amount;
        Ok(has - amount)
    }

    async fn run(mut self) -> usize {
        let mut served = 0;
        while let Some(command) = self.inbox.recv().await {
            served += 1;
            match command {
                Command::Open { name, amount } => {
                    self.accounts.insert(name, amount);
                }
                Command::Transfer { from, to, amount, reply } => {
                    let _ = reply.send(self.transfer(&from, &to, amount));
                }
                Command::Balance { name, reply } => {
                    let _ = reply.send(self.balance(&name));
                }
            }
        }
        served
    }
}

#[derive(Clone)]
struct Client(mpsc::Sender<Command>);

impl Client {
    async fn open(&self, name: &str, amount: u64) {
        let command = Command::Open { name: name.to_string(), amount };
        self.0.send(command).await.ok().expect("the bank is open");
    }

    async fn transfer(&self, from: &str, to: &str, amount: u64) -> Result<u64, Error> {
        let (reply, answer) = oneshot::channel();
        let (from, to) = (from.to_string(), to.to_string());
        self.0.send(Command::Transfer { from, to, amount, reply }).await.ok().unwrap();
        answer.await.unwrap()
    }

    async fn balance(&self, name: &str) -> Result<u64, Error> {
        let (reply, answer) = oneshot::channel();
        let name = name.to_string();
        self.0.send(Command::Balance { name, reply }).await.ok().unwrap();
        answer.await.unwrap()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, inbox) = mpsc::channel(8);
    let bank = tokio::spawn(Bank { accounts: BTreeMap::new(), inbox }.run());
    let client = Client(tx);
    client.open("ada", 100).await;
    client.open("bob", 20).await;
    println!("{:?}", client.transfer("ada", "bob", 70).await);
    println!("{:?}", client.transfer("ada", "bob", 70).await);
    println!("{:?}", client.transfer("eve", "bob", 1).await);
    let other = client.clone();
    let (ada, bob) = tokio::join!(client.balance("ada"), other.balance("bob"));
    println!("{} {}", ada.unwrap(), bob.unwrap());
    drop((client, other));
    println!("served {}", bank.await.unwrap());
}
