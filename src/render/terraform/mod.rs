//! Terraform configurations for the provider `hashicorp/aws`, version 6.
//!
//! The rows of the catalog say what each property becomes. Here they are followed, names are given, and values are spelled;
//! what has no form in Terraform is reported at its place in the blueprint.

mod arguments;
mod interface;
mod names;
mod problems;
mod resource;
mod secrets;
mod settings;
mod spelling;

use serde::Serialize;

use super::{File, template};
use crate::diagnostic::Diagnostics;
use crate::hcl::{self, Block};
use crate::model::Stack;
use spelling::Speller;

/// A stack as a configuration: `versions.tf`, `variables.tf`, `main.tf` and `outputs.tf`.
pub fn native(stack: &Stack, out: &mut Diagnostics) -> Vec<File> {
    let configuration = configuration(stack, out);
    let section = |title: &str, blocks: &[Block]| PageSection {
        title: title.to_owned(),
        blocks: hcl::native(blocks).trim_end().to_owned(),
    };
    let plain = |blocks: &[Block]| vec![section("", blocks)];
    let sections = configuration
        .main
        .iter()
        .filter(|(_, blocks)| !blocks.is_empty());
    let main = sections.map(|(title, blocks)| section(title, blocks));
    let page = |what: &'static str, commands, sections| {
        let page = Page {
            app: &stack.app,
            what,
            version: env!("CARGO_PKG_VERSION"),
            description: template::on_a_line(&stack.description),
            commands,
            sections,
        };
        template::render("terraform.tf", &page)
    };
    let file = |name: &'static str, text| File::new(name, text);
    vec![
        file(
            "versions.tf",
            page(
                "versions and settings of Terraform",
                commands(stack),
                plain(&configuration.versions),
            ),
        ),
        file(
            "variables.tf",
            page("what is asked", Vec::new(), plain(&configuration.variables)),
        ),
        file("main.tf", page("the resources", Vec::new(), main.collect())),
        file(
            "outputs.tf",
            page("what is told", Vec::new(), plain(&configuration.outputs)),
        ),
    ]
}

/// A stack as a configuration in Terraform's JSON syntax: `main.tf.json`.
pub fn json(stack: &Stack, out: &mut Diagnostics) -> Vec<File> {
    let configuration = configuration(stack, out);
    vec![File::new("main.tf.json", hcl::json(configuration.blocks()))]
}

/// The blocks of a configuration.
struct Configuration {
    versions: Vec<Block>,
    variables: Vec<Block>,
    /// By what they are for.
    main: Vec<(String, Vec<Block>)>,
    outputs: Vec<Block>,
}

impl Configuration {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        let main = self.main.iter().flat_map(|(_, blocks)| blocks);
        let before = self.versions.iter().chain(&self.variables);
        before.chain(main).chain(&self.outputs)
    }
}

fn configuration(stack: &Stack, out: &mut Diagnostics) -> Configuration {
    problems::of_stack(stack, out);
    let speller = Speller::new(stack);
    secrets::report(stack, out);
    let mut facts = settings::facts(stack);
    facts.extend(secrets::data(stack, &speller));
    let facts = ("Facts of the deployment".to_owned(), facts);
    let sections = resource::sections(stack, &speller, out);
    let sections = sections
        .into_iter()
        .map(|(title, blocks)| (title.to_owned(), blocks));
    let configuration = Configuration {
        versions: settings::versions(stack),
        variables: interface::variables(stack),
        main: std::iter::once(facts).chain(sections).collect(),
        outputs: interface::outputs(stack, &speller),
    };
    problems::of_blocks(stack, configuration.blocks(), out);
    configuration
}

/// How to deploy.
fn commands(stack: &Stack) -> Vec<String> {
    let required = stack.asked().filter(|p| p.default.is_none());
    let mut apply = "terraform apply".to_owned();
    for parameter in required {
        apply.push_str(&format!(" -var {}=...", names::of_id(&parameter.id)));
    }
    vec!["terraform init".to_owned(), apply]
}

/// What the document template lays out.
#[derive(Serialize)]
struct Page<'a> {
    app: &'a str,
    what: &'static str,
    version: &'static str,
    /// What the app is, for whoever begins to read.
    description: String,
    commands: Vec<String>,
    sections: Vec<PageSection>,
}

#[derive(Serialize)]
struct PageSection {
    title: String,
    blocks: String,
}
