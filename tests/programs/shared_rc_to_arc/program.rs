// Shared state: Rc and RefCell in one thread, Arc with Weak across threads, interior mutability compared.
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Mutex, Weak};
use std::thread;

#[derive(Debug)]
struct Node {
    name: String,
    parent: Mutex<Weak<Node>>,
    children: Mutex<Vec<Arc<Node>>>,
}

impl Node {
    fn new(name: &str) -> Arc<Self> {
        Arc::new(Node {
            name: name.to_string(),
            parent: Mutex::new(Weak::new()),
            children: Mutex::new(vec![]),
        })
    }

    fn adopt(self: &Arc<Self>, child: Arc<Node>) {
        *child.parent.lock().unwrap() = Arc::downgrade(self);
        self.children.lock().unwrap().push(child);
    }

    fn path(&self) -> String {
        match self.parent.lock().unwrap().upgrade() {
            Some(parent) => format!("{}/{}", parent.path(), self.name),
            None => self.name.clone(),
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        println!("dropping {}", self.name);
    }
}

fn main() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let count = Cell::new(0);
    let writers: Vec<Box<dyn Fn(&str)>> = (0..2)
        .map(|n| {
            let log = Rc::clone(&log);
            Box::new(move |text: &str| log.borrow_mut().push(format!("{n}: {text}"))) as Box<dyn Fn(&str)>
        })
        .collect();
    for writer in &writers {
        count.set(count.get() + 1);
        writer("hello");
    }
    println!("{:?}, {} calls, {} owners", log.borrow(), count.get(), Rc::strong_count(&log));
    println!("second borrow: {}", { let _held = log.borrow(); log.try_borrow_mut().is_err() });

    let root = Node::new("root");
    let leaf = Node::new("leaf");
    root.adopt(Arc::clone(&leaf));
    let in_thread = Arc::clone(&leaf);
    let path = thread::spawn(move || in_thread.path()).join().unwrap();
    println!("{path}");
    println!("strong {} weak {}", Arc::strong_count(&root), Arc::weak_count(&root));
    drop(root);
    println!("parent gone: {}", leaf.parent.lock().unwrap().upgrade().is_none());
    println!("{}", leaf.path());
}
