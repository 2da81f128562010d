// `Debug`, `Display` and `PartialEq` implemented for a trait object.
trait Sh {
    fn name(&self) -> String;
}
struct Sq(f64);
impl Sh for Sq {
    fn name(&self) -> String {
        "sq".into()
    }
}
impl std::fmt::Debug for dyn Sh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name())
    }
}
impl std::fmt::Display for dyn Sh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.name())
    }
}
impl PartialEq for dyn Sh {
    fn eq(&self, o: &dyn Sh) -> bool {
        self.name() == o.name()
    }
}
impl dyn Sh {
    fn twice(&self) -> String {
        self.name().repeat(2)
    }
}
struct Holder {
    s: Box<dyn Sh>,
}
fn main() {
    let b: Box<dyn Sh> = Box::new(Sq(1.0));
    println!("{b:?} {b}");
    let r: &dyn Sh = &Sq(2.0);
    println!("{r:?} {r} {}", r.twice());
    let v: Vec<Box<dyn Sh>> = vec![Box::new(Sq(1.0))];
    println!("{v:?} {}", v[0].to_string());
    println!("{:?}", Some(&v[0]));
    let h = Holder { s: b };
    println!("{:?} {}", h.s, *h.s == *v[0]);
    println!(
        "{:?}",
        std::rc::Rc::<dyn Sh>::from(Box::new(Sq(1.)) as Box<dyn Sh>)
    );
}
