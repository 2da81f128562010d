//! Type tags: what a value is at run time, for method dispatch and error messages.

use serde::{Deserialize, Serialize};

/// The run-time type of a value, without its type arguments: built-in types first, then the
/// program's own types in order of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeTag(pub u16);

macro_rules! tags {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "one name a built-in type")]
        #[repr(u16)]
        enum Builtin { $($name),*, COUNT }

        impl TypeTag {
            $(#[doc = concat!("`", $text, "`")] pub const $name: Self = Self(Builtin::$name as u16);)*
            /// How many built-in tags there are; the program's own types follow.
            pub const FIRST_USER: Self = Self(Builtin::COUNT as u16);
            /// Names of the built-in types, by tag.
            pub const BUILTIN_NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
}

tags! {
    UNIT = "()", BOOL = "bool", CHAR = "char",
    I8 = "i8", I16 = "i16", I32 = "i32", I64 = "i64", I128 = "i128", ISIZE = "isize",
    U8 = "u8", U16 = "u16", U32 = "u32", U64 = "u64", U128 = "u128", USIZE = "usize",
    F32 = "f32", F64 = "f64", STR = "str", STRING = "String",
    TUPLE = "tuple", ARRAY = "array", SLICE = "slice", VEC = "Vec", VEC_DEQUE = "VecDeque",
    HASH_MAP = "HashMap", BTREE_MAP = "BTreeMap", HASH_SET = "HashSet", BTREE_SET = "BTreeSet",
    BINARY_HEAP = "BinaryHeap",
    OPTION = "Option", RESULT = "Result", ORDERING = "Ordering",
    RANGE = "Range", RANGE_INCLUSIVE = "RangeInclusive", RANGE_FROM = "RangeFrom", RANGE_TO = "RangeTo",
    RANGE_TO_INCLUSIVE = "RangeToInclusive", RANGE_FULL = "RangeFull",
    BOX = "Box", RC = "Rc", ARC = "Arc", RC_WEAK = "rc::Weak", ARC_WEAK = "sync::Weak",
    CELL = "Cell", REF_CELL = "RefCell", REF_GUARD = "Ref", REF_MUT_GUARD = "RefMut",
    FN = "fn", CLOSURE = "closure", ITER = "Iter", ANY = "dyn Any", FORMATTER = "Formatter",
    TYPE = "type",
    DURATION = "Duration", INSTANT = "Instant",
    THREAD = "Thread", THREAD_ID = "ThreadId", JOIN_HANDLE = "JoinHandle", SCOPE = "Scope",
    MUTEX = "Mutex", MUTEX_GUARD = "MutexGuard",
    RW_LOCK = "RwLock", RW_READ_GUARD = "RwLockReadGuard", RW_WRITE_GUARD = "RwLockWriteGuard",
    CONDVAR = "Condvar", BARRIER = "Barrier", ONCE = "Once",
    SENDER = "Sender", SYNC_SENDER = "SyncSender", RECEIVER = "Receiver",
    ATOMIC = "Atomic", MEMORY_ORDERING = "atomic::Ordering",
    POISON_ERROR = "PoisonError", TRY_LOCK_ERROR = "TryLockError", SEND_ERROR = "SendError",
    TRY_SEND_ERROR = "TrySendError", RECV_ERROR = "RecvError", TRY_RECV_ERROR = "TryRecvError",
    RECV_TIMEOUT_ERROR = "RecvTimeoutError",
    FUTURE = "Future", POLL = "Poll",
}

impl TypeTag {
    /// The built-in tag called `name`.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let index = Self::BUILTIN_NAMES
            .iter()
            .position(|known| *known == name)?;
        Some(Self(index as u16))
    }

    /// Whether values of the type stand for something that they give access to: methods of every type are meant for
    /// that.
    #[must_use]
    #[inline]
    pub fn is_guard(self) -> bool {
        matches!(
            self,
            Self::MUTEX_GUARD
                | Self::RW_READ_GUARD
                | Self::RW_WRITE_GUARD
                | Self::REF_GUARD
                | Self::REF_MUT_GUARD
                | Self::FORMATTER
        )
    }

    /// Whether values are collections of std's that grow, and are empty at first.
    #[must_use]
    pub fn is_collection(self) -> bool {
        matches!(
            self,
            Self::VEC
                | Self::VEC_DEQUE
                | Self::HASH_MAP
                | Self::HASH_SET
                | Self::BTREE_MAP
                | Self::BTREE_SET
                | Self::BINARY_HEAP
        )
    }

    /// Whether values are pointers that own what they point to, alone or together.
    pub fn is_owner(self) -> bool {
        matches!(self, Self::BOX | Self::RC | Self::ARC)
    }

    /// The index among the program's own types (`Program::types`), when it is one.
    #[must_use]
    #[inline]
    pub fn user_index(self) -> Option<usize> {
        self.0.checked_sub(Self::FIRST_USER.0).map(usize::from)
    }

    /// The tag of the program's own type number `index`.
    #[must_use]
    pub fn user(index: usize) -> Self {
        Self(
            Self::FIRST_USER.0
                + u16::try_from(index).expect("the frontend limits the number of types"),
        )
    }
}
