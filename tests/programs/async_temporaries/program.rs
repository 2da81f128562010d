// Temporaries with a Drop are dropped at the end of their statement, also across awaits.
struct L(u8);
impl Drop for L { fn drop(&mut self) { println!("drop {}", self.0) } }
async fn len(l: &L) -> u8 { tokio::task::yield_now().await; l.0 }
async fn tail() -> u8 { len(&L(1)).await }
async fn stmt() -> u8 { let n = len(&L(2)).await; println!("after"); n }
async fn m() -> u8 { match len(&L(3)).await { n => { println!("in match"); n } } }
fn sync_tail() -> u8 { (&L(4)).0 }
#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", tail().await);
    println!("{}", stmt().await);
    println!("{}", m().await);
    println!("{}", sync_tail());
    println!("{}", len(&L(5)).await);
    println!("{}", async { len(&L(6)).await }.await);
    tokio::select! { n = tail() => println!("sel {n}"), _ = std::future::pending::<()>() => {} }
}
