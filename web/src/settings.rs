//! What the panel says about the machine, and the machines that each tab asks for.

use interleave_notes::Runtime;
use interleave_playground::{Costs, Machine, Model, Nanos, Network, Policy};

use crate::strings::Strings;

/// A scheduler, or all of them on one time axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Threads on one core.
    OneCore,
    /// Threads on the machine's cores.
    #[default]
    ManyCores,
    /// Coroutines on one OS thread.
    EventLoop,
    /// Coroutines on several OS threads.
    Green,
    /// All four.
    Compare,
    /// Every interleaving, and one of them.
    Outcomes,
}

impl Tab {
    /// All tabs in their order.
    pub const ALL: [Self; 6] = [
        Self::OneCore,
        Self::ManyCores,
        Self::EventLoop,
        Self::Green,
        Self::Compare,
        Self::Outcomes,
    ];

    /// The four schedulers in the order of their tabs.
    pub const SCHEDULERS: [Self; 4] =
        [Self::OneCore, Self::ManyCores, Self::EventLoop, Self::Green];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::OneCore => "one-core",
            Self::ManyCores => "many-cores",
            Self::EventLoop => "event-loop",
            Self::Green => "green",
            Self::Compare => "compare",
            Self::Outcomes => "outcomes",
        }
    }

    /// The tab of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.slug() == slug)
    }

    /// Its title.
    #[must_use]
    pub fn title(self, words: &Strings) -> &'static str {
        match self {
            Self::OneCore => words.one_core(),
            Self::ManyCores => words.many_cores(),
            Self::EventLoop => words.event_loop(),
            Self::Green => words.green(),
            Self::Compare => words.compare(),
            Self::Outcomes => words.outcomes(),
        }
    }

    /// The schedulers that it shows, in order.
    #[must_use]
    pub fn schedulers(&self) -> &[Self] {
        match self {
            Self::Compare => &Self::SCHEDULERS,
            _ => std::slice::from_ref(self),
        }
    }
}

/// Which costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CostModel {
    /// Only `cpu::work` takes time.
    #[default]
    Ideal,
    /// The study notes' figures.
    Typical,
    /// A runtime's threads or tasks, by the notes' figures.
    Of(Runtime),
}

impl CostModel {
    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Ideal => "ideal",
            Self::Typical => "typical",
            Self::Of(runtime) => runtime.id(),
        }
    }

    /// The costs of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        match slug {
            "ideal" => Some(Self::Ideal),
            "typical" => Some(Self::Typical),
            _ => Runtime::from_id(slug).map(Self::Of),
        }
    }
}

/// What the panel says about the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Cores of "Many cores" and "M:N", 1 to 8.
    pub cores: u32,
    /// Time slice in milliseconds, 1 to 100.
    pub slice_ms: u32,
    /// Policy of the OS.
    pub policy: Policy,
    /// What things cost.
    pub costs: CostModel,
    /// OS threads of "M:N", 1 to 8; 0 means as many as cores.
    pub workers: u32,
    /// How long the network takes.
    pub network: NetworkMs,
}

/// How long the simulated network takes, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkMs {
    /// To look up a name, 0 to 500.
    pub resolve: u32,
    /// To connect, 0 to 500.
    pub connect: u32,
    /// Until bytes arrive, 0 to 500.
    pub read: u32,
}

impl Default for NetworkMs {
    fn default() -> Self {
        let usual = Network::default();
        let ms = |ns: u64| (ns / 1_000_000) as u32;
        Self {
            resolve: ms(usual.resolve_ns),
            connect: ms(usual.connect_ns),
            read: ms(usual.read_ns),
        }
    }
}

impl NetworkMs {
    /// Longest delay that the panel offers.
    pub const MAX: u32 = 500;

    fn clamped(self) -> Self {
        Self {
            resolve: self.resolve.min(Self::MAX),
            connect: self.connect.min(Self::MAX),
            read: self.read.min(Self::MAX),
        }
    }

    fn network(self) -> Network {
        let ns = |ms: u32| u64::from(ms) * 1_000_000;
        Network {
            resolve_ns: ns(self.resolve),
            connect_ns: ns(self.connect),
            read_ns: ns(self.read),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cores: 2,
            slice_ms: 10,
            policy: Policy::Rr,
            costs: CostModel::Ideal,
            workers: 0,
            network: NetworkMs::default(),
        }
    }
}

impl Settings {
    /// Most cores and workers that the panel offers.
    pub const MAX_CORES: u32 = 8;
    /// Longest time slice that the panel offers, in milliseconds.
    pub const MAX_SLICE_MS: u32 = 100;

    /// The same settings with every figure in its range.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self {
            cores: self.cores.clamp(1, Self::MAX_CORES),
            slice_ms: self.slice_ms.clamp(1, Self::MAX_SLICE_MS),
            workers: self.workers.min(Self::MAX_CORES),
            network: self.network.clamped(),
            ..self
        }
    }

    /// The machine of one scheduler's tab.
    #[must_use]
    pub fn machine(&self, scheduler: Tab) -> Machine {
        let (cores, model) = match scheduler {
            Tab::OneCore => (1, Model::Threads),
            Tab::ManyCores | Tab::Compare | Tab::Outcomes => (self.cores, Model::Threads),
            Tab::EventLoop => (self.cores, Model::EventLoop),
            Tab::Green => (self.cores, Model::Green),
        };
        Machine {
            cores,
            model,
            policy: self.policy,
            quantum: Nanos::from_millis(u64::from(self.slice_ms)),
            costs: match self.costs {
                CostModel::Ideal => Costs::ideal(),
                CostModel::Typical => Costs::typical(),
                CostModel::Of(runtime) => runtime.preset(cores, false).costs,
            },
            workers: self.workers,
            network: self.network.network(),
            ..Machine::default()
        }
    }

    /// The machines of a tab: one, or four for "Compare".
    #[must_use]
    pub fn machines(&self, tab: Tab) -> Vec<Machine> {
        tab.schedulers()
            .iter()
            .map(|scheduler| self.machine(*scheduler))
            .collect()
    }
}

impl Settings {
    /// These settings and the tab that run a program as `runtime` would; `is_async`: one with tasks of its own.
    #[must_use]
    pub fn preset(self, runtime: Runtime, is_async: bool) -> (Self, Tab) {
        let machine = runtime.preset(self.cores, is_async);
        let settings = Self {
            slice_ms: (machine.quantum.0 / 1_000_000) as u32,
            policy: machine.policy,
            costs: CostModel::Of(runtime),
            workers: machine.workers,
            ..self
        };
        let tab = match machine.model {
            Model::Threads => Tab::ManyCores,
            Model::EventLoop => Tab::EventLoop,
            Model::Green => Tab::Green,
        };
        (settings.clamped(), tab)
    }
}

/// Name of a policy in addresses.
#[must_use]
pub fn policy_slug(policy: Policy) -> &'static str {
    match policy {
        Policy::Rr => "rr",
        Policy::Fifo => "fifo",
        Policy::Fair => "fair",
    }
}

/// The policy of that name.
#[must_use]
pub fn policy_from_slug(slug: &str) -> Option<Policy> {
    [Policy::Rr, Policy::Fifo, Policy::Fair]
        .into_iter()
        .find(|policy| policy_slug(*policy) == slug)
}
