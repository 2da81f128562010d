//! Small drawings for buttons. They say nothing to a screen reader: the button's name does.

use yew::prelude::*;

fn icon(path: &'static str) -> Html {
    html! {
        <svg viewBox="0 0 14 14" width="14" height="14" fill="currentColor" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}

/// One instant back.
pub fn step_back() -> Html {
    icon("M2 2h2v10H2zM13 2v10L5 7z")
}

/// One instant on.
pub fn step_forward() -> Html {
    icon("M10 2h2v10h-2zM1 2v10l8-5z")
}

/// Time runs.
pub fn play() -> Html {
    icon("M3 2l9 5-9 5z")
}

/// Time stands.
pub fn pause() -> Html {
    icon("M3 2h3v10H3zM8 2h3v10H8z")
}

/// Light and dark.
pub fn theme() -> Html {
    icon("M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1zm0 1.5v9a4.5 4.5 0 0 1 0-9z")
}

/// The mark of the page: three threads, staggered.
pub fn mark() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true" focusable="false">
            <rect class="task-0" x="1" y="3" width="9" height="4" rx="2" />
            <rect class="task-1" x="12" y="9" width="9" height="4" rx="2" />
            <rect class="task-2" x="5" y="15" width="11" height="4" rx="2" />
        </svg>
    }
}
