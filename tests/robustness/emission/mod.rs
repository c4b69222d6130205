//! Every document is read back from YAML and from JSON as what it is, whatever its scalars hold and however it nests.

mod documents;
mod hcl;
mod meaning;

use crate::chance::try_many;

#[test]
fn documents_are_read_back_as_they_are() {
    try_many(1500, &documents::documents(), |document| {
        meaning::judge(&document);
    });
}
