struct Node {
    name: String,
    next: Option<Box<Node>>,
}

fn last(node: &Node) -> &str {
    match node.next {
        Some(ref next) => last(next),
        None => &node.name,
    }
}

fn main() {
    let node = Node { name: "a".to_string(), next: Some(Box::new(Node { name: "b".to_string(), next: None })) };
    println!("{}", last(&node));
    if let Some(next) = &node.next {
        println!("{}", next.name);
    }
    let Node { name, next } = node;
    let Some(boxed) = next else { return };
    let Node { name: inner, .. } = *boxed;
    println!("{name} {inner}");
}
