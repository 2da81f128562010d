//! Async scripts made up at random: what each task does, over channels, locks, a semaphore and a notification.

/// What a task does next.
#[derive(Clone, Debug)]
pub enum Op {
    /// Writes a line with time, task and this number.
    Log(u32),
    Sleep(u64),
    Yield,
    /// Starts task number …; its handle is kept under that number.
    Spawn(usize),
    /// Awaits the handle of a task, if it is there.
    Await(usize),
    /// Aborts a task, if its handle is there.
    Abort(usize),
    /// Sends over a bounded channel.
    Send(usize, u32),
    /// Sends over the unbounded channel.
    SendUnbounded(u32),
    Recv(usize),
    RecvUnbounded,
    TryRecv(usize),
    /// Does the rest while holding a lock.
    Lock(usize, Vec<Op>),
    /// The same with so many permits of the semaphore.
    Acquire(u32, Vec<Op>),
    Read(Vec<Op>),
    Write(Vec<Op>),
    NotifyOne,
    NotifyWaiters,
    Notified,
    Timeout(u64, Vec<Op>),
    /// `select! { biased; … }`
    Select(Vec<Op>, Vec<Op>),
    /// `join!`
    Join(Vec<Op>, Vec<Op>),
    /// Something whose drop is written; lives to the end of the block.
    Guard(u32),
    Repeat(u32, Vec<Op>),
    /// Waits for a value that another future of the same task sends.
    Oneshot(u64, u32),
    /// `changed()` of a watch channel.
    Changed,
    SetWatch(u32),
    /// Panics, in a task only.
    Panic,
}

/// Bounded channels and their room.
pub const CHANNELS: [usize; 2] = [1, 3];
/// Locks.
pub const LOCKS: usize = 2;
/// Permits of the semaphore.
pub const PERMITS: usize = 2;

/// A script: main is task 0.
#[derive(Clone, Debug)]
pub struct Script {
    pub tasks: Vec<Vec<Op>>,
}

/// A generator of numbers: xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators").
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}

/// The script of this seed.
pub fn script(seed: u64) -> Script {
    let mut numbers = Numbers::new(seed);
    let count = 2 + numbers.below(5) as usize;
    let mut next_log = 0;
    let tasks = (0..count)
        .map(|task| {
            let mut maker = Maker {
                numbers: &mut numbers,
                task,
                count,
                next_log: &mut next_log,
            };
            let mut ops = maker.block(0);
            if task == 0 {
                // Main starts everybody that nobody has started, and waits for most of them.
                for other in 1..count {
                    let at = (maker.numbers.below(ops.len() as u64 + 1)) as usize;
                    ops.insert(at, Op::Spawn(other));
                }
                for other in 1..count {
                    if maker.numbers.below(4) > 0 {
                        ops.push(Op::Await(other));
                    }
                }
            }
            ops
        })
        .collect();
    Script { tasks }
}

struct Maker<'n> {
    numbers: &'n mut Numbers,
    task: usize,
    count: usize,
    next_log: &'n mut u32,
}

impl Maker<'_> {
    fn block(&mut self, depth: u32) -> Vec<Op> {
        let most = if depth == 0 { 7 } else { 3 };
        let len = 1 + self.numbers.below(most);
        (0..len).map(|_| self.op(depth)).collect()
    }

    fn log(&mut self) -> Op {
        *self.next_log += 1;
        Op::Log(*self.next_log)
    }

    fn other(&mut self) -> usize {
        self.numbers.below(self.count as u64) as usize
    }

    fn op(&mut self, depth: u32) -> Op {
        let kinds = if depth < 3 { 40 } else { 28 };
        match self.numbers.below(kinds) {
            0..=4 => self.log(),
            5..=8 => Op::Sleep(self.numbers.below(9) * 3),
            9..=10 => Op::Yield,
            11 => Op::Await(self.other()),
            12 => Op::Abort(self.other()),
            13..=14 => Op::Send(
                self.numbers.below(2) as usize,
                self.numbers.below(100) as u32,
            ),
            15..=16 => Op::Recv(self.numbers.below(2) as usize),
            17 => Op::SendUnbounded(self.numbers.below(100) as u32),
            18 => Op::RecvUnbounded,
            19 => Op::TryRecv(self.numbers.below(2) as usize),
            20 => Op::NotifyOne,
            21 => Op::NotifyWaiters,
            22 => Op::Notified,
            23 => {
                *self.next_log += 1;
                Op::Guard(*self.next_log)
            }
            24 => Op::Oneshot(self.numbers.below(4) * 5, self.numbers.below(100) as u32),
            // Whom a watch channel wakes first is chance in tokio: one waiter at a time.
            25 if self.task == 1 && depth == 0 => Op::Changed,
            25 => self.log(),
            26 => Op::SetWatch(self.numbers.below(100) as u32),
            27 if self.task > 0 && self.numbers.below(4) == 0 => Op::Panic,
            27 => self.log(),
            28..=29 => Op::Lock(self.numbers.below(2) as usize, self.block(depth + 1)),
            30 => Op::Acquire(1 + self.numbers.below(2) as u32, self.block(depth + 1)),
            31 => Op::Read(self.block(depth + 1)),
            32 => Op::Write(self.block(depth + 1)),
            33..=34 => Op::Timeout(self.numbers.below(12) * 3, self.block(depth + 1)),
            35..=36 => Op::Select(self.block(depth + 1), self.block(depth + 1)),
            37..=38 => Op::Join(self.block(depth + 1), self.block(depth + 1)),
            _ => {
                let times = match self.numbers.below(12) {
                    0 => 70,
                    few => 2 + few as u32 % 3,
                };
                Op::Repeat(times, self.block(depth + 1))
            }
        }
    }
}
