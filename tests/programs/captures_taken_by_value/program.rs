// What closures and `async` blocks without `move` use by value goes into them, and outlives the function around them.

use futures::{StreamExt, stream};

struct Job {
    name: String,
}

impl Job {
    fn finish(self) -> usize {
        self.name.len()
    }
}

fn called(g: impl FnOnce() -> i32) -> impl FnOnce() -> i32 {
    || g() + 1
}

fn summed(v: Vec<i32>) -> impl FnOnce() -> i32 {
    || v.into_iter().sum()
}

fn tried(r: Result<i32, String>) -> impl FnOnce() -> Result<i32, String> {
    || Ok(r? + 1)
}

fn unwrapped(r: Option<String>) -> impl FnOnce() -> String {
    || r.unwrap_or_default()
}

fn done(job: Job) -> impl Future<Output = usize> {
    async { job.finish() }
}

fn mapped<A: Future, T>(a: A, f: impl FnOnce(A::Output) -> T) -> impl Future<Output = T> {
    async { f(a.await) }
}

fn lazy<F, Fut, T>(f: F) -> impl Future<Output = T>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = T>,
{
    async { f().await }
}

trait Ext: Future + Sized {
    fn then_do<T>(self, f: impl FnOnce(Self::Output) -> T) -> impl Future<Output = T> {
        async {
            let value = self.await;
            f(value)
        }
    }
}

impl<F: Future> Ext for F {}

fn double(n: i32) -> i32 {
    n * 2
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let text = String::from("abc");
    println!("{} {}", called(|| 4)(), called(move || text.len() as i32)());
    println!("{}", summed(vec![1, 2, 3])());
    println!("{:?} {:?}", tried(Ok(1))(), tried(Err("no".into()))());
    println!(
        "{:?} {:?}",
        unwrapped(None)(),
        unwrapped(Some("s".into()))()
    );
    println!(
        "{}",
        done(Job {
            name: "four".into()
        })
        .await
    );
    println!(
        "{} {}",
        mapped(async { 5 }, |x| x + 1).await,
        mapped(async { 5 }, double).await
    );
    println!("{}", lazy(|| async { "lazy" }).await);
    println!("{}", async { 6 }.then_do(double).await);
    let rows: Vec<Result<u32, String>> = vec![Ok(1), Err("bad".into()), Ok(3)];
    let kept: Vec<u32> = stream::iter(rows)
        .filter_map(|r| async { r.ok() })
        .collect()
        .await;
    println!("{kept:?}");

    // What is only looked at stays outside.
    let names = vec![String::from("x"), String::from("yy")];
    let shout = |s: &str| s.to_uppercase();
    let count = || names.iter().map(|n| shout(n).len()).sum::<usize>();
    println!("{} {}", count(), count());
    let has = |n: &str| {
        names.iter().any(|name| name == n) && matches!(names.first(), Some(f) if f == "x")
    };
    println!("{} {names:?} {}", has("x"), shout("z"));
    let state = Some(String::from("on"));
    let is_on = || matches!(state, Some(_));
    println!("{} {state:?}", is_on());
    let mut log = Vec::new();
    let mut note = |s: &str| log.push(s.to_string());
    note("a");
    note("b");
    println!("{log:?}");
}
