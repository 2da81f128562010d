//! `std::net`: what stands for an address where one is looked up.

/// A port number.
fn port_of(text: &str) -> Option {
    let mut it = AddrText { bytes: text.as_bytes().to_vec(), at: 0 };
    let port = it.number(10u32, 5usize, 65535u32, true);
    if it.at == it.bytes.len() { port } else { None }
}

/// What stands for an address: (host, port).
pub trait ToSocketAddrs {
    fn host_and_port(&self) -> P;
}

fn split_text(text: &str) -> P {
    match text.rsplit_once(':') {
        Some((host, port)) => (host.to_string(), port_of(port)),
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
