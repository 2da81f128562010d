//! `std::net`: addresses.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4Addr {
    octets: [u8; 4],
}

impl Ipv4Addr {
    pub const LOCALHOST: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 1);
    pub const UNSPECIFIED: Ipv4Addr = Ipv4Addr::new(0, 0, 0, 0);
    pub const BROADCAST: Ipv4Addr = Ipv4Addr::new(255, 255, 255, 255);

    pub fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
        Ipv4Addr { octets: [a, b, c, d] }
    }

    pub fn octets(&self) -> [u8; 4] {
        self.octets
    }

    pub fn to_bits(self) -> u32 {
        u32::from_be_bytes(self.octets)
    }

    pub fn is_loopback(&self) -> bool {
        self.octets[0] == 127
    }

    pub fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }

    pub fn is_broadcast(&self) -> bool {
        self.octets == [255u8, 255u8, 255u8, 255u8]
    }

    pub fn is_multicast(&self) -> bool {
        self.octets[0] >= 224 && self.octets[0] <= 239
    }

    pub fn is_link_local(&self) -> bool {
        self.octets[0] == 169 && self.octets[1] == 254
    }

    pub fn is_private(&self) -> bool {
        let (a, b) = (self.octets[0], self.octets[1]);
        a == 10 || a == 172 && b >= 16 && b <= 31 || a == 192 && b == 168
    }

    pub fn from_str(text: &str) -> Result {
        parsed(text, AddrKind::Ipv4, |it| it.ipv4())
    }
}

impl From<[u8; 4]> for Ipv4Addr {
    fn from(octets: [u8; 4]) -> Ipv4Addr {
        Ipv4Addr { octets }
    }
}

impl From<u32> for Ipv4Addr {
    fn from(bits: u32) -> Ipv4Addr {
        Ipv4Addr { octets: bits.to_be_bytes() }
    }
}

impl From<Ipv4Addr> for u32 {
    fn from(ip: Ipv4Addr) -> u32 {
        ip.to_bits()
    }
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
pub struct Ipv6Addr {
    segments: [u16; 8],
}

impl Ipv6Addr {
    pub const LOCALHOST: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 1);
    pub const UNSPECIFIED: Ipv6Addr = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0);

    pub fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr {
        Ipv6Addr { segments: [a, b, c, d, e, f, g, h] }
    }

    pub fn segments(&self) -> [u16; 8] {
        self.segments
    }

    pub fn is_loopback(&self) -> bool {
        *self == Ipv6Addr::LOCALHOST
    }

    pub fn is_unspecified(&self) -> bool {
        *self == Ipv6Addr::UNSPECIFIED
    }

    pub fn from_str(text: &str) -> Result {
        parsed(text, AddrKind::Ipv6, |it| it.ipv6())
    }
}

impl fmt::Display for Ipv6Addr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        let text = ipv6_text(&self.segments);
        f.pad(&text)
    }
}

impl fmt::Debug for Ipv6Addr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IpAddr {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl IpAddr {
    pub fn is_loopback(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(ip) => ip.is_loopback(),
        }
    }

    pub fn is_unspecified(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_unspecified(),
            IpAddr::V6(ip) => ip.is_unspecified(),
        }
    }

    pub fn is_ipv4(&self) -> bool {
        matches!(self, IpAddr::V4(_))
    }

    pub fn is_ipv6(&self) -> bool {
        matches!(self, IpAddr::V6(_))
    }

    pub fn from_str(text: &str) -> Result {
        parsed(text, AddrKind::Ip, |it| it.ip())
    }
}

impl From<Ipv4Addr> for IpAddr {
    fn from(ip: Ipv4Addr) -> IpAddr {
        IpAddr::V4(ip)
    }
}

impl From<Ipv6Addr> for IpAddr {
    fn from(ip: Ipv6Addr) -> IpAddr {
        IpAddr::V6(ip)
    }
}

impl From<[u8; 4]> for IpAddr {
    fn from(octets: [u8; 4]) -> IpAddr {
        IpAddr::V4(Ipv4Addr { octets })
    }
}

impl fmt::Display for IpAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            IpAddr::V4(ip) => fmt::Display::fmt(ip, f),
            IpAddr::V6(ip) => fmt::Display::fmt(ip, f),
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

    pub fn set_ip(&mut self, ip: IpAddr) {
        self.ip = ip;
    }

    pub fn is_ipv4(&self) -> bool {
        self.ip.is_ipv4()
    }

    pub fn is_ipv6(&self) -> bool {
        self.ip.is_ipv6()
    }

    pub fn from_str(text: &str) -> Result {
        parsed(text, AddrKind::Socket, |it| it.socket())
    }
}

impl From<(IpAddr, u16)> for SocketAddr {
    fn from(pair: (IpAddr, u16)) -> SocketAddr {
        let ip = match pair.0 {
            IpAddr::V4(_) => pair.0,
            IpAddr::V6(_) => pair.0,
            octets => IpAddr::from(octets),
        };
        SocketAddr::new(ip, pair.1)
    }
}

impl fmt::Display for SocketAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self.ip {
            IpAddr::V4(ip) => f.pad(&format!("{}:{}", ip, self.port)),
            IpAddr::V6(ip) => f.pad(&format!("[{}]:{}", ip, self.port)),
        }
    }
}

impl fmt::Debug for SocketAddr {
    fn fmt(&self, f: &mut Formatter) -> Result {
        fmt::Display::fmt(self, f)
    }
}
