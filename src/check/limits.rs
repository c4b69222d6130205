//! Limits of CloudFormation on a template as a whole ("CloudFormation quotas").

use crate::diagnostic::{Diagnostics, Path};
use crate::model::Stack;

/// Most resources, and most parameters and outputs, of a template.
const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const OUTPUTS: usize = 200;
/// Largest template there can be, in bytes.
const LARGEST: usize = 1_000_000;

/// Looks at a template of so many bytes.
pub fn template(stack: &Stack, bytes: usize, out: &mut Diagnostics) {
    counts(stack, out);
    size(bytes, out);
}

fn counts(stack: &Stack, out: &mut Diagnostics) {
    let at = Path::of("services");
    let counts = [
        (stack.resources().count(), RESOURCES, "resources"),
        (stack.parameters.len(), PARAMETERS, "parameters"),
        (stack.outputs.len(), OUTPUTS, "outputs"),
    ];
    for (count, most, what) in counts {
        if count > most {
            out.error_at_key(&at, format!("the stack has {count} {what}"))
                .help(format!(
                    "CloudFormation takes {most}: divide the app into several blueprints, or use Terraform"
                ));
        }
    }
}

fn size(bytes: usize, out: &mut Diagnostics) {
    let at = Path::of("services");
    if bytes > LARGEST {
        out.error_at_key(&at, format!("the template has {bytes} bytes"))
            .help(format!(
                "CloudFormation takes {LARGEST}: divide the app into several blueprints"
            ));
    } else if bytes > Stack::INLINE_BYTES {
        out.warning(
            &at,
            format!("the template has {bytes} bytes, more than CloudFormation takes inline"),
        )
        .help("deploy it through a bucket: `aws cloudformation deploy --s3-bucket …`");
    }
}
