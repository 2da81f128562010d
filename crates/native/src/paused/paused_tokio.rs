//! tokio whose runtimes have one thread and a clock that stands still while there is something to do; what is not here is
//! tokio's own.

pub use real_tokio::*;

pub mod runtime {
    pub use real_tokio::runtime::*;

    use std::io;
    use std::sync::Mutex;
    use std::time::Duration;

    use real_tokio::time::Instant;

    /// The runtime built last, when its clock began, and what had passed before, in nanoseconds.
    static CLOCK: Mutex<Option<(Handle, Instant, u128)>> = Mutex::new(None);

    fn now_ns() -> u128 {
        let clock = CLOCK.lock().expect("nobody panics with the clock");
        clock.as_ref().map_or(0, |(runtime, start, before)| {
            let _inside = runtime.enter();
            before + start.elapsed().as_nanos()
        })
    }

    fn set_clock(runtime: &Runtime) {
        let before = now_ns();
        let _inside = runtime.enter();
        let clock = (runtime.handle().clone(), Instant::now(), before);
        *CLOCK.lock().expect("nobody panics with the clock") = Some(clock);
        interleave_stamps::set_clock(now_ns);
    }

    /// The builder; settings of threads have nothing to set.
    pub struct Builder(real_tokio::runtime::Builder);

    impl Builder {
        pub fn new_current_thread() -> Self {
            Self(real_tokio::runtime::Builder::new_current_thread())
        }

        pub fn new_multi_thread() -> Self {
            Self::new_current_thread()
        }

        pub fn enable_all(&mut self) -> &mut Self {
            self.0.enable_all();
            self
        }

        pub fn enable_time(&mut self) -> &mut Self {
            self.enable_all()
        }

        pub fn enable_io(&mut self) -> &mut Self {
            self.enable_all()
        }

        pub fn start_paused(&mut self, _: bool) -> &mut Self {
            self
        }

        pub fn worker_threads(&mut self, _: usize) -> &mut Self {
            self
        }

        pub fn max_blocking_threads(&mut self, _: usize) -> &mut Self {
            self
        }

        pub fn thread_name(&mut self, _: impl Into<String>) -> &mut Self {
            self
        }

        pub fn thread_stack_size(&mut self, _: usize) -> &mut Self {
            self
        }

        pub fn thread_keep_alive(&mut self, _: Duration) -> &mut Self {
            self
        }

        pub fn event_interval(&mut self, polls: u32) -> &mut Self {
            self.0.event_interval(polls);
            self
        }

        pub fn global_queue_interval(&mut self, polls: u32) -> &mut Self {
            self.0.global_queue_interval(polls);
            self
        }

        pub fn build(&mut self) -> io::Result<Runtime> {
            let runtime = self.0.enable_all().start_paused(true).build()?;
            set_clock(&runtime);
            Ok(runtime)
        }
    }
}
