//! From arguments to a machine.

use interleave_notes::Runtime;
use interleave_playground::{Costs, Limits, Machine, Model, Nanos, Network, Policy};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::args::{CostsArg, MachineArgs, ModelArg, PolicyArg, PresetArg};
use crate::units::{parse_count, parse_pair, parse_time, same_name};

/// The machine that `args` describe, with `cores` cores, for a program of this text.
pub fn machine(args: &MachineArgs, cores: u32, source: &str) -> Result<Machine, String> {
    if let Some(preset) = args.preset {
        let machine = runtime(preset).preset(cores, source.contains("async"));
        let policy = policy(args.policy);
        let costs = with_fields("--cost", machine.costs.clone(), &args.cost)?;
        return finished(
            args,
            Machine {
                policy,
                costs,
                ..machine
            },
        );
    }
    let model = match args.model {
        ModelArg::Threads => Model::Threads,
        ModelArg::EventLoop => Model::EventLoop,
        ModelArg::Green => Model::Green,
    };
    let costs = match args.costs {
        CostsArg::Ideal => Costs::ideal(),
        CostsArg::Typical => Costs::typical(),
    };
    let quantum = parse_time(&args.quantum).map_err(|reason| format!("--quantum: {reason}"))?;
    if quantum == 0 {
        return Err("--quantum: a time slice is at least 1ns".to_owned());
    }
    let machine = Machine {
        cores,
        policy: policy(args.policy),
        quantum: Nanos(quantum),
        costs: with_fields("--cost", costs, &args.cost)?,
        model,
        workers: args.workers.unwrap_or(0),
        ..Machine::default()
    };
    finished(args, machine)
}

/// What does not depend on the runtime.
fn finished(args: &MachineArgs, machine: Machine) -> Result<Machine, String> {
    Ok(Machine {
        network: with_fields("--network", Network::default(), &args.network)?,
        limits: limits(&args.limit)?,
        ..machine
    })
}

fn policy(policy: PolicyArg) -> Policy {
    match policy {
        PolicyArg::Rr => Policy::Rr,
        PolicyArg::Fifo => Policy::Fifo,
        PolicyArg::Fair => Policy::Fair,
    }
}

fn runtime(preset: PresetArg) -> Runtime {
    match preset {
        PresetArg::Threads => Runtime::Threads,
        PresetArg::EventLoop => Runtime::EventLoop,
        PresetArg::Tokio => Runtime::Tokio,
        PresetArg::Go => Runtime::Go,
        PresetArg::JavaVirtual => Runtime::JavaVirtual,
    }
}

/// The limits with the fields set that `pairs` name.
pub fn limits(pairs: &[String]) -> Result<Limits, String> {
    with_fields("--limit", Limits::default(), pairs)
}

/// `value` with the fields set that `pairs` name. Goes over the plain data form, so that every field has its name
/// here as soon as it exists.
fn with_fields<T: Serialize + DeserializeOwned>(
    option: &str,
    value: T,
    pairs: &[String],
) -> Result<T, String> {
    let mut data = serde_json::to_value(&value).map_err(|error| error.to_string())?;
    let Some(fields) = data.as_object_mut() else {
        return Ok(value);
    };
    for pair in pairs {
        let (name, text) = parse_pair(option, pair)?;
        let is_named = |field: &&String| {
            same_name(field, name)
                || field
                    .strip_suffix("_ns")
                    .or_else(|| field.strip_suffix("_bytes"))
                    .is_some_and(|stem| same_name(stem, name))
        };
        let Some(field) = fields.keys().find(is_named).cloned() else {
            let known: Vec<&str> = fields.keys().map(String::as_str).collect();
            let known = known.join(", ");
            return Err(format!(
                "{option}: there is no `{name}`; there are: {known}"
            ));
        };
        let has_unit = !text.ends_with(|c: char| c.is_ascii_digit());
        let amount = if field.ends_with("_ns") && has_unit {
            parse_time(text)
        } else {
            parse_count(text)
        };
        let amount = amount.map_err(|reason| format!("{option} {name}: {reason}"))?;
        fields.insert(field, amount.into());
    }
    serde_json::from_value(data).map_err(|error| format!("{option}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(pairs: &[&str]) -> Result<Costs, String> {
        let pairs: Vec<String> = pairs.iter().map(|pair| (*pair).to_owned()).collect();
        with_fields("--cost", Costs::ideal(), &pairs)
    }

    #[test]
    fn costs_by_name_with_or_without_unit() {
        let set = costs(&[
            "thread_spawn_ns=300000000",
            "thread-switch=2us",
            "task_bytes=1KiB",
        ]);
        let set = set.expect("all are fields");
        assert_eq!(
            (set.thread_spawn_ns, set.thread_switch_ns, set.task_bytes),
            (300_000_000, 2_000, 1_024)
        );
    }

    #[test]
    fn unknown_costs_list_the_known_ones() {
        let error = costs(&["warp=1"]).expect_err("no such field");
        assert!(
            error.contains("there is no `warp`; there are: ") && error.contains("instruction_ns")
        );
        assert!(costs(&["task_bytes"]).is_err());
        assert!(costs(&["instruction_ns=fast"]).is_err());
    }
}
