//! The page's own program: renders [`interleave_web::components::App`] into the document.

fn main() {
    interleave_web::show_page();
}
