//! The tasks of a run.

use std::hash::{Hash, Hasher};

use interleave_program::Span;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::TaskId;
use crate::label::Label;

/// A task of the run (`Trace::tasks`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaskInfo {
    /// Its id.
    pub id: TaskId,
    /// What it is called in tables: `Builder::name`, else the `let` binding of its handle, else "thread 1", …;
    /// unique in the run.
    pub label: Label,
    /// The name that the program itself sees (`Thread::name`): "main", or the Builder's.
    pub name: Option<String>,
    /// Who spawned it.
    pub parent: Option<TaskId>,
    /// The spawning call.
    pub span: Span,
}

/// All tasks of a run in order of creation, of which 0 is main.
///
/// A run may have a million: those that one call of the program spawns one after the other, and that nobody has named,
/// are kept as one row. Behaves like a `Vec<TaskInfo>` that makes its items when they are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tasks {
    rows: Vec<Row>,
    len: usize,
    /// That of the last task.
    last: Option<Label>,
}

/// Tasks that follow each other and differ in id and in the number that their labels end with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    first: TaskInfo,
    /// The place of the first among all.
    start: usize,
    len: u32,
}

impl Row {
    /// The task that is `after` places behind the first.
    fn get(&self, after: u32) -> TaskInfo {
        let mut info = self.first.clone();
        if after > 0 {
            info.id.0 += after;
            let label = info.label.ahead(after);
            info.label = label.expect("a row ends before its labels get longer");
        }
        info
    }
}

impl Tasks {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The task at `index` in order of creation.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<TaskInfo> {
        let behind = self.rows.partition_point(|row| row.start <= index);
        let row = self.rows.get(behind.checked_sub(1)?)?;
        let after = u32::try_from(index - row.start).ok()?;
        (after < row.len).then(|| row.get(after))
    }

    /// The label of the task at `index`.
    #[must_use]
    pub fn label(&self, index: usize) -> Option<Label> {
        self.get(index).map(|info| info.label)
    }

    /// Main.
    #[must_use]
    pub fn first(&self) -> Option<&TaskInfo> {
        self.rows.first().map(|row| &row.first)
    }

    /// The label of the last task.
    #[must_use]
    pub fn last_label(&self) -> Option<&Label> {
        self.last.as_ref()
    }

    /// All in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = TaskInfo> {
        let rows = self.rows.iter();
        rows.flat_map(|row| (0..row.len).map(|after| row.get(after)))
    }

    /// One more.
    pub fn push(&mut self, info: TaskInfo) {
        let follows = |label: &Label| label.following().as_ref() == Some(&info.label);
        if info.name.is_none()
            && self.next_id() == Some(info.id)
            && self.last.as_ref().is_some_and(follows)
            && self.push_next(info.parent, info.span)
        {
            return;
        }
        self.last = Some(info.label.clone());
        self.rows.push(Row {
            first: info,
            start: self.len,
            len: 1,
        });
        self.len += 1;
    }

    /// One more without a name whose id and label follow those of the last one, when `parent` has spawned that too, at
    /// the same `span`; `false`, with nothing changed, when not so.
    #[inline]
    pub fn push_next(&mut self, parent: Option<TaskId>, span: Span) -> bool {
        let (Some(row), Some(last)) = (self.rows.last_mut(), &mut self.last) else {
            return false;
        };
        let goes_on = row.first.span == span
            && row.first.parent == parent
            && row.first.name.is_none()
            && row.len < u32::MAX - row.first.id.0
            && last.follow();
        if goes_on {
            row.len += 1;
            self.len += 1;
        }
        goes_on
    }

    fn next_id(&self) -> Option<TaskId> {
        let row = self.rows.last()?;
        row.first.id.0.checked_add(row.len).map(TaskId)
    }
}

impl FromIterator<TaskInfo> for Tasks {
    fn from_iter<I: IntoIterator<Item = TaskInfo>>(infos: I) -> Self {
        let mut tasks = Self::default();
        for info in infos {
            tasks.push(info);
        }
        tasks
    }
}

/// As a list's.
impl Hash for Tasks {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len);
        for info in self.iter() {
            info.hash(state);
        }
    }
}

/// As a list.
impl Serialize for Tasks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len))?;
        for info in self.iter() {
            list.serialize_element(&info)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Tasks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let infos = Vec::<TaskInfo>::deserialize(deserializer)?;
        Ok(infos.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(id: usize, label: &str, name: Option<&str>, parent: u32, start: u32) -> TaskInfo {
        TaskInfo {
            id: TaskId::from_index(id),
            label: label.into(),
            name: name.map(str::to_owned),
            parent: Some(TaskId(parent)),
            span: Span::new(start, start + 1),
        }
    }

    fn many() -> Vec<TaskInfo> {
        let mut infos = vec![info(0, "main", Some("main"), 0, 0)];
        let numbers = (1..=120).map(|number| info(number, &format!("task {number}"), None, 0, 7));
        infos.extend(numbers);
        infos.push(info(121, "task 121", None, 4, 7));
        infos.push(info(122, "task 122", None, 4, 8));
        infos.push(info(123, "task 123", Some("mine"), 4, 8));
        infos.push(info(124, "task 125", None, 4, 8));
        infos
    }

    #[test]
    fn rows_are_told_as_what_they_were_made_of() {
        let infos = many();
        let tasks: Tasks = infos.iter().cloned().collect();
        assert_eq!(tasks.len(), infos.len());
        assert_eq!(tasks.iter().collect::<Vec<_>>(), infos);
        let one_by_one = (0..=infos.len()).map_while(|index| tasks.get(index));
        assert_eq!(one_by_one.collect::<Vec<_>>(), infos);
        assert_eq!(tasks.first(), infos.first());
        assert_eq!(tasks.last_label(), infos.last().map(|it| &it.label));
        // main, 1–9, 10–99, 100–120, and four that differ from the one before.
        assert_eq!(tasks.rows.len(), 8);
    }

    #[test]
    fn hashes_as_a_list_does() {
        use std::hash::{DefaultHasher, Hasher};
        let hash = |it: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            it(&mut hasher);
            hasher.finish()
        };
        let infos = many();
        let tasks: Tasks = infos.iter().cloned().collect();
        assert_eq!(
            hash(&|state| tasks.hash(state)),
            hash(&|state| infos.hash(state))
        );
    }
}
