//! Lines that come over a connection are parsed into what is wanted of them: numbers, types of the program, what a type
//! parameter stands for.

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

async fn nums<R: AsyncBufRead + Unpin>(r: R) -> Result<Vec<i32>, Box<dyn std::error::Error>> {
    let mut lines = r.lines();
    let mut v = vec![];
    while let Some(l) = lines.next_line().await? {
        for w in l.split(',') {
            v.push(w.trim().parse()?);
        }
    }
    Ok(v)
}

async fn until<R>(mut r: R) -> Vec<String>
where
    R: AsyncBufRead + Unpin,
{
    let mut all = vec![];
    loop {
        let mut b = Vec::new();
        match r.read_until(b';', &mut b).await {
            Ok(0) | Err(_) => return all,
            Ok(_) => {
                if b.last() == Some(&b';') {
                    b.pop();
                }
                all.push(String::from_utf8(b).unwrap())
            }
        }
    }
}

struct Conn {
    stream: BufReader<TcpStream>,
    buf: String,
}

impl Conn {
    fn new(s: TcpStream) -> Self {
        Conn {
            stream: BufReader::new(s),
            buf: String::new(),
        }
    }

    async fn next<T: std::str::FromStr>(&mut self) -> std::io::Result<Option<T>>
    where
        T::Err: std::fmt::Debug,
    {
        self.buf.clear();
        if self.stream.read_line(&mut self.buf).await? == 0 {
            return Ok(None);
        }
        self.buf
            .trim_end()
            .parse()
            .map(Some)
            .map_err(|e| std::io::Error::new(std::io::ErrorKind::InvalidData, format!("{e:?}")))
    }

    async fn say(&mut self, s: impl AsRef<str>) -> std::io::Result<()> {
        self.stream
            .get_mut()
            .write_all(s.as_ref().as_bytes())
            .await?;
        self.stream.write_all(b"\n").await?;
        self.stream.flush().await
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{:?}", nums(&b"1, 2\n3"[..]).await?);
    println!("{:?}", nums(BufReader::new("4\n5,6\n".as_bytes())).await?);
    println!("{:?}", nums(&b"1\nq"[..]).await.map_err(|e| e.to_string()));
    println!(
        "{:?} {:?}",
        until(&b"a;b;c"[..]).await,
        until(BufReader::new(&b"x;;y"[..])).await
    );
    let l = TcpListener::bind(("127.0.0.1", 0)).await?;
    let addr = l.local_addr()?;
    let server = tokio::spawn(async move {
        let mut c = Conn::new(l.accept().await?.0);
        let n: usize = c.next().await?.unwrap_or(0);
        let mut sum = 0.0;
        for _ in 0..n {
            let Some(x) = c.next::<f64>().await? else {
                break;
            };
            sum += x;
        }
        c.say(format!("{sum:.2}")).await?;
        match c.next::<bool>().await {
            Ok(b) => c.say(format!("{b:?}")).await?,
            Err(e) => c.say(e.to_string()).await?,
        }
        Ok::<_, std::io::Error>(n)
    });
    let mut c = Conn::new(TcpStream::connect(addr).await?);
    for x in ["3", "1.5", "2", "0.25", "maybe"] {
        c.say(x).await?;
    }
    let s: f32 = c.next().await?.unwrap();
    let m: String = c.next().await?.unwrap();
    println!("{s} {m} {:?} {}", c.next::<u8>().await?, server.await??);

    let (a, mut b) = tokio::io::duplex(16);
    let mut ls = BufReader::new(a).lines();
    b.write_all("é\r\nlast".as_bytes()).await?;
    drop(b);
    while let Some(l) = ls.next_line().await? {
        let cs: Vec<char> = l.chars().collect();
        println!("{cs:?}");
    }

    Ok(())
}
