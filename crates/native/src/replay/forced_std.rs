//! std with a will of its own: whatever others can notice waits for its turn in an order that was written down before.
//!
//! Compiled by `rustc` alone and put in std's place for one program (`extern crate … as std`); what is not here is std's
//! own. Each act takes the baton, is done for real while it is held, and passes it on. When the order is used up, threads
//! either go on without it (it ended in a deadlock: let us see whether they stand still) or stop (the process ends).

pub use ::std::*;

use ::std::collections::VecDeque;
use ::std::fmt::Arguments;
use ::std::sync::{Condvar as RealCondvar, Mutex as RealMutex, OnceLock as RealOnce};
use ::std::time::Duration as RealDuration;

/// Exit code of a program that does something else than the order says.
const ASTRAY: i32 = 97;
/// A turn that does not come in this time never comes.
const PATIENCE: RealDuration = RealDuration::from_secs(10);

/// The baton.
struct Baton {
    /// Thread and act, in order.
    left: VecDeque<(usize, String)>,
    /// Whether threads go on freely when nothing is left.
    ends_freely: bool,
}

/// How an act is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// At once, as the order has it.
    InTurn,
    /// It only begins to wait.
    Waits,
    /// A wait ends because the time is over.
    TimesOut,
    /// Without an order: as std does it.
    Freely,
}

impl Way {
    /// A line of the order: what is done, and how.
    fn read(planned: &str) -> (&str, Self) {
        match (planned.strip_suffix('+'), planned.strip_suffix('!')) {
            (Some(what), _) => (what, Self::Waits),
            (_, Some(what)) => (what, Self::TimesOut),
            _ => (planned, Self::InTurn),
        }
    }
}

/// A thread uses handles of an `Arc`, which is std's own, until its next act.
const QUIET: &str = "quiet";

pub struct Course {
    baton: RealMutex<Baton>,
    /// Whether whoever waits at a condition variable may wake up without a reason.
    pub is_spurious: bool,
    passed: RealCondvar,
}

::std::thread_local! {
    static ME: ::std::cell::Cell<usize> = const { ::std::cell::Cell::new(0) };
}

pub fn course() -> &'static Course {
    static COURSE: RealOnce<Course> = RealOnce::new();
    COURSE.get_or_init(|| {
        let path = ::std::env::var("INTERLEAVE_ORDER").expect("the order is given");
        let text = ::std::fs::read_to_string(path).expect("the order can be read");
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        let (ends_freely, is_spurious) = (head.starts_with("freely"), head.ends_with("spurious"));
        let act = |line: &str| {
            let (thread, what) = line.split_once(' ').expect("a line is a thread and an act");
            (thread.parse().expect("a thread is a number"), what.to_owned())
        };
        let left = lines.map(act).collect();
        at_exit();
        ::std::panic::set_hook(::std::boxed::Box::new(|panic| {
            let name = ::std::thread::current().name().unwrap_or("<unnamed>").to_owned();
            let place = panic.location().map(::std::string::ToString::to_string);
            let message = panic.payload_as_str().unwrap_or("Box<dyn Any>").to_owned();
            turn("PanicBegan", || {
                ::std::eprintln!("\nthread '{name}' (1) panicked at {}:\n{message}", place.unwrap_or_default());
            });
        }));
        Course {
            baton: RealMutex::new(Baton { left, ends_freely }),
            is_spurious,
            passed: RealCondvar::new(),
        }
    })
}

/// Does `act` when it is this thread's turn to do `what`.
pub fn turn<R>(what: &str, act: impl FnOnce() -> R) -> R {
    turn_as(what, |_| act())
}

/// The same for an act that is told how it is done.
pub fn turn_as<R>(what: &str, act: impl FnOnce(Way) -> R) -> R {
    let course = course();
    let me = ME.get();
    let mut baton = course.baton.lock().expect("nobody panics with the baton");
    if baton.left.front().is_some_and(|(thread, planned)| *thread == me && planned == QUIET) {
        baton.left.pop_front();
        course.passed.notify_all();
    }
    let way = loop {
        match baton.left.front() {
            None if baton.ends_freely => {
                drop(baton);
                return act(Way::Freely);
            }
            None => loop {
                // The process ends without this thread.
                baton = course.passed.wait(baton).expect("nobody panics with the baton");
            },
            Some((thread, planned)) if *thread == me => {
                let (name, way) = Way::read(planned);
                if name != what {
                    astray(&::std::format!("thread {me} does {what} where the order has {planned}"));
                }
                break way;
            }
            Some(_) => baton = wait(course, baton, &::std::format!("do {what}")),
        }
    };
    let done = act(way);
    baton.left.pop_front();
    course.passed.notify_all();
    before_quiet(course, baton);
    done
}

type Held = ::std::sync::MutexGuard<'static, Baton>;

/// Until somebody acts.
fn wait(course: &'static Course, baton: Held, what_for: &str) -> Held {
    let me = ME.get();
    let expected = baton.left.front().map(|(thread, planned)| {
        ::std::format!("thread {thread} never does {planned}; thread {me} waits to {what_for}")
    });
    let left = baton.left.len();
    let (baton, waited) = course
        .passed
        .wait_timeout(baton, PATIENCE)
        .expect("nobody panics with the baton");
    if waited.timed_out() && baton.left.len() == left {
        astray(&expected.unwrap_or_default());
    }
    baton
}

/// A thread whose next deed is quiet goes on when that is due: its next act then says that it is done.
fn before_quiet(course: &'static Course, mut baton: Held) {
    let me = ME.get();
    let next = baton.left.iter().find(|(thread, _)| *thread == me);
    if next.is_none_or(|(_, planned)| planned != QUIET) {
        return;
    }
    while baton.left.front().is_some_and(|(thread, _)| *thread != me) {
        baton = wait(course, baton, "go on");
    }
}

/// A new thread's beginning: what it does before its first act may have its time, too.
fn begin() {
    let course = course();
    before_quiet(course, course.baton.lock().expect("nobody panics with the baton"));
}

pub fn astray(why: &str) -> ! {
    ::std::eprintln!("astray: {why}");
    end_process(ASTRAY)
}

/// Ends the process at once. std's own way out would wait for ever when main is on it already and waits for its turn.
fn end_process(code: i32) -> ! {
    unsafe extern "C" {
        fn _exit(code: i32) -> !;
    }
    // SAFETY: ends the process at once; nothing is used afterwards.
    unsafe { _exit(code) }
}

/// Main's end waits for its turn, too: what others do before it is done.
fn at_exit() {
    extern "C" fn end() {
        if ME.get() == 0 {
            turn("End", || ());
        }
    }
    unsafe extern "C" {
        fn atexit(call: extern "C" fn()) -> i32;
    }
    // SAFETY: `end` is there as long as the process is.
    unsafe { atexit(end) };
}

pub fn print_out(text: Arguments<'_>, end: &str) {
    // What the program's own formatting does comes before the turn.
    let text = ::std::format!("{text}{end}");
    turn("PrintOut", || {
        use ::std::io::Write;
        let mut out = ::std::io::stdout();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    });
}

pub fn print_err(text: Arguments<'_>, end: &str) {
    let text = ::std::format!("{text}{end}");
    turn("PrintErr", || ::std::eprint!("{text}"));
}

// `print!` is in `print_macros.rs`; these are alike.
#[macro_export]
macro_rules! eprint { ($($a:tt)*) => { $crate::print_err(::std::format_args!($($a)*), "") } }
#[macro_export]
macro_rules! eprintln {
    () => { $crate::print_err(::std::format_args!(""), "\n") };
    ($($a:tt)*) => { $crate::print_err(::std::format_args!($($a)*), "\n") };
}

pub mod process {
    pub use ::std::process::*;

    pub fn exit(code: i32) -> ! {
        super::turn("Exit", || {
            use ::std::io::Write;
            let _ = ::std::io::stdout().flush();
            super::end_process(code)
        })
    }
}

pub mod thread {
    pub use ::std::thread::*;

    use super::{ME, RealMutex, Way, turn, turn_as};
    use ::std::io;
    use ::std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use ::std::thread as real;

    /// The order says when things happen, not the clock.
    pub fn sleep(_time: ::std::time::Duration) {}

    pub fn yield_now() {}

    #[repr(transparent)]
    #[derive(Clone, Debug)]
    pub struct Thread(real::Thread);

    impl Thread {
        fn of(real: &real::Thread) -> &Self {
            // SAFETY: `Thread` is transparent: nothing but std's own.
            unsafe { &*::std::ptr::from_ref(real).cast::<Self>() }
        }

        pub fn unpark(&self) {
            turn("ThreadUnpark", || self.0.unpark());
        }

        pub fn id(&self) -> ThreadId {
            self.0.id()
        }

        pub fn name(&self) -> Option<&str> {
            self.0.name()
        }
    }

    pub fn current() -> Thread {
        Thread(real::current())
    }

    pub fn park() {
        turn("ThreadPark", real::park);
    }

    pub fn park_timeout(time: ::std::time::Duration) {
        let park = |way: Way| match way {
            Way::Freely => real::park_timeout(time),
            // The token is there, or it is not waited for.
            Way::InTurn => real::park_timeout(::std::time::Duration::ZERO),
            Way::Waits | Way::TimesOut => {}
        };
        let way = turn_as("ThreadParkTimeout", |way| {
            park(way);
            way
        });
        if way == Way::Waits {
            turn_as("ThreadParkTimeout", park);
        }
    }

    pub fn spawn<F, T>(f: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Builder::new().spawn(f).expect("a thread can be spawned")
    }

    pub struct Builder(real::Builder);

    impl Builder {
        pub fn new() -> Self {
            Self(real::Builder::new())
        }

        pub fn name(self, name: String) -> Self {
            Self(self.0.name(name))
        }

        pub fn stack_size(self, size: usize) -> Self {
            Self(self.0.stack_size(size))
        }

        pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
        where
            F: FnOnce() -> T + Send + 'static,
            T: Send + 'static,
        {
            let (me, spawned) = spawning(|me| self.0.spawn(running(me, f)));
            Ok(JoinHandle(Some(spawned?), me))
        }

        pub fn spawn_scoped<'scope, 'env, F, T>(
            self,
            scope: &'scope Scope<'scope, 'env>,
            f: F,
        ) -> io::Result<ScopedJoinHandle<'scope, T>>
        where
            F: FnOnce() -> T + Send + 'scope,
            T: Send + 'scope,
        {
            let (me, spawned) = spawning(|me| self.0.spawn_scoped(&scope.0, running(me, f)));
            Ok(ScopedJoinHandle(Some(spawned?), me))
        }
    }

    /// Threads that have come to their end, which for std takes a moment more.
    static ENDED: RealMutex<Vec<usize>> = RealMutex::new(Vec::new());

    /// Spawns in turn; the new thread has the next number.
    fn spawning<H>(spawn: impl FnOnce(usize) -> H) -> (usize, H) {
        turn("ThreadSpawn", || {
            static THREADS: AtomicUsize = AtomicUsize::new(1);
            let me = THREADS.fetch_add(1, SeqCst);
            (me, spawn(me))
        })
    }

    fn running<T>(me: usize, f: impl FnOnce() -> T) -> impl FnOnce() -> T {
        move || {
            ME.set(me);
            super::begin();
            let ended = ::std::panic::catch_unwind(::std::panic::AssertUnwindSafe(f));
            turn("End", || ENDED.lock().expect("nobody panics with it").push(me));
            match ended {
                Ok(value) => value,
                Err(payload) => ::std::panic::resume_unwind(payload),
            }
        }
    }

    // The handle, and the thread's number.
    pub struct JoinHandle<T>(Option<real::JoinHandle<T>>, usize);
    pub struct ScopedJoinHandle<'scope, T>(Option<real::ScopedJoinHandle<'scope, T>>, usize);

    macro_rules! handle {
        ($name:ident<$($life:lifetime,)? T>) => {
            impl<$($life,)? T> $name<$($life,)? T> {
                pub fn join(mut self) -> Result<T> {
                    let real = self.0.take().expect("joined once");
                    turn("ThreadJoin", || real.join())
                }

                pub fn is_finished(&self) -> bool {
                    turn("ThreadIsFinished", || {
                        ENDED.lock().expect("nobody panics with it").contains(&self.1)
                    })
                }

                pub fn thread(&self) -> &Thread {
                    Thread::of(self.0.as_ref().expect("not yet joined").thread())
                }
            }

            impl<$($life,)? T> Drop for $name<$($life,)? T> {
                fn drop(&mut self) {
                    if let Some(real) = self.0.take() {
                        turn("ThreadDetach", || drop(real));
                    }
                }
            }
        };
    }

    handle!(JoinHandle<T>);
    handle!(ScopedJoinHandle<'scope, T>);

    #[repr(transparent)]
    pub struct Scope<'scope, 'env: 'scope>(real::Scope<'scope, 'env>);

    impl<'scope, 'env> Scope<'scope, 'env> {
        pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
        where
            F: FnOnce() -> T + Send + 'scope,
            T: Send + 'scope,
        {
            let spawned = Builder::new().spawn_scoped(self, f);
            spawned.expect("a thread can be spawned")
        }
    }

    pub fn scope<'env, F, T>(f: F) -> T
    where
        F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
    {
        real::scope(|scope| {
            // SAFETY: `Scope` is transparent: nothing but std's own.
            let scope = unsafe { &*::std::ptr::from_ref(scope).cast::<Scope<'_, 'env>>() };
            let value = f(scope);
            turn("ScopeWait", || ());
            value
        })
    }
}

pub mod sync {
    pub use super::waits::{Barrier, BarrierWaitResult, Condvar, LazyLock, Once, OnceLock, OnceState, WaitTimeoutResult};
    pub use ::std::sync::*;

    use super::{Way, turn, turn_as};
    use ::std::ops::{Deref, DerefMut};
    use ::std::sync as real;

    macro_rules! guarded {
        ($guard:ident of $lock:ident, $unlock:literal $(, $mutable:ident)?) => {
            // The guard, and the lock that it is of.
            pub struct $guard<'a, T: ?Sized>(pub(crate) Option<real::$guard<'a, T>>, pub(crate) &'a real::$lock<T>);

            impl<T: ?Sized> Deref for $guard<'_, T> {
                type Target = T;

                fn deref(&self) -> &T {
                    self.0.as_ref().expect("held")
                }
            }

            $(impl<T: ?Sized> DerefMut for $guard<'_, T> {
                fn deref_mut(&mut self) -> &mut T {
                    let $mutable = self.0.as_mut();
                    $mutable.expect("held")
                }
            })?

            impl<T: ?Sized> Drop for $guard<'_, T> {
                fn drop(&mut self) {
                    turn($unlock, || drop(self.0.take()));
                }
            }

            impl<T: ?Sized + ::std::fmt::Debug> ::std::fmt::Debug for $guard<'_, T> {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    (**self).fmt(f)
                }
            }

            impl<T: ?Sized + ::std::fmt::Display> ::std::fmt::Display for $guard<'_, T> {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    (**self).fmt(f)
                }
            }
        };
    }

    guarded!(MutexGuard of Mutex, "MutexUnlock", held);
    guarded!(RwLockReadGuard of RwLock, "RwUnlock");
    guarded!(RwLockWriteGuard of RwLock, "RwUnlock", held);

    /// The same answer with our guard.
    pub(crate) fn ours<G, H>(answer: LockResult<G>, wrap: impl Fn(G) -> H) -> LockResult<H> {
        match answer {
            Ok(guard) => Ok(wrap(guard)),
            Err(poisoned) => Err(PoisonError::new(wrap(poisoned.into_inner()))),
        }
    }

    fn try_ours<G, H>(answer: TryLockResult<G>, wrap: impl Fn(G) -> H) -> TryLockResult<H> {
        match answer {
            Ok(guard) => Ok(wrap(guard)),
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            Err(TryLockError::Poisoned(poisoned)) => Err(TryLockError::Poisoned(PoisonError::new(
                wrap(poisoned.into_inner()),
            ))),
        }
    }

    // Both kinds of locks: what taking them is called, with its guard and its acts.
    macro_rules! lock {
        (
            $name:ident shown by $look:ident, $is_poisoned:literal, $clear_poison:literal:
            $($call:ident $act:literal, $try_call:ident $try_act:literal -> $guard:ident);+
        ) => {
            #[derive(Default)]
            pub struct $name<T: ?Sized>(real::$name<T>);

            impl<T> $name<T> {
                pub const fn new(value: T) -> Self {
                    Self(real::$name::new(value))
                }

                pub fn into_inner(self) -> LockResult<T> {
                    turn($is_poisoned, || ());
                    self.0.into_inner()
                }
            }

            impl<T: ?Sized> $name<T> {
                $(
                    pub fn $call(&self) -> LockResult<$guard<'_, T>> {
                        let take = |way: Way| {
                            let is_taken = way != Way::Waits;
                            is_taken.then(|| ours(self.0.$call(), |guard| $guard(Some(guard), &self.0)))
                        };
                        // Others may notice that somebody waits to write: that is an act of its own.
                        match turn_as($act, take) {
                            Some(taken) => taken,
                            None => turn_as($act, take).expect("it waits once"),
                        }
                    }

                    pub fn $try_call(&self) -> TryLockResult<$guard<'_, T>> {
                        turn($try_act, || try_ours(self.0.$try_call(), |guard| $guard(Some(guard), &self.0)))
                    }
                )+

                pub fn is_poisoned(&self) -> bool {
                    turn($is_poisoned, || self.0.is_poisoned())
                }

                pub fn clear_poison(&self) {
                    turn($clear_poison, || self.0.clear_poison());
                }

                pub fn get_mut(&mut self) -> LockResult<&mut T> {
                    turn($is_poisoned, || ());
                    self.0.get_mut()
                }
            }

            impl<T> From<T> for $name<T> {
                fn from(value: T) -> Self {
                    Self::new(value)
                }
            }

            impl<T: ?Sized + ::std::fmt::Debug> ::std::fmt::Debug for $name<T> {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    let mut shown = f.debug_struct(::std::stringify!($name));
                    match self.$look() {
                        Ok(held) => shown.field("data", &&*held),
                        Err(TryLockError::Poisoned(held)) => shown.field("data", &&**held.get_ref()),
                        Err(TryLockError::WouldBlock) => shown.field("data", &::std::format_args!("<locked>")),
                    };
                    shown.field("poisoned", &self.is_poisoned()).finish_non_exhaustive()
                }
            }
        };
    }

    lock!(Mutex shown by try_lock, "MutexIsPoisoned", "MutexClearPoison":
        lock "MutexLock", try_lock "MutexTryLock" -> MutexGuard);
    lock!(RwLock shown by try_read, "RwIsPoisoned", "RwClearPoison":
        read "RwRead", try_read "RwTryRead" -> RwLockReadGuard;
        write "RwWrite", try_write "RwTryWrite" -> RwLockWriteGuard);

    pub mod mpsc {
        pub use ::std::sync::mpsc::*;

        use super::turn;
        use ::std::sync::mpsc as real;

        pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
            let (sender, receiver) = real::channel();
            (Sender(Some(sender)), Receiver(Some(receiver)))
        }

        pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
            let (sender, receiver) = real::sync_channel(bound);
            (SyncSender(Some(sender)), Receiver(Some(receiver)))
        }

        macro_rules! sender {
            ($name:ident) => {
                pub struct $name<T>(Option<real::$name<T>>);

                impl<T> $name<T> {
                    fn real(&self) -> &real::$name<T> {
                        self.0.as_ref().expect("not yet dropped")
                    }

                    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
                        turn("ChannelSend", || self.real().send(message))
                    }
                }

                impl<T> Clone for $name<T> {
                    fn clone(&self) -> Self {
                        Self(self.0.clone())
                    }
                }

                impl<T> Drop for $name<T> {
                    fn drop(&mut self) {
                        turn("ChannelDropSender", || drop(self.0.take()));
                    }
                }
            };
        }

        sender!(Sender);
        sender!(SyncSender);

        impl<T> SyncSender<T> {
            pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
                turn("ChannelTrySend", || self.real().try_send(message))
            }
        }

        pub struct Receiver<T>(Option<real::Receiver<T>>);

        impl<T> Receiver<T> {
            fn real(&self) -> &real::Receiver<T> {
                self.0.as_ref().expect("not yet dropped")
            }

            pub fn recv(&self) -> Result<T, RecvError> {
                turn("ChannelRecv", || self.real().recv())
            }

            pub fn try_recv(&self) -> Result<T, TryRecvError> {
                turn("ChannelTryRecv", || self.real().try_recv())
            }

            pub fn iter(&self) -> Iter<'_, T> {
                Iter(self)
            }

            pub fn try_iter(&self) -> TryIter<'_, T> {
                TryIter(self)
            }
        }

        impl<T> Drop for Receiver<T> {
            fn drop(&mut self) {
                turn("ChannelDropReceiver", || drop(self.0.take()));
            }
        }

        macro_rules! messages {
            ($name:ident<$($life:lifetime,)? T>, $of:ty, $next:ident) => {
                pub struct $name<$($life,)? T>($of);

                impl<$($life,)? T> Iterator for $name<$($life,)? T> {
                    type Item = T;

                    fn next(&mut self) -> Option<T> {
                        self.0.$next().ok()
                    }
                }
            };
        }

        messages!(Iter<'a, T>, &'a Receiver<T>, recv);
        messages!(TryIter<'a, T>, &'a Receiver<T>, try_recv);
        messages!(IntoIter<T>, Receiver<T>, recv);

        impl<'a, T> IntoIterator for &'a Receiver<T> {
            type Item = T;
            type IntoIter = Iter<'a, T>;

            fn into_iter(self) -> Iter<'a, T> {
                self.iter()
            }
        }

        impl<T> IntoIterator for Receiver<T> {
            type Item = T;
            type IntoIter = IntoIter<T>;

            fn into_iter(self) -> IntoIter<T> {
                IntoIter(self)
            }
        }
    }

    pub mod atomic {
        pub use ::std::sync::atomic::*;

        use super::turn;
        use ::std::sync::atomic as real;

        macro_rules! atomic {
            ($name:ident, $type:ty $(, $number:ident)?) => {
                #[derive(Default)]
                pub struct $name(real::$name);

                impl $name {
                    pub const fn new(value: $type) -> Self {
                        Self(real::$name::new(value))
                    }

                    pub fn load(&self, order: Ordering) -> $type {
                        turn("AtomicLoad", || self.0.load(order))
                    }

                    pub fn store(&self, value: $type, order: Ordering) {
                        turn("AtomicStore", || self.0.store(value, order));
                    }

                    pub fn swap(&self, value: $type, order: Ordering) -> $type {
                        turn("AtomicSwap", || self.0.swap(value, order))
                    }

                    pub fn compare_exchange(
                        &self,
                        current: $type,
                        new: $type,
                        success: Ordering,
                        failure: Ordering,
                    ) -> Result<$type, $type> {
                        turn("AtomicCompareExchange", || {
                            self.0.compare_exchange(current, new, success, failure)
                        })
                    }

                    pub fn compare_exchange_weak(
                        &self,
                        current: $type,
                        new: $type,
                        success: Ordering,
                        failure: Ordering,
                    ) -> Result<$type, $type> {
                        self.compare_exchange(current, new, success, failure)
                    }

                    pub fn fetch_update(
                        &self,
                        set: Ordering,
                        fetch: Ordering,
                        mut update: impl FnMut($type) -> Option<$type>,
                    ) -> Result<$type, $type> {
                        let mut seen = self.load(fetch);
                        while let Some(next) = update(seen) {
                            match self.compare_exchange(seen, next, set, fetch) {
                                Ok(before) => return Ok(before),
                                Err(other) => seen = other,
                            }
                        }
                        Err(seen)
                    }

                    pub fn into_inner(self) -> $type {
                        self.0.into_inner()
                    }

                    pub fn get_mut(&mut self) -> &mut $type {
                        self.0.get_mut()
                    }

                    atomic!(fetch $type, fetch_and "AtomicFetchAnd", fetch_nand "AtomicFetchNand",
                        fetch_or "AtomicFetchOr", fetch_xor "AtomicFetchXor");
                    $(atomic!($number $type, fetch_add "AtomicFetchAdd", fetch_sub "AtomicFetchSub",
                        fetch_max "AtomicFetchMax", fetch_min "AtomicFetchMin");)?
                }

                impl From<$type> for $name {
                    fn from(value: $type) -> Self {
                        Self::new(value)
                    }
                }

                impl ::std::fmt::Debug for $name {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        ::std::fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
                    }
                }
            };
            (fetch $type:ty, $($call:ident $act:literal),*) => {
                $(pub fn $call(&self, value: $type, order: Ordering) -> $type {
                    turn($act, || self.0.$call(value, order))
                })*
            };
        }

        atomic!(AtomicBool, bool);
        atomic!(AtomicU8, u8, fetch);
        atomic!(AtomicU16, u16, fetch);
        atomic!(AtomicU32, u32, fetch);
        atomic!(AtomicU64, u64, fetch);
        atomic!(AtomicUsize, usize, fetch);
        atomic!(AtomicI8, i8, fetch);
        atomic!(AtomicI16, i16, fetch);
        atomic!(AtomicI32, i32, fetch);
        atomic!(AtomicI64, i64, fetch);
        atomic!(AtomicIsize, isize, fetch);
    }
}
