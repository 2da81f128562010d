// OnceCell and LazyCell; Rc trees with weak parents, new_cyclic.

use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
struct Node {
    value: i32,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
    cache: OnceCell<String>,
}
fn main() {
    let leaf = Rc::new(Node {
        value: 3,
        parent: RefCell::new(Weak::new()),
        children: RefCell::new(vec![]),
        cache: OnceCell::new(),
    });
    println!("{:?}", leaf.parent.borrow().upgrade().map(|p| p.value));
    {
        let branch = Rc::new(Node {
            value: 5,
            parent: RefCell::new(Weak::new()),
            children: RefCell::new(vec![Rc::clone(&leaf)]),
            cache: OnceCell::new(),
        });
        *leaf.parent.borrow_mut() = Rc::downgrade(&branch);
        println!(
            "{:?} {} {} {}",
            leaf.parent.borrow().upgrade().map(|p| p.value),
            Rc::strong_count(&branch),
            Rc::weak_count(&branch),
            branch.children.borrow().len()
        );
        println!(
            "{}",
            leaf.cache.get_or_init(|| {
                println!("computing");
                format!("leaf {}", leaf.value)
            })
        );
        println!("{}", leaf.cache.get_or_init(|| unreachable!()));
    }
    println!(
        "{:?} {}",
        leaf.parent.borrow().upgrade().map(|p| p.value),
        Rc::strong_count(&leaf)
    );
    let lazy = LazyCell::new(|| {
        println!("lazy");
        92
    });
    println!("ready");
    println!("{} {}", *lazy, *lazy + 1);
    let c = Cell::new(1);
    c.set(c.get() + 1);
    println!("{:?} {}", c, c.replace(9));
    let me = Rc::new_cyclic(|w: &Weak<(i32, Weak<i32>)>| {
        println!("{}", w.upgrade().is_none());
        (7, Weak::new())
    });
    println!("{}", me.0);
}
