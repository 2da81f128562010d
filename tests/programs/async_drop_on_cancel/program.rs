// In which order cancelled futures drop what they own.
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio::sync::{Mutex, oneshot};
use std::sync::Arc;

struct L(&'static str, u8);
impl Drop for L { fn drop(&mut self) { println!("  drop {}{}", self.0, self.1) } }

async fn inner() { let _a = L("inner", 1); { let _b = L("scoped", 1); sleep(Duration::from_millis(1)).await; } let _c = L("inner", 2); sleep(Duration::from_secs(1)).await; println!("never"); }
async fn outer(arg: L) { let _x = L("outer", 1); let pair = (L("t", 1), L("t", 2)); inner().await; drop(pair); let _ = arg; }
async fn temp() -> usize { len(&L("temp", 1)).await }
async fn len(l: &L) -> usize { sleep(Duration::from_millis(5)).await; l.0.len() }

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("timeout:"); println!("{}", timeout(Duration::from_millis(3), outer(L("arg", 1))).await.is_err());
    println!("unpolled:"); let f = outer(L("arg", 2)); drop(f);
    println!("abort:");
    let h = tokio::spawn(outer(L("arg", 3)));
    sleep(Duration::from_millis(2)).await;
    h.abort();
    println!("aborted {}", h.await.unwrap_err().is_cancelled());
    println!("select:");
    tokio::select! { _ = outer(L("arg", 4)) => {}, n = temp() => println!("len {n}") }
    println!("lock:");
    let m = Arc::new(Mutex::new(0));
    let m2 = m.clone();
    let h = tokio::spawn(async move { let mut g = m2.lock().await; *g = 1; sleep(Duration::from_secs(9)).await; *g = 2 });
    sleep(Duration::from_millis(1)).await;
    println!("{}", m.try_lock().is_err());
    h.abort();
    let _ = h.await;
    println!("{:?}", m.try_lock().map(|g| *g));
    println!("vec:");
    let mut fs = vec![Box::pin(len_owned(L("v", 1))), Box::pin(len_owned(L("v", 2)))];
    tokio::select! { _ = &mut fs[0] => {}, _ = sleep(Duration::from_millis(1)) => println!("first") }
    fs.remove(0);
    println!("removed");
    println!("{}", fs.pop().unwrap().await);
    println!("oneshot:");
    let (tx, rx) = oneshot::channel::<L>();
    println!("{}", tx.send(L("sent", 1)).is_ok());
    drop(rx);
    println!("replace:");
    let mut slot = Some(Box::pin(outer(L("arg", 5))));
    let _ = timeout(Duration::from_millis(2), slot.as_mut().unwrap()).await;
    slot = None;
    println!("{}", slot.is_none());
}
async fn len_owned(l: L) -> u8 { sleep(Duration::from_millis(5)).await; l.1 }
