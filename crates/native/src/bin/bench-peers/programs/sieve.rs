fn main() {
    let limit: usize = 300_000;
    let mut is_prime = vec![true; limit + 1];
    is_prime[0] = false;
    is_prime[1] = false;
    let mut candidate = 2;
    while candidate * candidate <= limit {
        if is_prime[candidate] {
            let mut multiple = candidate * candidate;
            while multiple <= limit {
                is_prime[multiple] = false;
                multiple += candidate;
            }
        }
        candidate += 1;
    }
    let mut count = 0;
    for number in 0..=limit {
        if is_prime[number] {
            count += 1;
        }
    }
    println!("{count}");
}
