// Cells and counted pointers in their rarer forms: update, replace_with, parts of guards, lazy cells, make_mut, cyclic, raw counts.

use std::cell::{Cell, LazyCell, OnceCell, Ref, RefCell, RefMut};
use std::rc::{Rc, Weak};
use std::sync::{Arc, LazyLock, OnceLock};

#[derive(Debug, Clone, Default, PartialEq)]
struct Team {
    name: String,
    members: Vec<u32>,
}

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(5) };
    static LOG: RefCell<Vec<String>> = RefCell::new(vec!["start".to_string()]);
}

static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    println!("the table is made");
    (0..4).map(|x| x * x).collect()
});

fn cells() {
    let cell = Cell::new(3);
    cell.update(|x| x * 2);
    println!("{} {} {:?}", cell.get(), cell.replace(1), cell);
    let (a, b) = (Cell::new(1), Cell::new(2));
    a.swap(&b);
    println!("{} {} {}", a.get(), b.take(), b.into_inner());
    let mut own = Cell::new(vec![1]);
    own.get_mut().push(2);
    println!("{:?} {:?}", own.take(), own.into_inner());
    let team = RefCell::new(Team { name: "red".into(), members: vec![1, 2] });
    println!("{:?}", team.replace_with(|old| Team { name: old.name.to_uppercase(), ..old.clone() }).name);
    {
        let name = Ref::map(team.borrow(), |team| &team.name);
        let twin = Ref::clone(&name);
        println!("{name} {twin:?} {:?} {}", team.try_borrow_mut().is_err(), team.try_borrow().is_ok());
        println!("{}", team.try_borrow_mut().unwrap_err());
    }
    {
        let mut members = RefMut::map(team.borrow_mut(), |team| &mut team.members);
        members.push(3);
        println!("{members:?} {team:?} {:?}", team.try_borrow().map(|_| ()));
    }
    let third = Ref::filter_map(team.borrow(), |team| team.members.get(2));
    println!("{:?}", third.as_ref().map(|x| **x).ok());
    drop(third);
    println!("{}", Ref::filter_map(team.borrow(), |team| team.members.get(9)).is_err());
    let other = RefCell::new(Team::default());
    team.swap(&other);
    println!("{team:?} {} {:?}", team == RefCell::new(Team::default()), other.replace(Team::default()).members);
    COUNT.with(|count| count.update(|x| x + 1));
    println!("{} {} {}", COUNT.get(), COUNT.replace(9), COUNT.take());
    LOG.with_borrow_mut(|log| log.push("more".into()));
    println!("{} {:?} {:?}", LOG.with_borrow(Vec::len), LOG.replace(vec![]), LOG.take());
}

fn lazy() {
    let lazy = LazyCell::new(|| { print!("(made) "); 7 });
    println!("{lazy:?}");
    println!("{} {} {lazy:?}", LazyCell::force(&lazy), *lazy + 1);
    println!("{} {:?}", LazyLock::force(&TABLE).len(), *TABLE);
    let mut once: OnceCell<String> = OnceCell::new();
    println!("{once:?} {:?} {:?}", once.get(), once.set("a".into()));
    println!("{:?} {}", once.set("b".into()), once.get_or_init(|| "c".into()));
    once.get_mut().unwrap().push('z');
    println!("{once:?} {:?} {:?}", once.clone(), once.take());
    let lock: OnceLock<u8> = OnceLock::new();
    println!("{}", lock.get_or_init(|| 4));
    println!("{lock:?} {:?} {:?}", lock.get(), lock.set(5));
    println!("{:?}", lock.into_inner());
}

struct Node {
    me: Weak<Node>,
    name: &'static str,
}

impl Drop for Node {
    fn drop(&mut self) {
        println!("~{} {}", self.name, self.me.upgrade().is_none());
    }
}

fn counts() {
    let mut shared = Rc::new(Team { name: "blue".into(), members: vec![] });
    let twin = Rc::clone(&shared);
    Rc::make_mut(&mut shared).members.push(1);
    println!("{:?} {:?} {}", shared.members, twin.members, Rc::ptr_eq(&shared, &twin));
    println!("{:?} {}", Rc::get_mut(&mut shared).map(|team| team.name.len()), Rc::strong_count(&twin));
    println!("{:?} {:?}", Rc::unwrap_or_clone(shared).name, Rc::try_unwrap(twin).map(|team| team.name));
    let node = Rc::new_cyclic(|me| Node { me: me.clone(), name: "cyclic" });
    println!("{} {} {}", Rc::weak_count(&node), node.me.strong_count(), Rc::ptr_eq(&node, &node.me.upgrade().unwrap()));
    println!("{:?} {}", Weak::<Node>::new().upgrade().is_none(), node.me.weak_count());
    let raw = Rc::into_raw(node);
    unsafe {
        Rc::increment_strong_count(raw);
        println!("{}", (*raw).name);
        Rc::decrement_strong_count(raw);
        drop(Rc::from_raw(raw));
    }
    let arc = Arc::new(5);
    let raw = Arc::into_raw(arc.clone());
    unsafe { Arc::decrement_strong_count(raw) };
    println!("{} {:?} {:?}", Arc::strong_count(&arc), Arc::downgrade(&arc), Arc::into_inner(arc));
    let shared: Arc<str> = Arc::from("text");
    let list: Rc<[i32]> = vec![1, 2].into();
    println!("{shared} {} {list:?} {}", shared.len(), list.iter().sum::<i32>());
    let mut copy: Arc<Vec<i32>> = Arc::new(vec![1]);
    let kept = copy.clone();
    Arc::make_mut(&mut copy).push(2);
    println!("{copy:?} {kept:?}");
    println!("{:?} {}", Arc::try_unwrap(copy), Arc::unwrap_or_clone(kept).len());
}

fn said<T>(result: std::thread::Result<T>) {
    let Err(payload) = result else { return };
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => println!("panic: {text}"),
        (_, Some(text)) => println!("panic: {text}"),
        _ => println!("panic"),
    }
}

fn main() {
    cells();
    lazy();
    counts();
    let cell = RefCell::new(1);
    let held = cell.borrow_mut();
    said(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| *cell.borrow())));
    said(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| *cell.borrow_mut() += 1)));
    drop(held);
    println!("{:?}", cell.into_inner());
}
