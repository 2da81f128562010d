// `?` that converts into `Self::Err`, the associated type of the implementation around it.
use std::num::ParseIntError;
use std::str::FromStr;

#[derive(Debug)]
enum Wrong {
    Number(ParseIntError),
    Short,
}

impl From<ParseIntError> for Wrong {
    fn from(error: ParseIntError) -> Self {
        Wrong::Number(error)
    }
}

#[derive(Debug)]
struct Point(i32, i32);

impl FromStr for Point {
    type Err = Wrong;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (x, y) = text.split_once(',').ok_or(Wrong::Short)?;
        Ok(Point(x.parse()?, y.trim().parse::<i32>()?))
    }
}

trait Load {
    type Error;
    fn load(text: Option<&str>) -> Result<Option<u8>, <Self as Load>::Error>;
}

impl Load for Point {
    type Error = Wrong;
    fn load(text: Option<&str>) -> Result<Option<u8>, <Self as Load>::Error> {
        Ok(text.map(|text| text.parse()).transpose()?)
    }
}

fn main() {
    println!("{:?} {:?}", "1,2".parse::<Point>(), "1,x".parse::<Point>());
    println!("{:?} {:?}", Point::from_str("1"), Point::from_str(",1"));
    println!("{:?} {:?} {:?}", Point::load(Some("3")), Point::load(None), Point::load(Some("300")));
}
