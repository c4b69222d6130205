//! The programs beside the templates of an app: one deploys its stacks, in order, and one deletes them, in the opposite one.

use serde::Serialize;

use super::{File, Format, template};
use crate::model::{Import, Parameter, Source, Stack, Stacks};

/// What the document templates lay out.
#[derive(Serialize)]
struct Page<'a> {
    app: &'a str,
    version: &'static str,
    required: Vec<Asked>,
    optional: Vec<Asked>,
    wants_bucket: bool,
    takes_outputs: bool,
    looks_up_prefix_lists: bool,
    /// In the order of the program.
    stacks: Vec<Step>,
    /// Those besides the app's own.
    others: Vec<Step>,
}

/// A parameter that is given at a deploy.
#[derive(Serialize)]
struct Asked {
    id: String,
    description: String,
}

/// What is done with a stack. What there is not is empty.
#[derive(Clone, Serialize)]
struct Step {
    about: String,
    /// What follows the name of the app's stack in its own.
    ending: String,
    region: &'static str,
    template: String,
    /// The bucket that its template goes through.
    bucket: &'static str,
    imports: Vec<Taken>,
}

/// A parameter whose value is found.
#[derive(Clone, Serialize)]
struct Taken {
    parameter: String,
    /// What prints the value.
    command: String,
}

/// The programs for these templates, which are in the order of the stacks.
pub fn scripts(stacks: &Stacks, templates: &[File], format: &Format) -> Vec<File> {
    let mut page = page(stacks, templates, format);
    let deploy = program("deploy.sh", &page);
    page.stacks.reverse();
    page.others.reverse();
    vec![deploy, program("teardown.sh", &page)]
}

fn program(name: &'static str, page: &Page<'_>) -> File {
    File {
        is_program: true,
        ..File::new(name, template::render(name, page))
    }
}

fn page<'a>(stacks: &'a Stacks, templates: &[File], format: &Format) -> Page<'a> {
    let is_large = |file: &File| file.text.len() > Stack::INLINE_BYTES;
    let steps: Vec<Step> = stacks
        .iter()
        .zip(templates)
        .map(|(stack, file)| Step {
            bucket: if is_large(file) { "$S3_BUCKET" } else { "" },
            ..step(stack, stacks, format)
        })
        .collect();
    let (required, optional) = parameters(stacks)
        .into_iter()
        .partition(|parameter| parameter.default.is_none());
    Page {
        app: &stacks.app.app,
        version: env!("CARGO_PKG_VERSION"),
        required: asked(required),
        optional: asked(optional),
        wants_bucket: templates.iter().any(is_large),
        takes_outputs: has(stacks, |source| matches!(source, Source::Output { .. })),
        looks_up_prefix_lists: has(stacks, |source| matches!(source, Source::PrefixList(_))),
        others: steps[..stacks.before.len().min(steps.len())].to_vec(),
        stacks: steps,
    }
}

fn has(stacks: &Stacks, is_such: impl Fn(&Source) -> bool) -> bool {
    let mut imports = stacks.iter().flat_map(|stack| &stack.imports);
    imports.any(|import| is_such(&import.source))
}

/// What is asked of the user, each once: several stacks may want the same.
fn parameters(stacks: &Stacks) -> Vec<&Parameter> {
    let mut asked: Vec<&Parameter> = Vec::new();
    for stack in stacks.iter() {
        for parameter in stack.asked() {
            if !asked.iter().any(|known| known.id == parameter.id) {
                asked.push(parameter);
            }
        }
    }
    asked
}

fn asked(parameters: Vec<&Parameter>) -> Vec<Asked> {
    let asked = parameters.into_iter().map(|parameter| Asked {
        id: parameter.id.to_string(),
        description: template::on_a_line(&parameter.description),
    });
    asked.collect()
}

fn step(stack: &Stack, stacks: &Stacks, format: &Format) -> Step {
    let about = match stack.region {
        Some(region) => format!("{}: {}, in {region}", stack.name, stack.about),
        None => format!("{}: {}", stack.name, stack.about),
    };
    Step {
        about,
        ending: stack.name_ending(),
        region: stack.region.unwrap_or_default(),
        template: format.file_name(stack),
        bucket: "",
        imports: stack
            .imports
            .iter()
            .filter_map(|import| taken(import, stacks))
            .collect(),
    }
}

fn taken(import: &Import, stacks: &Stacks) -> Option<Taken> {
    let command = match &import.source {
        Source::PrefixList(name) => format!("prefix_list {name}"),
        Source::Output { stack, output } => {
            let from = stacks.get(stack)?;
            let (ending, region) = (from.name_ending(), from.region.unwrap_or("\"\""));
            format!("output \"$name{ending}\" {region} {output}")
        }
    };
    Some(Taken {
        parameter: import.parameter.to_string(),
        command,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Path;
    use crate::model::{Handover, Origin};
    use crate::render::FORMATS;

    /// The programs for an app with a stack in another region that gives it something.
    fn programs(size: usize) -> [String; 2] {
        let mut app = Stack::new("shop", "a shop");
        let mut edge = app.elsewhere("edge", "certificates", "us-east-1");
        let given = Handover {
            id: "EdgeCertificateArn",
            description: "ARN of the certificate".to_owned(),
            value: "arn".into(),
            pattern: None,
            origin: Origin::new(Path::root(), "it is tried"),
        };
        edge.give(given, &mut app);
        let stacks = Stacks {
            before: vec![edge],
            app,
        };
        let file = |text: String| File::new("", text);
        let templates = [file(String::new()), file("x".repeat(size))];
        let files = scripts(&stacks, &templates, &FORMATS[0]);
        assert!(files.iter().all(|file| file.is_program));
        let [deploy, teardown]: [File; 2] = files.try_into().unwrap();
        [deploy.text, teardown.text]
    }

    #[test]
    fn what_a_stack_tells_is_given_to_the_next() {
        let [deploy, _] = programs(0);
        let steps = "\
# edge: certificates, in us-east-1
deploy \"$name-edge\" edge.yaml \"us-east-1\" \"\" \"$@\"

# app: the app itself, in the region of your choice
value=$(output \"$name-edge\" us-east-1 EdgeCertificateArn)
set -- \"$@\" \"EdgeCertificateArn=$value\"
deploy \"$name\" stack.yaml \"\" \"\" \"$@\"
";
        assert!(deploy.contains(steps), "{deploy}");
        // Nobody is asked for it.
        assert!(deploy.contains("\nusage: ./deploy.sh\n\n"), "{deploy}");
        assert!(!deploy.contains("EdgeCertificateArn:"), "{deploy}");
    }

    #[test]
    fn stacks_go_in_the_opposite_order() {
        let [_, teardown] = programs(0);
        let steps = "\
# app: the app itself, in the region of your choice
remove \"$name\" \"\"

# edge: certificates, in us-east-1
remove \"$name-edge\" \"us-east-1\"
";
        assert!(teardown.contains(steps), "{teardown}");
        let told = ", and then\n  STACK_NAME-edge: edge: certificates, in us-east-1\n";
        assert!(teardown.contains(told), "{teardown}");
    }

    #[test]
    fn only_a_large_template_goes_through_a_bucket() {
        let [small, large] = [Stack::INLINE_BYTES, Stack::INLINE_BYTES + 1].map(programs);
        assert!(!small[0].contains("S3_BUCKET"));
        assert!(large[0].contains("deploy \"$name-edge\" edge.yaml \"us-east-1\" \"\" \"$@\""));
        assert!(large[0].contains("deploy \"$name\" stack.yaml \"\" \"$S3_BUCKET\" \"$@\""));
    }
}
