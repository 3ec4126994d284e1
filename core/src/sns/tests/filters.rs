//! Filter policies, operator by operator.
use super::*;

#[test]
fn filters_choose_by_attributes() {
    let wants = |policy: &str, attributes: &[MessageAttribute]| {
        let filter = FilterPolicy::read(policy, filter::Scope::MessageAttributes).unwrap();
        filter.wants(&Supplied { attributes: attributes.to_vec(), ..Supplied::default() })
    };
    let truck = |value: &str| vec![attribute("truck", "String", value)];
    let speed = |value: &str| vec![attribute("speed", "Number", value)];
    for (policy, attributes, wanted) in [
        (r#"{"truck":["7","8"]}"#, truck("8"), true),
        (r#"{"truck":["7","8"]}"#, truck("9"), false),
        (r#"{"truck":["7"]}"#, Vec::new(), false),
        // The guide: it matches only if there is an attribute at all.
        (r#"{"truck":[{"exists":false}]}"#, Vec::new(), false),
        (r#"{"truck":[{"exists":false}]}"#, speed("80"), true),
        (
            r#"{"tags":[{"anything-but":["rugby","tennis"]}]}"#,
            vec![attribute("tags", "String.Array", r#"["rugby","baseball"]"#)],
            true,
        ),
        (
            r#"{"tags":[{"anything-but":["rugby","tennis"]}]}"#,
            vec![attribute("tags", "String.Array", r#"["rugby","tennis"]"#)],
            false,
        ),
        (r#"{"speed":[{"numeric":[">",100]}]}"#, speed("1e3"), true),
        (r#"{"speed":[{"numeric":[">",100]}]}"#, speed("+5"), false),
        (r#"{"speed":[{"numeric":["<",0.1]}]}"#, speed("12.5e-3"), true),
        (r#"{"speed":[{"exists":true}]}"#, speed("1767225600000"), true),
        (r#"{"truck":[{"exists":true}]}"#, truck("9"), true),
        (r#"{"truck":[{"prefix":"eu-"}]}"#, truck("eu-7"), true),
        (r#"{"truck":[{"suffix":"-7"}]}"#, truck("eu-8"), false),
        (r#"{"truck":[{"equals-ignore-case":"EU"}]}"#, truck("eu"), true),
        (r#"{"truck":[{"anything-but":["7","8"]}]}"#, truck("9"), true),
        (r#"{"truck":[{"anything-but":["7","8"]}]}"#, truck("8"), false),
        (r#"{"truck":[{"anything-but":{"prefix":"eu"}}]}"#, truck("us"), true),
        (r#"{"truck":[{"anything-but":"7"}]}"#, Vec::new(), false),
        (r#"{"speed":[80]}"#, speed("80.000001"), true),
        (r#"{"speed":[{"numeric":[">",80,"<=",120.5]}]}"#, speed("120.5"), true),
        (r#"{"speed":[{"numeric":[">",80,"<=",120.5]}]}"#, speed("80"), false),
        (r#"{"speed":[{"numeric":["<",0]}]}"#, speed("-0.5"), true),
        (r#"{"speed":[80]}"#, vec![attribute("speed", "String", "80")], false),
        (r#"{"tags":["cold"]}"#, vec![attribute("tags", "String.Array", r#"["cold",5,true]"#)], true),
        (r#"{"tags":[5]}"#, vec![attribute("tags", "String.Array", r#"["cold",5,true]"#)], true),
        (r#"{"speed":[{"numeric":["=",12.5]}]}"#, speed("1.25e1"), true),
        (r#"{"speed":[{"numeric":["=",12.5]}]}"#, speed("12.51"), false),
        (r#"{"speed":[{"numeric":[">=",80,"<",120]}]}"#, speed("80"), true),
        (r#"{"speed":[{"numeric":[">=",80,"<",120]}]}"#, speed("120"), false),
        (r#"{"tags":[true]}"#, vec![attribute("tags", "String.Array", r#"["cold",5,true]"#)], true),
        (r#"{"tags":[false]}"#, vec![attribute("tags", "String.Array", r#"["cold",5,true]"#)], false),
        (r#"{"tags":[null]}"#, vec![attribute("tags", "String.Array", r#"["cold",null]"#)], true),
        (r#"{"tags":[null]}"#, vec![attribute("tags", "String.Array", r#"["cold",5]"#)], false),
        (r#"{"truck":["7"],"speed":[80]}"#, truck("7"), false),
        (r#"{"$or":[{"truck":["7"]},{"speed":[80]}]}"#, speed("80"), true),
        (r#"{"$or":[{"truck":["7"]},{"speed":[80]}]}"#, speed("81"), false),
    ] {
        assert_eq!(wants(policy, &attributes), wanted, "{policy} of {attributes:?}");
    }
}

#[test]
fn filters_look_into_bodies() {
    let filter =
        FilterPolicy::read(r#"{"truck":{"id":[{"numeric":[">=",7]}],"state":["moving"]}}"#, filter::Scope::MessageBody)
            .unwrap();
    let wants = |body: &str| filter.wants(&Supplied { body: body.into(), ..Supplied::default() });
    assert!(wants(r#"{"truck":{"id":9,"state":"moving"}}"#));
    assert!(wants(r#"{"truck":[{"id":9,"state":["parked","moving"]}]}"#));
    assert!(!wants(r#"{"truck":{"id":6,"state":"moving"}}"#));
    assert!(!wants("no JSON"));
}

#[test]
fn filters_that_cannot_be_read_are_refused() {
    for (policy, part) in [
        ("[", "failed to parse JSON"),
        (r#"{"a":"b"}"#, "must be an object or an array"),
        (r#"{"a":[]}"#, "Empty arrays"),
        (r#"{"a":[["b"]]}"#, "Match value must be"),
        (r#"{"a":{"b":["c"]}}"#, "must be an object or an array"),
        (r#"{"a":[{"like":"b"}]}"#, "Unrecognized match type like"),
        (r#"{"a":[{"numeric":["~",1]}]}"#, "numeric"),
        (r#"{"a":[{"numeric":[">",1,">",2]}]}"#, "numeric"),
        (r#"{"a":[1e99]}"#, "Match value must be"),
        (r#"{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}"#, "more than 5 keys"),
    ] {
        let mut world = World::new();
        let topic = world.topic("gps", &[]);
        let error = world.subscribe(topic, "a", &[("FilterPolicy", policy)]).unwrap_err();
        assert!(error.to_string().starts_with("Invalid parameter: FilterPolicy Reason: "), "{error}");
        assert!(error.to_string().contains(part), "{policy}: {error}");
        assert_eq!(world.sns().subscriptions().count(), 0);
    }
}

#[test]
fn filters_of_bodies_want_an_object_and_know_large_numbers_are_there() {
    let wants = |policy: &str, body: &str| {
        let filter = FilterPolicy::read(policy, filter::Scope::MessageBody).unwrap();
        filter.wants(&Supplied { body: body.into(), ..Supplied::default() })
    };
    for (policy, body, wanted) in [
        (r#"{"ts":[{"exists":true}]}"#, r#"{"ts":1767225600}"#, true),
        (r#"{"ts":[{"exists":false}]}"#, r#"{"ts":1767225600}"#, false),
        (r#"{"ts":[{"anything-but":[5]}]}"#, r#"{"ts":1767225600}"#, true),
        (r#"{"ts":[{"numeric":["<",1]}]}"#, r#"{"ts":0.000001}"#, true),
        (r#"{"a":[{"exists":false}]}"#, "hello", false),
        (r#"{"a":[{"exists":false}]}"#, "[1]", false),
        (r#"{"a":[{"exists":false}]}"#, "{}", true),
        (r#"{"a":[{"exists":true}]}"#, r#"{"a":null}"#, false),
        (r#"{"a":[null]}"#, r#"{"a":null}"#, true),
        (r#"{"a":[null]}"#, r#"{"a":"null"}"#, false),
        (r#"{"a":[null]}"#, "{}", false),
        (r#"{"a":[{"exists":true}]}"#, r#"{"a":""}"#, false),
    ] {
        assert_eq!(wants(policy, body), wanted, "{policy} of {body}");
    }
}

#[test]
fn what_is_no_filter_policy_is_refused_with_its_reason() {
    let read =
        |policy: &str| FilterPolicy::read(policy, filter::Scope::MessageAttributes).map(drop).unwrap_err().to_string();
    for numbers in [
        r#"["=",5,">",1]"#,
        r#"[">",1,">",2]"#,
        r#"["<",1,"<=",2]"#,
        r#"[">"]"#,
        "[]",
        r#"["=","5"]"#,
        r#"[">",1,"<",2,"<",3]"#,
    ] {
        let error = read(&format!(r#"{{"speed":[{{"numeric":{numbers}}}]}}"#));
        assert!(error.contains("numeric"), "{numbers}: {error}");
    }
    // Of attributes there is nothing within another.
    let error = read(r#"{"truck":{"id":["7"]}}"#);
    assert!(error.contains("truck"), "{error}");
}
