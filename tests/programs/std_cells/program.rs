// Cell, RefCell and their rules.
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

struct Counter {
    hits: Cell<u32>,
    log: RefCell<Vec<String>>,
}

impl Counter {
    fn hit(&self, what: &str) {
        self.hits.set(self.hits.get() + 1);
        self.log.borrow_mut().push(what.to_string());
    }
}

#[derive(Debug)]
struct Account {
    balance: i64,
}

fn main() {
    let c = Cell::new(5);
    c.set(6);
    println!("{} {} {}", c.get(), c.replace(7), c.get());
    println!("{} {}", c.take(), c.into_inner());
    let counter = Counter { hits: Cell::new(0), log: RefCell::new(Vec::new()) };
    counter.hit("a");
    counter.hit("b");
    println!("{} {:?}", counter.hits.get(), counter.log.borrow());
    println!("{}", counter.log.borrow().join("+"));
    let r = RefCell::new(vec![1, 2]);
    {
        let first = r.borrow();
        let second = r.borrow();
        println!("{} {} {}", first.len(), second[0], r.try_borrow_mut().is_err());
    }
    r.borrow_mut().push(3);
    {
        let mut w = r.borrow_mut();
        w[0] = 10;
        println!("{} {}", r.try_borrow().is_err(), w.len());
    }
    println!("{:?} {:?}", r, r.borrow().iter().sum::<i32>());
    println!("{:?}", r.replace(vec![]));
    println!("{:?}", r.into_inner());
    let shared = Rc::new(RefCell::new(Account { balance: 10 }));
    let owners: Vec<Rc<RefCell<Account>>> = (0..3).map(|_| Rc::clone(&shared)).collect();
    for (i, owner) in owners.iter().enumerate() {
        owner.borrow_mut().balance += i as i64;
    }
    println!("{:?} {}", shared.borrow(), Rc::strong_count(&shared));
    println!("{}", shared.borrow().balance);
    let cache: RefCell<HashMap<u32, u32>> = RefCell::new(HashMap::new());
    let square = |n: u32| {
        if let Some(&known) = cache.borrow().get(&n) {
            return known;
        }
        let result = n * n;
        cache.borrow_mut().insert(n, result);
        result
    };
    println!("{} {} {}", square(4), square(4), cache.borrow().len());
    let cell = RefCell::new(5);
    *cell.borrow_mut() += 1;
    let guard = cell.borrow();
    println!("{} {:?}", *guard, cell.try_borrow_mut().map(|_| ()).map_err(|e| e.to_string()));
    drop(guard);
    println!("{:?}", cell.try_borrow_mut().map(|mut x| { *x += 1; *x }));
    let result = std::panic::catch_unwind(|| {
        let cell = RefCell::new(1);
        let _a = cell.borrow_mut();
        let _b = cell.borrow_mut();
    });
    println!("{}", result.is_err());
    let list = Rc::new(RefCell::new(vec![1]));
    let l2 = list.clone();
    let push = move |x| l2.borrow_mut().push(x);
    push(2);
    push(3);
    println!("{:?}", list.borrow());
    let mut owned = RefCell::new(String::from("a"));
    owned.get_mut().push('b');
    println!("{owned:?}");
}
