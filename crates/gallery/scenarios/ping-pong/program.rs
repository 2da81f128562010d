use std::sync::mpsc;
use std::thread;

fn main() {
    let rounds = 5;
    let (ping, pings) = mpsc::channel();
    let (pong, pongs) = mpsc::channel();
    let other = thread::spawn(move || {
        for ball in pings {
            pong.send(ball + 1).unwrap();
        }
    });
    for round in 0..rounds {
        ping.send(round * 10).unwrap();
        let ball = pongs.recv().unwrap();
        println!("back: {ball}");
    }
    drop(ping);
    other.join().unwrap();
}
