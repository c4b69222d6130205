//! A stack: what is deployed and deleted as one.

use std::borrow::Cow;

use super::output::Output;
use super::parameter::{Parameter, ParameterHandle};
use super::resource::{Handle, Resource};
use super::stacks::Import;
use super::terraform::TerraformSettings;

/// A stack of resources, in the order a reader wants them.
#[derive(Clone, Debug)]
pub struct Stack {
    /// What tells it from the other stacks of the app: `app` for the app's own.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// The only region it can be deployed to, if there is one.
    pub region: Option<&'static str>,
    /// Name of the app.
    pub app: String,
    /// What the stack is, in a sentence.
    pub description: String,
    /// What is on every resource that takes tags.
    pub tags: Vec<(String, String)>,
    /// What is decided at a deploy.
    pub parameters: Vec<Parameter>,
    /// Parameters whose values are found at a deploy.
    pub imports: Vec<Import>,
    /// Its resources, by what they are for.
    pub sections: Vec<Section>,
    /// What it tells.
    pub outputs: Vec<Output>,
    /// What the blueprint says about Terraform itself.
    pub terraform: TerraformSettings,
}

/// Resources that belong together.
#[derive(Clone, Debug)]
pub struct Section {
    /// What they are.
    pub title: Cow<'static, str>,
    /// The resources.
    pub resources: Vec<Resource>,
}

impl Stack {
    /// The largest template that CloudFormation takes as it is, in bytes; a larger one comes from a bucket ("CloudFormation
    /// quotas").
    pub const INLINE_BYTES: usize = 51_200;

    const APP: &str = "app";

    /// An app's own stack, with nothing in it.
    pub fn new(app: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            name: Self::APP,
            about: "the app itself, in the region of your choice",
            region: None,
            app: app.into(),
            description: description.into(),
            tags: Vec::new(),
            parameters: Vec::new(),
            imports: Vec::new(),
            sections: Vec::new(),
            outputs: Vec::new(),
            terraform: TerraformSettings::default(),
        }
    }

    /// A stack of the same app with nothing in it, which can be deployed to one region only.
    pub fn elsewhere(&self, name: &'static str, about: &'static str, region: &'static str) -> Self {
        Self {
            name,
            about,
            region: Some(region),
            ..Self::new(self.app.clone(), format!("{}: {about}", self.app))
        }
    }

    /// What files of it are called, but for the end.
    pub fn file_stem(&self) -> &'static str {
        match self.name {
            // As everyone calls the template of an app that has no other.
            Self::APP => "stack",
            other => other,
        }
    }

    /// What it is called in AWS, if the user says nothing else.
    pub fn suggested_name(&self) -> String {
        [self.app.as_str(), &self.name_ending()].concat()
    }

    /// What tells its name in AWS from that of the app's own.
    pub fn name_ending(&self) -> String {
        match self.name {
            Self::APP => String::new(),
            other => format!("-{other}"),
        }
    }

    /// Begins a section: what is added next belongs to it.
    pub fn section(&mut self, title: impl Into<Cow<'static, str>>) {
        self.sections.push(Section {
            title: title.into(),
            resources: Vec::new(),
        });
    }

    /// Adds a resource to the last section.
    pub fn add(&mut self, resource: Resource) -> Handle {
        let handle = Handle::to(&resource);
        if self.sections.is_empty() {
            self.section("Resources");
        }
        if let Some(section) = self.sections.last_mut() {
            section.resources.push(resource);
        }
        handle
    }

    /// Adds a parameter. One that takes the same is there only once.
    pub fn add_parameter(&mut self, parameter: Parameter) -> ParameterHandle {
        let handle = ParameterHandle::to(&parameter);
        let is_there = |other: &Parameter| {
            (&other.id, other.kind) == (&parameter.id, parameter.kind)
                && other.pattern == parameter.pattern
        };
        if !self.parameters.iter().any(is_there) {
            self.parameters.push(parameter);
        }
        handle
    }

    /// Makes a resource wait for another that was added after it.
    pub fn wait(&mut self, resource: &Handle, other: &Handle) {
        let found = self
            .resources_mut()
            .find(|it| it.id == *resource.logical_id());
        if let Some(found) = found {
            found.depends_on.push(other.logical_id().clone());
        }
    }

    /// All resources, in order.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.sections.iter().flat_map(|section| &section.resources)
    }

    /// All resources, to change them.
    pub fn resources_mut(&mut self) -> impl Iterator<Item = &mut Resource> {
        self.sections
            .iter_mut()
            .flat_map(|section| &mut section.resources)
    }
}
