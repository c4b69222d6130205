//! The stacks of an app, and what one takes from another.

use std::borrow::Cow;

use super::map::Map;
use super::output::Output;
use super::parameter::{Parameter, ParameterHandle, ParameterType};
use super::resource::{LogicalId, Origin};
use super::stack::Stack;
use super::value::{Pseudo, Value};

/// The stacks of an app: its own, and those that have to be there before it.
#[derive(Clone, Debug)]
pub struct Stacks {
    /// What has to live elsewhere, in the order in which it is deployed.
    pub before: Vec<Stack>,
    /// The app's own stack.
    pub app: Stack,
}

/// A parameter of a stack whose value nobody has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The parameter.
    pub parameter: LogicalId,
    /// Where its value is found.
    pub source: Source,
}

/// Where the value of a parameter is found at a deploy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An output of another stack, which is deployed before. Stacks of different regions have no other way: an export is of one
    /// region.
    Output {
        /// What the other stack is called.
        stack: &'static str,
        /// The output.
        output: LogicalId,
    },
    /// The id, in the region of the stack, of the managed prefix list of this name.
    PrefixList(&'static str),
}

/// A value that another stack is given.
pub struct Handover {
    /// What it is called in both stacks.
    pub id: &'static str,
    /// What it is.
    pub description: String,
    /// The value.
    pub value: Value,
    /// The regular expression it matches, and what to say if it does not.
    pub pattern: Option<(&'static str, &'static str)>,
    /// Why the other stack wants it.
    pub origin: Origin,
}

impl From<Stack> for Stacks {
    fn from(app: Stack) -> Self {
        let before = Vec::new();
        Self { before, app }
    }
}

impl Stacks {
    /// All of them, in the order in which they are deployed.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Stack> {
        self.before.iter().chain(std::iter::once(&self.app))
    }

    /// All of them, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Stack> {
        self.before.iter_mut().chain(std::iter::once(&mut self.app))
    }

    /// The stack of this name.
    pub fn get(&self, name: &str) -> Option<&Stack> {
        self.iter().find(|stack| stack.name == name)
    }

    /// All of them as one, for a target that reaches every region from one place: what is bound to a region says so itself, and
    /// what one stack takes from another is a reference.
    pub fn merged(&self) -> Cow<'_, Stack> {
        if self.before.is_empty() {
            return Cow::Borrowed(&self.app);
        }
        let mut whole = self.app.clone();
        whole.parameters.clear();
        whole.imports.clear();
        whole.sections.clear();
        whole.outputs.clear();
        for stack in self.iter() {
            let merging = Merging {
                stacks: self,
                stack,
            };
            for parameter in &stack.parameters {
                let source = stack.source(&parameter.id);
                let is_known = whole.parameters.iter().any(|p| p.id == parameter.id);
                if is_known || matches!(source, Some(Source::Output { .. })) {
                    continue;
                }
                whole.parameters.push(parameter.clone());
                whole.imports.extend(source.map(|source| Import {
                    parameter: parameter.id.clone(),
                    source: source.clone(),
                }));
            }
            for section in &stack.sections {
                let mut section = section.clone();
                for resource in &mut section.resources {
                    resource.region = stack.region;
                    resource.properties = merging.map(&resource.properties);
                }
                whole.sections.push(section);
            }
            whole
                .outputs
                .extend(stack.outputs.iter().map(|output| Output {
                    value: merging.value(&output.value),
                    ..output.clone()
                }));
        }
        Cow::Owned(whole)
    }
}

impl Stack {
    /// Gives a value to a stack that is deployed later: an output here, and a parameter there.
    pub fn give(&mut self, given: Handover, to: &mut Self) -> Value {
        let id = LogicalId::new(given.id);
        let handle = to.add_parameter(Parameter {
            id: id.clone(),
            kind: ParameterType::String,
            description: format!(
                "{}: the output {id} of the stack {}",
                given.description, self.name
            ),
            default: None,
            pattern: given.pattern,
            origin: given.origin.clone(),
        });
        to.imports.push(Import {
            parameter: id.clone(),
            source: Source::Output {
                stack: self.name,
                output: id.clone(),
            },
        });
        self.outputs.push(Output {
            id,
            description: given.description,
            value: given.value,
            is_exported: false,
            path: given.origin.path,
        });
        Value::Parameter(handle)
    }

    /// The id of a managed prefix list, which is another one in every region.
    pub fn look_up_prefix_list(&mut self, name: &'static str, parameter: Parameter) -> Value {
        self.imports.push(Import {
            parameter: parameter.id.clone(),
            source: Source::PrefixList(name),
        });
        Value::Parameter(self.add_parameter(parameter))
    }

    /// Where the value of a parameter is found, if nobody has to know it.
    pub fn source(&self, parameter: &LogicalId) -> Option<&Source> {
        let mut imports = self.imports.iter();
        let import = imports.find(|import| import.parameter == *parameter)?;
        Some(&import.source)
    }

    /// The parameters whose values somebody has to know.
    pub fn asked(&self) -> impl Iterator<Item = &Parameter> {
        let is_asked = |parameter: &&Parameter| self.source(&parameter.id).is_none();
        self.parameters.iter().filter(is_asked)
    }
}

/// A stack that becomes part of a whole.
struct Merging<'a> {
    stacks: &'a Stacks,
    stack: &'a Stack,
}

impl Merging<'_> {
    fn map(&self, map: &Map) -> Map {
        map.iter()
            .map(|(key, value)| (key.to_owned().into(), self.value(value)))
            .collect()
    }

    fn values(&self, values: &[Value]) -> Vec<Value> {
        values.iter().map(|value| self.value(value)).collect()
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::List(items) => Value::List(self.values(items)),
            Value::Concat(parts) => Value::Concat(self.values(parts)),
            Value::Map(map) => Value::Map(self.map(map)),
            Value::Parameter(parameter) => self.imported(parameter).unwrap_or(value.clone()),
            Value::IfGiven(choice) if self.imported(&choice.parameter).is_some() => {
                self.value(&choice.given)
            }
            Value::IfGiven(choice) => {
                let mut choice = choice.clone();
                choice.given = self.value(&choice.given);
                choice.empty = self.value(&choice.empty);
                Value::IfGiven(choice)
            }
            Value::Pseudo(Pseudo::Region) => match self.stack.region {
                Some(region) => region.into(),
                None => value.clone(),
            },
            other => other.clone(),
        }
    }

    /// What a parameter stands for, if that is an output of another stack.
    fn imported(&self, parameter: &ParameterHandle) -> Option<Value> {
        let Source::Output { stack, output } = self.stack.source(parameter.logical_id())? else {
            return None;
        };
        let stack = self.stacks.get(stack)?;
        let output = stack.outputs.iter().find(|o| o.id == *output)?;
        Some(Merging { stack, ..*self }.value(&output.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{acm, elbv2, route53};
    use crate::diagnostic::Path;
    use crate::model::{Handle, Resource, props};

    fn origin() -> Origin {
        Origin::new(Path::root(), "it is tried")
    }

    fn zone() -> Parameter {
        Parameter {
            id: LogicalId::new("HostedZoneId"),
            kind: ParameterType::HostedZoneId,
            description: "Id of the zone".to_owned(),
            default: None,
            pattern: None,
            origin: origin(),
        }
    }

    /// An app whose listener has a certificate of a stack in another region.
    fn stacks() -> Stacks {
        let mut app = Stack::new("shop", "a shop");
        let mut edge = app.elsewhere("edge", "certificates", "us-east-1");
        let id = Value::Parameter(edge.add_parameter(zone()));
        let name = Value::concat([Pseudo::Region.into(), ".shop.example".into()]);
        let certificate = edge.add(Resource::new(
            "EdgeCertificate",
            &acm::CERTIFICATE,
            origin(),
            props! { "DomainName": name, "DomainValidationOptions": [props! { "HostedZoneId": id }] },
        ));
        let given = edge.give(
            Handover {
                id: "EdgeCertificateArn",
                description: "ARN of the certificate".to_owned(),
                value: certificate.arn(),
                pattern: None,
                origin: origin(),
            },
            &mut app,
        );
        let id = Value::Parameter(app.add_parameter(zone()));
        app.add(Resource::new(
            "Record",
            &route53::RECORD_SET,
            origin(),
            props! { "HostedZoneId": id, "Name": Value::from(Pseudo::Region) },
        ));
        app.add(Resource::new(
            "Listener",
            &elbv2::LISTENER,
            origin(),
            props! { "Certificates": [props! { "CertificateArn": given }] },
        ));
        Stacks {
            before: vec![edge],
            app,
        }
    }

    #[test]
    fn as_one_they_refer_to_each_other() {
        let stacks = stacks();
        let whole = stacks.merged();
        let [certificate, record, listener]: [&Resource; 3] =
            whole.resources().collect::<Vec<_>>().try_into().unwrap();
        let arn = Handle::to(certificate).arn();
        assert_eq!(
            listener.properties.get("Certificates"),
            Some(&[props! { "CertificateArn": arn }].into())
        );
        let parameters: Vec<_> = whole.parameters.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(parameters, ["HostedZoneId"]);
        assert_eq!(
            [certificate.region, record.region],
            [Some("us-east-1"), None]
        );
    }

    #[test]
    fn as_one_each_keeps_its_region() {
        let stacks = stacks();
        let whole = stacks.merged();
        let name = |id: &str, key: &str| {
            let mut resources = whole.resources();
            let resource = resources.find(|r| r.id.as_str() == id)?;
            resource.properties.get(key).cloned()
        };
        let parts = ["us-east-1".into(), ".shop.example".into()];
        assert_eq!(
            name("EdgeCertificate", "DomainName"),
            Some(Value::concat(parts))
        );
        assert_eq!(name("Record", "Name"), Some(Pseudo::Region.into()));
    }

    #[test]
    fn one_is_left_as_it_is() {
        let stacks = Stacks::from(Stack::new("shop", "a shop"));
        assert!(matches!(stacks.merged(), Cow::Borrowed(_)));
    }
}
