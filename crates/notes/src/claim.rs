//! A claim of the study notes, its evidence, and the verdict that follows from it.

use serde::{Deserialize, Serialize};

use crate::lab::Lab;
use crate::text::Text;

/// What the evidence says about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All evidence is for it.
    Holds,
    /// Some is for it, some against it: it depends on a condition.
    HoldsWithCondition,
    /// All is against it.
    DoesNotHold,
}

impl Verdict {
    /// The verdict that `evidence` leads to; `None` when nothing speaks for or against the claim.
    #[must_use]
    pub fn of(evidence: &[Evidence]) -> Option<Self> {
        let says = |what: bool| evidence.iter().any(|it| it.supports == Some(what));
        match (says(true), says(false)) {
            (true, false) => Some(Self::Holds),
            (true, true) => Some(Self::HoldsWithCondition),
            (false, true) => Some(Self::DoesNotHold),
            (false, false) => None,
        }
    }

    /// The verdict in words.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Holds => Text::new("holds", "成立"),
            Self::HoldsWithCondition => Text::new("holds with a condition", "有条件成立"),
            Self::DoesNotHold => Text::new("does not hold", "不成立"),
        }
    }
}

/// How much a piece of evidence is to be trusted, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// A figure of the notes.
    Notes,
    /// A run of the simulation.
    Simulated,
    /// A real run or a measured figure.
    Measured,
    /// What `rustc` says.
    Compiler,
}

impl Trust {
    /// Its name in words.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Notes => Text::new("notes", "笔记"),
            Self::Simulated => Text::new("simulated", "模拟"),
            Self::Measured => Text::new("measured", "实测"),
            Self::Compiler => Text::new("rustc", "rustc"),
        }
    }
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it comes from.
    pub trust: Trust,
    /// Whether it is for the claim or against it; `None` when it only explains.
    pub supports: Option<bool>,
    /// What was observed.
    pub says: Text,
}

impl Evidence {
    /// "+" for the claim, "-" against it, "·" when it only explains.
    #[must_use]
    pub fn sign(&self) -> &'static str {
        match self.supports {
            Some(true) => "+",
            Some(false) => "-",
            None => "·",
        }
    }

    pub(crate) fn simulated(supports: bool, en: String, zh: String) -> Self {
        Self::new(Trust::Simulated, Some(supports), en, zh)
    }

    pub(crate) fn measured(supports: bool, en: String, zh: String) -> Self {
        Self::new(Trust::Measured, Some(supports), en, zh)
    }

    pub(crate) fn new(trust: Trust, supports: Option<bool>, en: String, zh: String) -> Self {
        Self {
            trust,
            supports,
            says: Text { zh, en },
        }
    }

    /// What `rustc` said to the probe `name`: the claim needs it to be accepted, or to be rejected.
    pub(crate) fn compiler(
        lab: &Lab<'_>,
        name: &str,
        what: &str,
        claim_accepts: bool,
    ) -> Option<Self> {
        let probe = lab.recorded().probe(name)?;
        let code = &probe.code;
        let (en, zh) = if probe.accepted {
            (
                format!("`{what}` is accepted by stable rustc."),
                format!("稳定版 rustc 接受 `{what}`。"),
            )
        } else {
            (
                format!("`{what}` is rejected by rustc: {code}."),
                format!("rustc 拒绝 `{what}`：{code}。"),
            )
        };
        let supports = Some(probe.accepted == claim_accepts);
        Some(Self::new(Trust::Compiler, supports, en, zh))
    }
}

/// A claim as it stands in the list.
pub struct Claim {
    /// "C1", ….
    pub id: &'static str,
    /// The notes that it is from, by their files' numbers.
    pub notes: &'static str,
    /// What is claimed, English first.
    pub says: (&'static str, &'static str),
    /// The verdict that `why` explains; a test compares it with the evidence's.
    pub verdict: Verdict,
    /// One sentence why, English first.
    pub why: (&'static str, &'static str),
    /// The scenario that shows it.
    pub scenario: &'static str,
    /// Documentation by name.
    pub references: &'static [&'static str],
    /// What was observed.
    pub evidence: fn(&Lab<'_>) -> Vec<Option<Evidence>>,
}

/// A claim with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedClaim {
    /// "C1", ….
    pub id: String,
    /// The notes that it is from, by their files' numbers.
    pub notes: String,
    /// What is claimed.
    pub claim: Text,
    /// What the evidence says.
    pub verdict: Verdict,
    /// One sentence why.
    pub why: Text,
    /// The scenario that shows it.
    pub scenario: String,
    /// Documentation by name.
    pub references: Vec<String>,
    /// What was observed.
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// The claim with its evidence; without any, the verdict stays the list's.
    #[must_use]
    pub fn check(&self, lab: &Lab<'_>) -> CheckedClaim {
        let evidence: Vec<Evidence> = (self.evidence)(lab).into_iter().flatten().collect();
        CheckedClaim {
            id: self.id.to_owned(),
            notes: self.notes.to_owned(),
            claim: self.says.into(),
            verdict: Verdict::of(&evidence).unwrap_or(self.verdict),
            why: self.why.into(),
            scenario: self.scenario.to_owned(),
            references: self.references.iter().map(|it| (*it).to_owned()).collect(),
            evidence,
        }
    }
}

/// Claims as a list in Markdown.
#[must_use]
pub fn claims_markdown(
    claims: &[CheckedClaim],
    language: interleave_playground::Language,
) -> String {
    let mut out = String::new();
    for claim in claims {
        let (says, verdict) = (claim.claim.pick(language), claim.verdict.title());
        out += &format!("## {}: {says}\n\n", claim.id);
        let (verdict, why) = (verdict.pick(language), claim.why.pick(language));
        out += &format!("**{verdict}.** {why}\n\n");
        for evidence in &claim.evidence {
            let (trust, says) = (evidence.trust.title(), evidence.says.pick(language));
            out += &format!("- {} {}: {says}\n", evidence.sign(), trust.pick(language));
        }
        let references = claim.references.join(", ");
        out += &format!("\n`interleave run {}`; {references}\n\n", claim.scenario);
    }
    out
}
