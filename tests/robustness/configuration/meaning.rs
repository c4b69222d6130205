//! What expressions say.

use std::collections::BTreeMap;

use hcl_edit::Number;
use hcl_edit::expr::{self, Expression, ForExpr, ObjectKey, TraversalOperator, UnaryOperator};
use hcl_edit::template::{Element, StringTemplate, Template};

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// A table.
    Table(BTreeMap<String, Self>),
    /// What is computed: how, and from what.
    Computed(String, Vec<Self>),
}

/// How text is computed from parts.
pub const TEMPLATE: &str = "template";

impl Meaning {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expression: Expression = text.parse().map_err(|error| format!("{error}"))?;
        Self::of(&expression)
    }

    /// Reads what stands in quotes in the JSON syntax, where it is a template.
    pub fn of_template(text: &str) -> Result<Self, String> {
        let template: Template = text.parse().map_err(|error| format!("{error}: {text}"))?;
        parts(template.iter())
    }

    /// What is computed from nothing: a name.
    pub fn name(text: impl Into<String>) -> Self {
        Self::Computed(text.into(), Vec::new())
    }

    /// Text made of parts. What is text in it needs no computing, and a part alone is what it is.
    pub fn template(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut merged: Vec<Self> = Vec::new();
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Computed(how, parts) if how == TEMPLATE => parts,
            other => vec![other],
        });
        for part in flat {
            match (merged.last_mut(), part) {
                (Some(Self::Text(text)), Self::Text(more)) => text.push_str(&more),
                (_, part) => merged.push(part),
            }
        }
        merged.retain(|part| *part != Self::Text(String::new()));
        match merged.len() {
            0 => Self::Text(String::new()),
            1 => merged.remove(0),
            _ => Self::Computed(TEMPLATE.to_owned(), merged),
        }
    }

    /// Shows the value, and every value in it.
    pub fn walk<'m>(&'m self, see: &mut dyn FnMut(&'m Self)) {
        see(self);
        match self {
            Self::List(parts) | Self::Computed(_, parts) => {
                parts.iter().for_each(|part| part.walk(see));
            }
            Self::Table(entries) => entries.values().for_each(|value| value.walk(see)),
            _ => {}
        }
    }

    /// The meaning of an expression.
    pub fn of(expression: &Expression) -> Result<Self, String> {
        Ok(match expression {
            Expression::Null(_) => Self::Null,
            Expression::Bool(value) => Self::Bool(*value.value()),
            Expression::Number(number) => Self::Int(whole(number.value())?),
            Expression::String(text) => Self::Text(text.value().clone()),
            Expression::Array(items) => Self::List(all(items.iter())?),
            Expression::Object(object) => table(object)?,
            Expression::StringTemplate(template) => of_string(template)?,
            Expression::Parenthesis(inner) => Self::of(inner.inner())?,
            Expression::Variable(name) => Self::name(name.as_str()),
            Expression::Conditional(choice) => Self::Computed(
                "?:".to_owned(),
                all([&choice.cond_expr, &choice.true_expr, &choice.false_expr])?,
            ),
            Expression::FuncCall(call) => {
                let name = format!("{}()", call.name.name.as_str());
                Self::Computed(name, all(call.args.iter())?)
            }
            Expression::Traversal(traversal) => of_traversal(traversal)?,
            Expression::UnaryOp(operation) => of_unary(operation)?,
            Expression::BinaryOp(operation) => Self::Computed(
                operation.operator.value().to_string(),
                all([&operation.lhs_expr, &operation.rhs_expr])?,
            ),
            Expression::ForExpr(each) => of_each(each)?,
            Expression::HeredocTemplate(_) => return Err("nobody writes here documents".into()),
        })
    }
}

fn all<'e>(expressions: impl IntoIterator<Item = &'e Expression>) -> Result<Vec<Meaning>, String> {
    expressions.into_iter().map(Meaning::of).collect()
}

fn whole(number: &Number) -> Result<i128, String> {
    let signed = number.as_i64().map(i128::from);
    let unsigned = number.as_u64().map(i128::from);
    signed
        .or(unsigned)
        .ok_or_else(|| format!("{number} is not whole"))
}

fn table(object: &expr::Object) -> Result<Meaning, String> {
    let mut entries = BTreeMap::new();
    for (key, value) in object {
        let key = match key {
            ObjectKey::Ident(name) => name.as_str().to_owned(),
            ObjectKey::Expression(key) => match Meaning::of(key)? {
                Meaning::Text(text) => text,
                other => return Err(format!("{other:?} is a key")),
            },
        };
        let value = Meaning::of(value.expr())?;
        if entries.insert(key.clone(), value).is_some() {
            return Err(format!("`{key}` is there twice"));
        }
    }
    Ok(Meaning::Table(entries))
}

fn of_string(template: &StringTemplate) -> Result<Meaning, String> {
    parts(template.iter())
}

fn parts<'e>(elements: impl Iterator<Item = &'e Element>) -> Result<Meaning, String> {
    let parts = elements.map(|element| match element {
        Element::Literal(text) => Ok(Meaning::Text(text.value().clone())),
        Element::Interpolation(part) => Meaning::of(&part.expr),
        Element::Directive(_) => Err("nobody writes directives".to_owned()),
    });
    Ok(Meaning::template(parts.collect::<Result<Vec<_>, _>>()?))
}

/// `aws_vpc.main.id` is a name; an index that is no number is computed.
fn of_traversal(traversal: &expr::Traversal) -> Result<Meaning, String> {
    let mut meaning = Meaning::of(&traversal.expr)?;
    for operator in &traversal.operators {
        let (step, index) = match operator.value() {
            TraversalOperator::GetAttr(name) => (format!(".{}", name.as_str()), None),
            TraversalOperator::Index(index) => match Meaning::of(index)? {
                Meaning::Int(index) => (format!("[{index}]"), None),
                other => ("[]".to_owned(), Some(other)),
            },
            other => return Err(format!("nobody writes {other:?}")),
        };
        meaning = match (meaning, index) {
            (Meaning::Computed(name, of), None) if of.is_empty() => Meaning::name(name + &step),
            (whole, index) => {
                Meaning::Computed(step, std::iter::once(whole).chain(index).collect())
            }
        };
    }
    Ok(meaning)
}

fn of_unary(operation: &expr::UnaryOp) -> Result<Meaning, String> {
    let operand = Meaning::of(&operation.expr)?;
    Ok(match (operation.operator.value(), operand) {
        (UnaryOperator::Neg, Meaning::Int(number)) => Meaning::Int(-number),
        (operator, operand) => Meaning::Computed(operator.to_string(), vec![operand]),
    })
}

fn of_each(each: &ForExpr) -> Result<Meaning, String> {
    if each.cond.is_some() || each.intro.key_var.is_some() {
        return Err("nobody writes such a `for`".to_owned());
    }
    let kind = match (&each.key_expr, each.grouping) {
        (Some(_), true) => "table of lists",
        (Some(_), false) => "table",
        (None, _) => "list",
    };
    let how = format!("{kind} for {}", each.intro.value_var.as_str());
    let parts = [&each.intro.collection_expr, &each.value_expr];
    Ok(Meaning::Computed(
        how,
        all(parts.into_iter().chain(&each.key_expr))?,
    ))
}
