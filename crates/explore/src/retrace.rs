//! Ways through the graph as runs with all events.
//!
//! Ways to different outcomes begin alike: what they have in common is run once, and the run copied where they part.

use interleave_engine::{DefaultOracle, Interleaving, MachineError};
use interleave_trace::{TaskId, Trace};

use crate::graph::{Course, Edge};
use crate::moves::follow;
use crate::search::{Script, Search};

/// A run along the beginning of a way.
#[derive(Clone)]
struct Beginning<'c> {
    run: Interleaving<'c>,
    /// Edges of the way that it has gone.
    edges: usize,
}

impl<'c> Search<'c> {
    /// The runs along `ways` from the start, in their order.
    ///
    /// # Errors
    /// When there is no such machine.
    pub(crate) fn traces(&self, ways: &[Vec<Edge>]) -> Result<Vec<Trace>, MachineError> {
        // Those that begin alike stand together.
        let mut order: Vec<usize> = (0..ways.len()).collect();
        order.sort_by(|a, b| acts(&ways[*a]).cmp(acts(&ways[*b])));
        let mut traces: Vec<Option<Trace>> = vec![None; ways.len()];
        // Where ways that are still to be gone part from those gone, the shortest beginning first.
        let mut open = vec![self.beginning()?];
        for (at, index) in order.iter().enumerate() {
            let way = &ways[*index];
            let next = order.get(at + 1).map(|next| common(way, &ways[*next]));
            let run = self.gone(&mut open, way, next);
            traces[*index] = run.map(Interleaving::finish);
        }
        Ok(traces.into_iter().flatten().collect())
    }

    /// The start, with the moves that were made already.
    fn beginning(&self) -> Result<Beginning<'c>, MachineError> {
        let timing = self.options.timing;
        let mut run = Interleaving::new(self.code, self.source, &self.machine, timing)?;
        follow(&mut run, &self.options.moves);
        self.retrace_forced(&mut run, self.start, &mut Vec::new());
        Ok(Beginning { run, edges: 0 })
    }

    /// The run along `way` from the longest of the beginnings in `open`; those that the `next` way needs, which has so
    /// many edges in common with this one, stay there.
    fn gone(
        &self,
        open: &mut Vec<Beginning<'c>>,
        way: &[Edge],
        next: Option<usize>,
    ) -> Option<Interleaving<'c>> {
        let longest = open.last()?;
        match next {
            Some(next) if next >= longest.edges => {
                if next > longest.edges {
                    let longer = self.retrace(longest.clone(), &way[..next]);
                    open.push(longer);
                }
                Some(self.retrace(open.last()?.clone(), way).run)
            }
            // The next way begins with one of the shorter ones.
            _ => {
                let run = self.retrace(open.pop()?, way).run;
                open.retain(|it| next.is_some_and(|next| it.edges <= next));
                Some(run)
            }
        }
    }

    /// Goes on to the end of `way`.
    fn retrace(&self, mut from: Beginning<'c>, way: &[Edge]) -> Beginning<'c> {
        let mut able = Vec::new();
        from.run.settle(&mut able);
        for edge in &way[from.edges..] {
            let mut script = Script::new(&edge.picks);
            from.run.step_among(&able, edge.task, &mut script);
            self.retrace_forced(&mut from.run, edge.course, &mut able);
        }
        from.edges = way.len();
        from
    }

    /// The acts of an edge that leave no choice. `able` is who can act then.
    fn retrace_forced(&self, run: &mut Interleaving<'c>, course: Course, able: &mut Vec<TaskId>) {
        run.settle(able);
        for _ in 0..course.forced {
            let Some(next) = self.forced(run, able) else {
                return;
            };
            run.step_among(able, next, &mut DefaultOracle);
            run.settle(able);
        }
    }
}

/// What tells ways apart.
fn acts(way: &[Edge]) -> impl Iterator<Item = (TaskId, &[u8])> {
    way.iter().map(|edge| (edge.task, &*edge.picks))
}

/// How many edges two ways have in common at their beginning.
fn common(a: &[Edge], b: &[Edge]) -> usize {
    acts(a).zip(acts(b)).take_while(|(a, b)| a == b).count()
}
