//! Has the linker keep its list of who refers to which data: the build takes the page's programs apart by it.

fn main() {
    let is_for = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|it| it == value);
    if is_for("CARGO_CFG_TARGET_ARCH", "wasm32") && is_for("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
