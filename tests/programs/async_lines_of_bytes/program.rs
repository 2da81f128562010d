//! Functions over any reader, given bytes in memory: their lines, and what is parsed, converted and summed of them.

use std::collections::{BTreeMap, HashMap};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader,
};
use tokio_stream::StreamExt;

#[derive(Debug, PartialEq, Eq, Clone, Copy, PartialOrd, Ord)]
enum Op {
    Add,
    Mul,
}

impl TryFrom<&str> for Op {
    type Error = String;

    fn try_from(s: &str) -> Result<Self, String> {
        match s {
            "+" => Ok(Op::Add),
            "*" => Ok(Op::Mul),
            o => Err(format!("no op {o}")),
        }
    }
}

impl From<Op> for char {
    fn from(o: Op) -> char {
        match o {
            Op::Add => '+',
            Op::Mul => '*',
        }
    }
}

#[derive(Debug)]
enum E {
    Io(std::io::Error),
    Int(std::num::ParseIntError),
    Op(String),
}

impl From<std::io::Error> for E {
    fn from(e: std::io::Error) -> E {
        E::Io(e)
    }
}

impl From<std::num::ParseIntError> for E {
    fn from(e: std::num::ParseIntError) -> E {
        E::Int(e)
    }
}

impl From<String> for E {
    fn from(e: String) -> E {
        E::Op(e)
    }
}

async fn calc<R: AsyncBufRead + Unpin, W>(mut r: R, w: &mut W) -> Result<usize, E>
where
    W: AsyncWrite + Unpin,
{
    let mut line = String::new();
    let mut n = 0;
    let mut seen: BTreeMap<Op, Vec<i64>> = BTreeMap::new();
    while r.read_line(&mut line).await? > 0 {
        let mut parts = line.split_whitespace();
        let op: Op = parts.next().unwrap_or_default().try_into()?;
        let nums = parts.map(|p| p.parse()).collect::<Result<Vec<i64>, _>>()?;
        let v: i64 = match op {
            Op::Add => nums.iter().sum(),
            Op::Mul => nums.iter().product(),
        };
        seen.entry(op).or_default().push(v);
        let c: char = op.into();
        w.write_all(format!("{c}{v}\n").as_bytes()).await?;
        n += 1;
        line.clear();
    }
    w.write_all(format!("{seen:?}\n").as_bytes()).await?;
    Ok(n)
}

async fn pull(r: impl AsyncRead + Unpin + Send + 'static) -> Vec<u32> {
    let mut out = vec![];
    let mut lines = BufReader::new(r).lines();
    while let Some(l) = lines.next_line().await.unwrap() {
        if let Ok(x) = l.parse() {
            out.push(x)
        }
    }
    out
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut a, b) = tokio::io::duplex(256);
    let (br, mut bw) = tokio::io::split(b);
    let t = tokio::spawn(async move { calc(BufReader::new(br), &mut bw).await });
    a.write_all(b"+ 1 2 3\n* 2 5\n+ 7\n- 1\n").await?;
    println!("{:?}", t.await?);
    let mut s = String::new();
    let mut buf = [0u8; 64];
    let n = a.read(&mut buf).await?;
    s += std::str::from_utf8(&buf[..n])?;
    println!("{s:?}");
    println!("{:?}", calc(&b"+ 1\n* x\n"[..], &mut Vec::new()).await);
    let mut out: Vec<u8> = Vec::new();
    println!(
        "{:?} {}",
        calc(&b"+ 1 1\n* 4 4\n"[..], &mut out).await,
        String::from_utf8_lossy(&out).trim()
    );
    println!("{:?}", pull(&b"1\nx\n3"[..]).await);
    let mut st = tokio_stream::iter(["a=1", "b=2", "c"])
        .filter_map(|kv| kv.split_once('='))
        .map(|(k, v)| (k.to_string(), v.parse::<u8>().unwrap()));
    let mut m: HashMap<String, u8> = HashMap::new();
    while let Some((k, v)) = st.next().await {
        *m.entry(k).or_default() += v;
    }
    let mut v: Vec<_> = m.into_iter().collect();
    v.sort();
    println!("{v:?}");
    let (mut p, mut q) = tokio::io::duplex(64);
    p.write_u32(7).await?;
    p.write_i64(-2).await?;
    p.write_u16(3).await?;
    p.write_all(&[1, 2, 255]).await?;
    drop(p);
    let len = q.read_u32().await?;
    let neg = q.read_i64().await?;
    let mut k = vec![0; q.read_u16().await? as usize];
    q.read_exact(&mut k).await?;
    println!(
        "{len} {neg} {k:?} {}",
        k.iter().map(|b| *b as u32).sum::<u32>()
    );
    match q.read_u8().await {
        Ok(b) => println!("{b}"),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => println!("eof"),
        Err(e) => return Err(e.into()),
    }
    Ok(())
}
