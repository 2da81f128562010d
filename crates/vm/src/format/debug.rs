//! Values with parts: `Debug` as derives and std's collections print it, and the messages of std's errors.

use interleave_program::{FormatTrait, ShapeId, ShapeKind, TypeTag};

use super::Piece;
use crate::code::Code;
use crate::context::Trap;
use crate::formatter::Spec;
use crate::heap::Heap;
use crate::object::Head;
use crate::step::unsupported;
use crate::types;
use crate::value::{ObjectId, Slot, Value};

/// The pieces of a value that is neither scalar, nor a pointer, nor formatted by the program.
pub(super) fn pieces(
    code: &Code,
    heap: &Heap,
    value: Value,
    spec: &Spec,
) -> Result<Vec<Piece>, Trap> {
    if spec.which == FormatTrait::Pointer {
        return Ok(vec![Piece::Owned(address(value))]);
    }
    let shape = heap.shape_of(value);
    if spec.which == FormatTrait::Display
        && let Some(message) = shape.and_then(error_message)
    {
        return Ok(vec![Piece::Text(message)]);
    }
    let tag = types::tag_of(code, heap, value);
    if let (FormatTrait::Display, TypeTag::ITER, Value::Own(object)) = (spec.which, tag, value)
        && let Some(text) = heap.read_str(code, heap.get(Slot { object, index: 1 }))
    {
        // `char::to_uppercase` and its like print what is left of them.
        return Ok(vec![Piece::Owned(text.to_owned())]);
    }
    if spec.which == FormatTrait::Debug {
        let parts = Parts {
            code,
            heap,
            spec: *spec,
        };
        if let Some(shape) = shape {
            return Ok(parts.shape(shape, value));
        }
        if let Some(row) = types::elements(heap, value) {
            return Ok(parts.list("[", "]", row));
        }
        if let Value::Own(object) = value
            && let Some(pieces) = parts.object(object)
        {
            return Ok(pieces);
        }
    }
    let name = code.type_name(tag);
    Err(match value {
        Value::Moved => unsupported("formatting a value that has been moved"),
        _ => unsupported(format!(
            "`{}` of a value of type `{name}`",
            braces(spec.which)
        )),
    })
}

/// The placeholder of a formatting trait.
fn braces(which: FormatTrait) -> &'static str {
    match which {
        FormatTrait::Display => "{}",
        FormatTrait::Debug => "{:?}",
        FormatTrait::LowerHex => "{:x}",
        FormatTrait::UpperHex => "{:X}",
        FormatTrait::Octal => "{:o}",
        FormatTrait::Binary => "{:b}",
        FormatTrait::LowerExp => "{:e}",
        FormatTrait::UpperExp => "{:E}",
        FormatTrait::Pointer => "{:p}",
    }
}

/// An address that is the same in every run.
fn address(value: Value) -> String {
    let number = match value {
        Value::Ref(slot) => u64::from(slot.object.0) << 20 | u64::from(slot.index) << 3,
        Value::Own(id) | Value::Slice { object: id, .. } | Value::Str { object: id, .. } => {
            u64::from(id.0) << 20
        }
        // The null pointer.
        Value::Unit => return "0x0".to_owned(),
        _ => 0,
    };
    format!("{:#x}", 0x7f00_0000_0000 + number)
}

/// What std's own errors say.
fn error_message(shape: ShapeId) -> Option<&'static str> {
    Some(match shape {
        ShapeId::POISON_ERROR | ShapeId::TRY_LOCK_POISONED => {
            "poisoned lock: another task failed inside"
        }
        ShapeId::TRY_LOCK_WOULD_BLOCK => "try_lock failed because the operation would block",
        ShapeId::SEND_ERROR | ShapeId::TRY_SEND_DISCONNECTED => "sending on a closed channel",
        ShapeId::TRY_SEND_FULL => "sending on a full channel",
        ShapeId::RECV_ERROR | ShapeId::TRY_RECV_DISCONNECTED => "receiving on a closed channel",
        ShapeId::TRY_RECV_EMPTY => "receiving on an empty channel",
        ShapeId::RECV_TIMEOUT => "timed out waiting on channel",
        ShapeId::RECV_TIMEOUT_DISCONNECTED => "channel is empty and sending half is closed",
        _ => return None,
    })
}

struct Parts<'a> {
    code: &'a Code,
    heap: &'a Heap,
    spec: Spec,
}

impl Parts<'_> {
    fn slot(&self, object: ObjectId, index: u32) -> Piece {
        Piece::Value(Value::Ref(Slot { object, index }), self.spec)
    }

    /// A struct, tuple or variant.
    fn shape(&self, id: ShapeId, value: Value) -> Vec<Piece> {
        let shape = &self.code.shapes[id.index()];
        let opaque = match id {
            ShapeId::POISON_ERROR => Some("PoisonError { .. }"),
            ShapeId::TRY_LOCK_POISONED => Some("Poisoned(..)"),
            ShapeId::SEND_ERROR => Some("SendError { .. }"),
            ShapeId::TRY_SEND_FULL => Some("Full(..)"),
            ShapeId::TRY_SEND_DISCONNECTED => Some("Disconnected(..)"),
            _ => None,
        };
        if let Some(text) = opaque {
            return vec![Piece::Text(text)];
        }
        let Value::Own(object) = value else {
            return vec![Piece::Owned(shape.name.clone())];
        };
        if let Some(pieces) = self.range(id, object) {
            return pieces;
        }
        let count = self.heap.slots(object).len() as u32;
        match shape.kind {
            ShapeKind::Unit => vec![Piece::Owned(shape.name.clone())],
            ShapeKind::Tuple => self.tuple(&shape.name, object, count),
            ShapeKind::Named => {
                let fields = shape
                    .fields
                    .iter()
                    .map(|field| self.code.symbols.name(*field).to_owned());
                self.named(&shape.name, object, fields.collect())
            }
        }
    }

    fn range(&self, id: ShapeId, object: ObjectId) -> Option<Vec<Piece>> {
        Some(match id {
            ShapeId::RANGE => vec![
                self.slot(object, 0),
                Piece::Text(".."),
                self.slot(object, 1),
            ],
            ShapeId::RANGE_INCLUSIVE => vec![
                self.slot(object, 0),
                Piece::Text("..="),
                self.slot(object, 1),
            ],
            ShapeId::RANGE_FROM => vec![self.slot(object, 0), Piece::Text("..")],
            ShapeId::RANGE_TO => vec![Piece::Text(".."), self.slot(object, 0)],
            ShapeId::RANGE_TO_INCLUSIVE => vec![Piece::Text("..="), self.slot(object, 0)],
            _ => return None,
        })
    }

    fn tuple(&self, name: &str, object: ObjectId, count: u32) -> Vec<Piece> {
        let mut pieces = vec![Piece::Owned(format!("{name}("))];
        let items = (0..count).map(|index| vec![self.slot(object, index)]);
        self.separated(&mut pieces, items);
        if name.is_empty() && count == 1 && !self.spec.alternate {
            pieces.push(Piece::Text(","));
        }
        pieces.push(Piece::Text(")"));
        pieces
    }

    fn named(&self, name: &str, object: ObjectId, fields: Vec<String>) -> Vec<Piece> {
        if fields.is_empty() {
            return vec![Piece::Owned(name.to_owned())];
        }
        let mut pieces = vec![Piece::Owned(format!("{name} {{"))];
        if !self.spec.alternate {
            pieces.push(Piece::Text(" "));
        }
        let items = fields.into_iter().enumerate().map(|(index, field)| {
            vec![
                Piece::Owned(format!("{field}: ")),
                self.slot(object, index as u32),
            ]
        });
        self.separated(&mut pieces, items);
        pieces.push(Piece::Text(if self.spec.alternate { "}" } else { " }" }));
        pieces
    }

    fn list(
        &self,
        open: &'static str,
        close: &'static str,
        row: (ObjectId, u32, u32),
    ) -> Vec<Piece> {
        let (object, start, len) = row;
        let mut pieces = vec![Piece::Text(open)];
        let items = (start..start + len).map(|index| vec![self.slot(object, index)]);
        self.separated(&mut pieces, items);
        pieces.push(Piece::Text(close));
        pieces
    }

    /// Items with commas between, or one a line with `#`.
    fn separated(&self, pieces: &mut Vec<Piece>, items: impl Iterator<Item = Vec<Piece>>) {
        let mut first = true;
        for item in items {
            if self.spec.alternate {
                if first {
                    pieces.push(Piece::Text("\n"));
                    pieces.push(Piece::Indent(1));
                }
                pieces.extend(item);
                pieces.push(Piece::Text(",\n"));
            } else {
                if !first {
                    pieces.push(Piece::Text(", "));
                }
                pieces.extend(item);
            }
            first = false;
        }
        if self.spec.alternate && !first {
            pieces.push(Piece::Indent(-1));
        }
    }

    /// Objects of built-in types that are neither shapes nor rows.
    fn object(&self, object: ObjectId) -> Option<Vec<Piece>> {
        let len = self.heap.slots(object).len() as u32;
        let tag = match self.heap.head(object)? {
            Head::Builtin(tag) => tag,
            Head::Weak { .. } => return Some(vec![Piece::Text("(Weak)")]),
            _ => return None,
        };
        match tag {
            TypeTag::HASH_SET | TypeTag::BTREE_SET => Some(self.list("{", "}", (object, 0, len))),
            TypeTag::HASH_MAP | TypeTag::BTREE_MAP => {
                let mut pieces = vec![Piece::Text("{")];
                let items = (0..len / 2).map(|entry| {
                    vec![
                        self.slot(object, entry * 2),
                        Piece::Text(": "),
                        self.slot(object, entry * 2 + 1),
                    ]
                });
                self.separated(&mut pieces, items);
                pieces.push(Piece::Text("}"));
                Some(pieces)
            }
            TypeTag::ANY => Some(vec![Piece::Text("Any { .. }")]),
            TypeTag::CELL => Some(self.named("Cell", object, vec!["value".to_owned()])),
            TypeTag::REF_CELL => {
                let flag = self.heap.get(Slot { object, index: 1 });
                let mutably = matches!(flag, Value::Int(_, it) if it < 0);
                if !mutably {
                    return Some(self.named("RefCell", object, vec!["value".to_owned()]));
                }
                let mut pieces = vec![Piece::Text("RefCell {")];
                if !self.spec.alternate {
                    pieces.push(Piece::Text(" "));
                }
                self.separated(
                    &mut pieces,
                    std::iter::once(vec![Piece::Text("value: <borrowed>")]),
                );
                pieces.push(Piece::Text(if self.spec.alternate { "}" } else { " }" }));
                Some(pieces)
            }
            _ => None,
        }
    }
}
