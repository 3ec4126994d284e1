use super::*;

mod choosing;

fn load(text: &[u8], key: &str, piece: usize) -> Loaded {
    let peek = peek("file", text, text.len() as f64).unwrap();
    let mut plan = peek.plan;
    plan.key = plan.columns.iter().position(|name| name == key).expect("the column is there");
    let mut ingest = Ingest::new(plan);
    text.chunks(piece).for_each(|piece| ingest.push(piece));
    ingest.finish()
}

fn keys(loaded: &Loaded) -> Vec<String> {
    let rows = &loaded.rows;
    (0..rows.len()).map(|row| String::from_utf8_lossy(rows.partition_key(rows.key(row))).into_owned()).collect()
}

#[test]
fn a_csv_is_recognised_however_it_is_written() {
    let plain = "id,time,note\na,2026-01-01,x\nb,2026-01-02,\"y, \"\"z\"\"\nmore\"\nc,2026-01-03,é\n";
    let variants: [Vec<u8>; 6] = [
        format!("\n\n{plain}").into(),
        plain.into(),
        format!("\u{feff}{plain}").into(),
        plain.replace('\n', "\r\n").into(),
        plain.replace("y, ", "y; ").replace(',', ";").replace("y; ", "y, ").into(),
        plain.trim_end().into(),
    ];
    for text in variants {
        for piece in [1, 7, 1_000] {
            let loaded = load(&text, "id", piece);
            assert_eq!(loaded.problems.listed, []);
            assert_eq!(keys(&loaded), ["a", "b", "c"]);
            assert_eq!(loaded.plan.timestamps, Timestamps::Column(1, TimeUnit::Iso8601));
            assert_eq!(loaded.report.seconds, 2 * 86_400 + 1);
            assert!(String::from_utf8_lossy(loaded.rows.row(2)).starts_with('c'));
        }
    }
}

#[test]
fn a_file_without_a_header_gets_numbered_columns() {
    let loaded = load(b"1,a\n2,b\n", "column 2", 3);
    assert_eq!(keys(&loaded), ["a", "b"]);
}

#[test]
fn ndjson_is_read_line_by_line() {
    let text = b"{\"user\":\"u1\",\"ts\":1767225600}\n\n{\"user\":7,\"ts\":1767225601}\n{\"ts\":1767225602}\n[1]\n{\"user\":\"u2\",\"ts\":1767225600}";
    for piece in [1, 5, 1_000] {
        let loaded = load(text, "user", piece);
        assert_eq!(keys(&loaded), ["u1", "u2", "7"], "in the order of time");
        let lines: Vec<_> = loaded.problems.listed.iter().map(|p| (p.line, p.reason.as_str())).collect();
        assert_eq!(lines, [(4, "no field user"), (5, "not a JSON object")]);
    }
}

#[test]
fn bad_rows_are_named_with_line_and_reason_and_the_good_ones_are_kept() {
    let long = "k".repeat(257);
    let text = format!(
        "id,time\na,2026-01-01\nb\n,2026-01-01\n{long},2026-01-01\nc,yesterday\nd,2026-01-01,x\ne,2026-01-02\n"
    );
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"\xff\xfe,2026-01-01\nf,2026-01-03\n");
    let mut plan = peek("file", b"id,time\na,2026-01-01\nb,2026-01-01\n", 1.0).unwrap().plan;
    plan.key = 0;
    let mut ingest = Ingest::new(plan);
    ingest.push(&bytes);
    let loaded = ingest.finish();
    assert_eq!(keys(&loaded), ["a", "e", "f"]);
    let expected = [
        (3, "1 field instead of 2"),
        (4, "the key (id) is empty"),
        (5, "the key has 257 characters; 256 is the most"),
        (6, "time: “yesterday” is not a date such as 2026-01-31 12:00:00"),
        (7, "3 fields instead of 2"),
        (9, "not UTF-8"),
    ];
    let found: Vec<_> = loaded.problems.listed.iter().map(|p| (p.line, p.reason.as_str())).collect();
    assert_eq!(found, expected);
    assert_eq!(loaded.problems.rows, 6);
}

#[test]
fn what_is_no_table_is_refused_at_once() {
    for text in [&b""[..], b"id,x\na\0b,1\n", b"PK\x03\x04\0\0", b"[{\"a\":1}]", b"{\"a\":\n"] {
        assert!(peek("file", text, 1.0).is_err());
    }
}

#[test]
fn an_open_quotation_mark_ends_with_a_message() {
    let text = format!("id,x\na,\"{}", "y\n".repeat(3 << 20));
    let mut plan = peek("file", b"id,x\na,1\n", 1.0).unwrap().plan;
    plan.key = 0;
    plan.timestamps = Timestamps::Rate(1);
    let mut ingest = Ingest::new(plan);
    ingest.push(text.as_bytes());
    let loaded = ingest.finish();
    assert!(loaded.problems.listed[0].reason.contains("quotation mark"), "{:?}", loaded.problems.listed[0]);
}

#[test]
fn a_quotation_mark_that_is_left_open_is_named_with_what_it_swallowed() {
    let text = b"id,note\na,x\nb,\"open\nc,y\nd,z\n";
    for piece in [1, 7, 1_000] {
        let loaded = load(text, "id", piece);
        let reason = "a quotation mark is left open; it swallowed 2 lines behind it, up to the end of the file";
        assert_eq!(loaded.problems.listed, [Problem { line: 3, reason: reason.into() }]);
        assert_eq!((keys(&loaded), loaded.problems.rows), (vec!["a".to_string()], 1));
        let first = peek("file", text, text.len() as f64).unwrap().problem;
        assert_eq!(first, Some(format!("Line 3: {reason}.")), "it is said before the file is read");
    }
    let mut long = b"id,note\na,x\nb,\"open\n".to_vec();
    (0..1_000_000).for_each(|_| long.extend_from_slice(b"c,y,z\n"));
    let loaded = load(&long, "id", 1 << 20);
    let first = &loaded.problems.listed[0];
    assert_eq!(first.line, 3);
    assert!(first.reason.starts_with("a quotation mark is left open; it swallowed 6"), "{first:?}");
    // What follows is read again: rows of three fields, each with its own line.
    assert_eq!(loaded.problems.listed[1].reason, "3 fields instead of 2");
    assert!(loaded.problems.listed[1].line > 699_000, "{:?}", loaded.problems.listed[1]);
    assert!(loaded.problems.rows < 301_000 && loaded.problems.rows > 299_000, "{}", loaded.problems.rows);
}

#[test]
fn a_line_of_forty_megabytes_is_one_bad_row() {
    let mut text = b"id,note\na,x\nb,".to_vec();
    text.resize(40 << 20, b'y');
    text.extend_from_slice(b"\nc,z\n");
    for piece in [65_536, 1 << 20, 64 << 20] {
        let loaded = load(&text, "id", piece);
        assert_eq!(loaded.problems.listed, [Problem { line: 3, reason: "this row has more than 4 MiB".into() }]);
        assert_eq!((keys(&loaded), loaded.problems.rows), (vec!["a".to_string(), "c".into()], 1));
    }
    let lines = b"{\"id\":\"a\"}\n".to_vec();
    let json = [lines.clone(), text[12..].to_vec(), lines].concat();
    let loaded = load(&json, "id", 1 << 20);
    assert_eq!((keys(&loaded).len(), loaded.problems.listed[0].line), (2, 2));
}

#[test]
fn numbers_as_keys_have_the_digits_of_the_file() {
    let text = br#"{"id":1.10}
{"id":12345678901234567890123}
{"id":1e3}
{"id":-0}
{"id":true}
{"id":"\u00e9\n"}
{"id":null}
{"id":[1]}"#;
    let loaded = load(text, "id", 1_000);
    assert_eq!(keys(&loaded), ["1.10", "12345678901234567890123", "1e3", "-0", "true", "\u{e9}\n"]);
    let reasons: Vec<_> = loaded.problems.listed.iter().map(|problem| &*problem.reason).collect();
    assert_eq!(reasons, ["no field id", "id is not a text or number"]);
}

#[test]
fn twenty_thousand_columns_are_looked_at_in_no_time() {
    let names: Vec<String> = (0..20_000).map(|number| format!("c{number}")).collect();
    let row = vec!["1"; 20_000].join(",");
    let text = format!("{}\n{row}\n{row}\n", names.join(","));
    let began = std::time::Instant::now();
    let loaded = load(text.as_bytes(), "c19999", 1 << 20);
    assert_eq!((loaded.plan.columns.len(), loaded.rows.len()), (20_000, 2));
    assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
}

#[test]
fn a_quotation_mark_within_a_field_is_a_sign_like_any_other() {
    for end in ["", "\n", "\r\n", "\r"] {
        for piece in [1, 1_000] {
            let text = format!("id,x{e}a,1{e}6\" pipe,3{e}b,5\"{end}", e = if end.is_empty() { "\n" } else { end });
            let loaded = load(text.as_bytes(), "id", piece);
            assert_eq!(
                (keys(&loaded), loaded.problems.listed),
                (vec!["a".into(), "6\" pipe".into(), "b".into()], vec![]),
                "{end:?}"
            );
        }
    }
}

#[test]
fn lines_are_counted_however_they_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("{end}id,x{end}{end}a{end}b,1{end}\"c{end}c\",2{end}d{end}");
        for piece in [1, 7, 1_000] {
            let loaded = load(text.as_bytes(), "id", piece);
            let lines: Vec<u64> = loaded.problems.listed.iter().map(|problem| problem.line).collect();
            assert_eq!(lines, [4, 8], "{end:?} in pieces of {piece}");
        }
        let open = format!("id,x{end}\"k,1{end}{}", format!("j,2{end}").repeat(1_500_000));
        let problem = &load_as(open.as_bytes(), 1 << 20).problems.listed[0];
        assert!(
            problem.line == 2 && problem.reason.starts_with("a quotation mark is left open; it swallowed "),
            "{problem:?}"
        );
        assert!(!problem.reason.contains("swallowed 0 "), "{problem:?}");
    }
}

/// A file of two columns, whatever its beginning looks like.
fn load_as(text: &[u8], piece: usize) -> Loaded {
    let columns = vec!["id".to_string(), "x".into()];
    let (format, timestamps) = (Format::Csv { delimiter: b',' }, Timestamps::Rate(1));
    let mut ingest = Ingest::new(Plan {
        file_name: "f".into(),
        format,
        encoding: Encoding::Utf8,
        header: true,
        columns,
        key: 0,
        subject: None,
        timestamps,
    });
    text.chunks(piece).for_each(|piece| ingest.push(piece));
    ingest.finish()
}

#[test]
fn a_first_row_that_is_too_long_is_said_so() {
    let quote = [b"\"id,x\n".to_vec(), b"k,1\n".repeat(100_000)].concat();
    let long = [b"a,".repeat(200_000), b"\nb,c\n".to_vec()].concat();
    for text in [quote, long] {
        let error = peek("f", &text, text.len() as f64).unwrap_err();
        assert_eq!(error, "Line 1: the first row has more than 256 KiB: is a quotation mark left open?");
    }
    let json = format!("{{\"a\":\"{}\"}}\n", "x".repeat(300_000));
    assert_eq!(peek("f", json.as_bytes(), 3e5).unwrap_err(), "Line 1: the first line has more than 256 KiB.");
}

/// A file of two columns by the plan of another that begins like it.
fn by_plan(text: &[u8], piece: usize) -> Loaded {
    let mut ingest = Ingest::new(peek("file", b"key,value\na,1\n", 9.0).unwrap().plan);
    text.chunks(piece).for_each(|piece| ingest.push(piece));
    ingest.finish()
}

#[test]
fn blank_lines_are_no_row_however_many_they_are() {
    let blank = "\r\n".repeat(3 << 20);
    let text = format!("key,value\n{blank}a,1\n{blank}b,2");
    for piece in [1 << 14, 1 << 20] {
        let loaded = by_plan(text.as_bytes(), piece);
        assert_eq!((keys(&loaded), loaded.problems.rows), (vec!["a".to_string(), "b".into()], 0));
    }
    let begin = peek("file", blank.as_bytes(), blank.len() as f64).err().unwrap_or_default();
    assert_eq!(begin, "The first 256 KiB of the file are blank lines: delete them.");
    let loaded = by_plan(format!("key,value\n{blank}a,1,2\n").as_bytes(), 1 << 14);
    assert_eq!(loaded.problems.listed[0].line, 2 + (3 << 20), "lines are counted all the same");
}

#[test]
fn a_nul_byte_is_named_with_its_line_wherever_it_is() {
    let refused = peek("a.csv", b"key,value\na,1\nb,\0", 9.0).err();
    assert_eq!(refused.as_deref(), Some("This is not a text file: line 3 has a NUL byte."));
    let loaded = by_plan(b"key,value\na,1\nb,\0\nc,3\n", 7);
    let problem = &loaded.problems.listed[0];
    assert_eq!((problem.line, problem.reason.as_str()), (3, "the row has NUL bytes"));
    assert_eq!(keys(&loaded), ["a", "c"]);
}
