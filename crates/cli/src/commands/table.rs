//! `interleave table`.

use interleave_notes::{Recorded, Source, Table, TableId, TableOptions};
use interleave_playground::Language;

use super::Refusal;
use super::run::push_aligned;
use crate::args::{CostSourceArg, NotesArgs, NotesFormatArg, TableArgs};
use crate::units::parse_count;
use crate::{print, program};

/// Prints a table; answers the exit code.
pub fn table(args: &TableArgs) -> Result<u8, Refusal> {
    let id = TableId::from_name(&args.table)
        .ok_or_else(|| format!("there is no table `{}`; there are T1 to T8", args.table))?;
    let n = parse_count(&args.n).map_err(|reason| format!("--n: {reason}"))?;
    if !TableOptions::N.contains(&n) {
        let (least, most) = TableOptions::N.into_inner();
        return Err(format!("--n: {least} to {most}").into());
    }
    let program = args.program.as_deref().map(program::read).transpose()?;
    let options = TableOptions {
        n,
        cores: args.cores,
        costs: match args.costs {
            CostSourceArg::Notes => Source::Notes,
            CostSourceArg::Measured => Source::Measured,
        },
        source: program.map(|program| program.source).unwrap_or_default(),
    };
    let recorded = recorded(&args.notes)?;
    let table = interleave_notes::table(id, &options, &recorded)?;
    let language = args.notes.lang.into();
    print::to_stdout(&match args.notes.format {
        NotesFormatArg::Text => text(&table, language),
        NotesFormatArg::Markdown => table.markdown(language),
        NotesFormatArg::Json => {
            format!("{}\n", serde_json::to_string(&table).unwrap_or_default())
        }
    });
    Ok(0)
}

/// The file that was named, or the committed one.
pub(super) fn recorded(args: &NotesArgs) -> Result<Recorded, String> {
    let Some(path) = &args.recorded else {
        return Recorded::committed();
    };
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| format!("{path}: cannot be read: {error}"))?;
    Recorded::read(&text).map_err(|error| format!("{path}: {error}"))
}

fn text(table: &Table, language: Language) -> String {
    let mut out = format!("{}: {}\n", table.id.name(), table.title.pick(language));
    let mut rows = vec![Vec::new()];
    rows[0].extend(table.columns.iter().map(|column| column.head(language)));
    for row in &table.rows {
        rows.push(
            row.iter()
                .map(|cell| cell.pick(language).to_owned())
                .collect(),
        );
    }
    let left: Vec<usize> = (0..table.columns.len()).collect();
    push_aligned(&mut out, &rows, &left);
    for line in &table.foot {
        out += line.pick(language);
        out.push('\n');
    }
    out
}
