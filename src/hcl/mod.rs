//! HashiCorp's configuration language: blocks, arguments and expressions, and their two syntaxes. Knows no AWS.
//!
//! [`native`] is written as `terraform fmt` would format it; [`json`] is the same in Terraform's JSON syntax.

mod json;
mod native;

pub use json::json;
pub use native::native;

use std::borrow::Cow;

/// A block: `keyword "label" "label" { … }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// What it is: `resource`, `lifecycle`.
    pub keyword: Cow<'static, str>,
    /// What it is called.
    pub labels: Vec<Cow<'static, str>>,
    /// A line above it.
    pub comment: Option<String>,
    /// What is in it.
    pub items: Vec<Item>,
}

/// A part of a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `name = expression`
    Argument(Cow<'static, str>, Expression),
    /// A block in the block.
    Block(Block),
    /// An empty line.
    Gap,
}

/// A value, or what computes one.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, which is no template whatever is in it.
    Str(Cow<'static, str>),
    /// Text where Terraform takes no template: a description, a setting of a backend. The JSON syntax escapes nothing in it.
    Verbatim(Cow<'static, str>),
    /// A word of the language, or a name that is not asked for its value: a type, what `depends_on` lists.
    Word(Cow<'static, str>),
    /// What is asked for its value: `aws_vpc.main.id`, `var.name`.
    Reference(String),
    /// Text put together from parts.
    Template(Vec<Expression>),
    /// A list.
    List(Vec<Expression>),
    /// A table.
    Object(Vec<(Cow<'static, str>, Expression)>),
    /// A function, and what it is given.
    Call(&'static str, Vec<Expression>),
    /// A condition, the value if it holds, and the value if it does not.
    Conditional(Box<[Expression; 3]>),
    /// Whether two values are the same; or, if false is given, whether they differ.
    Equal(Box<[Expression; 2]>, bool),
    /// A list made of each element of another.
    ForEach(Box<For>),
}

/// What is made of each element of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// What the element is called.
    pub element: &'static str,
    /// The list.
    pub list: Expression,
    /// What it becomes.
    pub value: Expression,
    /// Under which key, which several may have; then the result is a table of lists.
    pub key: Option<Expression>,
}

impl Block {
    /// A block with nothing in it.
    pub fn new(keyword: impl Into<Cow<'static, str>>) -> Self {
        Self {
            keyword: keyword.into(),
            ..Self::default()
        }
    }

    /// Adds a label.
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.labels.push(label.into());
        self
    }

    /// Adds a line above the block.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Adds an argument.
    pub fn argument(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Expression>,
    ) -> Self {
        self.set(name, value);
        self
    }

    /// Adds a block.
    pub fn block(mut self, block: Block) -> Self {
        self.add(block);
        self
    }

    /// Adds an empty line.
    pub fn gap(mut self) -> Self {
        self.items.push(Item::Gap);
        self
    }

    /// Adds a block.
    pub fn add(&mut self, block: Block) {
        self.items.push(Item::Block(block));
    }

    /// Adds an argument.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Expression>) {
        self.items.push(Item::Argument(name.into(), value.into()));
    }

    /// Changes the first block of this keyword in the block, which is added if there is none.
    pub fn change(&mut self, keyword: &'static str, change: impl FnOnce(&mut Block)) {
        let found = self.items.iter_mut().find_map(|item| match item {
            Item::Block(block) if block.keyword == keyword => Some(block),
            _ => None,
        });
        match found {
            Some(block) => change(block),
            None => {
                let mut block = Block::new(keyword);
                change(&mut block);
                self.add(block);
            }
        }
    }

    /// Puts the blocks in it behind its arguments.
    pub fn blocks_last(&mut self) {
        self.items
            .sort_by_key(|item| matches!(item, Item::Block(_)));
    }
}

impl Expression {
    /// What is asked for its value.
    pub fn reference(text: impl Into<String>) -> Self {
        Self::Reference(text.into())
    }

    /// The text of a JSON document, which Terraform makes of a value.
    pub fn json(value: Expression) -> Self {
        Self::Call("jsonencode", vec![value])
    }
}

impl From<bool> for Expression {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Expression {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&'static str> for Expression {
    fn from(value: &'static str) -> Self {
        Self::Str(Cow::Borrowed(value))
    }
}

impl From<String> for Expression {
    fn from(value: String) -> Self {
        Self::Str(Cow::Owned(value))
    }
}

impl<T: Into<Expression>> From<Vec<T>> for Expression {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
