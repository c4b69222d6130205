//! How Terraform says a type of AWS resource: columns of the catalog, and what a blueprint settles of Terraform itself.
//!
//! The names are those of the provider `hashicorp/aws`, version 6.

use super::map::Map;
use super::resource::Resource;
use super::value::Value;
use crate::hcl::{Block, Expression};

/// How Terraform says a type.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one a type, in a static table"
)]
pub enum Terraform {
    /// As a resource.
    Resource(TerraformResource),
    /// As arguments of another resource: the one a property refers to.
    Part {
        /// The property.
        of: &'static str,
        /// The arguments.
        arguments: &'static [ArgumentRow],
    },
}

/// A type of Terraform resource.
#[derive(Debug)]
pub struct TerraformResource {
    /// Its name, `aws_ecs_service`.
    pub name: &'static str,
    /// How the logical ids of the type end, which its Terraform names need not repeat: `WebService` is `aws_ecs_service.web`.
    pub noun: &'static str,
    /// What becomes of each property, in the order in which arguments are written.
    pub arguments: &'static [ArgumentRow],
    /// What AWS calls it, where CloudFormation would make up a name.
    pub naming: Naming,
    /// Arguments that CloudFormation has no property for, since it always does so.
    pub constants: &'static [(&'static str, Constant)],
    /// How long Terraform waits for it to be created or changed, if not as long as it would.
    pub timeout: Option<&'static str>,
    /// A property that something else decides on if it is left out.
    pub left_alone: Option<LeftAlone>,
    /// Whether its successor is made before it goes, as CloudFormation does with everything.
    pub create_before_destroy: bool,
    /// Whether it starts something that needs all of what it refers to, and not only what has the address.
    pub needs_whole: bool,
    /// What must be so when all is done.
    pub postcondition: Option<Postcondition>,
    /// An argument that the provider would leave as it was, were it left out.
    pub always: Option<Always>,
    /// What it is given so that it outlives the stack, or can be had back, where CloudFormation would keep it.
    pub retention: &'static [(&'static str, Constant)],
    /// Whether one of its properties has AWS refuse to delete it, where CloudFormation would keep it.
    pub protects_itself: bool,
    /// Blocks that belong to it and have no counterpart in CloudFormation.
    pub companions: Option<Companions>,
    /// A property that is less safe in Terraform.
    pub caveat: Option<Caveat>,
}

/// A property, or a key of a list of attributes, and what becomes of it.
pub type ArgumentRow = (&'static str, Argument);

/// What becomes of a property.
#[derive(Debug)]
pub enum Argument {
    /// The argument of this name.
    Is(&'static str),
    /// A number, which CloudFormation takes as text.
    Number(&'static str),
    /// A boolean, which CloudFormation takes as text.
    Boolean(&'static str),
    /// A boolean: whether the property is this word, or has it in its list.
    Word(&'static str, &'static str),
    /// JSON text.
    Json(&'static str, JsonKeys),
    /// An argument in a block of this name, which may have several.
    In(&'static str, &'static Argument),
    /// An argument, unless the property is this word: then the provider does by itself what it says.
    Unless(&'static str, &'static Argument),
    /// A block of this name with the values of a list as `items`, and their `quantity`.
    Counted(&'static str),
    /// A block for each table.
    Block(&'static str, &'static [ArgumentRow]),
    /// Arguments for the properties of the only table there is.
    Inline(&'static [ArgumentRow]),
    /// Arguments for the entries of a list of `Key` and `Value`.
    Attributes(&'static [ArgumentRow]),
    /// The tags.
    Tags,
    /// Arguments that repeat those of the resource it refers to.
    SameAs(&'static [&'static str]),
    /// A resource for each table.
    Apart(&'static Apart),
    /// Something that companions of the resource say, who know these properties of its tables.
    Companion(&'static [&'static str]),
    /// Nothing, for a reason.
    Absent(&'static str),
}

/// What becomes of the keys of JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKeys {
    /// They stay.
    Same,
    /// They begin with a small letter, as in the ECS API; but not in free-form tables, which are named here.
    Camel(&'static [&'static str]),
}

/// Tables that Terraform wants as resources of their own.
#[derive(Debug)]
pub struct Apart {
    /// The type of these resources.
    pub name: &'static str,
    /// What follows the name of the resource they belong to in theirs.
    pub suffix: &'static str,
    /// Why they exist.
    pub why: &'static str,
    /// The argument that says what they belong to, and the attribute that it takes.
    pub owner: (&'static str, &'static str),
    /// Their arguments.
    pub arguments: &'static [ArgumentRow],
    /// Those that are not needed in Terraform.
    pub unless: Option<fn(&Map) -> bool>,
}

/// What AWS calls a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Its properties say so, or it has no name.
    Said,
    /// As the app.
    App(NameRule),
    /// As the resource is called in Terraform.
    Own,
    /// As the app and the resource, and something that makes it unique.
    Prefix,
    /// The same, where the provider takes so short a beginning that they may have to be cut.
    CutPrefix(usize),
    /// The same for a bucket, whose name has no capitals.
    BucketPrefix(usize),
    /// As the resource, and something that makes it unique: the provider takes too short a beginning to have the app's name in it.
    OwnPrefix(usize),
}

/// Which names AWS takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameRule {
    /// Most characters.
    pub longest: usize,
    /// Whether they end in a letter or a digit, and do not begin with `internal-`.
    pub is_of_a_load_balancer: bool,
    /// What is put behind the name of one with a property that replaces it: its successor is made before it goes, and AWS has no
    /// name twice.
    pub variant: Option<Variant>,
}

/// A property whose value stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The property.
    pub property: &'static str,
    /// The value.
    pub word: &'static str,
    /// What is put behind the name.
    pub suffix: &'static str,
}

/// A value that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
}

/// A property that something else decides on if it is left out.
#[derive(Clone, Copy, Debug)]
pub struct LeftAlone {
    /// The property.
    pub property: &'static str,
    /// The argument.
    pub argument: &'static str,
    /// What it begins with, which is what CloudFormation would begin with.
    pub initial: i64,
}

/// An argument that must be as its property says when all is done.
#[derive(Clone, Copy, Debug)]
pub struct Postcondition {
    /// The property.
    pub property: &'static str,
    /// The argument.
    pub argument: &'static str,
    /// What to say if it is not.
    pub message: &'static str,
}

/// An argument that the provider would leave as it was, were it left out: without its property it is a list of another one.
#[derive(Clone, Copy, Debug)]
pub struct Always {
    /// The property it has.
    pub property: &'static str,
    /// The argument.
    pub argument: &'static str,
    /// The other property.
    pub list_of: &'static str,
}

/// Blocks that a resource brings along.
#[derive(Clone, Copy, Debug)]
pub struct Companions {
    /// The property for which it does.
    pub property: &'static str,
    /// The blocks, of which the last refers to the others.
    pub blocks: fn(&Companion<'_>) -> Vec<Block>,
    /// What there is to tell of them: an output that CloudFormation has no counterpart of.
    pub told: Option<fn(&Companion<'_>) -> Option<Block>>,
    /// The provider they want besides that of AWS.
    pub provider: Option<Provider>,
}

/// A provider of HashiCorp's.
#[derive(Clone, Copy, Debug)]
pub struct Provider {
    /// Its name.
    pub name: &'static str,
    /// Its versions.
    pub version: &'static str,
}

/// A property that is less safe in Terraform than in CloudFormation.
#[derive(Clone, Copy, Debug)]
pub struct Caveat {
    /// The property.
    pub property: &'static str,
    /// What is wrong.
    pub message: &'static str,
    /// What can be done.
    pub help: &'static str,
    /// What is wrong with a value that Terraform cannot have at all, and what can be done then.
    pub impossible: fn(&Value) -> Option<(&'static str, &'static str)>,
}

/// A resource whose companions are wanted.
pub struct Companion<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// What it is called in Terraform, without its type.
    pub name: &'a str,
    /// How Terraform spells values.
    pub spell: &'a dyn Fn(&Value) -> Expression,
}

impl Companion<'_> {
    /// A block that is in the region of the resource.
    pub fn in_its_region(&self, block: Block) -> Block {
        match self.resource.region {
            Some(region) => block.argument(REGION, region),
            None => block,
        }
    }
}

/// The argument of resources that are in another region than the provider ("Enhanced Region Support" in the provider's guides).
pub const REGION: &str = "region";

impl TerraformResource {
    /// A type with nothing but arguments.
    pub const fn new(
        name: &'static str,
        noun: &'static str,
        arguments: &'static [ArgumentRow],
    ) -> Self {
        Self {
            name,
            noun,
            arguments,
            naming: Naming::Said,
            constants: &[],
            timeout: None,
            left_alone: None,
            create_before_destroy: false,
            needs_whole: false,
            postcondition: None,
            always: None,
            retention: &[],
            protects_itself: false,
            companions: None,
            caveat: None,
        }
    }
}

/// What a blueprint settles of Terraform itself.
#[derive(Clone, Debug, Default)]
pub struct TerraformSettings {
    /// Where the state is kept; locally if nothing is said.
    pub backend: Option<Backend>,
    /// How the provider finds AWS.
    pub provider: ProviderSettings,
}

/// Where Terraform keeps its state.
#[derive(Clone, Debug)]
pub enum Backend {
    /// In an S3 bucket.
    S3(S3Backend),
    /// In HCP Terraform, or a Terraform Enterprise of one's own.
    Cloud {
        /// The organization.
        organization: String,
        /// The workspace.
        workspace: String,
        /// Its host, if it is not HashiCorp's.
        hostname: Option<String>,
    },
}

/// State in an S3 bucket ("Backend type: s3" in Terraform's language documentation).
#[derive(Clone, Debug)]
pub struct S3Backend {
    /// The bucket.
    pub bucket: String,
    /// The object.
    pub key: String,
    /// Region of the bucket.
    pub region: String,
    /// Whether a lock file beside the object keeps others out.
    pub use_lockfile: bool,
    /// The customer KMS key it is encrypted with, if it is.
    pub kms_key_id: Option<String>,
    /// The profile that may read and write it, if not the usual one.
    pub profile: Option<String>,
}

/// How the provider finds AWS.
#[derive(Clone, Debug, Default)]
pub struct ProviderSettings {
    /// The region, unless another is given at the deploy.
    pub region: Option<String>,
    /// The profile.
    pub profile: Option<String>,
    /// The only accounts it works in.
    pub allowed_account_ids: Vec<String>,
    /// ARN of the role it takes.
    pub assume_role: Option<String>,
}
