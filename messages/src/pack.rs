//! A message as the page carries it.
use crate::marks::{CASE, CHOICE, END, TEXT, VALUE};
use fluent_syntax::ast::{Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::unicode::unescape_unicode;
use std::collections::BTreeSet;

/// The values that a message takes, and its text.
pub fn pack(message: &Message<&str>) -> Result<(Vec<String>, String), String> {
    if !message.attributes.is_empty() {
        return Err("there are no attributes here".into());
    }
    let text = message.value.as_ref().ok_or("it has no text")?;
    let mut packed = Packed { takes: BTreeSet::new(), text: String::new(), chooses: false };
    packed.pattern(text)?;
    Ok((packed.takes.into_iter().collect(), packed.text))
}

struct Packed {
    takes: BTreeSet<String>,
    text: String,
    /// Whether this is the text of a case.
    chooses: bool,
}

impl Packed {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<(), String> {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.literal(value)?,
                PatternElement::Placeable { expression: Expression::Inline(inline) } => self.inline(inline)?,
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    self.choice(selector, variants)?;
                }
            }
        }
        Ok(())
    }

    fn literal(&mut self, text: &str) -> Result<(), String> {
        if text.contains([VALUE, END, CHOICE, CASE, TEXT]) {
            return Err("control characters are not for messages".into());
        }
        self.text.push_str(text);
        Ok(())
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                let mut text = String::new();
                unescape_unicode(&mut text, value).map_err(|_| "this escape is none of Fluent's")?;
                self.literal(&text)
            }
            InlineExpression::VariableReference { id } => {
                self.takes.insert(id.name.into());
                self.text.extend([VALUE]);
                self.text.push_str(id.name);
                self.text.push(END);
                Ok(())
            }
            InlineExpression::NumberLiteral { .. }
            | InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. }
            | InlineExpression::Placeable { .. } => Err("only { $value } and { \"text\" } can stand in a text".into()),
        }
    }

    fn choice(&mut self, selector: &InlineExpression<&str>, variants: &[Variant<&str>]) -> Result<(), String> {
        let InlineExpression::VariableReference { id } = selector else {
            return Err("a choice is made by a value: { $value -> … }".into());
        };
        if std::mem::replace(&mut self.chooses, true) {
            return Err("a choice within a choice".into());
        }
        self.takes.insert(id.name.into());
        self.text.push(CHOICE);
        self.text.push_str(id.name);
        let (defaults, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
        for variant in others.into_iter().chain(defaults) {
            let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
            self.text.push(CASE);
            self.text.push_str(name);
            self.text.push(TEXT);
            self.pattern(&variant.value)?;
        }
        self.text.push(END);
        self.chooses = false;
        Ok(())
    }
}
