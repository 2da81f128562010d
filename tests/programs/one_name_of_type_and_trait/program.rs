//! A type and its traits have functions, methods and constants of one name: the type's own where the type itself is
//! known, the trait's where a bound, an object or a path names the trait.

use std::fmt::Debug;
use std::future::Future;

trait Job {
    const ID: u32;
    const STEP: u32 = 4;

    fn zero() -> Self
    where
        Self: Sized;
    fn name(&self) -> String;
    fn twice(&self) -> String {
        format!("{0}{0}", self.name())
    }
}

trait Other {
    fn zero() -> Self
    where
        Self: Sized;
    fn name(&self) -> String;
}

trait Later {
    async fn go(&self) -> u32;
    fn made<X: Default + Debug>(&self, n: u8) -> String;
}

#[derive(Debug, Default)]
struct Mill(i32);

impl Mill {
    const ID: u32 = 100;
    const STEP: u32 = 101;

    fn zero() -> Mill {
        Mill(-1)
    }

    fn name(&self) -> String {
        "own".into()
    }

    async fn go(&self) -> u32 {
        1
    }

    fn made<X: Default + Debug>(&self, n: u8) -> String {
        format!("own {n} {:?}", X::default())
    }
}

impl Job for Mill {
    const ID: u32 = 5;

    fn zero() -> Self {
        Mill(5)
    }

    fn name(&self) -> String {
        "job".into()
    }
}

impl Other for Mill {
    fn zero() -> Self {
        Mill(25)
    }

    fn name(&self) -> String {
        "other".into()
    }
}

impl Later for Mill {
    async fn go(&self) -> u32 {
        2
    }

    fn made<X: Default + Debug>(&self, n: u8) -> String {
        format!("later {n} {:?}", X::default())
    }
}

impl Job for u8 {
    const ID: u32 = 6;

    fn zero() -> Self {
        1
    }

    fn name(&self) -> String {
        format!("{self}")
    }
}

impl Other for u8 {
    fn zero() -> Self {
        2
    }

    fn name(&self) -> String {
        format!("<{self}>")
    }
}

struct Around<T>(T);

impl<T: Job> Around<T> {
    fn inner(&self) -> String {
        self.0.name()
    }
}

impl<T: Job> Job for Around<T> {
    const ID: u32 = T::ID + 1;

    fn zero() -> Self {
        Around(T::zero())
    }

    fn name(&self) -> String {
        format!("({})", self.0.name())
    }
}

impl<T: Other> Other for Around<T> {
    fn zero() -> Self {
        Around(T::zero())
    }

    fn name(&self) -> String {
        format!("[{}]", self.0.name())
    }
}

fn of_object(it: &dyn Other) -> String {
    it.name() + &Other::name(it)
}

fn by_reference<T: Job>(it: &T) -> String {
    format!("{} {} {} {}", it.name(), T::name(it), T::ID, T::STEP)
}

fn by_value<T>(it: T) -> String
where
    T: Other,
{
    it.name()
}

fn in_a_variable<T: Later + Default>() -> String {
    let it = T::default();
    it.made::<u8>(4)
}

fn both<T: Job + Other>(it: T) -> (String, String, u32) {
    (Job::name(&it), <T as Other>::name(&it), <T as Job>::ID)
}

fn zeros<T: Job + Other>() -> [T; 2] {
    [Job::zero(), Other::zero()]
}

fn zero<T: Other>() -> T {
    T::zero()
}

async fn gone<T: Later>(it: T) -> u32 {
    it.go().await * 10 + T::go(&it).await
}

fn going(it: &impl Later) -> impl Future<Output = u32> {
    it.go()
}

fn main() {
    println!("{} {} {}", Mill(0).name(), Mill::ID, Mill::STEP);
    println!("{} {}", <Mill as Job>::ID, <Mill as Job>::STEP);
    println!(
        "{:?} {:?} {:?}",
        Mill::zero(),
        zeros::<Mill>(),
        zeros::<u8>()
    );
    println!("{:?} {:?}", zero::<Mill>(), zero::<u8>());
    let (job, other): (Mill, Mill) = (Job::zero(), <_ as Other>::zero());
    println!("{job:?} {other:?}");
    println!("{} | {}", by_reference(&Mill(1)), by_value(Mill(1)));
    println!("{} | {}", by_reference(&7u8), by_value(7u8));
    println!("{:?} {}", both(Mill(2)), Mill(2).twice());
    println!("{} {}", in_a_variable::<Mill>(), Mill(0).made::<u8>(3));
    println!(
        "{} {}",
        Around(Mill(3)).inner(),
        Job::name(&Around(Mill(3)))
    );
    println!(
        "{} {}",
        <Around<Mill> as Job>::ID,
        <Around<u8> as Job>::zero().0
    );
    let others = [
        Box::new(Mill(4)) as Box<dyn Other>,
        Box::new(8u8),
        Box::new(Around(Mill(5))),
    ];
    let names: Vec<String> = others.iter().map(|other| other.name()).collect();
    println!("{names:?} {}", of_object(&*others[0]));
    futures::executor::block_on(async {
        println!("{} {}", Mill(0).go().await, gone(Mill(0)).await);
        println!("{}", going(&Mill(0)).await);
    });
}
