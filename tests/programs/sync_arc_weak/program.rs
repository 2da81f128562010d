// Arc and Weak: counts, upgrade, new_cyclic, make_mut, try_unwrap, into_inner, dyn Fn.

use std::sync::{Arc, Mutex, Weak};
use std::thread;
struct Owner {
    name: String,
    gadgets: Mutex<Vec<Weak<Gadget>>>,
}
struct Gadget {
    id: i32,
    owner: Arc<Owner>,
}
impl Drop for Owner {
    fn drop(&mut self) {
        println!("owner {} gone", self.name);
    }
}
struct Tree {
    me: Weak<Tree>,
    v: i32,
}
impl Tree {
    fn new(v: i32) -> Arc<Tree> {
        Arc::new_cyclic(|me| Tree { me: me.clone(), v })
    }
    fn me(&self) -> Arc<Tree> {
        self.me.upgrade().unwrap()
    }
}
fn main() {
    let o = Arc::new(Owner {
        name: "Gizmo".into(),
        gadgets: Mutex::new(vec![]),
    });
    let g1 = Arc::new(Gadget {
        id: 1,
        owner: Arc::clone(&o),
    });
    let g2 = Arc::new(Gadget {
        id: 2,
        owner: o.clone(),
    });
    {
        let mut gs = o.gadgets.lock().unwrap();
        gs.push(Arc::downgrade(&g1));
        gs.push(Arc::downgrade(&g2));
    }
    drop(g2);
    for g in o.gadgets.lock().unwrap().iter() {
        match g.upgrade() {
            Some(g) => println!("{} {}", g.id, g.owner.name),
            None => println!("dropped"),
        }
    }
    println!("{} {}", Arc::strong_count(&o), Arc::weak_count(&g1));
    let t = Tree::new(4);
    println!("{} {}", t.me().v, Arc::strong_count(&t));
    let mut a = Arc::new(5);
    *Arc::make_mut(&mut a) += 1;
    println!("{a}");
    let b = a.clone();
    *Arc::make_mut(&mut a) += 1;
    println!("{a} {b}");
    println!("{:?}", Arc::get_mut(&mut a));
    println!("{}", Arc::ptr_eq(&a, &b));
    println!("{:?}", Arc::try_unwrap(a));
    let c = b.clone();
    println!("{:?}", Arc::try_unwrap(b));
    println!("{:?}", Arc::into_inner(c));
    let data = Arc::new(vec![1, 2, 3]);
    let hs: Vec<_> = (0..3)
        .map(|i| {
            let d = Arc::clone(&data);
            thread::spawn(move || d[i] * 10)
        })
        .collect();
    let v: Vec<_> = hs.into_iter().map(|h| h.join().unwrap()).collect();
    println!("{v:?} {}", Arc::strong_count(&data));
    let w = Arc::downgrade(&data);
    println!("{} {:?}", w.strong_count(), w.upgrade());
    drop(data);
    println!("{:?}", w.upgrade());
    let s: Arc<str> = Arc::from("hello");
    println!("{s} {}", s.len());
    let dynfn: Arc<dyn Fn(i32) -> i32 + Send + Sync> = Arc::new(|x| x + 1);
    let d2 = dynfn.clone();
    println!(
        "{} {}",
        thread::spawn(move || d2(4)).join().unwrap(),
        dynfn(1)
    );
}
