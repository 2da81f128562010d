//! `interleave claims`.

use interleave_notes::{CheckedClaim, Lab, check_claims, claims_markdown};
use interleave_playground::Language;

use super::Refusal;
use super::table::recorded;
use crate::args::{ClaimsArgs, NotesFormatArg};
use crate::print;

/// Prints every claim with its verdict and evidence; answers the exit code.
pub fn claims(args: &ClaimsArgs) -> Result<u8, Refusal> {
    let recorded = recorded(&args.notes)?;
    let claims = check_claims(&Lab::new(&recorded));
    let language = args.notes.lang.into();
    print::to_stdout(&match args.notes.format {
        NotesFormatArg::Text => text(&claims, language),
        NotesFormatArg::Markdown => claims_markdown(&claims, language),
        NotesFormatArg::Json => {
            format!("{}\n", serde_json::to_string(&claims).unwrap_or_default())
        }
    });
    Ok(0)
}

fn text(claims: &[CheckedClaim], language: Language) -> String {
    let mut out = String::new();
    for claim in claims {
        let (verdict, says) = (claim.verdict.title(), claim.claim.pick(language));
        out += &format!("{} {says}: {}\n", claim.id, verdict.pick(language));
        out += &format!("   {}\n", claim.why.pick(language));
        for evidence in &claim.evidence {
            let (trust, says) = (evidence.trust.title(), evidence.says.pick(language));
            out += &format!("   {} {}: {says}\n", evidence.sign(), trust.pick(language));
        }
        out += &format!(
            "   interleave run {} · {}\n\n",
            claim.scenario,
            claim.references.join(", ")
        );
    }
    out
}
