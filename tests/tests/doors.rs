//! One tree behind each door: what comes in as CBOR or as a form is what comes in as JSON, and answers differ in form alone.
//! CBOR is made and taken apart by another library, XML by a parser.
use ciborium::Value as Cbor;
use proptest::prelude::*;
use roxmltree::Document;
use shardscope_core::api::{self, ApiError, Door, HttpRequest, HttpResponse, Service, frames};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::sim::{Config, Sim};
use shardscope_core::wire::{self, Value, cbor};
use std::borrow::Cow;
use std::collections::BTreeMap;

fn post(sim: &mut Sim, target: &str, door: Door, body: &[u8]) -> HttpResponse {
    let answer = api::call(sim, &HttpRequest::trusted(target, body, door), &mut ());
    sim.step(sim.now() + Duration::from_secs(1), u64::MAX, &mut ());
    answer
}

fn map(members: &[(&str, Cbor)]) -> Vec<u8> {
    let members = members.iter().map(|(name, value)| (Cbor::Text((*name).to_string()), value.clone())).collect();
    let mut bytes = Vec::new();
    ciborium::into_writer(&Cbor::Map(members), &mut bytes).expect("a vector takes it");
    bytes
}

fn member<'a>(value: &'a Cbor, name: &str) -> &'a Cbor {
    let members = value.as_map().expect("a map");
    &members.iter().find(|(key, _)| key.as_text() == Some(name)).unwrap_or_else(|| panic!("no {name} in {value:?}")).1
}

fn text(text: &str) -> Cbor {
    Cbor::Text(text.into())
}

#[test]
fn a_client_that_speaks_cbor_puts_and_gets_its_bytes() {
    let mut sim = Sim::new(Config::default());
    let call = |sim: &mut Sim, operation: &str, members: &[(&str, Cbor)]| {
        let answer = post(sim, &format!("Kinesis_20131202.{operation}"), Door::Cbor, &map(members));
        let header = answer.headers.iter().find(|(name, _)| *name == "Content-Type").map(|(_, value)| value.as_str());
        assert_eq!(header, Some("application/x-amz-cbor-1.1"));
        let body = if answer.body.is_empty() { Cbor::Null } else { ciborium::from_reader(&answer.body[..]).unwrap() };
        (answer.status, body)
    };
    let name = ("StreamName", text("s"));
    assert_eq!(call(&mut sim, "CreateStream", &[name.clone(), ("ShardCount", 1.into())]), (200, Cbor::Null));
    sim.step(sim.now() + Duration::from_secs(60), u64::MAX, &mut ());
    let put_at = sim.now();
    let data = Cbor::Bytes(vec![0, 255, 1]);
    let put = call(&mut sim, "PutRecord", &[name.clone(), ("PartitionKey", text("k")), ("Data", data.clone())]);
    assert_eq!((put.0, member(&put.1, "ShardId")), (200, &text("shardId-000000000000")));
    // A time goes in as milliseconds under tag 1, and comes out so.
    let millis = put_at.as_micros() / 1_000;
    let from = Cbor::Tag(1, Box::new(millis.into()));
    let at = [
        name.clone(),
        ("ShardId", text("0")),
        ("ShardIteratorType", text("AT_TIMESTAMP")),
        ("Timestamp", from.clone()),
    ];
    let (status, iterator) = call(&mut sim, "GetShardIterator", &at);
    assert_eq!(status, 200, "{iterator:?}");
    let got = call(&mut sim, "GetRecords", &[("ShardIterator", member(&iterator, "ShardIterator").clone())]).1;
    let record = &member(&got, "Records").as_array().unwrap()[0];
    assert_eq!((member(record, "Data"), member(record, "ApproximateArrivalTimestamp")), (&data, &from));
    assert_eq!(member(record, "PartitionKey"), &text("k"));
    // The same checks, in the same order, by the same model.
    let wrong = call(&mut sim, "PutRecord", &[name.clone(), ("PartitionKey", 5.into()), ("Data", data)]);
    assert_eq!((wrong.0, member(&wrong.1, "__type")), (400, &text("SerializationException")));
    let missing = call(&mut sim, "PutRecord", &[name]);
    assert!(member(&missing.1, "message").as_text().unwrap().contains("Value null at 'data'"), "{missing:?}");
    let target = "Kinesis_20131202.DescribeLimits";
    for body in [&b"\xff"[..], b"\x01", b"\xa1\x61"] {
        assert_eq!(post(&mut sim, target, Door::Cbor, body).status, 400, "{body:?}");
    }
    assert_eq!(post(&mut sim, "AmazonSQS.ListQueues", Door::Cbor, &map(&[])).status, 404, "SQS has no such door");
}

/// Posts a form and takes the answer's XML apart.
fn form(sim: &mut Sim, fields: &str) -> (u16, String) {
    let answer = post(sim, "", Door::Query, format!("Version=2010-03-31&{fields}").as_bytes());
    (answer.status, answer.text().to_string())
}

fn texts(xml: &str, name: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let found =
        document.descendants().filter(|node| node.has_tag_name(("http://sns.amazonaws.com/doc/2010-03-31/", name)));
    found.map(|node| node.text().unwrap_or_default().to_string()).collect()
}

#[test]
fn items_of_a_form_are_taken_in_the_order_of_their_numbers_whatever_is_between_them() {
    let mut sim = Sim::new(Config::default());
    form(&mut sim, "Action=CreateTopic&Name=t");
    let entry = |number: u32, id: &str| {
        let at = format!("&PublishBatchRequestEntries.member.{number}.");
        format!("{at}Id={id}{at}Message=x")
    };
    let entries = [entry(12, "first-of-all"), entry(1, "z"), entry(3, "b")].concat();
    let (_, batch) = form(&mut sim, &format!("Action=PublishBatch&TopicArn={ARN}{entries}"));
    assert_eq!(texts(&batch, "Id"), ["z", "b", "first-of-all"], "{batch}");
    let tag = |number: u32, key: &str| format!("&Tags.member.{number}.Key={key}&Tags.member.{number}.Value=");
    let tags = [tag(12, "c"), tag(1, "a"), tag(3, "b")].concat();
    let (status, made) = form(&mut sim, &format!("Action=TagResource&ResourceArn={ARN}{tags}"));
    assert_eq!(status, 200, "{made}");
    let (_, tags) = form(&mut sim, &format!("Action=ListTagsForResource&ResourceArn={ARN}"));
    assert_eq!(texts(&tags, "Key"), ["a", "b", "c"]);
}

#[test]
fn a_body_of_too_many_values_is_refused_at_each_door() {
    let mut sim = Sim::new(Config::default());
    let list = |many: usize| format!("{{\"Limit\":[{}0]}}", "0,".repeat(many - 1));
    // The map and the name are values too.
    let most = wire::VALUES_MOST as usize;
    assert!(Value::parse(&list(most - 3)).is_ok());
    assert!(Value::parse(&list(most - 2)).unwrap_err().0.starts_with("too many values"));
    let json = post(&mut sim, "Kinesis_20131202.ListStreams", Door::Json, list(most).as_bytes());
    assert_eq!((json.status, json.text()), (400, "{\"__type\":\"SerializationException\"}"));
    let fields = |many: usize| format!("Version=2010-03-31&Action=ListTopics{}", "&a".repeat(many - 2));
    assert_eq!(post(&mut sim, "", Door::Query, fields(most).as_bytes()).status, 200);
    let form = post(&mut sim, "", Door::Query, fields(most + 1).as_bytes());
    assert_eq!(texts(form.text(), "Code"), ["MalformedQueryString"]);
}

/// The headers and the payload of a frame, whose checksums are right.
fn opened(frame: &[u8]) -> (BTreeMap<String, String>, &[u8]) {
    let word = |at: usize| u32::from_be_bytes(frame[at..at + 4].try_into().unwrap());
    let (length, headers) = (word(0) as usize, word(4) as usize);
    assert_eq!((length, word(8), word(length - 4)), (frame.len(), crc32(&frame[..8]), crc32(&frame[..length - 4])));
    let (mut rest, mut found) = (&frame[12..12 + headers], BTreeMap::new());
    while let [letters, more @ ..] = rest {
        let (name, more) = more.split_at(usize::from(*letters));
        let [7, high, low, more @ ..] = more else { panic!("no text") };
        let (value, more) = more.split_at(usize::from(u16::from_be_bytes([*high, *low])));
        found.insert(String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(value).into_owned());
        rest = more;
    }
    (found, &frame[12 + headers..length - 4])
}

/// CRC-32 as ISO 3309 has it, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    })
}

#[test]
fn events_of_a_subscription_have_the_form_of_its_door() {
    let at = Value::Time(Instant::from_micros(1_500_000));
    let event = Value::Map(vec![(Cow::Borrowed("At"), at), (Cow::Borrowed("Data"), Value::bytes([255]))]);
    let (json, in_cbor) =
        (api::Asked::new(Service::Kinesis, Door::Json), api::Asked::new(Service::Kinesis, Door::Cbor));
    let header = |frame: &[u8], name: &str| opened(frame).0[name].clone();
    for (to, content_type, payload) in [
        (&json, "application/x-amz-json-1.1", br#"{"At":1.5,"Data":"/w=="}"#.to_vec()),
        (&in_cbor, "application/x-amz-cbor-1.1", cbor::write(&event)),
    ] {
        let frame = frames::event(to, &event);
        assert_eq!((header(&frame, ":content-type"), opened(&frame).1), (content_type.into(), &payload[..]));
        let told = [":message-type", ":event-type"].map(|name| header(&frame, name));
        assert_eq!(told, ["event", "SubscribeToShardEvent"]);
        assert_eq!(header(&frames::begin(to), ":event-type"), "initial-response");
        let frame = frames::exception(to, &ApiError::new("ResourceNotFoundException", "gone"));
        assert_eq!(header(&frame, ":exception-type"), "ResourceNotFoundException");
    }
    let Cbor::Map(members) = ciborium::from_reader(opened(&frames::event(&in_cbor, &event)).1).unwrap() else {
        panic!()
    };
    assert_eq!(members[0].1, Cbor::Tag(1, Box::new(1_500.into())));
}

const ARN: &str = "arn:aws:sns:us-east-1:123456789012:t";

#[test]
fn a_client_that_speaks_the_query_protocol_uses_a_topic() {
    let mut sim = Sim::new(Config::default());
    let (status, made) = form(
        &mut sim,
        "Action=CreateTopic&Name=t&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=a+%26+b&Tags.member.1.Key=team&Tags.member.1.Value=x",
    );
    assert_eq!((status, &texts(&made, "TopicArn")[..]), (200, &[ARN.to_string()][..]), "{made}");
    assert!(made.starts_with(
        "<CreateTopicResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><CreateTopicResult><TopicArn>"
    ));
    assert_eq!(texts(&made, "RequestId").len(), 1);
    let (_, attributes) = form(&mut sim, &format!("Action=GetTopicAttributes&TopicArn={ARN}"));
    let pairs: Vec<_> = texts(&attributes, "key").into_iter().zip(texts(&attributes, "value")).collect();
    assert!(pairs.contains(&("DisplayName".into(), "a & b".into())), "{attributes}");
    let (_, tags) = form(&mut sim, &format!("Action=ListTagsForResource&ResourceArn={ARN}"));
    assert_eq!((texts(&tags, "Key"), texts(&tags, "Value")), (vec!["team".to_string()], vec!["x".to_string()]));
    // A message with attributes, of text and of bytes.
    let publish = format!(
        "Action=Publish&TopicArn={ARN}&Message=hello&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=x&MessageAttributes.entry.2.Name=raw&MessageAttributes.entry.2.Value.DataType=Binary&MessageAttributes.entry.2.Value.BinaryValue=AP8%3D"
    );
    let (status, published) = form(&mut sim, &publish);
    assert_eq!((status, texts(&published, "MessageId").len()), (200, 1), "{published}");
    let batch = format!(
        "Action=PublishBatch&TopicArn={ARN}&PublishBatchRequestEntries.member.1.Id=a&PublishBatchRequestEntries.member.1.Message=x&PublishBatchRequestEntries.member.2.Id=b&PublishBatchRequestEntries.member.2.Message="
    );
    let (_, batch) = form(&mut sim, &batch);
    assert_eq!(texts(&batch, "Id"), ["a", "b"], "{batch}");
    assert_eq!(texts(&batch, "Code"), ["InvalidParameter"], "an empty message is refused: {batch}");
    assert_eq!(sim.sns().topics().next().unwrap().total.number_of_messages_published, 2);
    // An operation with nothing to say says so, or says nothing: as the model of the service has it.
    let (_, tagged) =
        form(&mut sim, &format!("Action=TagResource&ResourceArn={ARN}&Tags.member.1.Key=a&Tags.member.1.Value="));
    assert_eq!(texts(&tagged, "TagResourceResult"), [""], "{tagged}");
    let name = "&AttributeName=DisplayName&AttributeValue=%EF%BF%BFx";
    let (status, set) = form(&mut sim, &format!("Action=SetTopicAttributes&TopicArn={ARN}{name}"));
    assert_eq!((status, texts(&set, "SetTopicAttributesResult").len()), (200, 0), "{set}");
    let (_, attributes) = form(&mut sim, &format!("Action=GetTopicAttributes&TopicArn={ARN}"));
    assert!(texts(&attributes, "value").contains(&"\u{fffd}x".to_string()), "what XML cannot say: {attributes}");
    let (_, list) = form(&mut sim, "Action=ListTopics");
    assert_eq!(texts(&list, "member").len(), 1, "{list}");
}

#[test]
fn what_a_form_has_wrong_is_said_in_xml() {
    let mut sim = Sim::new(Config::default());
    let refused = |sim: &mut Sim, fields: &str, status: u16, code: &str| {
        let (got, xml) = form(sim, fields);
        assert_eq!((got, &texts(&xml, "Code")[..]), (status, &[code.to_string()][..]), "{fields}: {xml}");
    };
    refused(&mut sim, &format!("Action=GetTopicAttributes&TopicArn={ARN}"), 404, "NotFound");
    refused(&mut sim, "Action=CreateTopic", 400, "MissingParameter");
    refused(&mut sim, "Action=Subscribe&TopicArn=x&Protocol=sqs&ReturnSubscriptionArn=maybe", 400, "MalformedInput");
    refused(&mut sim, "Action=Nothing", 400, "InvalidAction");
    refused(&mut sim, "Action=CreatePlatformEndpoint", 400, "UnsupportedOperationException");
    refused(&mut sim, "TopicArn=x", 400, "MissingAction");
    let other = post(&mut sim, "", Door::Query, b"Action=ListTopics&Version=2012-11-05");
    assert_eq!(texts(other.text(), "Code"), ["InvalidAction"], "the version of another service");
    assert_eq!(texts(other.text(), "Message"), ["Could not find operation ListTopics for version 2012-11-05"]);
    let topic = "Action=CreateTopic&Name=t&Tags.member.";
    for wrong in ["x", "+1", "01", "-1", "", "4294967296"] {
        refused(&mut sim, &format!("{topic}{wrong}.Key=a"), 400, "MalformedInput");
    }
    refused(&mut sim, "Action=CreateTopic&Name=t&Attributes.entry.1.value=a", 400, "MalformedInput");
    refused(&mut sim, "Action=CreateTopic&Name=t&Tags.member.1.Value=a", 400, "MissingParameter");
    let wrong = post(&mut sim, "", Door::Query, b"Action=%");
    assert_eq!(texts(wrong.text(), "Code"), ["MalformedQueryString"]);
    let twice = "X-Amz-Algorithm=AWS4-HMAC-SHA256";
    for (method, authorization, query, status, code) in [
        ("POST", None, "", 403, "MissingAuthenticationToken"),
        ("POST", Some("AWS4-HMAC-SHA256 Credential=a"), "", 400, "IncompleteSignature"),
        ("POST", Some("AWS4-HMAC-SHA256 Credential=a"), twice, 403, "SignatureDoesNotMatch"),
        ("GET", None, "", 403, "AccessDenied"),
    ] {
        let asked = HttpRequest {
            method,
            // A target says nothing in this protocol.
            target: "Kinesis_20131202.ListStreams",
            body: b"Version=2010-03-31&Action=ListTopics",
            signature: api::Signature::Given { authorization, is_dated: true, query },
            door: Some(Door::Query),
        };
        let answer = api::call(&mut sim, &asked, &mut ());
        assert_eq!((answer.status, &texts(answer.text(), "Code")[..]), (status, &[code.to_string()][..]));
    }
}

#[test]
fn a_signature_has_all_its_parts_and_one_place() {
    let mut sim = Sim::new(Config::default());
    let mut ask = |method: &str, body: &[u8], authorization: Option<&str>, is_dated: bool, query: &str| {
        let signature = api::Signature::Given { authorization, is_dated, query };
        let target = "Kinesis_20131202.ListStreams";
        let http = HttpRequest { method, target, body, signature, door: Some(Door::Json) };
        let answer = api::call(&mut sim, &http, &mut ());
        (answer.status, answer.text().replace('"', ""))
    };
    let whole =
        "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=b";
    let in_query = "X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Date=c&X-Amz-SignedHeaders=d&X-Amz-Signature=e";
    assert_eq!(ask("POST", b"{}", Some(whole), true, "").0, 200);
    assert_eq!(ask("POST", b"{}", None, false, in_query).0, 200);
    let incomplete = |said: &str| (400, format!("{{__type:IncompleteSignatureException,message:{said}}}"));
    assert_eq!(
        ask("POST", b"{}", Some("AWS4-HMAC-SHA256 Credential=a, Signature="), true, ""),
        incomplete(
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. \
             Authorization=AWS4-HMAC-SHA256 Credential=a, Signature="
        )
    );
    let undated = format!(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization={whole}"
    );
    assert_eq!(ask("POST", b"{}", Some(whole), false, ""), incomplete(&undated));
    assert_eq!(
        ask("POST", b"{}", None, false, &in_query.replace("&X-Amz-Date=c", "")),
        incomplete("AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.")
    );
    let kind =
        |answer: (u16, String)| (answer.0, answer.1.split([':', ',', '}']).nth(1).unwrap_or_default().to_string());
    assert_eq!(kind(ask("POST", b"{}", Some(whole), true, in_query)), (400, "InvalidSignatureException".into()));
    assert_eq!(kind(ask("POST", b"{}", None, true, "a=b")), (400, "MissingAuthenticationTokenException".into()));
    assert_eq!(kind(ask("GET", b"{}", Some(whole), true, "")), (403, "AccessDeniedException".into()));
    // A body that cannot be read comes first, whoever sent it.
    assert_eq!(kind(ask("POST", b"{", None, false, "")), (400, "SerializationException".into()));
    let long = "x".repeat(100_000);
    assert!(ask("POST", b"{}", Some(&long), true, "").1.len() < 3_000, "not all of it is repeated");
}

#[test]
fn a_content_type_says_the_door() {
    let target = "Kinesis_20131202.PutRecord";
    for (content_type, target, door) in [
        ("application/x-amz-json-1.1", target, Some(Door::Json)),
        (" application/x-amz-json-1.1; charset=utf-8", target, Some(Door::Json)),
        ("application/x-amz-cbor-1.1", target, Some(Door::Cbor)),
        ("application/x-amz-json-1.0", target, None),
        ("application/x-amz-json-1.0", "AmazonSQS.SendMessage", Some(Door::Json)),
        ("application/x-www-form-urlencoded; charset=utf-8", "", Some(Door::Query)),
        ("application/x-www-form-urlencoded", target, None),
        ("text/plain", "", None),
    ] {
        assert_eq!(Door::of(content_type, target), door, "{content_type} {target}");
    }
}

fn tree() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Integer),
        (-1_000_000_000_i64..1_000_000_000).prop_map(Value::Micros),
        ".{0,40}".prop_map(Value::text),
        proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::bytes),
        (0_u64..4_000_000_000_000).prop_map(|millis| Value::Time(Instant::from_micros(millis * 1_000))),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::List),
            proptest::collection::vec(("[a-zA-Z]{1,9}", inner), 0..8).prop_map(|members| Value::Map(
                members.into_iter().map(|(name, value)| (name.into(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Another library reads what is written, and what it writes is read as the same.
    #[test]
    fn cbor_is_what_another_library_reads_and_writes(value in tree()) {
        let written = cbor::write(&value);
        prop_assert_eq!(cbor::read(&written), Ok(value.clone()));
        let other: Cbor = ciborium::from_reader(&written[..]).unwrap();
        let mut again = Vec::new();
        ciborium::into_writer(&other, &mut again).unwrap();
        prop_assert_eq!(cbor::read(&again), Ok(value));
    }

    #[test]
    fn bytes_of_any_kind_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..400), door in 0..3_usize) {
        let door = [Door::Json, Door::Cbor, Door::Query][door];
        let mut sim = Sim::new(Config::default());
        let answer = post(&mut sim, "Kinesis_20131202.PutRecords", door, &bytes);
        prop_assert!(matches!(answer.status, 400 | 404), "{}", answer.status);
        prop_assert!(!answer.body.is_empty());
    }
}
