fn main() {
    println!("{} words", std::env::args().skip(1).count());
}
