//! The program, as its users run it.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

fn ecsgen() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ecsgen"))
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    finish(ecsgen().args(arguments))
}

fn finish(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A directory of its own for a test.
fn directory() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const GOOD: &str = "blueprints/iploc8.toml";
const WARNED: &str = "blueprints/hello.toml";
const BAD: &str = "tests/bad/unknown-key.toml";

#[test]
fn render_prints_a_template_and_nothing_else() {
    let (status, stdout, stderr) = run(&["render", GOOD]);
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
    let template: serde_yaml::Value = serde_yaml::from_str(&stdout).unwrap();
    assert!(template["Resources"]["WebService"].is_mapping());
}

#[test]
fn render_knows_json() {
    let (status, stdout, _) = run(&["render", GOOD, "--format", "json"]);
    let template: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(status, Some(0));
    assert_eq!(
        template["Resources"]["Cluster"]["Type"],
        "AWS::ECS::Cluster"
    );
}

#[test]
fn terraform_is_written_into_a_folder() {
    let directory = directory();
    let folder = directory.path().join("infra/prod");
    let render = || {
        finish(
            ecsgen()
                .args(["render", GOOD, "--format", "terraform", "-o"])
                .arg(&folder),
        )
    };
    assert_eq!(render().0, Some(0));
    let read = || {
        ["versions.tf", "variables.tf", "main.tf", "outputs.tf"]
            .map(|name| fs::read_to_string(folder.join(name)).unwrap())
    };
    let files = read();
    assert!(files[2].contains("resource \"aws_ecs_service\" \"web\" {"));

    // What is not ecsgen's stays.
    fs::write(folder.join("mine.tf"), "# mine").unwrap();
    assert_eq!(render().0, Some(0));
    assert_eq!(read(), files);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
}

#[test]
fn terraform_is_one_text_on_standard_output() {
    let (status, stdout, _) = run(&["render", GOOD, "-f", "terraform"]);
    assert_eq!(status, Some(0));
    for part in ["terraform {", "variable \"name\" {", "output \"vpc_id\" {"] {
        assert_eq!(stdout.matches(&format!("\n{part}")).count(), 1, "{part}");
    }
    let (status, stdout, _) = run(&["render", GOOD, "-f", "terraform-json"]);
    assert_eq!(status, Some(0));
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert!(json["resource"]["aws_ecs_service"]["web"].is_object());
    // No region is one that is asked for, not one of that name.
    assert!(json["variable"]["region"]["default"].is_null());
}

#[test]
fn what_terraform_cannot_say_is_wrong_for_terraform_only() {
    const LONG: &str = "tests/bad/terraform-name-long.toml";
    let directory = directory();
    let folder = directory.path().join("infra");
    assert_eq!(run(&["render", LONG]).0, Some(0));
    assert_eq!(run(&["check", LONG]).0, Some(0));
    let (status, _, stderr) = run(&["check", LONG, "--format", "terraform"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("terraform-name-long.toml:1:8"), "{stderr}");
    let (status, stdout, _) = finish(
        ecsgen()
            .args(["render", LONG, "--format", "terraform", "-o"])
            .arg(&folder),
    );
    assert_eq!((status, stdout.as_str()), (Some(2), ""));
    assert!(!folder.exists());
}

#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let directory = directory();
    let folder = directory.path();
    let old = folder.join("versions.tf");
    fs::write(&old, "old").unwrap();
    // This cannot be replaced by a file.
    fs::create_dir(folder.join("outputs.tf")).unwrap();
    fs::write(folder.join("outputs.tf/mine"), "").unwrap();
    let (status, _, stderr) = finish(
        ecsgen()
            .args(["render", GOOD, "--format", "terraform", "-o"])
            .arg(folder),
    );
    assert_eq!(status, Some(3));
    assert!(stderr.contains("outputs.tf"), "{stderr}");
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
}

#[test]
fn render_reads_standard_input() {
    let text = fs::read_to_string(GOOD).unwrap();
    let (status, stdout, _) = finish(ecsgen().args(["render", "-"]).write_stdin(text));
    assert_eq!(status, Some(0));
    assert_eq!(stdout, run(&["render", GOOD]).1);
}

#[test]
fn render_reads_blueprint_toml_if_nothing_is_named() {
    let directory = directory();
    fs::copy(GOOD, directory.path().join("blueprint.toml")).unwrap();
    let (status, stdout, _) = finish(ecsgen().arg("render").current_dir(&directory));
    assert_eq!(status, Some(0));
    assert_eq!(stdout, run(&["render", GOOD]).1);
}

#[test]
fn render_says_what_is_wrong_and_prints_nothing() {
    let (status, stdout, stderr) = run(&["render", BAD]);
    assert_eq!((status, stdout.as_str()), (Some(2), ""));
    assert!(
        stderr.contains("tests/bad/unknown-key.toml:7:1"),
        "{stderr}"
    );
    assert!(stderr.contains("did you mean `image`?"), "{stderr}");
}

#[test]
fn diagnostics_of_standard_input_have_a_name() {
    let (status, _, stderr) = finish(ecsgen().args(["check", "-"]).write_stdin("name = 1"));
    assert_eq!(status, Some(2));
    assert!(stderr.contains("<stdin>:1:8"), "{stderr}");
}

#[test]
fn no_colour_but_on_a_terminal() {
    let (_, _, stderr) = run(&["check", BAD]);
    assert!(!stderr.contains('\u{1b}'), "{stderr}");
}

#[test]
fn an_output_file_is_written_whole() {
    let directory = directory();
    let file = directory.path().join("stack.yaml");
    let (status, stdout, _) = finish(ecsgen().args(["render", GOOD, "-o"]).arg(&file));
    assert_eq!((status, stdout.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), run(&["render", GOOD]).1);
    assert_eq!(names(&directory), ["stack.yaml"]);
}

#[test]
fn an_output_file_is_left_alone_if_anything_is_wrong() {
    let directory = directory();
    let file = directory.path().join("stack.yaml");
    fs::write(&file, "precious").unwrap();
    let (status, _, _) = finish(ecsgen().args(["render", BAD, "-o"]).arg(&file));
    assert_eq!(status, Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    assert_eq!(names(&directory), ["stack.yaml"]);
}

#[cfg(unix)]
#[test]
fn a_replaced_output_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = directory();
    let file = directory.path().join("stack.yaml");
    fs::write(&file, "old").unwrap();
    for mode in [0o640, 0o666, 0o600] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let (status, _, _) = finish(ecsgen().args(["render", GOOD, "-o"]).arg(&file));
        let kept = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!((status, kept), (Some(0), mode));
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let directory = directory();
    let (file, link) = (
        directory.path().join("stack.yaml"),
        directory.path().join("link"),
    );
    fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let (status, _, _) = finish(ecsgen().args(["render", GOOD, "-o"]).arg(&link));
    assert_eq!(status, Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), run(&["render", GOOD]).1);
}

#[test]
fn stacks_are_named() {
    let (status, stdout, _) = run(&["render", GOOD, "--list"]);
    assert_eq!(status, Some(0));
    assert_eq!(
        stdout,
        "app  the app itself, in the region of your choice\n"
    );
    let app = run(&["render", GOOD, "--stack", "app"]);
    assert_eq!(app, run(&["render", GOOD]));
}

#[test]
fn what_is_not_there_cannot_be_had() {
    let directory = directory();
    let folder = directory.path().display().to_string();
    for (arguments, problem) in [
        (
            &["--stack", "edges"][..],
            "there is no stack `edges`; there is `app`",
        ),
        (
            &["--stack", "app", "-o", &folder],
            "a folder gets all stacks: leave out `--stack`, or name a file",
        ),
        (
            &["--stack", "app", "-f", "terraform"],
            "a Terraform configuration has all stacks in it: leave out `--stack` and `--list`",
        ),
        (
            &["--list", "-f", "terraform-json"],
            "a Terraform configuration has all stacks in it: leave out `--stack` and `--list`",
        ),
    ] {
        let (status, stdout, stderr) = run(&[&["render", GOOD], arguments].concat());
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert_eq!(stderr, format!("error: {problem}\n"));
    }
    assert_eq!(run(&["render", BAD, "--list"]).0, Some(2));
    assert_eq!(names(&directory), [""; 0]);
}

#[test]
fn a_folder_gets_all_stacks_and_the_programs_that_deploy_them() {
    let directory = directory();
    for (format, template) in [("yaml", "stack.yaml"), ("json", "stack.json")] {
        let folder = directory.path().join(format);
        // One that is there already need not be written as a folder.
        for end in ["/", ""] {
            let output = format!("{}{end}", folder.display());
            let (status, stdout, _) = run(&["render", GOOD, "-f", format, "-o", &output]);
            assert_eq!((status, stdout.as_str()), (Some(0), ""));
        }
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["deploy.sh", template, "teardown.sh"]);
        let written = fs::read_to_string(folder.join(template)).unwrap();
        assert_eq!(written, run(&["render", GOOD, "-f", format]).1);
        let deploy = fs::read_to_string(folder.join("deploy.sh")).unwrap();
        assert!(deploy.contains(template), "{deploy}");
    }
}

#[cfg(unix)]
#[test]
fn programs_can_be_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = directory();
    let folder = directory.path().display().to_string();
    assert_eq!(run(&["render", GOOD, "-o", &folder]).0, Some(0));
    for (name, is_program) in [
        ("deploy.sh", true),
        ("teardown.sh", true),
        ("stack.yaml", false),
    ] {
        let file = fs::metadata(directory.path().join(name)).unwrap();
        let mode = file.permissions().mode();
        assert_eq!(mode & 0o100 != 0, is_program, "{name}: {mode:o}");
    }
}

#[test]
fn the_blueprint_is_never_replaced() {
    let directory = directory();
    let file = directory.path().join("blueprint.toml");
    fs::copy(GOOD, &file).unwrap();
    let (status, _, stderr) = finish(ecsgen().arg("render").arg(&file).arg("-o").arg(&file));
    assert_eq!(status, Some(2));
    assert!(stderr.contains("would replace the blueprint"), "{stderr}");
    assert_eq!(fs::read(&file).unwrap(), fs::read(GOOD).unwrap());
}

#[test]
fn what_cannot_be_read_or_written_ends_with_3() {
    let (status, _, stderr) = run(&["render", "no-such-blueprint.toml"]);
    assert_eq!(status, Some(3));
    assert!(
        stderr.contains("cannot read no-such-blueprint.toml"),
        "{stderr}"
    );

    let directory = directory();
    let nowhere: PathBuf = directory.path().join("no/such/directory/stack.yaml");
    let (status, _, stderr) = finish(ecsgen().args(["render", GOOD, "-o"]).arg(nowhere));
    assert_eq!(status, Some(3));
    assert!(stderr.contains("cannot write"), "{stderr}");

    let (status, _, stderr) = finish(
        ecsgen()
            .args(["check", "-"])
            .write_stdin(b"a = \"\xff\"".to_vec()),
    );
    assert_eq!(status, Some(3));
    assert!(stderr.contains("line 1 is not UTF-8"), "{stderr}");
}

#[test]
fn check_fails_on_warnings_if_asked() {
    assert_eq!(run(&["check", WARNED]).0, Some(0));
    assert_eq!(run(&["check", WARNED, "--fail-on", "warning"]).0, Some(1));
    assert_eq!(run(&["check", GOOD, "--fail-on", "warning"]).0, Some(0));
    assert_eq!(run(&["check", BAD, "--fail-on", "warning"]).0, Some(2));
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &["rendr"][..],
        &["render", GOOD, "--format", "xml"],
        &["check", GOOD, "--fail-on", "fire"],
        &[],
    ] {
        let (status, stdout, stderr) = run(arguments);
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(stderr.contains("--help"), "{stderr}");
    }
}

#[test]
fn help_has_examples_that_work() {
    let (status, help, _) = run(&["--help"]);
    assert_eq!(status, Some(0));
    assert!(
        help.contains("ecsgen render blueprint.toml > stack.yaml"),
        "{help}"
    );
    assert!(help.contains("Exit status"), "{help}");
    let directory = directory();
    fs::copy(GOOD, directory.path().join("blueprint.toml")).unwrap();
    let pages = [
        vec!["--help"],
        vec!["render", "--help"],
        vec!["check", "--help"],
    ];
    let help = pages.map(|arguments| run(&arguments).1).concat();
    let examples: Vec<&str> = help
        .lines()
        .map(str::trim)
        .filter_map(|line| line.strip_prefix("ecsgen "))
        .collect();
    assert!(examples.len() >= 6, "{help}");
    for example in examples {
        let arguments = example.split(" > ").next().unwrap_or_default();
        let (status, _, stderr) =
            finish(ecsgen().args(arguments.split(' ')).current_dir(&directory));
        assert_eq!(status, Some(0), "{example}: {stderr}");
    }
}

#[test]
fn version_is_the_packages() {
    assert_eq!(
        run(&["--version"]).1,
        format!("ecsgen {}\n", env!("CARGO_PKG_VERSION"))
    );
}

fn names(directory: &tempfile::TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
