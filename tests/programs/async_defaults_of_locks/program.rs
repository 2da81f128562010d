// Defaults of tokio's locks by the types written for them: variables, fields, aliases of other modules.

use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Mutex, RwLock};
mod state {
    pub type Shared<T> = std::sync::Arc<tokio::sync::Mutex<T>>;
    #[derive(Default, Debug)]
    pub struct Stats {
        pub hits: u32,
    }
}
use state::{Shared, Stats};
type Db = Arc<RwLock<HashMap<String, Vec<u8>>>>;
#[derive(Clone)]
struct App {
    db: Db,
    stats: Shared<Stats>,
    counters: Arc<Mutex<(u32, String)>>,
    opt: Option<u8>,
}
impl App {
    fn new() -> Self {
        Self {
            db: Default::default(),
            stats: Shared::default(),
            counters: Arc::default(),
            opt: Default::default(),
        }
    }
}
fn make() -> Db {
    Db::default()
}
#[derive(Default)]
struct Nested {
    app: Vec<u8>,
    lock: Mutex<Option<u32>>,
    inner: RwLock<HashMap<u8, u8>>,
}
#[tokio::main]
async fn main() {
    let app = App::new();
    app.db.write().await.insert("k".into(), vec![1, 2]);
    app.stats.lock().await.hits += 1;
    {
        let mut c = app.counters.lock().await;
        c.0 += 2;
        c.1.push('x');
    }
    println!(
        "{:?} {:?} {:?} {:?}",
        app.db.read().await,
        app.stats.lock().await,
        app.counters.lock().await,
        app.opt
    );
    let d = make();
    d.write().await.entry("a".to_string()).or_default().push(3);
    println!("{:?}", d.read().await.get("a"));
    let m: Mutex<u64> = Mutex::default();
    *m.lock().await += 5;
    println!("{}", m.into_inner());
    let r: RwLock<Vec<i32>> = Default::default();
    r.write().await.push(1);
    println!("{:?}", r.into_inner());
    let n = Nested::default();
    *n.lock.lock().await = Some(1);
    println!("{:?} {:?} {:?}", n.app, n.lock, n.inner);
}
