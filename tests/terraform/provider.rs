//! The schema of the provider `hashicorp/aws`, which `tools/extract-terraform-schema.py` has taken from a package of it.

use std::sync::LazyLock;

use serde_json::{Map, Value};

const FILE: &str = "tests/acceptance/terraform/schema.json";

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = std::fs::read_to_string(FILE).unwrap();
    serde_json::from_str(&text).unwrap()
});

/// What can stand in a block.
#[derive(Clone, Copy, Debug)]
pub struct Schema(&'static Value);

/// A resource type.
pub fn resource(name: &str) -> Option<Schema> {
    block(&SCHEMA["resource_schemas"][name])
}

/// A data source.
pub fn data(name: &str) -> Option<Schema> {
    block(&SCHEMA["data_source_schemas"][name])
}

/// The provider itself.
pub fn provider() -> Option<Schema> {
    block(&SCHEMA["provider"])
}

fn block(value: &'static Value) -> Option<Schema> {
    value.get("block").map(Schema)
}

impl Schema {
    /// An argument or an attribute.
    pub fn attribute(self, name: &str) -> Option<Attribute> {
        self.0["attributes"].get(name).map(Attribute)
    }

    /// An argument, which can be set.
    pub fn argument(self, name: &str) -> Option<Attribute> {
        self.attribute(name)
            .filter(|attribute| attribute.is("required") || attribute.is("optional"))
    }

    /// Arguments that must be set.
    pub fn required_arguments(self) -> impl Iterator<Item = &'static str> {
        let required = |(name, value)| Attribute(value).is("required").then_some(name);
        members(&self.0["attributes"]).filter_map(required)
    }

    /// A block in the block.
    pub fn block(self, name: &str) -> Option<Self> {
        block(&self.0["block_types"][name])
    }

    /// How many blocks of a name there may be.
    pub fn most(self, name: &str) -> u64 {
        self.0["block_types"][name]["max_items"]
            .as_u64()
            .unwrap_or(u64::MAX)
    }

    /// Blocks that must be there.
    pub fn required_blocks(self) -> impl Iterator<Item = &'static str> {
        let required = |(name, value): (_, &Value)| {
            let least = value["min_items"].as_u64().unwrap_or(0);
            (least > 0).then_some(name)
        };
        members(&self.0["block_types"]).filter_map(required)
    }
}

fn members(value: &'static Value) -> impl Iterator<Item = (&'static str, &'static Value)> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    let members = value.as_object().unwrap_or(&NONE).iter();
    members.map(|(name, value)| (name.as_str(), value))
}

/// An argument or an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attribute(&'static Value);

impl Attribute {
    /// Whether the schema calls it so: `required`, `computed`, `deprecated`.
    pub fn is(self, flag: &str) -> bool {
        self.0[flag] == true
    }

    /// Its type, as Terraform writes types in JSON: `"string"`, `["list", "string"]`.
    pub fn kind(self) -> &'static Value {
        &self.0["type"]
    }
}
