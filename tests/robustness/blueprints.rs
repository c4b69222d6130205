//! The blueprints of this repository.

use std::fs;
use std::path::Path;

/// Those that compile, by file name: the examples, and what the acceptance tests have besides.
pub fn good() -> Vec<(String, String)> {
    [texts("blueprints"), texts("tests/acceptance/blueprints")].concat()
}

/// Those with something wrong in them.
pub fn bad() -> Vec<(String, String)> {
    texts("tests/bad")
}

/// The blueprints in a folder.
fn texts(folder: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut blueprints: Vec<(String, String)> = fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a blueprint is text");
            (name.into_owned(), text)
        })
        .collect();
    assert!(!blueprints.is_empty(), "{folder} has no blueprints");
    blueprints.sort();
    blueprints
}
