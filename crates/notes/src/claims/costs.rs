//! Claims about what threads cost: measured figures, and nothing else would do.

use crate::claim::{Claim, Evidence, Trust, Verdict};
use crate::lab::Lab;
use crate::units::{memory, time};

pub(super) const ALL: &[Claim] = &[
    Claim {
        id: "C14",
        notes: "003",
        says: (
            "creating a thread takes about 10 µs",
            "创建一个线程约 10 微秒",
        ),
        verdict: Verdict::Holds,
        why: (
            "The order of magnitude is right; the machine and its load decide the rest.",
            "数量级正确；具体数值取决于机器和负载。",
        ),
        scenario: "many-sleepers",
        references: &["std::thread::spawn", "clone(2)"],
        // "About" is taken as within a factor of three.
        evidence: |lab| vec![figure(lab, "thread_spawn", 10_000 / 3..=30_000, time)],
    },
    Claim {
        id: "C15",
        notes: "001, 003",
        says: (
            "switching threads takes 1 to 10 µs",
            "线程切换需 1 到 10 微秒",
        ),
        verdict: Verdict::Holds,
        why: (
            "A hand-over between two threads on one core, kernel included, lies in that range.",
            "同一核心上两个线程的一次交接（含内核）落在这个范围。",
        ),
        scenario: "ping-pong",
        references: &["sched(7)", "pipe(7)"],
        evidence: |lab| vec![figure(lab, "thread_switch", 1_000..=10_000, time)],
    },
    Claim {
        id: "C16",
        notes: "001, 003",
        says: (
            "a Rust thread has a stack of 2 MiB (1 MB is Java's default)",
            "Rust 线程的栈是 2 MiB（1 MB 是 Java 的默认值）",
        ),
        verdict: Verdict::Holds,
        why: (
            "2 MiB of address space; only the pages that are touched take memory.",
            "那是 2 MiB 地址空间；只有用到的页才占内存。",
        ),
        scenario: "many-sleepers",
        references: &[
            "std::thread, “Stack size”",
            "std::thread::Builder::stack_size",
        ],
        evidence: stack,
    },
];

fn figure(
    lab: &Lab<'_>,
    name: &str,
    claimed: std::ops::RangeInclusive<u64>,
    shown: fn(u64) -> String,
) -> Option<Evidence> {
    let [low, median, high] = lab.recorded().figure(name)?.spread;
    let [low, middle, high] = [low, median, high].map(shown);
    Some(Evidence::measured(
        claimed.contains(&median),
        format!("{middle} (median; {low} to {high})."),
        format!("{middle}（中位数；{low} 至 {high}）。"),
    ))
}

fn stack(lab: &Lab<'_>) -> Vec<Option<Evidence>> {
    let bytes = |bytes| memory(u128::from(bytes));
    // With a guard page and what the allocator rounds up.
    let range = (2 << 20)..=(2 << 20) + (1 << 18);
    let resident = lab.median("thread_resident").map(|resident| {
        let resident = bytes(resident);
        Evidence::new(
            Trust::Measured,
            None,
            format!("A sleeping thread's resident memory grows by {resident}."),
            format!("一个休眠线程的常驻内存只增加 {resident}。"),
        )
    });
    vec![figure(lab, "thread_address_space", range, bytes), resident]
}
