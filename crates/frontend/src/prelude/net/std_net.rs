//! `std::net`: addresses.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4Addr {
    octets: [u8; 4],
}

impl Ipv4Addr {
    pub const LOCALHOST: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 1);
    pub const UNSPECIFIED: Ipv4Addr = Ipv4Addr::new(0, 0, 0, 0);

    pub fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
        Ipv4Addr { octets: [a, b, c, d] }
    }

    pub fn octets(&self) -> [u8; 4] {
        self.octets
    }

    pub fn is_loopback(&self) -> bool {
        self.octets[0] == 127
    }

    pub fn from_str(text: &str) -> Result {
        let mut octets = Vec::new();
        for part in text.split('.') {
            let Some(octet) = number_of(part, 255) else {
                return Err(AddrParseError(()));
            };
            octets.push(octet);
        }
        if octets.len() != 4 {
            return Err(AddrParseError(()));
        }
        Ok(Ipv4Addr::new(octets[0], octets[1], octets[2], octets[3]))
    }
}

/// A decimal number up to `most`.
fn number_of(text: &str, most: u32) -> Option {
    if text.is_empty() || text.len() > 5 {
        return None;
    }
    let mut number = 0u32;
    for byte in text.bytes() {
        if byte < 48u8 || byte > 57u8 {
            return None;
        }
        number = number * 10 + (byte - 48u8) as u32;
    }
    if number > most { None } else { Some(number) }
}

impl fmt::Display for Ipv4Addr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let it = self.octets;
        f.pad(&format!("{}.{}.{}.{}", it[0], it[1], it[2], it[3]))
    }
}

impl fmt::Debug for Ipv4Addr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IpAddr {
    V4(Ipv4Addr),
}

impl IpAddr {
    pub fn is_loopback(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_loopback(),
        }
    }

    pub fn is_ipv4(&self) -> bool {
        true
    }

    pub fn from_str(text: &str) -> Result {
        Ok(IpAddr::V4(Ipv4Addr::from_str(text)?))
    }
}

impl fmt::Display for IpAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            IpAddr::V4(ip) => fmt::Display::fmt(ip, f),
        }
    }
}

impl fmt::Debug for IpAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketAddr {
    ip: IpAddr,
    port: u16,
}

impl SocketAddr {
    pub fn new(ip: IpAddr, port: u16) -> SocketAddr {
        SocketAddr { ip, port }
    }

    pub fn ip(&self) -> IpAddr {
        self.ip
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set_port(&mut self, port: u16) {
        self.port = port;
    }

    pub fn is_ipv4(&self) -> bool {
        true
    }

    pub fn from_str(text: &str) -> Result {
        let Some((ip, port)) = text.rsplit_once(':') else {
            return Err(AddrParseError(()));
        };
        match (Ipv4Addr::from_str(ip), number_of(port, 65535)) {
            (Ok(ip), Some(port)) => Ok(SocketAddr::new(IpAddr::V4(ip), port as u16)),
            _ => Err(AddrParseError(())),
        }
    }
}

impl From<(IpAddr, u16)> for SocketAddr {
    fn from(pair: (IpAddr, u16)) -> SocketAddr {
        SocketAddr::new(pair.0, pair.1)
    }
}

impl fmt::Display for SocketAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.pad(&format!("{}:{}", self.ip, self.port))
    }
}

impl fmt::Debug for SocketAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddrParseError(U);

impl fmt::Display for AddrParseError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str("invalid socket address syntax")
    }
}

/// What stands for an address: (host, port).
pub trait ToSocketAddrs {
    fn host_and_port(&self) -> P;
}

fn split_text(text: &str) -> P {
    match text.rsplit_once(':') {
        Some((host, port)) => (host.to_string(), number_of(port, 65535)),
        None => (text.to_string(), None),
    }
}

impl ToSocketAddrs for str {
    fn host_and_port(&self) -> P {
        split_text(self)
    }
}

impl ToSocketAddrs for String {
    fn host_and_port(&self) -> P {
        split_text(self.as_str())
    }
}

impl ToSocketAddrs for SocketAddr {
    fn host_and_port(&self) -> P {
        (self.ip.to_string(), Some(self.port))
    }
}

impl ToSocketAddrs for tuple {
    fn host_and_port(&self) -> P {
        (self.0.to_string(), Some(self.1))
    }
}
