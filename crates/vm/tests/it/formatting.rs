//! `{}` and `{:?}` against std's own formatter, and `fmt` of the program inside other values.

use interleave_program::{
    Align, Const, Count, FormatSpec, FormatTrait, IntKind, Method, MethodTarget, Op, SelfKind,
};

use crate::assembler::{Assembler, r, run};

/// What a placeholder makes of a constant.
fn format(constant: Const, spec: FormatSpec) -> String {
    let mut it = Assembler::new();
    let index = it.constant(constant);
    let spec = it.format(spec);
    it.function(
        "main",
        0,
        3,
        vec![
            Op::Const { dst: r(0), index },
            Op::FormatNew { dst: r(1) },
            Op::RefLocal {
                dst: r(2),
                src: r(0),
            },
            Op::FormatArg {
                buffer: r(1),
                place: r(2),
                spec,
            },
            Op::Return { src: r(1) },
        ],
    );
    run(it).text()
}

fn spec(which: FormatTrait) -> FormatSpec {
    FormatSpec::plain(which)
}

#[test]
fn numbers_agree_with_std() {
    let int = |value: i128| Const::Int(IntKind::I32, value);
    let wide = |width| FormatSpec {
        width: Count::Is(width),
        ..spec(FormatTrait::Display)
    };
    assert_eq!(format(int(-42), wide(6)), format!("{:6}", -42));
    assert_eq!(
        format(
            int(-42),
            FormatSpec {
                zero: true,
                ..wide(6)
            }
        ),
        format!("{:06}", -42)
    );
    assert_eq!(
        format(
            int(42),
            FormatSpec {
                plus: true,
                ..wide(0)
            }
        ),
        format!("{:+}", 42)
    );
    let left = FormatSpec {
        align: Some(Align::Left),
        fill: '*',
        ..wide(6)
    };
    assert_eq!(format(int(42), left), format!("{:*<6}", 42));
    let hex = FormatSpec {
        alternate: true,
        zero: true,
        width: Count::Is(8),
        ..spec(FormatTrait::LowerHex)
    };
    assert_eq!(format(int(255), hex), format!("{:#08x}", 255));
    assert_eq!(
        format(int(-1), spec(FormatTrait::LowerHex)),
        format!("{:x}", -1i32)
    );
    assert_eq!(
        format(int(-2), spec(FormatTrait::Binary)),
        format!("{:b}", -2i32)
    );
    assert_eq!(
        format(int(1500), spec(FormatTrait::LowerExp)),
        format!("{:e}", 1500)
    );
    let max = Const::Int(IntKind::U128, -1);
    assert_eq!(
        format(max, spec(FormatTrait::Display)),
        u128::MAX.to_string()
    );
    for float in [
        0.0,
        -0.0,
        1.0,
        0.1,
        1e16,
        1e-7,
        123456.789,
        f64::MAX,
        f64::NAN,
        f64::INFINITY,
    ] {
        assert_eq!(
            format(Const::F64(float), spec(FormatTrait::Display)),
            format!("{float}")
        );
        assert_eq!(
            format(Const::F64(float), spec(FormatTrait::Debug)),
            format!("{float:?}")
        );
        let precise = FormatSpec {
            precision: Count::Is(2),
            ..wide(9)
        };
        assert_eq!(format(Const::F64(float), precise), format!("{float:9.2}"));
        let zero = FormatSpec {
            zero: true,
            ..wide(9)
        };
        assert_eq!(format(Const::F64(float), zero), format!("{float:09}"));
    }
}

#[test]
fn texts_are_padded_cut_and_escaped() {
    let text = |it: &str| Const::Str(it.to_owned());
    let centre = FormatSpec {
        align: Some(Align::Center),
        fill: '-',
        width: Count::Is(7),
        precision: Count::Is(2),
        ..spec(FormatTrait::Display)
    };
    assert_eq!(format(text("äöü"), centre), format!("{:-^7.2}", "äöü"));
    let tricky = "tab\t\"q\" \u{7f} é \u{1f600}\n";
    assert_eq!(
        format(text(tricky), spec(FormatTrait::Debug)),
        format!("{tricky:?}")
    );
    assert_eq!(
        format(Const::Char('\''), spec(FormatTrait::Debug)),
        format!("{:?}", '\'')
    );
}

/// `#[derive(Debug)]` around a type whose `fmt` is the program's: it is called where the value stands, and its
/// lines are indented by `{:#?}`.
#[test]
fn the_programs_own_fmt_is_called_inside_structures() {
    let mut it = Assembler::new();
    let text = it.text("own\nlines");
    let name = it.program.symbols.intern("Debug::fmt");
    let inner = it.structure("Inner", &[], None, &[]);
    let outer = it.structure("Outer", &["inner"], None, &["Debug"]);
    let pretty = it.format(FormatSpec {
        alternate: true,
        ..spec(FormatTrait::Debug)
    });
    it.function(
        "main",
        0,
        3,
        vec![
            Op::Make {
                dst: r(0),
                shape: inner,
                args: r(0),
            },
            Op::Make {
                dst: r(0),
                shape: outer,
                args: r(0),
            },
            Op::FormatNew { dst: r(1) },
            Op::RefLocal {
                dst: r(2),
                src: r(0),
            },
            Op::FormatArg {
                buffer: r(1),
                place: r(2),
                spec: pretty,
            },
            Op::Return { src: r(1) },
        ],
    );
    let write = interleave_program::Native::WriteStr;
    let fmt = it.function(
        "fmt",
        2,
        4,
        vec![
            Op::Copy {
                dst: r(2),
                src: r(1),
            },
            Op::Const {
                dst: r(3),
                index: text,
            },
            Op::Native {
                dst: r(2),
                native: write,
                args: r(2),
                argc: 2,
            },
            Op::Return { src: r(2) },
        ],
    );
    let tag = it.program.shapes[inner.index()].tag;
    let method = Method {
        target: MethodTarget::Fn(fmt),
        self_kind: SelfKind::Ref,
    };
    it.program.set_method(tag, name, method);
    let mut run = run(it);
    assert_eq!(run.text(), "Outer {\n    inner: own\n    lines,\n}");
    assert_eq!(run.heap.bytes(), 0);
}
