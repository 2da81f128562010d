// RwLock: a configuration that is read and rewritten; try_read and try_write.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;
#[derive(Debug, Clone, Default)]
struct Config {
    values: HashMap<String, i32>,
    version: u32,
}
fn main() {
    let config = Arc::new(RwLock::new(Config::default()));
    let writer = {
        let c = Arc::clone(&config);
        thread::spawn(move || {
            for i in 1..=3 {
                thread::sleep(Duration::from_millis(100));
                let mut g = c.write().unwrap();
                g.version += 1;
                g.values.insert("k".to_string(), i * 10);
                println!("wrote {}", g.version);
            }
        })
    };
    let readers: Vec<_> = (0..2)
        .map(|id| {
            let c = Arc::clone(&config);
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(150 + id * 100));
                let g = c.read().unwrap();
                println!("reader {id} sees {} {:?}", g.version, g.values.get("k"));
            })
        })
        .collect();
    writer.join().unwrap();
    for r in readers {
        r.join().unwrap();
    }
    println!("{:?}", config.read().unwrap().clone());
    {
        let r1 = config.read().unwrap();
        let r2 = config.try_read().unwrap();
        println!("{}", r1.version + r2.version);
        println!("{}", config.try_write().is_err());
    }
    println!("{}", config.try_write().is_ok());
}
