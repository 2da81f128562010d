// Option: everyday methods.
#[derive(Debug, Clone, PartialEq)]
struct User {
    name: String,
    email: Option<String>,
}

fn find(id: u32) -> Option<User> {
    match id {
        1 => Some(User { name: "ann".to_string(), email: Some("ann@x.org".to_string()) }),
        2 => Some(User { name: "bob".to_string(), email: None }),
        _ => None,
    }
}

fn first_even(xs: &[i32]) -> Option<i32> {
    let x = xs.iter().find(|x| *x % 2 == 0)?;
    Some(*x * 10)
}

fn main() {
    println!("{:?} {:?}", Some(1).map(|x| x + 1), None::<i32>.map(|x| x + 1));
    println!("{} {}", Some(3).unwrap_or(0), None.unwrap_or(7));
    println!("{} {}", Some(3).is_some(), Some(3).is_none());
    println!("{}", None.unwrap_or_else(|| 6 * 7));
    println!("{:?} {:?}", Some(4).filter(|x| x % 2 == 1), Some(4).and_then(|x| if x > 3 { Some(x * 2) } else { None }));
    println!("{:?} {:?}", Some(1).or(Some(2)), None.or(Some(2)));
    println!("{:?} {:?}", Some(1).xor(None), Some(1).zip(Some('a')));
    println!("{:?} {:?}", Some(5).ok_or("none"), None::<i32>.ok_or("none"));
    println!("{} {}", Some(2).map_or(0, |x| x * 3), None::<i32>.map_or(9, |x| x));
    println!("{}", Some(2).is_some_and(|x| x > 1));
    println!("{:?}", find(1).and_then(|u| u.email));
    println!("{}", find(2).and_then(|u| u.email).unwrap_or("no mail".to_string()));
    println!("{:?}", find(3).map(|u| u.name));
    println!("{:?} {:?}", first_even(&[1, 4]), first_even(&[1, 3]));
    let mut slot = Some(3);
    println!("{:?} {:?}", slot.take(), slot);
    println!("{:?} {:?}", slot.replace(8), slot);
    println!("{}", slot.get_or_insert(1));
    println!("{}", slot.insert(2));
    let mut lazy: Option<Vec<i32>> = None;
    lazy.get_or_insert_with(Vec::new).push(5);
    println!("{lazy:?}");
    if let Some(v) = &mut lazy {
        v.push(6);
    }
    if let Some(ref v) = lazy {
        println!("{}", v.len());
    }
    let Some(v) = lazy else { panic!("empty") };
    println!("{v:?}");
    let user = find(1);
    println!("{:?}", user.as_ref().map(|u| u.name.len()));
    println!("{:?}", user.as_ref().and_then(|u| u.email.as_deref()));
    println!("{}", user.is_some());
    println!("{:?}", Some(Some(1)).flatten());
    println!("{:?}", Some("5").map(|s| s.parse::<i32>()).transpose());
    println!("{:?}", Some(&3).copied());
    println!("{:?}", [Some(1), None, Some(3)].iter().flatten().sum::<i32>());
    println!("{:?}", vec![Some(1), Some(2)].into_iter().collect::<Option<Vec<_>>>());
    println!("{:?}", vec![Some(1), None].into_iter().collect::<Option<Vec<i32>>>());
    for x in Some(9) {
        println!("{x}");
    }
    println!("{} {}", Some(1) < Some(2), None < Some(0));
    println!("{:?}", Some(1).into_iter().chain(None).chain(Some(4)).collect::<Vec<i32>>());
    let name = find(2).expect("bob exists").name;
    println!("{name}");
    match (Some(1), None::<i32>) {
        (Some(a), Some(b)) => println!("{}", a + b),
        (Some(a), None) => println!("only {a}"),
        _ => println!("nothing"),
    }
    println!("{:?}", None::<i32>.unwrap_or_default());
}
