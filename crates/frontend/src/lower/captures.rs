//! What a closure captures: places, as edition 2021 has it (Reference, "Closure types: capture modes").
//!
//! A `move` closure takes the smallest places that cover its uses, up to the first pointer on the way; other closures
//! take by value the places that they surely move, and borrow whole variables otherwise, which nobody can tell from
//! borrowing parts of them. Captured values are dropped in the order in which the variables are first mentioned, parts
//! of one variable in the order of their declaration.

use interleave_program::{Op, Reg, Span, Symbol, TypeTag};

use super::body::{Captured, Part, Var};
use crate::checks::{CapturingBody as Body, UsedPath, used_paths};
use crate::session::Session;

/// A place in a variable: each field with the type that has it, and whether it is taken by value.
struct Place {
    fields: Vec<(Symbol, Option<TypeTag>)>,
    by_value: bool,
}

impl Session<'_> {
    /// Enters what the closure's text uses among its captures, before its body is lowered.
    pub fn plan_captures(&mut self, body: Body<'_>, range: Span) {
        if self.is_prelude {
            return;
        }
        for (declared, paths, is_assigned) in used_paths(body, range, &self.inferred) {
            let Some(variable) = self.inferred.facts().variables.get(&declared) else {
                continue;
            };
            let name = variable.name.clone();
            let is_moved = variable.is_copy == Some(false);
            let takes = paths.iter().any(|it| it.by_value && it.fields.is_empty());
            let may_split = variable.is_reference == Some(false);
            // What is used of a reference is the place behind it, also when the variable is gone.
            let copies = variable.is_reference == Some(true) && variable.is_copy.is_some();
            let places = match may_split {
                true => self.captured_places(&paths),
                false => Vec::new(),
            };
            if places.is_empty() {
                let var = self.find_var(&name);
                let Some(Var::Capture(index)) = var else {
                    continue;
                };
                if copies && !is_assigned {
                    self.b().captures[usize::from(index)].copies = index < 63;
                }
                if takes && !self.b().is_move {
                    self.use_by_value(index);
                    self.b().captures[usize::from(index)].moves = is_moved;
                }
                continue;
            }
            for fields in places {
                self.b().captures.push(Captured {
                    name: name.clone(),
                    outer: Var::Local(Reg(0)),
                    by_value: true,
                    is_fn_once: false,
                    moves: false,
                    copies: false,
                    part: Some(Part { declared, fields }),
                });
            }
        }
    }

    /// The parts of a variable that are captured by value; none when it is captured as a whole.
    fn captured_places(&mut self, paths: &[UsedPath]) -> Vec<Vec<Symbol>> {
        let moves_all = self.b().is_move;
        let mut places: Vec<Place> = Vec::new();
        let mut used: Vec<Place> = paths.iter().map(|path| self.used_place(path)).collect();
        interleave_program::sort_by_key(&mut used, |place| place.fields.len());
        for place in used {
            let around = places
                .iter_mut()
                .find(|known| place.fields.starts_with(&known.fields));
            match around {
                Some(known) => known.by_value |= place.by_value,
                None => places.push(place),
            }
        }
        places.retain(|place| moves_all || place.by_value);
        if places.iter().any(|place| place.fields.is_empty()) {
            return Vec::new();
        }
        interleave_program::sort_by_key(&mut places, |place| self.declaration_order(place));
        let fields = |place: Place| place.fields.into_iter().map(|(field, _)| field).collect();
        places.into_iter().map(fields).collect()
    }

    /// The place that a use captures: types with `Drop` give only copies of their fields.
    fn used_place(&mut self, path: &UsedPath) -> Place {
        let has_drop = |owner: &Option<TypeTag>| {
            let index = owner.and_then(TypeTag::user_index);
            index.is_some_and(|index| self.program.types[index].drop.is_some())
        };
        // A field that its owner does not have is reached through the program's own `Deref`.
        let lacks = |(name, owner): &(String, Option<TypeTag>)| {
            let index = owner.and_then(TypeTag::user_index);
            let symbol = self.program.symbols.get(name);
            index.is_some_and(|index| {
                let mut shapes = self.program.types[index].shapes.iter();
                !shapes.any(|shape| {
                    let fields = &self.program.shapes[shape.index()].fields;
                    symbol.is_some_and(|symbol| fields.contains(&symbol))
                })
            })
        };
        let behind = path.fields.iter().position(lacks);
        let stop = path.fields.iter().position(|(_, owner)| has_drop(owner));
        let count = match stop {
            Some(at) if !path.is_copy => at,
            _ => path.fields.len(),
        };
        let count = behind.map_or(count, |behind| behind.min(count));
        let fields = path.fields[..count].iter();
        Place {
            fields: fields
                .map(|(name, owner)| (self.program.symbols.intern(name), *owner))
                .collect(),
            by_value: path.by_value,
        }
    }

    fn declaration_order(&self, place: &Place) -> Vec<usize> {
        let slot = |(field, owner): &(Symbol, Option<TypeTag>)| {
            let shapes = owner.and_then(|tag| {
                let index = tag.user_index()?;
                Some(&self.program.types[index].shapes)
            });
            match shapes.and_then(|shapes| shapes.first()) {
                Some(shape) => self.program.shapes[shape.index()].slot(*field),
                None => Some(usize::from(field.0)),
            }
        };
        let slots = place.fields.iter();
        slots.map(|field| slot(field).unwrap_or(0)).collect()
    }

    /// dst = the place of a variable's part in the body around the closure
    pub fn part_place(&mut self, span: Span, dst: Reg, name: &str, part: &Part) {
        let captured = (1..=part.fields.len()).rev().find_map(|count| {
            let prefix = Part {
                declared: part.declared,
                fields: part.fields[..count].to_vec(),
            };
            Some((count, self.part_index(&prefix)?))
        });
        let (from, var) = match captured {
            Some((count, index)) => (count, Some(Var::Capture(index))),
            None => (0, self.find_var(name)),
        };
        let Some(var) = var else {
            return;
        };
        if let (0, Var::Capture(index)) = (from, var) {
            self.use_by_value(index);
        }
        self.ref_var(span, dst, var);
        for field in &part.fields[from..] {
            let (base, field) = (dst, *field);
            self.op(span, Op::RefField { dst, base, field });
        }
    }
}
