//! `std::net`: addresses from text and as text, after std's own parser.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddrKind {
    Ip,
    Ipv4,
    Ipv6,
    Socket,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddrParseError(AddrKind);

impl fmt::Display for AddrParseError {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(match self.0 {
            AddrKind::Ip => "invalid IP address syntax",
            AddrKind::Ipv4 => "invalid IPv4 address syntax",
            AddrKind::Ipv6 => "invalid IPv6 address syntax",
            AddrKind::Socket => "invalid socket address syntax",
        })
    }
}

/// Where reading has come to.
struct AddrText {
    bytes: Vec,
    at: usize,
}

/// What `read` finds when it is all of the text.
fn parsed(text: &str, kind: AddrKind, read: F) -> Result {
    let mut it = AddrText { bytes: text.as_bytes().to_vec(), at: 0 };
    let found = read(&mut it);
    if found.is_some() && it.at == it.bytes.len() {
        Ok(found.unwrap())
    } else {
        Err(AddrParseError(kind))
    }
}

impl AddrText {
    /// What `read` finds; nothing is read when that is nothing.
    fn tried(&mut self, read: F) -> Option {
        let at = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = at;
        }
        found
    }

    fn given(&mut self, byte: u8) -> Option {
        if self.at < self.bytes.len() && self.bytes[self.at] == byte {
            self.at += 1;
            Some(())
        } else {
            None
        }
    }

    fn number(&mut self, radix: u32, digits: usize, most: u32, zeros: bool) -> Option {
        let start = self.at;
        let mut number = 0u32;
        while self.at < self.bytes.len() {
            let Some(digit) = (self.bytes[self.at] as char).to_digit(radix) else {
                break;
            };
            number = number * radix + digit;
            self.at += 1;
            if self.at - start > digits || number > most {
                return None;
            }
        }
        let count = self.at - start;
        if count == 0 || !zeros && count > 1 && self.bytes[start] == 48u8 {
            return None;
        }
        Some(number)
    }

    fn ipv4(&mut self) -> Option {
        self.tried(|it| {
            let mut octets = [0u8; 4];
            for index in 0..4usize {
                if index > 0usize {
                    it.given(46u8)?;
                }
                octets[index] = it.number(10u32, 3usize, 255u32, false)? as u8;
            }
            Some(Ipv4Addr { octets })
        })
    }

    /// Groups of an IPv6 address up to `limit`, and whether the last two were written as an IPv4 address.
    fn groups(&mut self, groups: &mut Vec, limit: usize) {
        while groups.len() < limit {
            let index = groups.len();
            if index + 1 < limit {
                let four = self.tried(|it| {
                    if index > 0usize {
                        it.given(58u8)?;
                    }
                    it.ipv4()
                });
                if let Some(ip) = four {
                    let it = ip.octets;
                    groups.push((it[0] as u16) * 256u16 + it[1] as u16);
                    groups.push((it[2] as u16) * 256u16 + it[3] as u16);
                    return;
                }
            }
            let group = self.tried(|it| {
                if index > 0usize {
                    it.given(58u8)?;
                }
                it.number(16u32, 4usize, 65535u32, true)
            });
            match group {
                Some(group) => groups.push(group as u16),
                None => return,
            }
        }
    }

    fn ipv6(&mut self) -> Option {
        self.tried(|it| {
            let mut head = Vec::new();
            it.groups(&mut head, 8usize);
            let mut tail = Vec::new();
            if head.len() < 8usize {
                it.given(58u8)?;
                it.given(58u8)?;
                it.groups(&mut tail, 7usize - head.len());
            }
            let mut segments = [0u16; 8];
            let from = 8usize - tail.len();
            for index in 0..head.len() {
                segments[index] = head[index];
            }
            for index in 0..tail.len() {
                segments[from + index] = tail[index];
            }
            Some(Ipv6Addr { segments })
        })
    }

    fn ip(&mut self) -> Option {
        match self.ipv4() {
            Some(ip) => Some(IpAddr::V4(ip)),
            None => self.ipv6().map(|ip| IpAddr::V6(ip)),
        }
    }

    fn port(&mut self) -> Option {
        self.given(58u8)?;
        self.number(10u32, 99usize, 65535u32, true).map(|port| port as u16)
    }

    fn socket(&mut self) -> Option {
        let four = self.tried(|it| {
            let ip = it.ipv4()?;
            Some(SocketAddr::new(IpAddr::V4(ip), it.port()?))
        });
        if four.is_some() {
            return four;
        }
        self.tried(|it| {
            it.given(91u8)?;
            let ip = it.ipv6()?;
            it.given(93u8)?;
            Some(SocketAddr::new(IpAddr::V6(ip), it.port()?))
        })
    }
}

/// The longest run of zeros, when it is longer than one, is left out.
fn ipv6_text(segments: S) -> String {
    let (mut start, mut count) = (0usize, 1usize);
    let mut from = 0usize;
    for index in 0..8usize {
        if segments[index] != 0u16 {
            from = index + 1usize;
        } else if index + 1usize - from > count {
            start = from;
            count = index + 1usize - from;
        }
    }
    if count == 1usize {
        return groups_text(segments, 0usize, 8usize);
    }
    let it = segments;
    if start == 0usize && count == 5usize && it[5] == 65535u16 {
        return format!("::ffff:{}.{}.{}.{}", it[6] / 256u16, it[6] % 256u16, it[7] / 256u16, it[7] % 256u16);
    }
    format!("{}::{}", groups_text(segments, 0usize, start), groups_text(segments, start + count, 8usize))
}

fn groups_text(segments: S, start: usize, end: usize) -> String {
    let mut text = String::new();
    for index in start..end {
        if index > start {
            text.push(':');
        }
        text.push_str(&format!("{:x}", segments[index]));
    }
    text
}
