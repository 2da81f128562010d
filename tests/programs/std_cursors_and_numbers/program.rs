//! Writing, seeking and reading in memory through a cursor, and numbers of one's own that are shown as std's are.

use std::fmt;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom, Write};

struct Big {
    negative: bool,
    digits: String,
}

impl fmt::Display for Big {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(!self.negative, "", &self.digits)
    }
}

impl fmt::LowerHex for Big {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n: u64 = self.digits.parse().unwrap();
        f.pad_integral(!self.negative, "0x", &format!("{n:x}"))
    }
}

fn big(n: i64) -> Big {
    Big { negative: n < 0, digits: n.unsigned_abs().to_string() }
}

fn numbers() {
    println!("[{}] [{:5}] [{:<5}] [{:^5}] [{:*>5}]", big(42), big(42), big(42), big(42), big(42));
    println!("[{:+}] [{:+06}] [{:06}] [{:06}]", big(7), big(7), big(7), big(-7));
    println!("[{:x}] [{:#x}] [{:#08x}] [{:#8x}] [{:.1}]", big(255), big(255), big(255), big(255), big(255));
}

fn record<W: Write + Seek>(to: &mut W) -> io::Result<u64> {
    to.write_all(&[0; 4])?;
    writeln!(to, "one {}", 1)?;
    write!(to, "two")?;
    let end = to.stream_position()?;
    to.seek(SeekFrom::Start(0))?;
    to.write_all(&(end as u32 - 4).to_be_bytes())?;
    to.seek(SeekFrom::End(0))
}

fn grows() -> io::Result<()> {
    let mut cursor = Cursor::new(Vec::new());
    println!("end {}", record(&mut cursor)?);
    println!("{:?}", cursor.get_ref());

    cursor.seek(SeekFrom::Current(-3))?;
    cursor.write_all(b"THREE")?;
    cursor.seek_relative(2)?;
    println!("wrote {} at {}", cursor.write(b"!")?, cursor.position());
    cursor.flush()?;

    cursor.rewind()?;
    let mut head = [0; 4];
    cursor.read_exact(&mut head)?;
    println!("{} bytes", u32::from_be_bytes(head));
    let mut rest = Vec::new();
    println!("{} left", cursor.read_to_end(&mut rest)?);
    println!("{:?}", String::from_utf8_lossy(&rest));

    let error = cursor.seek(SeekFrom::End(-100)).unwrap_err();
    println!("{:?}: {error}", error.kind());
    println!("still at {}", cursor.stream_position()?);
    cursor.get_mut().truncate(6);
    cursor.set_position(4);
    let mut text = String::new();
    cursor.read_to_string(&mut text)?;
    println!("{text:?} {}", cursor.into_inner().len());
    Ok(())
}

fn fixed() {
    let mut room = [b'.'; 8];
    let mut cursor = Cursor::new(&mut room[..]);
    write!(cursor, "{:03}", 5).unwrap();
    cursor.seek(SeekFrom::Start(6)).unwrap();
    println!("{:?} of three", cursor.write(b"abc"));
    let error = cursor.write_all(b"d").unwrap_err();
    println!("{error} {}", error.kind() == ErrorKind::WriteZero);
    println!("{:?} at {}", writeln!(cursor, "e").map_err(|e| e.kind()), cursor.position());
    println!("{}", String::from_utf8_lossy(&room));
}

fn main() {
    numbers();
    grows().unwrap();
    fixed();
}
