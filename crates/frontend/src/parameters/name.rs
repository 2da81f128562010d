//! Names of parameters, in English and in Chinese.

/// A word of ours in both languages, or a word of the program, which is the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) en: String,
    pub(super) zh: String,
}

impl Word {
    /// A word of ours.
    pub(super) fn ours(en: &str, zh: &str) -> Self {
        Self {
            en: en.to_owned(),
            zh: zh.to_owned(),
        }
    }

    /// An identifier or thread name of the program: `STEP_TIME` reads "step time".
    pub(super) fn program(name: &str) -> Self {
        let is_constant = !name.chars().any(char::is_lowercase);
        let words = name.trim_start_matches("r#").trim_matches('_');
        let words = words.replace('_', " ");
        let words = if is_constant {
            words.to_lowercase()
        } else {
            words
        };
        Self {
            en: words.clone(),
            zh: words,
        }
    }

    pub(super) fn sleep() -> Self {
        Self::ours("sleep", "休眠")
    }

    pub(super) fn work() -> Self {
        Self::ours("work", "工作")
    }

    pub(super) fn timeout() -> Self {
        Self::ours("timeout", "超时")
    }

    pub(super) fn time() -> Self {
        Self::ours("time", "时长")
    }

    pub(super) fn rounds() -> Self {
        Self::ours("rounds", "轮数")
    }

    pub(super) fn end() -> Self {
        Self::ours("end", "终点")
    }

    pub(super) fn threads() -> Self {
        Self::ours("threads", "线程数")
    }

    pub(super) fn tasks() -> Self {
        Self::ours("tasks", "任务数")
    }

    pub(super) fn capacity() -> Self {
        Self::ours("capacity", "容量")
    }

    pub(super) fn permits() -> Self {
        Self::ours("permits", "许可数")
    }

    pub(super) fn pool_size() -> Self {
        Self::ours("pool size", "线程池大小")
    }

    pub(super) fn number() -> Self {
        Self::ours("number", "数值")
    }
}

/// Where a literal stands and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The thread or function; left out where the thing names itself.
    pub(super) scope: Option<Word>,
    /// "sleep", "rounds", or the name of a `const` or `let`.
    pub(super) thing: Word,
}

impl Name {
    pub(super) fn en(&self) -> String {
        self.joined(|word| &word.en)
    }

    pub(super) fn zh(&self) -> String {
        self.joined(|word| &word.zh)
    }

    fn joined(&self, language: fn(&Word) -> &str) -> String {
        match &self.scope {
            Some(scope) => {
                let (scope, thing) = (language(scope), language(&self.thing));
                let is_chinese = !scope.is_ascii() && !thing.is_ascii();
                format!("{scope}{}{thing}", if is_chinese { "" } else { " " })
            }
            None => language(&self.thing).to_owned(),
        }
    }
}

/// One of several: "workers" are each a "worker", "children" each a "child".
pub(super) fn singular(name: &str) -> String {
    let plain = name.trim_matches('_');
    match plain {
        "children" => "child".to_owned(),
        _ if plain.ends_with("ss") || plain.len() < 3 => plain.to_owned(),
        _ if plain.ends_with("ies") => format!("{}y", &plain[..plain.len() - 3]),
        _ if plain.ends_with('s') => plain[..plain.len() - 1].to_owned(),
        _ => plain.to_owned(),
    }
}
