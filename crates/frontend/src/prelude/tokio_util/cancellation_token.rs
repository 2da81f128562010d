//! `tokio_util::sync::CancellationToken`: a tree of tokens (`sync/cancellation_token/tree_node.rs` of tokio-util 0.7).

use std::fmt;
use std::task::{Context, Poll};
use tokio::sync::Notify;

struct Node {
    parent: Option,
    children: Vec,
    is_cancelled: bool,
    handles: usize,
    cancelled: Notify,
}

fn new_node(parent: Option, is_cancelled: bool) -> N {
    Arc::new(Node {
        parent,
        children: Vec::new(),
        is_cancelled,
        handles: 1,
        cancelled: Notify::new(),
    })
}

impl Node {
    /// Cancels all below; gives those that were not cancelled, in the order in which they are told.
    fn cancel_below(&self) -> Vec {
        let mut nodes = std::mem::take(&mut self.children);
        let mut at = 0;
        while at < nodes.len() {
            let child = nodes.pop().unwrap();
            child.parent = None;
            if child.is_cancelled {
                continue;
            }
            while let Some(grandchild) = child.children.pop() {
                grandchild.parent = None;
                if !grandchild.is_cancelled {
                    nodes.push(grandchild);
                }
            }
            child.is_cancelled = true;
            nodes.push(child);
            let last = nodes.len() - 1;
            nodes.swap(at, last);
            at += 1;
        }
        nodes
    }

    /// Nobody holds the token any more: what is above it takes what is below it.
    fn leave_tree(self: Arc<Self>) {
        let parent = self.parent.take();
        for child in std::mem::take(&mut self.children) {
            child.parent = parent.clone();
            if let Some(parent) = &parent {
                parent.children.push(child);
            }
        }
        if let Some(parent) = &parent {
            let at = parent.children.iter().position(|other| Arc::ptr_eq(other, &self));
            parent.children.swap_remove(at.unwrap());
        }
    }
}

pub struct CancellationToken {
    node: N,
}

impl CancellationToken {
    pub fn new() -> CancellationToken {
        CancellationToken {
            node: new_node(None, false),
        }
    }

    pub fn child_token(&self) -> CancellationToken {
        intrinsic::shared_access();
        if self.node.is_cancelled {
            return CancellationToken {
                node: new_node(None, true),
            };
        }
        let node = new_node(Some(self.node.clone()), false);
        self.node.children.push(node.clone());
        CancellationToken { node }
    }

    pub fn cancel(&self) {
        intrinsic::shared_access();
        if self.node.is_cancelled {
            return;
        }
        self.node.is_cancelled = true;
        for node in self.node.cancel_below() {
            node.cancelled.notify_waiters();
        }
        self.node.cancelled.notify_waiters();
    }

    pub fn is_cancelled(&self) -> bool {
        intrinsic::shared_access();
        self.node.is_cancelled
    }

    pub fn cancelled(&self) -> Cancelled {
        Cancelled {
            token: self,
            notified: self.node.cancelled.notified(),
        }
    }

    pub fn cancelled_owned(self) -> Cancelled {
        let notified = self.node.cancelled.notified();
        Cancelled {
            token: self,
            notified,
        }
    }

    pub fn drop_guard(self) -> DropGuard {
        DropGuard { token: Some(self) }
    }

    pub fn drop_guard_ref(&self) -> DropGuard {
        DropGuard { token: Some(self) }
    }

    /// The future's output, unless the token is cancelled first.
    pub async fn run_until_cancelled(&self, future: F) -> Option {
        if self.is_cancelled() {
            return None;
        }
        let cancelled = self.cancelled();
        RunUntilCancelled { cancelled, future: intrinsic::into_future(future) }.await
    }

    pub async fn run_until_cancelled_owned(self, future: F) -> Option {
        self.run_until_cancelled(future).await
    }
}

impl Default for CancellationToken {
    fn default() -> CancellationToken {
        CancellationToken::new()
    }
}

impl Clone for CancellationToken {
    fn clone(&self) -> CancellationToken {
        intrinsic::shared_access();
        self.node.handles += 1;
        CancellationToken {
            node: self.node.clone(),
        }
    }
}

impl Drop for CancellationToken {
    fn drop(&mut self) {
        intrinsic::shared_access();
        self.node.handles -= 1;
        if self.node.handles == 0 {
            self.node.clone().leave_tree();
        }
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.debug_struct("CancellationToken").field("is_cancelled", &self.is_cancelled()).finish()
    }
}

/// `token` is the token or a reference to it.
pub struct Cancelled {
    token: T,
    notified: N,
}

impl Future for Cancelled {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        loop {
            if self.token.is_cancelled() {
                return Poll::Ready(());
            }
            if self.notified.poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.notified = self.token.node.cancelled.notified();
        }
    }
}

pub struct RunUntilCancelled {
    cancelled: C,
    future: F,
}

impl Future for RunUntilCancelled {
    fn poll(&mut self, cx: &mut Context) -> Poll {
        if let Poll::Ready(value) = self.future.poll(cx) {
            return Poll::Ready(Some(value));
        }
        self.cancelled.poll(cx).map(|_| None)
    }
}

/// Cancels the token when it is dropped.
pub struct DropGuard {
    token: Option,
}

impl DropGuard {
    pub fn disarm(self) -> T {
        let mut guard = self;
        guard.token.take().expect("`inner` can be only None in a destructor")
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        if let Some(token) = &self.token {
            token.cancel();
        }
    }
}
