// Raw pointers, NonNull, MaybeUninit, ManuallyDrop and Pin taken through their methods, as unsafe chapters of courses do.

use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::pin::Pin;
use std::ptr::{self, NonNull};

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("~{}", self.0);
    }
}

fn raw() {
    let mut numbers = [10, 20, 30, 40];
    let start = numbers.as_mut_ptr();
    unsafe {
        let third = start.add(2);
        println!("{} {} {}", *third, third.offset_from(start), start.offset(1).read());
        third.write(33);
        ptr::swap(start, third.add(1));
        println!("{} {}", third.replace(34), third.sub(1).read_volatile());
        third.write_volatile(35);
        start.swap(start.add(1));
        println!("{:?} {:?}", third.as_ref(), start.cast_const().cast_mut() == start);
        if let Some(value) = start.as_mut() {
            *value += 1;
        }
        println!("{}", ptr::addr_eq(start, start.wrapping_add(4).wrapping_sub(4)));
        ptr::copy(start, start.add(1), 2);
        println!("{} {}", *start, *start.add(2));
        ptr::copy_nonoverlapping(start.add(3), start, 1);
    }
    println!("{numbers:?}");
    let none: *const i32 = ptr::null();
    println!("{} {:?} {}", none.is_null(), unsafe { none.as_ref() }, none != ptr::from_ref(&numbers[0]));
    let mut value = 5;
    let place = ptr::from_mut(&mut value);
    unsafe { *place += ptr::read(place) };
    println!("{value} {}", ptr::eq(&value, place));
    let boxed = Box::into_raw(Box::new(Loud("boxed")));
    unsafe {
        ptr::drop_in_place(&mut (*boxed).0);
        println!("{}", (*boxed).0);
        drop(Box::from_raw(boxed));
    }
}

fn non_null() {
    let mut value = 7;
    let mut place = NonNull::from(&mut value);
    unsafe {
        *place.as_mut() += 1;
        println!("{} {}", place.as_ref(), *place.as_ptr());
        place.write(9);
        println!("{} {}", place.read(), place == NonNull::new(place.as_ptr()).unwrap());
    }
    println!("{} {}", NonNull::new(ptr::null_mut::<u8>()).is_none(), NonNull::from_ref(&value).cast::<i32>() == place);
    let owned = NonNull::new(Box::into_raw(Box::new(Loud("by NonNull")))).unwrap();
    unsafe { drop(Box::from_raw(owned.as_ptr())) };
    let list = NonNull::new(Box::leak(Box::new([1, 2, 3])).as_mut_ptr()).unwrap();
    println!("{}", unsafe { *list.add(2).as_ref() });
}

fn uninit() {
    let mut slot = MaybeUninit::<Loud>::uninit();
    println!("{}", slot.write(Loud("first")).0);
    unsafe {
        println!("{}", slot.assume_init_ref().0);
        slot.assume_init_mut().0 = "changed";
        slot.assume_init_drop();
        slot.as_mut_ptr().write(Loud("second"));
        drop(slot.assume_init());
    }
    let mut cells: [MaybeUninit<String>; 3] = [const { MaybeUninit::uninit() }; 3];
    for (number, cell) in cells.iter_mut().enumerate() {
        cell.write(format!("cell {number}"));
    }
    println!("{:?}", cells.map(|cell| unsafe { cell.assume_init() }));
    let mut kept = ManuallyDrop::new(Loud("kept"));
    kept.0 = "by hand";
    println!("{}", kept.0);
    unsafe { ManuallyDrop::drop(&mut kept) };
    let mut taken = ManuallyDrop::new(Loud("taken"));
    drop(unsafe { ManuallyDrop::take(&mut taken) });
    println!("{}", ManuallyDrop::into_inner(ManuallyDrop::new(1)));
    mem::forget(Loud("never"));
    let mut old = Loud("old");
    drop(mem::replace(&mut old, Loud("new")));
    println!("{} {} {}", mem::align_of_val(&1u16), mem::size_of::<Option<Box<u8>>>(), old.0);
    println!("{:?}", mem::take(&mut vec![1]));
    println!("{}", u32::from_ne_bytes(1u32.to_ne_bytes()));
}

fn pins() {
    let mut pinned = Box::pin(5);
    *pinned.as_mut() += 1;
    pinned.as_mut().set(10);
    println!("{pinned} {} {}", *pinned.as_ref(), pinned.as_ref().get_ref());
    *pinned.as_mut().get_mut() += 1;
    unsafe { *pinned.as_mut().get_unchecked_mut() += 1 };
    println!("{}", *Pin::into_inner(pinned));
    let mut local = String::from("a");
    let mut pin = Pin::new(&mut local);
    pin.push('b');
    println!("{} {:?}", pin.as_mut().into_ref().len(), pin);
    println!("{}", unsafe { Pin::into_inner_unchecked(pin) });
}

fn main() {
    raw();
    non_null();
    uninit();
    pins();
}
