// `node.min()` of a `Box` or `Rc` whose content has a `min` of its own, beside those of std's traits.
use std::rc::Rc;

struct Node<T> {
    value: T,
    left: Option<Box<Node<T>>>,
    right: Option<Box<Node<T>>>,
}

impl<T: Ord + Copy + std::fmt::Display> Node<T> {
    fn new(value: T) -> Self {
        Node { value, left: None, right: None }
    }

    fn insert(&mut self, value: T) {
        let side = if value < self.value { &mut self.left } else { &mut self.right };
        match side {
            Some(node) => node.insert(value),
            None => *side = Some(Box::new(Node::new(value))),
        }
    }

    fn min(&self) -> &T {
        match &self.left {
            Some(left) => left.min(),
            None => &self.value,
        }
    }

    fn max(&self) -> T {
        self.right.as_ref().map_or(self.value, |right| right.max())
    }

    fn to_string(&self) -> String {
        let side = |side: &Option<Box<Node<T>>>| side.as_ref().map(|node| node.to_string()).unwrap_or_default();
        format!("({}{}{})", side(&self.left), self.value, side(&self.right))
    }
}

fn main() {
    let mut tree = Box::new(Node::new(5));
    for value in [3, 8, 1, 9, 4] {
        tree.insert(value);
    }
    println!("{} {} {}", tree.min(), tree.max(), tree.to_string());
    let shared = Rc::new(tree);
    println!("{} {}", shared.max(), Rc::new(3).max(Rc::new(4)));
}
