use super::*;

fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let packed = shardscope_messages::parse("some", &format!("one = {text}")).unwrap().remove(0).packed;
    let mut out = String::new();
    let mut value = |name: &str, to: &mut String| {
        to.push_str(values.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| value));
    };
    fill(&packed, &mut value, &mut out);
    out
}

#[test]
fn values_stand_where_the_message_has_them() {
    assert_eq!(filled("no value", &[]), "no value");
    assert_eq!(filled("{ $a } of { $b }{ $a }", &[("a", "1"), ("b", "x")]), "1 of x1");
    assert_eq!(filled("{ $gone }, and on", &[]), ", and on", "what is not known is left out");
}

#[test]
fn a_choice_takes_the_case_of_the_number_as_it_is_written() {
    let text = "it has { $n ->\n    [0] nothing\n    [one] { $n } record of { $of }\n   *[other] { $n } records of { $of }\n}: { $of }";
    for (number, said) in [
        ("0", "it has nothing: b"),
        ("1", "it has 1 record of b: b"),
        ("1,001", "it has 1,001 records of b: b"),
        ("1.0", "it has 1.0 records of b: b"),
    ] {
        assert_eq!(filled(text, &[("n", number), ("of", "b")]), said);
    }
    assert_eq!(filled("{ $n ->\n   *[other] { $n } of { $n }\n}", &[("n", "2")]), "2 of 2");
}

#[test]
fn a_message_knows_the_values_that_it_takes() {
    let message = Message::new(0, &["a", "bc"]);
    assert!(message.takes_only(&["bc", "a"]));
    assert!(!message.takes_only(&["a"]) && !message.takes_only(&["a", "b"]) && !message.takes_only(&["a", "bc", "d"]));
}

#[test]
fn whole_millions_are_a_category_of_their_own_in_spanish() {
    let category = |language, number| spoken::category_in(language, '.', number);
    assert_eq!(
        ["1", "2.000.000", "1.000.001", "2.000.000,5", "0"].map(|of| category("es", of)),
        ["one", "many", "other", "other", "other"]
    );
    assert_eq!(["1", "2.000.000"].map(|of| category("de", of)), ["one", "other"]);
}
