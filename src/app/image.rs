//! `image`: which image a container runs, and who may pull it.

use indexmap::IndexMap;

use super::quantity::is_digits;
use super::secrets::{Secret, SecretReference, SecretValue, reference};
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// A container image.
#[derive(Clone, Debug)]
pub struct Image {
    /// Registry and repository, without tag or digest. For a repository of this account, only the repository.
    pub name: String,
    /// The private ECR repository it is in, if it is in one.
    pub ecr: Option<EcrRepository>,
    /// Which image of the repository.
    pub version: ImageVersion,
    /// Credentials of a private registry.
    pub credentials: Option<SecretReference>,
}

/// A private ECR repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EcrRepository {
    /// Of the account and the region the stack is deployed to.
    Own,
    /// Of a named account and region.
    Of {
        /// Twelve digits.
        account: String,
        /// Code of the region.
        region: String,
        /// Name of the repository.
        repository: String,
    },
}

/// Which image of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageVersion {
    /// A tag, which a deploy can override.
    Tag(String),
    /// A digest, with its `sha256:`: this image and no other. A tag beside it is only for the reader, and left out.
    Digest(String),
}

/// Resolves an image.
pub(super) fn resolve(
    written: Option<&OneOf<String, blueprint::Image>>,
    secrets: &IndexMap<String, Secret>,
    service: &Path,
    out: &mut Diagnostics,
) -> Image {
    let at = service.key("image");
    match written {
        None => {
            out.missing(service, "image", "image = \"nginx:1.29\"");
            nothing()
        }
        Some(OneOf::First(uri)) => uri_image(uri, &at, out),
        Some(OneOf::Second(image)) => {
            let credentials = image.credentials.as_ref().and_then(|credentials| {
                let at = at.key("credentials");
                let credentials = reference(credentials, secrets, &at, out)?;
                check_credentials(&credentials, &at, out);
                Some(credentials)
            });
            let resolved = match (&image.repository, &image.uri) {
                (Some(repository), None) => own_image(repository, image.tag.as_deref(), &at, out),
                (None, Some(uri)) => {
                    if image.tag.is_some() {
                        out.error(&at.key("tag"), "`tag` goes with `repository`")
                            .help("write the tag into `uri`, after a colon");
                    }
                    uri_image(uri, &at.key("uri"), out)
                }
                _ => {
                    out.error(&at, "an image has either a `repository` or a `uri`")
                        .help("write `repository = \"web\"` for ECR in this account, or `uri = \"ghcr.io/…\"`");
                    nothing()
                }
            };
            if credentials.is_some() && resolved.ecr.is_some() {
                out.error(
                    &at.key("credentials"),
                    "a private ECR repository takes no credentials",
                )
                .help("leave `credentials` out: the execution role is allowed to pull");
            }
            Image {
                credentials,
                ..resolved
            }
        }
    }
}

/// Amazon ECS API, "RepositoryCredentials": the ARN of a secret in Secrets Manager, as a whole.
fn check_credentials(credentials: &SecretReference, at: &Path, out: &mut Diagnostics) {
    let is_ssm = matches!(
        credentials.value,
        SecretValue::SsmArn(_) | SecretValue::SsmName(_)
    );
    if is_ssm || credentials.key.is_some() {
        out.error(
            at,
            "the credentials of a registry are a whole secret in Secrets Manager",
        )
        .help("write the name of an entry of `[secrets]`, or the ARN of a secret");
    }
}

fn nothing() -> Image {
    Image {
        name: String::new(),
        ecr: None,
        version: ImageVersion::Tag(String::new()),
        credentials: None,
    }
}

fn own_image(repository: &str, tag: Option<&str>, at: &Path, out: &mut Diagnostics) -> Image {
    // Amazon ECR API, "CreateRepository": 2 to 256 characters.
    if !(2..=256).contains(&repository.len()) || !is_repository(repository) {
        out.error(
            &at.key("repository"),
            format!(
                "`{}` is not the name of a repository",
                repository.escape_debug()
            ),
        )
        .help(
            "write 2 to 256 lower-case letters and digits, with `.`, `_`, `-` and `/` between them",
        );
    }
    let tag = tag.unwrap_or_else(|| {
        warn_unversioned(&at.key("repository"), out);
        "latest"
    });
    if !is_tag(tag) {
        out.error(
            &at.key("tag"),
            format!("`{}` is not a tag", tag.escape_debug()),
        )
        .help(TAG_FORM);
    }
    Image {
        name: repository.to_owned(),
        ecr: Some(EcrRepository::Own),
        version: ImageVersion::Tag(tag.to_owned()),
        credentials: None,
    }
}

fn uri_image(uri: &str, at: &Path, out: &mut Diagnostics) -> Image {
    // Amazon ECS API, "ContainerDefinition": image, up to 255 characters.
    const LONGEST: usize = 255;
    let not_an_image = |problem: &str, out: &mut Diagnostics| {
        out.error(
            at,
            format!("`{}` is not an image: {problem}", uri.escape_debug()),
        )
        .help("write it as `docker pull` takes it: `nginx:1.29`, `ghcr.io/me/app:1.4.2`");
    };
    if uri.len() > LONGEST {
        not_an_image("it has more than 255 bytes", out);
        return nothing();
    }
    if uri.contains("://") {
        not_an_image("leave out the protocol", out);
        return nothing();
    }
    let (rest, digest) = match uri.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (uri, None),
    };
    // A colon in the last part of the path begins a tag; before that, a port.
    let tag_at = rest
        .rfind(':')
        .filter(|colon| !rest[*colon..].contains('/'));
    let (name, tag) = match tag_at {
        Some(colon) => (&rest[..colon], Some(&rest[colon + 1..])),
        None => (rest, None),
    };
    if !is_image_name(name) {
        not_an_image("its name has characters that no registry takes", out);
        return nothing();
    }
    if tag.is_some_and(|tag| !is_tag(tag)) {
        not_an_image("its tag is malformed", out);
        return nothing();
    }
    if digest.is_some_and(|digest| !is_digest(digest)) {
        not_an_image("its digest is not `sha256:` and 64 hexadecimal digits", out);
        return nothing();
    }
    if digest.is_none() && matches!(tag, None | Some("latest")) {
        warn_unversioned(at, out);
    }
    Image {
        name: name.to_owned(),
        ecr: ecr_repository(name),
        version: match digest {
            Some(digest) => ImageVersion::Digest(digest.to_owned()),
            None => ImageVersion::Tag(tag.unwrap_or("latest").to_owned()),
        },
        credentials: None,
    }
}

fn warn_unversioned(at: &Path, out: &mut Diagnostics) {
    out.warning(
        at,
        "the image has no version: tasks started later may run another one",
    )
    .help("name a tag that does not move, as `:1.4.2`");
}

const TAG_FORM: &str =
    "write 1 to 128 letters, digits and `_ . -`, beginning with a letter, a digit or `_`";

/// OCI distribution specification, "Pulling manifests": `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
fn is_tag(tag: &str) -> bool {
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    tag.len() <= 128
        && tag.bytes().next().is_some_and(is_word)
        && tag.bytes().all(|b| is_word(b) || b == b'.' || b == b'-')
}

fn is_digest(digest: &str) -> bool {
    digest.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64
            && hex
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

/// `[host[:port]/]path`.
fn is_image_name(name: &str) -> bool {
    let (host, path) = match name.split_once('/') {
        Some((host, path)) if host.contains(['.', ':']) || host == "localhost" => (host, path),
        _ => return is_repository(name),
    };
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let is_port = is_digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0);
    is_host && is_port && is_repository(path)
}

/// OCI distribution specification, "Pulling manifests": `name`.
fn is_repository(name: &str) -> bool {
    name.split('/').all(|part| {
        let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        edge(part.bytes().next())
            && edge(part.bytes().last())
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
            && !part.contains("..")
            && !part.contains("___")
    })
}

/// `123456789012.dkr.ecr.eu-west-1.amazonaws.com/repository`, and the other names a private registry has (Amazon ECR user guide,
/// "Amazon ECR service endpoints").
fn ecr_repository(name: &str) -> Option<EcrRepository> {
    const MIDDLES: [&str; 4] = [".dkr.ecr.", ".dkr.ecr-fips.", ".dkr-ecr.", ".dkr-ecr-fips."];
    const ENDS: [&str; 3] = [".amazonaws.com", ".amazonaws.com.cn", ".on.aws"];
    let (host, repository) = name.split_once('/')?;
    let (account, rest) = MIDDLES.iter().find_map(|middle| host.split_once(middle))?;
    let region = ENDS.iter().find_map(|end| rest.strip_suffix(end))?;
    let is_account = account.len() == 12 && is_digits(account);
    let is_region = !region.is_empty()
        && region
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (is_account && is_region).then(|| EcrRepository::Of {
        account: account.to_owned(),
        region: region.to_owned(),
        repository: repository.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(uri: &str) -> (Option<Image>, usize) {
        let mut out = Diagnostics::new();
        let image = uri_image(uri, &Path::root(), &mut out);
        ((!out.has_errors()).then_some(image), out.iter().count())
    }

    #[test]
    fn reads_names_tags_and_digests() {
        let digest = format!("sha256:{}", "a".repeat(64));
        let cases = [
            ("nginx:1.29", "nginx", ImageVersion::Tag("1.29".into())),
            (
                "ghcr.io/me/app:v1",
                "ghcr.io/me/app",
                ImageVersion::Tag("v1".into()),
            ),
            (
                "registry:5000/app:1",
                "registry:5000/app",
                ImageVersion::Tag("1".into()),
            ),
            (
                &format!("nginx:1@{digest}"),
                "nginx",
                ImageVersion::Digest(digest.clone()),
            ),
        ];
        for (uri, name, version) in cases {
            let (image, reported) = parse(uri);
            let image = image.map(|image| (image.name, image.version));
            assert_eq!(image, Some((name.to_owned(), version)), "{uri}");
            assert_eq!(reported, 0, "{uri}");
        }
    }

    #[test]
    fn warns_of_images_without_a_version() {
        for uri in ["nginx", "nginx:latest", "registry:5000/app"] {
            let (image, reported) = parse(uri);
            assert!(image.is_some(), "{uri}");
            assert_eq!(reported, 1, "{uri}");
        }
    }

    #[test]
    fn refuses_what_docker_would() {
        for uri in [
            "",
            "Nginx:1",
            "nginx:",
            "https://x.y/z:1",
            "a b:1",
            "nginx@sha256:12",
            "a//b:1",
            ":1",
        ] {
            assert!(parse(uri).0.is_none(), "{uri}");
        }
    }

    #[test]
    fn knows_a_private_ecr_repository() {
        let name = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web";
        assert_eq!(
            ecr_repository(name),
            Some(EcrRepository::Of {
                account: "123456789012".into(),
                region: "eu-west-1".into(),
                repository: "team/web".into()
            })
        );
        assert!(ecr_repository("123456789012.dkr-ecr.eu-west-1.on.aws/web").is_some());
        assert_eq!(
            ecr_repository("123456789012.dkr.ecr..amazonaws.com/web"),
            None
        );
        assert_eq!(ecr_repository("public.ecr.aws/nginx/nginx"), None);
    }
}
