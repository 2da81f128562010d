// Addresses parse, print and compare.
use std::net::{AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

fn parse(text: &str) -> Result<IpAddr, AddrParseError> {
    text.parse()
}

fn main() {
    let a: Ipv4Addr = "127.0.0.1".parse().unwrap();
    println!("{a} {a:?} {:?} {}", a.octets(), a == Ipv4Addr::LOCALHOST);
    let b = "10.0.0.7".parse::<IpAddr>().unwrap();
    println!("{b} {} {}", b.is_ipv4(), b.is_loopback());
    let s = "192.168.1.9:8080".parse::<SocketAddr>().unwrap();
    println!("{s} {} {}", s.ip(), s.port());
    for t in [
        "",
        "1.2.3",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4.5",
        "a.b.c.d",
        "::1",
        "1.2.3.4 ",
    ] {
        match parse(t) {
            Ok(ip) => println!("{t:?} ok {ip}"),
            Err(e) => println!("{t:?} err {e}"),
        }
    }
    println!("{:?}", "1.2.3".parse::<Ipv4Addr>());
    println!("{}", Ipv4Addr::from_str("300.0.0.1").unwrap_err());
    println!("{}", "127.0.0.1".parse::<SocketAddr>().unwrap_err());
    let mut v = vec![
        Ipv4Addr::new(10, 0, 0, 2),
        Ipv4Addr::new(9, 255, 0, 1),
        Ipv4Addr::from([10, 0, 0, 1]),
    ];
    v.sort();
    println!("{v:?}");
    println!("[{:>15}] [{:<15}]", v[0], v[1]);
    println!(
        "{} {}",
        Ipv4Addr::new(192, 168, 0, 1).is_private(),
        u32::from(Ipv4Addr::new(1, 2, 3, 4))
    );
    let six: Ipv6Addr = "::1".parse().unwrap();
    println!("{six} {}", six.is_loopback());
    let s6: SocketAddr = "[2001:db8::1]:443".parse().unwrap();
    println!("{s6}");
    println!("{}", IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    println!("{:?}", SocketAddr::new(IpAddr::from([1, 1, 1, 1]), 53));
    match b {
        IpAddr::V4(v4) => println!("v4 {}", v4.octets()[3]),
        IpAddr::V6(v6) => println!("v6 {v6}"),
    }
}
