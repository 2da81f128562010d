// Recursion needs a box: Box::pin in the call, a boxed return type, and a tree walked by several tasks.
use std::future::Future;
use std::pin::Pin;
use tokio::task::yield_now;

async fn fibonacci(n: u64) -> u64 {
    match n {
        0 | 1 => n,
        _ => Box::pin(fibonacci(n - 1)).await + Box::pin(fibonacci(n - 2)).await,
    }
}

struct Node {
    name: &'static str,
    children: Vec<Node>,
}

fn node(name: &'static str, children: Vec<Node>) -> Node {
    Node { name, children }
}

fn size(node: &Node, depth: usize) -> Pin<Box<dyn Future<Output = usize> + '_>> {
    Box::pin(async move {
        println!("{}{}", "  ".repeat(depth), node.name);
        yield_now().await;
        let mut total = 1;
        for child in &node.children {
            total += size(child, depth + 1).await;
        }
        total
    })
}

fn sum(numbers: Vec<u32>) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move {
        if numbers.len() <= 2 {
            return numbers.iter().sum();
        }
        let (left, right) = numbers.split_at(numbers.len() / 2);
        let left = tokio::spawn(sum(left.to_vec()));
        let right = tokio::spawn(sum(right.to_vec()));
        left.await.unwrap() + right.await.unwrap()
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{}", fibonacci(12).await);
    let tree = node("src", vec![
        node("engine", vec![node("clock", vec![]), node("queue", vec![])]),
        node("page", vec![]),
    ]);
    println!("{} nodes", size(&tree, 0).await);
    println!("{}", sum((1..=20).collect()).await);
}
