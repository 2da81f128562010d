//! Variants named through aliases of `Result` and `Option`: std's, tokio's and the program's own, in async blocks too.

use std::{fmt, io};

use tokio::io::AsyncWriteExt;

type Checked<T> = Result<T, String>;
type Maybe<T> = Option<T>;

mod shapes {
    #[derive(Debug, Clone, Copy)]
    pub enum Shape {
        Dot,
        Line(u32),
        Box { w: u32, h: u32 },
    }

    pub type S = Shape;

    impl Shape {
        pub const UNIT: Shape = Shape::Line(1);

        pub fn new() -> Self {
            S::Dot
        }
    }
}

type Drawn = shapes::Shape;

struct Plain;

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "plain")?;
        fmt::Result::Ok(())
    }
}

fn checked(n: u32) -> Checked<u32> {
    if n > 3 {
        Checked::Err(format!("{n} > 3"))
    } else {
        Checked::Ok(n)
    }
}

fn named(maybe: Maybe<u32>) -> &'static str {
    match maybe {
        Maybe::Some(0) => "zero",
        Maybe::Some(_) => "some",
        Maybe::None => "none",
    }
}

fn drawn(shape: Drawn) -> String {
    match shape {
        Drawn::Dot => "dot".to_string(),
        shapes::S::Line(n) => format!("line {n}"),
        Drawn::Box { w, .. } => format!("box {w}"),
    }
}

async fn one() -> tokio::io::Result<u32> {
    tokio::io::Result::Ok(1)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let parsed = (|| {
        let n: u32 = "12".parse().map_err(io::Error::other)?;
        io::Result::Ok(n)
    })();
    println!("{:?}", parsed.unwrap());
    println!("{:?} {:?}", checked(2), checked(5));
    println!(
        "{} {} {}",
        named(Some(0)),
        named(Maybe::Some(2)),
        named(Maybe::None)
    );
    println!("{Plain} {:?}", [1, 2].map(Maybe::Some));
    for shape in [
        Drawn::Dot,
        Drawn::Line(2),
        shapes::S::Box { w: 1, h: 2 },
        Drawn::UNIT,
        Drawn::new(),
    ] {
        println!("{} {shape:?}", drawn(shape));
    }
    println!("{}", std::thread::Result::<i32>::Ok(1).is_ok());
    println!("{}", std::sync::LockResult::<i32>::Ok(1).is_ok());
    let missing: io::Result<()> = io::Result::Err(io::ErrorKind::NotFound.into());
    if let io::Result::Err(error) = &missing {
        println!("{error}");
    }

    let written = tokio::spawn(async {
        let (mut near, _far) = tokio::io::duplex(8);
        near.write_all(b"four").await?;
        io::Result::<u32>::Ok(one().await? + 4)
    });
    println!("{:?}", written.await.unwrap().unwrap());
}
