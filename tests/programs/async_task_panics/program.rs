// A panic ends its task, not the program: JoinError carries the payload, resume_unwind passes it on.
use std::panic;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug)]
struct Cleanup(&'static str);

impl Drop for Cleanup {
    fn drop(&mut self) {
        println!("cleaned up {} (panicking: {})", self.0, std::thread::panicking());
    }
}

async fn divide(a: i32, b: i32) -> i32 {
    let _cleanup = Cleanup("divide");
    sleep(Duration::from_millis(1)).await;
    a / b
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("{:?}", tokio::spawn(divide(7, 2)).await);
    let zero = std::hint::black_box(0);
    let error = tokio::spawn(divide(7, zero)).await.unwrap_err();
    println!("{} {}", error.is_panic(), error.is_cancelled());
    let payload = error.into_panic();
    println!("{:?}", payload.downcast_ref::<&str>().map(|text| text.len()));

    let formatted = tokio::spawn(async {
        let user = "ann";
        if user.len() == 3 {
            panic!("no such user: {user}");
        }
    });
    let payload = formatted.await.unwrap_err().into_panic();
    println!("{:?}", payload.downcast::<String>());

    let custom = tokio::spawn(async { panic::panic_any(404u16) });
    let error = custom.await.unwrap_err();
    println!("{:?}", error.try_into_panic().unwrap().downcast_ref::<u16>());

    let caught = tokio::spawn(async {
        let inner = tokio::spawn(async { panic!("first") });
        if let Err(error) = inner.await {
            panic::resume_unwind(error.into_panic());
        }
    });
    let payload = caught.await.unwrap_err().into_panic();
    println!("passed on: {:?}", payload.downcast_ref::<&str>());
    println!("main goes on");
}
