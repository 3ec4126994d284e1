use super::*;

fn one(text: &str) -> Result<Message, String> {
    parse("some", text).map(|mut all| all.remove(0)).map_err(|error| error.to_string())
}

#[test]
fn a_message_is_packed_with_the_values_that_it_takes() {
    let closed = one("# Why.\nis-closed = { $shard } closed, { $when }").unwrap();
    assert_eq!((closed.name.as_str(), closed.takes), ("is_closed", vec!["shard".to_string(), "when".into()]));
    assert_eq!(closed.packed, "\u{1}shard\u{2} closed, \u{1}when\u{2}");
    assert_eq!(one("and = {\" \"}and{\" \"}").unwrap().packed, " and ");
    assert_eq!(one(r#"quoted = {"\u00A0\""}"#).unwrap().packed, "\u{a0}\"", "escapes are Fluent's");
    let waits = one("waits = { $n ->\n   *[other] { $n } wait\n    [one] one waits\n}, it says").unwrap();
    assert_eq!(
        waits.packed, "\u{3}n\u{4}one\u{5}one waits\u{4}other\u{5}\u{1}n\u{2} wait\u{2}, it says",
        "the default is last"
    );
    assert_eq!(one("two =\n    one line\n    another").unwrap().packed, "one line\nanother");
}

#[test]
fn what_a_message_cannot_be_is_said_with_file_and_name() {
    for (text, why) in [
        ("-term = word", "some.ftl: -term: there are no terms here"),
        ("one = { other }", "some.ftl: one: only { $value } and { \"text\" } can stand in a text"),
        ("one = word\n    .title = two", "some.ftl: one: there are no attributes here"),
        (
            "one = 1\ntwo = { $a ->\n   *[other] { $b ->\n       *[other] x\n    }\n}",
            "some.ftl: two: a choice within a choice",
        ),
        ("one = a\none = b", "some.ftl: one is there twice"),
        ("one = a\u{3}", "some.ftl: one: control characters are not for messages"),
    ] {
        assert_eq!(one(text).unwrap_err(), why);
    }
    let error = one("one = a\n\n\none { two").unwrap_err();
    assert!(error.starts_with("some.ftl: line 4: "), "{error}");
}

#[test]
fn code_has_a_constant_for_each_message_and_its_text_at_the_same_place() {
    let messages = [parse("lane", "a = A").unwrap(), parse("stream", "b = B { $x }\nc = C").unwrap()].concat();
    let code = rust(&messages, &["lane"]);
    let lane = "    pub const a: Plain = Plain::new(0);\n    pub static NAMED: [(&str, Plain); 1] = [(\"a\", a)];\n}";
    assert!(code.contains(&format!("pub mod lane {{\n    use super::{{Message, Plain}};\n{lane}")), "{code}");
    assert_eq!(code.matches("NAMED").count(), 1, "{code}");
    assert!(code.contains("pub const b: Message = Message::new(1, &[\"x\"]);"), "{code}");
    assert!(code.contains("static ENGLISH: [&str; 3] = [\"A\", \"B \\u{1}x\\u{2}\", \"C\"];"), "{code}");
}
