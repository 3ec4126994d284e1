//! What of a file is recognised, what is asked, and which column is the best key.
use super::*;

#[test]
fn fields_within_others_are_read_by_their_path() {
    let text = b"{\"user\":{\"id\":\"u1\",\"geo\":{\"city\":\"Bonn\"}},\"a.b\":1,\"ts\":1767225600}\n\
                 {\"user\":{\"id\":7},\"a\":{\"b\":2},\"ts\":1767225601}\n";
    let plan = peek("file", text, 1.0).unwrap().plan;
    assert_eq!(plan.columns, ["a.b", "ts", "user.geo.city", "user.id"]);
    assert_eq!(keys(&load(text, "user.id", 5)), ["u1", "7"]);
    assert_eq!(keys(&load(text, "a.b", 5)), ["1", "2"], "a name with a point, and a path");
    let loaded = load(text, "user.geo.city", 5);
    assert_eq!(
        (keys(&loaded), &*loaded.problems.listed[0].reason),
        (vec!["Bonn".to_string()], "no field user.geo.city")
    );
    // As deep as it may be, and deeper, and much deeper.
    let deep = |levels: usize| format!("{}1{}\n", "{\"a\":".repeat(levels), "}".repeat(levels));
    let columns = |levels| peek("file", deep(levels).as_bytes(), 1.0).map(|peek| peek.plan.columns.join("|"));
    assert_eq!(columns(3), Ok("a.a.a".into()));
    assert_eq!(columns(40), Ok(["a"; 9].join(".")));
    assert!(columns(100_000).is_err());
}

#[test]
fn files_in_other_encodings_are_read() {
    let text = "größe;id\n1;ä\n2;ö\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin1: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    for (bytes, encoding) in [(&utf16, Encoding::Utf16Le), (&latin1, Encoding::Latin1)] {
        assert_eq!(peek("file", bytes, 1.0).unwrap().plan.encoding, encoding);
        for piece in [1, 3, 1_000] {
            let loaded = load(bytes, "id", piece);
            assert_eq!((keys(&loaded), loaded.problems.rows), (vec!["ä".to_string(), "ö".into()], 0));
        }
    }
}

#[test]
fn what_the_rows_do_not_tell_is_asked() {
    let asked = |text: &str| {
        let peek = peek("file", text.as_bytes(), 1.0).unwrap();
        (peek.plan.timestamps, !peek.questions.is_empty())
    };
    assert_eq!(asked("id,at\na,31/01/2026\nb,01/02/2026\n"), (Timestamps::Column(1, TimeUnit::DayFirst), false));
    assert_eq!(asked("id,at\na,01/03/2026\nb,01/02/2026\n"), (Timestamps::Column(1, TimeUnit::DayFirst), true));
    assert_eq!(asked("id,at\na,01/31/2026\nb,01/02/2026\n"), (Timestamps::Column(1, TimeUnit::MonthFirst), false));
    // Without names it is asked, and without any the rate is. A name comes before numbers that rise.
    assert_eq!(asked("1767225600,a\n1767225601,b\n"), (Timestamps::Column(0, TimeUnit::Seconds), true));
    assert_eq!(
        asked("order_id,ts\n1767225600,1767225609\n1767225601,1767225600\n"),
        (Timestamps::Column(1, TimeUnit::Seconds), false)
    );
    assert_eq!(asked("1767225601,a\n1767225600,b\n"), (Timestamps::Column(0, TimeUnit::Seconds), true));
    assert_eq!(asked("1767225600000,a\n1767225600001,b\n"), (Timestamps::Column(0, TimeUnit::Millis), true));
    assert_eq!(asked("x,a\ny,b\n"), (Timestamps::Rate(1_000), true));
    // One question does not take the place of another: these letters are not UTF-8, and nothing tells the order of the date.
    let both = peek("file", b"id,at\n\xe4,01/03/2026\n\xf6,01/02/2026\n", 1.0).unwrap();
    assert_eq!(both.questions.len(), 2, "{:?}", both.questions);
}

#[test]
fn columns_are_compared_as_keys_and_the_best_is_named() {
    // A carrier of two, an airport of fifty, a number for each: 4,000 rows in two seconds.
    let rows = (0..4_000).map(|row| {
        format!("{},{},f{row},{}\n", if row % 8 == 0 { "B" } else { "A" }, row % 50, 1_767_225_600 + row / 2_000)
    });
    let text = format!("carrier,airport,flight,time\n{}", rows.collect::<String>());
    let loaded = load(text.as_bytes(), "carrier", 1_000);
    assert_eq!(loaded.columns, None, "not before it is worked out");
    let columns = compared(&loaded);
    let of = |column: &Column| (column.values, column.hottest_rows, column.peak_records, column.is_unique());
    let all: Vec<_> = columns.all.iter().map(of).collect();
    // Seven of eight rows are A: 1,750 of 2,000 in a second.
    assert_eq!(all, [(2, 3_500, 1_750, false), (50, 80, 40, false), (4_000, 1, 1, true)]);
    assert_eq!(columns.better_than(0).map(|better| better.column), Some(1));
    assert_eq!(columns.better_than(1), None, "it will do");
    assert_eq!(columns.better_than(2), None, "it has no order that another one could keep");
}

fn compared(loaded: &Loaded) -> Columns {
    let mut comparing = Comparing::of(&loaded.plan);
    std::iter::repeat_with(|| comparing.next(&loaded.plan, &loaded.rows, &loaded.report))
        .find_map(|done| done)
        .expect("it ends")
}

#[test]
fn a_better_key_is_in_each_row_light_enough_and_comes_again() {
    // 3,000 bytes in each row. One value for all; one that every second row lacks; a number; a text of four values.
    let long = "x".repeat(3_000);
    let rows = (0..2_000).map(|row| {
        let sparse = if row % 2 == 0 { format!("s{}", row % 50) } else { String::new() };
        format!("hot,{sparse},{},n{},{long}\n", row % 40, row % 4)
    });
    let text = format!("hot,sparse,number,text,long\n{}", rows.collect::<String>());
    let loaded = load(text.as_bytes(), "hot", 1 << 20);
    let columns = compared(&loaded);
    let of = |place: usize| &columns.all[place];
    assert_eq!((of(1).rows, of(2).has_text, of(3).has_text), (1_000, false, true));
    // A thousand rows a second: 250 of each text are few records, and three quarters of the bytes that a shard takes.
    assert!(of(3).peak_records == 250 && !of(3).is_cool() && !of(3).is_hot(), "{:?}", of(3));
    assert!(of(2).peak_records == 25 && of(2).is_cool());
    assert_eq!(columns.better_than(0).map(|better| better.column), Some(2));
}

#[test]
fn a_value_for_each_row_is_unique_however_many_there_are() {
    let rows = (0..300_000).map(|row| format!("a{},{row}\n", row % 3));
    let text = format!("group,id\n{}", rows.collect::<String>());
    let columns = compared(&load(text.as_bytes(), "group", 1 << 20));
    assert_eq!((columns.all[1].values, columns.all[1].beyond), (VALUES_MOST as u64, 100_000));
    assert!(columns.all[1].is_unique() && !columns.all[0].is_unique());
}
