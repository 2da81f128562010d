//! Sizes and alignments of types, as rustc lays them out on x86-64: `size_of`, `align_of`.
//!
//! What rustc promises or does in every case is here; where its choice depends on more (niches that several variants
//! with data share, types of std whose fields are nobody's business) nothing is said.

use interleave_program::IntKind;
use syn::Item;

use super::body::Infer;
use super::sig::{AdtId, Sig};
use super::ty::{Node, Ty, VarKind};

/// How many bytes values of a type take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Bytes.
    pub size: u64,
    /// Bytes; a power of two.
    pub align: u64,
    /// Bit patterns that no value has, in the part that has most of them; `None` when that is not known.
    niches: Option<u64>,
}

/// What the attributes of a type say.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Repr {
    Rust,
    C,
    Transparent,
    Int(u64),
    Other,
}

const MAX_DEPTH: u32 = 16;
const POINTER: u64 = 8;
/// A capacity has no value above `isize::MAX`.
const CAPACITY: u64 = 1 << 63;

fn plain(size: u64, niches: u64) -> Layout {
    Layout {
        size,
        align: size.max(1),
        niches: Some(niches),
    }
}

fn words(count: u64, niches: Option<u64>) -> Layout {
    Layout {
        size: count * POINTER,
        align: POINTER,
        niches,
    }
}

impl Infer<'_, '_> {
    /// The layout of a type, where it is certain.
    pub(super) fn layout(&mut self, ty: Ty, depth: u32) -> Option<Layout> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match self.table.node(ty) {
            Node::Int(kind) => plain(int_size(kind)?, 0),
            Node::Var {
                kind: VarKind::Int,
                tainted: false,
            } => plain(4, 0),
            Node::Var {
                kind: VarKind::Float,
                ..
            }
            | Node::F64 => plain(8, 0),
            Node::F32 => plain(4, 0),
            Node::Bool => plain(1, 254),
            Node::Char => plain(4, u64::from(u32::MAX) - 0x10_FFFF),
            Node::Never => plain(0, 0),
            Node::Ref(_, to) => self.pointer(to, 1)?,
            Node::Ptr(to) => self.pointer(to, 0)?,
            Node::Array(of, len) => {
                let of = self.layout(of, depth + 1)?;
                let Node::Number(len) = self.table.node(len) else {
                    return None;
                };
                Layout {
                    size: of.size.checked_mul(u64::try_from(len).ok()?)?,
                    niches: of.niches.filter(|niches| *niches == 0),
                    ..of
                }
            }
            Node::Tuple(parts) => {
                let fields = self.layouts(&parts, depth)?;
                together(&fields)
            }
            Node::Adt(id, args) if self.std_name(id).is_some() => {
                self.std_layout(id, &args, depth)?
            }
            Node::Adt(id, args) => self.own_layout(id, &args, depth)?,
            _ => return None,
        })
    }

    fn layouts(&mut self, types: &[Ty], depth: u32) -> Option<Vec<Layout>> {
        let layouts = types.iter().map(|ty| self.layout(*ty, depth + 1));
        layouts.collect()
    }

    /// A pointer to a value of that type: wide when its length or type is part of it.
    fn pointer(&mut self, to: Ty, niches: u64) -> Option<Layout> {
        let count = match self.table.node(to) {
            Node::Str | Node::Slice(_) => 2,
            Node::Int(_) | Node::F32 | Node::F64 | Node::Bool | Node::Char => 1,
            Node::Ref(..) | Node::Ptr(_) | Node::Tuple(_) | Node::Array(..) | Node::Adt(..) => 1,
            Node::Var { kind, .. } if kind != VarKind::General => 1,
            Node::Object(..) if self.objects_are_dyn => 2,
            _ => return None,
        };
        Some(words(count, Some(niches)))
    }

    fn std_layout(&mut self, id: AdtId, args: &[Ty], depth: u32) -> Option<Layout> {
        let first = args.first().copied();
        let inner = |infer: &mut Self| infer.layout(first?, depth + 1);
        Some(match self.std_name(id)? {
            "Box" | "Rc" | "Arc" | "NonNull" => self.pointer(first?, 1)?,
            "RcWeak" | "Weak" => self.pointer(first?, 1)?,
            "Vec" | "String" | "BinaryHeap" => words(3, Some(CAPACITY)),
            "VecDeque" => words(4, Some(CAPACITY)),
            "HashMap" | "HashSet" => words(6, None),
            "BTreeMap" | "BTreeSet" => words(3, None),
            "Cell" | "UnsafeCell" | "MaybeUninit" | "Atomic" => Layout {
                niches: Some(0),
                ..inner(self)?
            },
            "RefCell" => Layout {
                niches: Some(0),
                ..together(&[plain(8, 0), inner(self)?])
            },
            "ManuallyDrop" | "Wrapping" | "Reverse" => inner(self)?,
            "NonZero" => Layout {
                niches: Some(1),
                ..inner(self)?
            },
            "PhantomData" => plain(0, 0),
            "Range" => together(&[inner(self)?, inner(self)?]),
            "RangeFrom" | "RangeTo" | "RangeToInclusive" => inner(self)?,
            "RangeFull" => plain(0, 0),
            "Duration" | "Instant" => words(2, Some((1 << 32) - 1_000_000_000)),
            "Option" => {
                let inner = inner(self)?;
                variants(&[Vec::new(), vec![inner]])?
            }
            "Result" => {
                let fields = self.layouts(args, depth)?;
                let fields: Vec<Vec<Layout>> =
                    fields.into_iter().map(|field| vec![field]).collect();
                variants(&fields)?
            }
            _ => return None,
        })
    }

    fn own_layout(&mut self, id: AdtId, args: &[Ty], depth: u32) -> Option<Layout> {
        let world = self.world;
        let adt = world.adt(id);
        let index = (id.0 as usize).checked_sub(world.scopes.std.base.adts.len())?;
        let (_, item) = world.scopes.adts.get(index)?;
        let mut fields_of = |fields: &[(String, Sig)]| {
            let types: Vec<Ty> = fields
                .iter()
                .map(|(_, sig)| self.instantiate(sig, args))
                .collect();
            self.layouts(&types, depth)
        };
        match item {
            Item::Struct(item) => {
                let fields = fields_of(&adt.fields)?;
                match repr(&item.attrs) {
                    Repr::Rust | Repr::Transparent => Some(together(&fields)),
                    Repr::C => Some(in_order(&fields)),
                    Repr::Int(_) | Repr::Other => None,
                }
            }
            Item::Enum(item) => {
                let cases: Option<Vec<_>> = adt
                    .variants
                    .iter()
                    .map(|(_, fields)| fields_of(fields))
                    .collect();
                let cases = cases?;
                let is_plain = cases.iter().all(Vec::is_empty);
                let is_numbered = item.variants.iter().any(|it| it.discriminant.is_some());
                match repr(&item.attrs) {
                    Repr::Int(size) if is_plain => Some(Layout {
                        niches: None,
                        ..plain(size, 0)
                    }),
                    Repr::Rust if is_plain && is_numbered => numbered(item),
                    Repr::Rust if !is_numbered => variants(&cases),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn int_size(kind: IntKind) -> Option<u64> {
    Some(match kind {
        IntKind::I8 | IntKind::U8 => 1,
        IntKind::I16 | IntKind::U16 => 2,
        IntKind::I32 | IntKind::U32 => 4,
        IntKind::I64 | IntKind::U64 | IntKind::Isize | IntKind::Usize => 8,
        IntKind::I128 | IntKind::U128 => 16,
        IntKind::Any => return None,
    })
}

fn repr(attrs: &[syn::Attribute]) -> Repr {
    let mut found = Repr::Rust;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let syn::Meta::List(list) = &attr.meta else {
            return Repr::Other;
        };
        let text = list.tokens.to_string();
        found = match (text.as_str(), IntKind::from_name(&text)) {
            ("C", _) if found == Repr::Rust => Repr::C,
            ("transparent", _) if found == Repr::Rust => Repr::Transparent,
            ("Rust", _) => found,
            (_, Some(kind)) if found == Repr::Rust => int_size(kind).map_or(Repr::Other, Repr::Int),
            _ => return Repr::Other,
        };
    }
    found
}

/// Fields that rustc puts into the best order: no gaps but at the end.
fn together(fields: &[Layout]) -> Layout {
    let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
    let size: u64 = fields.iter().map(|field| field.size).sum();
    let niches: Option<Vec<u64>> = fields.iter().map(|field| field.niches).collect();
    Layout {
        size: size.next_multiple_of(align),
        align,
        niches: niches.map(|niches| niches.into_iter().max().unwrap_or(0)),
    }
}

/// Fields in the order in which they are written.
fn in_order(fields: &[Layout]) -> Layout {
    let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
    let end = ends_at(0, fields);
    Layout {
        size: end.next_multiple_of(align),
        align,
        niches: together(fields).niches,
    }
}

/// Where fields end that begin at `start`.
fn ends_at(start: u64, fields: &[Layout]) -> u64 {
    let place = |at: u64, field: &Layout| at.next_multiple_of(field.align) + field.size;
    fields.iter().fold(start, place)
}

/// An enum without fields and with numbers of its own.
fn numbered(item: &syn::ItemEnum) -> Option<Layout> {
    let mut next = 0i128;
    let (mut least, mut most) = (i128::MAX, i128::MIN);
    for variant in &item.variants {
        if let Some((_, value)) = &variant.discriminant {
            next = crate::literal::constant_int(value)?;
        }
        least = least.min(next);
        most = most.max(next);
        next += 1;
    }
    let size = [1u64, 2, 4, 8].into_iter().find(|size| {
        let bits = 8 * *size as u32;
        let signed = least >= -(1i128 << (bits - 1)) && most < 1i128 << (bits - 1);
        signed || least >= 0 && most < 1i128 << bits
    })?;
    Some(Layout {
        niches: None,
        ..plain(size, 0)
    })
}

/// An enum of variants with these fields, without numbers of its own.
fn variants(cases: &[Vec<Layout>]) -> Option<Layout> {
    let count = cases.len() as u64;
    if count <= 1 {
        return Some(together(cases.first().map_or(&[], Vec::as_slice)));
    }
    let tag = if count <= 256 { 1 } else { 2 };
    let wholes: Vec<Layout> = cases.iter().map(|fields| together(fields)).collect();
    let sized = wholes.iter().filter(|whole| whole.size > 0);
    let largest = wholes.iter().max_by_key(|whole| whole.size)?;
    // Niches tell the variants apart when only one of them has anything in it.
    if largest.size > 0 && largest.niches != Some(0) {
        let niches = largest.niches?;
        let is_alone = sized.count() == 1;
        if niches >= count - 1 {
            let left = Layout {
                niches: Some(niches - (count - 1)),
                ..*largest
            };
            let is_aligned = wholes.iter().all(|whole| whole.align <= largest.align);
            return (is_alone && is_aligned).then_some(left);
        }
    }
    tagged(cases, tag, (1 << (8 * tag)) - count)
}

/// A tag before the fields, the smaller ones of these first.
fn tagged(cases: &[Vec<Layout>], tag: u64, niches: u64) -> Option<Layout> {
    let fields = || cases.iter().flatten();
    let align = fields()
        .map(|field| field.align)
        .max()
        .unwrap_or(1)
        .max(tag);
    let mut size = tag;
    for case in cases {
        // rustc orders fields by more than their alignment when they are larger than that.
        let is_simple = |field: &Layout| {
            field.size == 0 || field.size.trailing_zeros() <= field.align.trailing_zeros()
        };
        if case.len() > 1 && !case.iter().all(is_simple) {
            return None;
        }
        let mut ordered = case.clone();
        ordered.sort_by_key(|field| field.align);
        size = size.max(ends_at(tag, &ordered));
    }
    Some(Layout {
        size: size.next_multiple_of(align),
        align,
        niches: Some(niches),
    })
}
