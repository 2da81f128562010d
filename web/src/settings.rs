//! What the panel says about the machine, and the machines that each tab asks for.

use interleave_playground::{Costs, Machine, Model, Nanos, Policy};

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
            Self::OneCore => words.one_core,
            Self::ManyCores => words.many_cores,
            Self::EventLoop => words.event_loop,
            Self::Green => words.green,
            Self::Compare => words.compare,
            Self::Outcomes => words.outcomes,
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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cores: 2,
            slice_ms: 10,
            policy: Policy::Rr,
            costs: CostModel::Ideal,
            workers: 0,
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
            },
            workers: self.workers,
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
