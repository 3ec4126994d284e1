//! A step of a story, as the rail shows it.
use super::lesson::{LessonView, right};
use crate::card::Lit;
use crate::player::Course;
use crate::player::Player;
use crate::story::{Blanks, Light, Paragraph, Stretch};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::ShardId;

/// Where a story is.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryView {
    pub title: String,
    /// Of how many, from 0.
    pub place: usize,
    pub count: usize,
    pub heading: String,
    pub text: Vec<Paragraph>,
    /// The word that the reader may type.
    pub word: Option<String>,
    /// The same, wherever it is known: the picture marks its place.
    pub word_here: Option<String>,
    pub choices: Vec<Answer>,
    /// Whether one of them can be chosen, and whether the run waits for that.
    pub is_open: bool,
    pub waits: bool,
    /// What the reader predicted in the step before, and what is right.
    pub predicted: Option<(Answer, String)>,
    pub next: Option<String>,
    pub lit: Lit,
    pub lesson: Option<LessonView>,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub text: String,
    pub is_chosen: bool,
    pub is_right: bool,
}

impl StoryView {
    pub fn of(course: &Course, player: &Player) -> Self {
        let (blanks, place) = (&course.blanks(player), course.place(player));
        let step = &course.story.steps[place];
        let fill = |text: &str| blanks.fill(text, false);
        let answers = |place: usize| {
            let leans = course.leaning.filter(|(of, _)| *of == place).map(|(_, choice)| choice);
            let chosen = leans.or(course.chosen.get(&place).map(|of| of.choice));
            let right = right(course, place);
            let choices = course.story.steps[place].choices.iter().enumerate();
            choices.map(move |(number, choice)| Answer {
                text: blanks.fill(&choice.text, false),
                is_chosen: chosen == Some(number),
                is_right: right == Some(number),
            })
        };
        let predicted = place.checked_sub(1).and_then(|before| {
            let right = answers(before).find(|answer| answer.is_right)?.text;
            answers(before).find(|answer| answer.is_chosen).map(|chosen| (chosen, right))
        });
        let count = course.story.steps.len();
        let following =
            (place + 1 < count).then(|| step.next.as_deref().map_or_else(|| t!(timeline.next).into(), fill));
        Self {
            title: course.story.title.clone(),
            place,
            count,
            heading: fill(&step.title),
            text: step.text.iter().map(|paragraph| filled(paragraph, blanks)).collect(),
            word: step.asks.as_ref().and(course.word(player)),
            word_here: course.word(player),
            choices: answers(place).collect(),
            is_open: course.is_open(player),
            waits: course.waits(player),
            predicted,
            next: following,
            lit: lit(&step.lights, blanks, player),
            lesson: LessonView::of(course, player),
        }
    }
}

fn filled(paragraph: &Paragraph, blanks: &Blanks) -> Paragraph {
    paragraph.iter().map(|stretch| Stretch { text: blanks.fill(&stretch.text, false), ..stretch.clone() }).collect()
}

fn lit(lights: &[Light], blanks: &Blanks, player: &Player) -> Lit {
    let mut lit = Lit::default();
    let stream = player.first_stream().and_then(|id| player.sim().kinesis().stream(id));
    for light in lights {
        match light {
            Light::Part(part) => lit.parts.push(*part),
            Light::Shard(number) => lit.shards.extend(blanks.fill(number, false).parse().ok().map(ShardId)),
            Light::ShardOf(key) => {
                let key = HashKey::of_partition_key(blanks.fill(key, false).as_bytes());
                let mut open = stream.into_iter().flat_map(|stream| stream.open_shards());
                lit.shards.extend(open.find(|shard| shard.range.contains(key)).map(|shard| shard.id));
            }
        }
    }
    lit
}
