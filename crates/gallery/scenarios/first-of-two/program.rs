use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (news, mut papers) = mpsc::channel(4);
    let (alarm, mut bell) = mpsc::channel(4);
    tokio::spawn(async move {
        let day = Duration::from_millis(200);
        for issue in 1..=3 {
            sleep(day).await;
            news.send(issue).await.unwrap();
        }
    });
    tokio::spawn(async move {
        sleep(Duration::from_millis(500)).await;
        alarm.send("fire").await.unwrap();
    });
    loop {
        tokio::select! {
            Some(issue) = papers.recv() => {
                println!("news {issue}");
            }
            Some(what) = bell.recv() => {
                println!("alarm: {what}");
            }
            else => break,
        }
    }
    println!("both are closed");
}
