//! Every word of the interface in English and Chinese. What a run says comes from the report, in the same language.

use interleave_playground::Language;

use crate::state::Lacking;

macro_rules! strings {
    ($($name:ident: $en:literal, $zh:literal;)*) => {
        // Functions rather than fields: the words that a first visit does not see are fetched behind it.
        #[expect(missing_docs, reason = "each word documents itself")]
        impl Strings {
            $(#[must_use]
            pub fn $name(&self) -> &'static str {
                match self.0 {
                    Language::En => $en,
                    Language::Zh => $zh,
                }
            })*
        }

        #[cfg(test)]
        const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $en, $zh),)*];
    };
}

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Strings(Language);

/// The words of `language`.
#[must_use]
pub fn strings(language: Language) -> &'static Strings {
    match language {
        Language::En => &Strings(Language::En),
        Language::Zh => &Strings(Language::Zh),
    }
}

impl Strings {
    /// What stands in place of a run while there is none.
    #[must_use]
    pub fn no_run(&self, lacking: Lacking) -> &'static str {
        match lacking {
            Lacking::Coming => self.nothing_yet(),
            Lacking::Refused => self.nothing_runs(),
            Lacking::Astray => self.nothing_astray(),
            Lacking::Stopped => self.nothing_ended(),
        }
    }

    /// What stands over an older run that is shown instead.
    #[must_use]
    pub fn older_run(&self, lacking: Lacking) -> &'static str {
        match lacking {
            Lacking::Coming | Lacking::Refused => self.last_good_long(),
            Lacking::Astray => self.last_good_astray(),
            Lacking::Stopped => self.last_good_stopped(),
        }
    }
}

strings! {
    // Header
    choose_program: "Choose a program", "选择程序";
    other_language: "中文", "English";
    switch_language: "Switch to Chinese", "切换到英文";
    theme: "Theme", "主题";
    theme_auto: "Theme: as the system", "主题：跟随系统";
    theme_light: "Theme: light", "主题：浅色";
    theme_dark: "Theme: dark", "主题：深色";
    share: "Share", "分享";
    share_title: "Share", "分享";
    share_link: "Link to this very instant", "指向此刻的链接";
    share_embed: "For slides and pages", "嵌入幻灯片或网页";
    share_teach: "How to embed, and all settings", "嵌入方法与全部设置";
    share_take: "Take along", "带走";
    share_copy: "Copy", "复制";
    share_download: "Download", "下载";
    share_copied: "Copied", "已复制";
    share_refused: "The browser did not allow it. Select the text and copy it yourself.", "浏览器不允许复制，请选中文本后自行复制。";
    share_failed: "This run could not be exported.", "无法导出此次运行。";
    share_working: "Working…", "正在准备……";
    share_markdown: "Table, Markdown", "表格（Markdown）";
    share_csv: "Table, CSV", "表格（CSV）";
    share_svg: "Lanes, SVG", "泳道（SVG）";
    share_png: "Lanes, PNG", "泳道（PNG）";
    share_json: "Run, JSON", "运行记录（JSON）";
    share_perfetto: "Trace for Perfetto", "Perfetto 轨迹";
    share_html: "One page that needs no network", "无需网络的单个网页";
    measured: "measured", "实测";
    keys: "Keys", "快捷键";
    own_program: "Your program", "你的程序";
    changed: "changed", "已修改";

    program_width: "Width of the program", "程序栏宽度";
    output_width: "Width of the output", "输出栏宽度";
    program_height: "Height of the program", "程序栏高度";
    lanes_height: "Height of the lanes", "泳道高度";

    // Runtimes and the network
    preset: "run as", "按……运行";
    preset_none: "as set here", "按此处设置";
    preset_threads: "OS threads", "系统线程";
    preset_java: "Java virtual threads", "Java 虚拟线程";
    costs_of_runtime: "of this runtime", "该运行时的开销";
    delay_resolve: "network: look up", "网络：查询地址";
    delay_connect: "network: connect", "网络：连接";
    delay_read: "network: read", "网络：读取";

    // Futures
    hints: "Hints", "提示";
    futures_states: "Futures: in which state is each parked?", "各个 future 停在哪个状态？";
    futures_start: "start", "开始";
    futures_done: "done", "完成";
    futures_polls: "polls", "poll 次数";
    futures_parked: "parked at", "停在";
    futures_keeps: "keeps", "保留";
    futures_in_poll: "is being polled", "正在被 poll";
    futures_not_polled: "not polled yet", "尚未被 poll";
    futures_is_done: "has given its value", "已给出结果";
    futures_elsewhere: "parked in a hand-written future", "停在手写的 future 中";

    // A live run
    run_live: "Run live", "现场运行";
    live_title: "Live in this browser", "在此浏览器中现场运行";
    live_note: "Real: this browser's event loop says whose turn it is to be polled, and its own timers end the sleeps. What a poll does is interpreted; OS threads are simulated, at the browser's time.", "真实的部分：由浏览器自己的事件循环决定轮到谁被 poll，由浏览器的定时器结束睡眠。poll 的内容由解释器执行；系统线程按浏览器的时间模拟。";
    live_measuring: "Measuring how late this browser's timers are…", "正在测量此浏览器定时器的误差……";
    live_running: "Running…", "运行中……";
    live_real: "live", "现场";
    live_simulated: "simulated", "模拟";
    live_same_order: "Order equal to the simulated one.", "顺序与模拟一致。";
    live_other_order: "The order is not the simulated one.", "顺序与模拟不同。";
    live_in_time: "Times within the timers' jitter.", "时间误差在定时器抖动范围内。";
    live_late: "Times beyond the timers' jitter.", "时间误差超出定时器抖动范围。";
    live_late_by: "Late for each timer at most", "每个定时器最多迟";
    live_jitter: "this browser's timers, measured before, meanwhile and after, may be late by", "运行之前、之中、之后实测，此浏览器的定时器可迟";
    live_futures: "Futures polled", "被 poll 的 future";
    live_timers: "timers set", "设置的定时器";
    live_failed: "The live run was lost: the worker did not answer.", "现场运行中断：后台没有响应。";

    // The notes
    notes: "The notes", "笔记";
    to_program: "Back to the program", "返回程序";
    notes_title: "The notes, checked", "笔记，逐条核对";
    notes_intro: "Five sets of study notes on threads and async started this page. Each claim and each table of theirs is held against the simulation and against real runs.", "这个页面源于五份关于线程与异步的学习笔记。其中每条论断、每张表格，都与模拟和真实运行对照。";
    notes_tables: "Tables", "表格";
    notes_claims: "Claims", "论断";
    notes_number: "threads or tasks", "线程或任务数";
    notes_costs: "costs", "开销";
    notes_costs_notes: "the notes' figures", "笔记中的数字";
    notes_costs_measured: "measured", "实测";
    notes_computing: "computing…", "计算中……";
    notes_gave_up: "This browser could not make the table; choose a smaller number.", "此浏览器无法算出这张表，请选小一些的数量。";
    notes_show: "show it", "演示";
    notes_drop: "Drop a file of `cargo xtask measure` onto the page to see your own machine's figures.", "把 `cargo xtask measure` 生成的文件拖到页面上，即可换成你自己机器的数据。";
    notes_load: "Load its program", "载入其程序";

    // Program
    program: "Program", "程序";
    source: "Source text", "源代码";
    edit: "Edit", "编辑";
    done: "Done", "完成";
    reset: "Reset", "还原";
    editor: "Program text", "程序文本";
    machine: "Machine", "机器";
    cores: "cores", "核数";
    time_slice: "time slice", "时间片";
    workers: "workers", "工作线程";
    workers_as_cores: "as cores", "同核数";
    policy: "policy", "调度策略";
    policy_rr: "round robin", "轮转";
    policy_fifo: "first in, first out", "先来先服务";
    policy_fair: "fair, as Linux", "公平（同 Linux）";
    costs: "costs", "开销";
    costs_ideal: "ideal: only work takes time", "理想：只有计算耗时";
    costs_typical: "typical", "典型";
    no_sliders: "No literal here can be a slider.", "这里没有可拖动的字面量。";
    drag_literal: "Drag to change", "拖动以修改";
    lines_not_shown: "more lines", "行未显示";

    // Units
    unit_ns: "ns", "ns";
    unit_us: "µs", "µs";
    unit_ms: "ms", "ms";
    unit_s: "s", "s";

    // Schedulers
    schedulers: "Scheduler", "调度方式";
    one_core: "One core", "单核";
    many_cores: "Many cores", "多核";
    event_loop: "Event loop", "事件循环";
    green: "M:N", "M:N";
    compare: "Compare", "对比";
    lanes: "Lanes", "泳道";
    lanes_by: "by", "按";
    by_thread: "thread", "线程";
    by_core: "core", "核";
    by_worker: "worker", "工作线程";

    // Transport
    step_back: "Step back", "上一步";
    step_forward: "Step forward", "下一步";
    play: "Play", "播放";
    pause: "Pause", "暂停";
    step_by: "Step by", "单步单位";
    step_instant: "by instant", "按时刻";
    step_event: "by event", "按事件";
    step_line: "by line", "按行";
    step_thread: "by thread", "按线程";
    what_if: "What if…", "假如……";
    what_if_title: "What if from here", "假如从这里开始";
    what_if_looking: "Looking for other ways to go on…", "正在寻找其他走法……";
    what_if_none: "From here on nothing else could happen: there is only one way.", "从这里往后没有别的可能：只有一种走法。";
    what_if_at: "The next choice is at", "下一个选择点在";
    instead_of: "instead of", "而不是";
    as_it_went: "As it went", "原来的走法";
    other_way: "What if", "假如";
    first_difference: "first difference", "首个不同";
    keep_this: "Keep this way", "采用这种走法";
    own_way: "Back to the scheduler's own way", "回到调度器自己的走法";
    speed: "Speed", "速度";
    speed_auto: "whole run in 6 s", "6 秒放完";
    step: "step", "单步";
    zoom_and_pan: "zoom and pan", "缩放与平移";
    whole_run: "Whole run", "全程";

    // Legend
    running: "running", "运行";
    ready: "ready, no core free", "就绪，等待空闲核";
    sleeping: "sleeping", "睡眠";
    polled: "running, polled", "运行（正在 poll）";
    pending: "pending, until woken", "Pending（等待唤醒）";
    blocked: "blocked, on what", "阻塞（等什么）";
    measured_runs: "measured in real runs", "真实运行的实测";
    lanes_left_out: "more lanes", "条泳道未画出";
    left_out: "more pieces not drawn", "个部分未画出";

    // Metrics
    makespan: "makespan", "总时长";
    cores_busy: "cores busy", "核利用率";
    switches: "switches", "切换次数";
    printed_lines: "lines printed", "输出行数";
    per_thread: "Per thread", "各线程";
    thread: "thread", "线程";
    arrival: "arrival", "到达";
    response: "response", "响应";
    turnaround: "turnaround", "周转";
    waiting: "waiting", "等待";
    never: "never", "没有";

    // Timeline
    timeline: "Timeline", "时间线";
    time: "time", "时间";
    rows_left_out: "more rows", "行未显示";
    columns_left_out: "more threads", "个线程未显示";
    nothing_yet: "The first run is on its way…", "正在进行第一次运行……";
    nothing_runs: "The text has an error, so nothing runs.", "程序文本有错，无法运行。";
    nothing_astray: "The schedule does not fit this program, so nothing runs.", "调度与此程序不符，无法运行。";
    nothing_ended: "The run was stopped before its end, so there is none to show.", "运行未到结束就被停止，没有可显示的结果。";
    last_good: "last good run", "上一次可运行的结果";
    last_good_long: "The text has an error; this is the last good run.", "程序文本有错，这里是上一次可运行的结果。";
    last_good_astray: "The schedule does not fit this program; this is the last good run.", "调度与此程序不符，这里是上一次可运行的结果。";
    last_good_stopped: "The run was stopped before its end; this is the last good run.", "运行未到结束就被停止，这里是上一次可运行的结果。";
    running_now: "running…", "运行中……";

    // Predict
    predict: "Predict", "预测";
    predict_order: "Order the lines", "排列输出行";
    predict_title: "Predict, then reveal", "先预测，再揭晓";
    predict_how: "Fill in what each thread does; write it or choose it.", "填写每个线程做什么；可以写，也可以选。";
    predict_order_how: "Put the lines into the order in which they are printed.", "把各行排成输出的顺序。";
    predict_choose: "Choose cells", "选择单元格";
    predict_choosing: "Press the cells that are to be blank; the link holds them.", "点选要留空的单元格；链接会保存它们。";
    predict_done_choosing: "Done", "选好了";
    predict_check: "Check", "检查";
    predict_reveal: "Reveal", "揭晓";
    predict_again: "Again", "重来";
    predict_right: "right", "答对";
    predict_of: "of", "共";
    predict_hidden: "Hidden until you have predicted it.", "预测之后才会显示。";
    grade_right: "right", "正确";
    grade_partly: "partly right", "部分正确";
    grade_wrong: "not right", "不对";
    does_at: "at", "在";
    earlier: "Earlier", "上移";
    later: "Later", "下移";

    // Output
    output: "Output", "输出";
    no_output: "Nothing is printed.", "没有输出。";
    stderr: "stderr", "stderr";
    why: "Why", "为什么";
    why_nothing: "nothing had to happen before.", "不需要先发生别的事。";
    ending: "How it ends", "结局";
    later_lines: "more lines", "行未显示";

    // Diagnostics
    problems: "Problems", "问题";
    severity_error: "error", "错误";
    severity_warning: "warning", "警告";
    severity_hint: "hint", "提示";
    help: "help", "建议";

    // All outcomes
    outcomes: "All outcomes", "所有结局";
    timing: "What time promises", "时间的约定";
    timing_free: "free: a sleep promises nothing to others", "free：睡眠不对别的线程作承诺";
    timing_spurious: "free, and condition variables may wake for no reason", "free，且条件变量可能虚假唤醒";
    timing_exact: "exact: sleeps end on time", "exact：睡眠准时结束";
    timing_jitter: "jitter: late by up to", "jitter：最多迟到";
    search_again: "Search again", "重新搜索";
    search_go_on: "Go on", "继续搜索";
    search_stop: "Stop", "停止";
    search_lost: "The search needed more memory than the browser gives, or did not stop, and was ended: what it had found is lost. Try fewer threads or rounds.", "搜索所需内存超出浏览器的限度，或未能及时停止，已被终止；此前找到的结局没有保留。请减少线程数或轮数。";
    search_try: "trying without exact counts", "尝试不作精确计数";
    searching: "Searching…", "搜索中……";
    states_seen: "states", "个状态";
    one_state: "state", "个状态";
    states_open: "open", "个待查";
    acts_followed: "acts", "步";
    one_act: "act", "步";
    per_second: "states a second", "个状态每秒";
    outcomes_so_far: "outcomes so far", "种结局（目前）";
    one_outcome: "outcome", "种结局";
    among_them: "among them", "其中有";
    many_outcomes: "outcomes", "种结局";
    is_reduced: "schedules counted at least, shares roughly: what is independent was taken in one order only", "调度数为下限，比例为近似：互不相干的步骤只按一种先后计";
    is_complete: "complete: there are no others", "完整：没有别的结局";
    schedules: "schedules", "种调度";
    one_schedule: "schedule", "种调度";
    schedules_unbounded: "schedules without bound", "无限多种调度";
    context_switches: "switches", "次切换";
    decisive: "decisive choices", "个关键选择";
    one_decisive: "decisive choice", "个关键选择";
    prints_nothing: "prints nothing", "没有输出";
    ends_well: "ends", "结束";
    ends_panicked: "panic", "panic";
    ends_deadlock: "deadlock", "死锁";
    ends_partly_stuck: "ends, threads stuck", "结束，有线程卡住";
    ends_livelock: "livelock", "活锁";
    ends_limit: "limit", "限制";
    outcomes_none: "No run has come to an end so far: does the program end at all?", "目前还没有一次运行走到结局：程序会结束吗？";
    outcomes_of_before: "These are outcomes of the text before.", "这是先前程序文本的结局。";
    line_place: "line {}", "第 {} 行";
    outcome_hint: "Choose an outcome: its run comes into the lanes below.", "选择一种结局，下方泳道显示它的一次运行。";
    races: "Races", "竞争";
    without_race: "a run without it", "没有发生的运行";
    with_race: "a run with it", "发生了的运行";
    questions: "Ask", "提问";
    can_it_print: "Can it print", "能否输出";
    can_come: "Can", "能否";
    come_before: "come before", "先于";
    ask: "Ask", "提问";
    show_it: "Show it", "演示";
    state_graph: "State graph", "状态图";
    state_graph_hint: "From left to right: each dot is a state, each line an act in its thread's colour, each number an outcome.", "从左到右：点是状态，线是一步（颜色表示线程），数字是结局。";

    // You are the scheduler
    you_schedule: "You are the scheduler", "由你来调度";
    give_up: "Let it go", "不再手动调度";
    goal: "Goal", "目标";
    no_goal: "none, just look around", "无，随便看看";
    who_next: "Who goes next?", "接下来让谁走？";
    undo: "Undo", "撤销";
    start_over: "Start over", "重来";
    from_here: "From here, what can still happen?", "从这里出发，还可能发生什么？";
    from_here_all: "From here", "从这里出发";
    goal_reached: "Reached!", "达成！";
    goal_missed: "Not this time: undo a step or start over.", "这次没有：撤销一步或重来。";
    goal_possible: "The goal can still be reached from here.", "从这里仍可达成目标。";
    goal_lost: "From here the goal cannot be reached any more.", "从这里已无法达成目标。";
    run_is_over: "The run is over.", "运行已结束。";
    choices_made: "choices so far:", "已做选择：";

    // Notices
    notice_timeout: "The run took more than 5 s and was stopped.", "运行超过 5 秒，已停止。";
    notice_lost: "The simulator stopped and was started again.", "模拟器意外停止，已重新启动。";
    notice_gone: "The simulator could not be started in this browser.", "无法在此浏览器中启动模拟器。";
    notice_bad_link: "This link could not be read, so here is the first program.", "无法读取此链接，已打开第一个程序。";
    notice_unread_link: "Left out of this link, because it cannot be read:", "此链接中的以下内容无法读取，已忽略：";
    notice_bad_file: "This file is neither a Rust program nor a recorded run (JSON of interleave verify or run).", "此文件既不是 Rust 程序，也不是录制的运行（interleave verify 或 run 的 JSON）。";
    dismiss: "Dismiss", "关闭";

    // Keys
    keys_title: "Keys", "快捷键";
    key_step: "step back and forward", "上一步、下一步";
    key_event: "by event, back and forward", "按事件后退、前进";
    key_what_if: "what if from here", "假如从这里开始";
    key_ends: "first and last instant", "最初与最后时刻";
    key_play: "play and pause", "播放与暂停";
    key_zoom: "zoom in and out", "放大与缩小";
    key_pan: "pan left and right", "左移与右移";
    key_fit: "whole run", "全程";
    key_help: "this sheet", "本表";
    key_wheel: "zoom with the wheel", "滚轮缩放";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn both_languages_are_complete() {
        for (name, en, zh) in ALL {
            assert!(!en.trim().is_empty(), "{name} has no English");
            assert!(!zh.trim().is_empty(), "{name} has no Chinese");
        }
    }

    #[test]
    fn chinese_is_chinese_unless_it_is_a_name() {
        const NAMES: [&str; 8] = ["M:N", "stderr", "English", "ns", "µs", "ms", "s", "panic"];
        for (name, _, zh) in ALL {
            let is_chinese = zh
                .chars()
                .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            assert!(is_chinese || NAMES.contains(zh), "{name}: {zh}");
        }
    }
}
