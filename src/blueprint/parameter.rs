//! `{ parameter = "…" }`: a value that is given at the deploy.

use super::section::section;

section! {
    /// A value that is given at the deploy, so that one template serves several regions and accounts.
    ///
    /// Where several fields name the same parameter, it is one.
    pub struct Parameter {
        /// Name of the stack parameter that takes the value.
        parameter: String {
            default: "required",
            range: "1 to 64 letters and digits, beginning with a letter",
        }
    }
}
