// Futures of different types in one list: Box<dyn Future>, a handler table, a trait with a boxed async method.
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::sleep;

type BoxedFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Handler = Box<dyn Fn(String) -> BoxedFuture<String> + Send + Sync>;

trait Store {
    fn load(&self, key: u32) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>>;
}

struct Memory(Vec<&'static str>);
struct Remote {
    delay: u64,
}

impl Store for Memory {
    fn load(&self, key: u32) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>> {
        Box::pin(async move { self.0.get(key as usize).map(|text| text.to_string()) })
    }
}

impl Store for Remote {
    fn load(&self, key: u32) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>> {
        Box::pin(async move {
            sleep(Duration::from_millis(self.delay)).await;
            (key < 10).then(|| format!("remote {key}"))
        })
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut all: Vec<BoxedFuture<u32>> = Vec::new();
    all.push(Box::pin(async { 1 }));
    all.push(Box::pin(std::future::ready(2)));
    let base = 30;
    all.push(Box::pin(async move {
        sleep(Duration::from_millis(5)).await;
        base + 3
    }));
    let mut total = 0;
    for future in all {
        total += future.await;
    }
    println!("{total}");

    let mut handlers: BTreeMap<&str, Handler> = BTreeMap::new();
    handlers.insert("echo", Box::new(|text| Box::pin(async move { text })));
    handlers.insert("shout", Box::new(|text| {
        Box::pin(async move {
            sleep(Duration::from_millis(1)).await;
            text.to_uppercase()
        })
    }));
    for command in ["echo", "shout", "sing"] {
        match handlers.get(command) {
            Some(handler) => println!("{command}: {}", handler("la la".to_string()).await),
            None => println!("{command}: unknown, try {:?}", handlers.keys().collect::<Vec<_>>()),
        }
    }

    let stores: Vec<Box<dyn Store>> = vec![Box::new(Memory(vec!["zero", "one"])), Box::new(Remote { delay: 3 })];
    for key in [1, 5, 50] {
        let mut found = None;
        for (number, store) in stores.iter().enumerate() {
            if let Some(text) = store.load(key).await {
                found = Some((number, text));
                break;
            }
        }
        println!("{key}: {found:?}");
    }
}
