// `task_local!` in nested scopes, in destructors and across spawns; an async closure that is called again.

use std::cell::RefCell;
use tokio::task_local;
task_local! { static USER: String; static DEPTH: u32; static LOG: RefCell<Vec<String>>; }
async fn depth() -> u32 {
    DEPTH.try_with(|d| *d).unwrap_or(0)
}
fn recurse(n: u32) -> std::pin::Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move {
        if n == 0 {
            return depth().await;
        }
        DEPTH.scope(depth().await + 1, recurse(n - 1)).await + 100
    })
}
struct Tell;
impl Drop for Tell {
    fn drop(&mut self) {
        println!("drop sees {:?}", USER.try_with(|u| u.clone()));
    }
}
async fn retry<F: AsyncFnMut(u32) -> Result<u32, String>>(times: u32, mut f: F) -> Result<u32, String> {
    let mut last = Err("none".to_string());
    for i in 0..times {
        last = f(i).await;
        if last.is_ok() {
            break;
        }
    }
    last
}
#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", recurse(3).await);
    let r = USER
        .scope("ann".to_string(), async {
            let inner = USER
                .scope("ben".into(), async {
                    let _t = Tell;
                    tokio::task::yield_now().await;
                    USER.with(|u| u.len())
                })
                .await;
            let spawned = tokio::spawn(async { USER.try_with(|u| u.clone()).is_err() })
                .await
                .unwrap();
            (inner, USER.get(), spawned)
        })
        .await;
    println!("{r:?}");
    println!(
        "{}",
        USER.sync_scope("cy".into(), || USER.with(|u| u.to_uppercase()))
    );
    println!("{:?}", USER.try_with(|_| ()).map_err(|e| e.to_string()));
    let log = LOG
        .scope(RefCell::new(vec![]), async {
            let hs = ["x", "y"].map(|n| async move {
                for i in 0..2 {
                    LOG.with(|l| l.borrow_mut().push(format!("{n}{i}")));
                    tokio::task::yield_now().await;
                }
            });
            let [a, b] = hs;
            tokio::join!(a, b);
            LOG.with(|l| l.take())
        })
        .await;
    println!("{log:?}");
    let mut seen = vec![];
    let got = retry(5, async |i| {
        seen.push(i);
        tokio::task::yield_now().await;
        if i < 2 {
            Err(format!("try {i}"))
        } else {
            Ok(i * 10)
        }
    })
    .await;
    println!("{got:?} {seen:?}");
    let f = USER.scope("dan".into(), async {
        let _t = Tell;
        std::future::pending::<()>().await
    });
    let h = tokio::spawn(f);
    tokio::task::yield_now().await;
    h.abort();
    println!("{}", h.await.unwrap_err().is_cancelled());
}
