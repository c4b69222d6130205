//! Services whose images, secrets and health checks are written in their long forms.

use serde_json::{Value, json};

use super::configuration::{all, resource};
use super::slots::{Sheet, most, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        "secrets.plain.generate = true",
        r#"services.own.image.repository = "own""#,
        "services.own.port = 80",
        "services.own.public_ip = true",
        r#"services.other.image.uri = "nginx:1.29""#,
        "services.other.public_ip = true",
        r#"services.behind.image.uri = "nginx:1.29""#,
        "services.behind.public_ip = true",
    ],
    slots: &[
        some(
            "load_balancers.<key>",
            "load_balancers.{}.protocol = \"http\"\nservices.behind.port = 80\nservices.behind.load_balancer = {}",
            |template, text| {
                let told = template.at("/Outputs").as_object();
                told.is_some_and(|told| told.values().any(|it| it["Description"] == arn_of(text)))
            },
        )
        .in_terraform(|said, text| {
            let told = said["output"].as_object();
            told.is_some_and(|told| told.values().any(|it| it["description"] == arn_of(text)))
        }),
        some(
            "domain.zone",
            "domain.zone = {}\nservices.own.hosts = [{}]",
            |template, text| {
                // A name in DNS is the same with a dot at its end.
                let name = text.strip_suffix('.').unwrap_or(text);
                let mut records = template.all("AWS::Route53::RecordSet");
                records.any(|record| record["Name"] == name)
            },
        )
        .in_terraform(|said, text| {
                let name = text.strip_suffix('.').unwrap_or(text);
                let mut records = all(said, "aws_route53_record");
                records.any(|record| record["name"] == name)
            }),
        some(
            "load_balancer.certificate.parameter",
            "load_balancer.certificate.parameter = {}",
            |template, text| {
                template.at("/Resources/HttpsListener/Properties/Certificates/0/CertificateArn/Ref")
                    == text
                    && template.at("/Parameters").get(text).is_some()
            },
        )
        .in_terraform(|said, _| {
                let listener = resource(said, "aws_lb_listener", "https");
                let asked = listener["certificate_arn"].as_str().unwrap_or_default();
                let name = asked.strip_prefix("<var.").and_then(|it| it.strip_suffix('>'));
                name.is_some_and(|name| said["variable"].get(name).is_some())
            }),
        some(
            "load_balancer.certificates.parameter",
            "load_balancer.certificates = [{ parameter = {} }]",
            |template, text| template.at("/Parameters").get(text).is_some(),
        )
        .in_terraform(|said, _| said["variable"].as_object().is_some_and(|it| it.len() > 2)),
        some(
            "domains.<key>",
            "domains.{}.zone = \"keyed.example\"\ndomains.{}.create = true",
            |template, _| {
                let mut zones = template.all("AWS::Route53::HostedZone");
                zones.any(|zone| zone["Name"] == "keyed.example")
            },
        )
        .in_terraform(|said, _| {
                let mut zones = all(said, "aws_route53_zone");
                zones.any(|zone| zone["name"] == "keyed.example")
            }),
        some(
            "domain.health_check.path",
            "domains.checked.zone = \"checked.example\"\ndomains.checked.routing = \"latency\"\ndomains.checked.health_check.path = {}\nservices.checked.image.uri = \"nginx:1.29\"\nservices.checked.port = 80\nservices.checked.public_ip = true\nservices.checked.hosts = [\"checked.example\"]",
            |template, text| {
                let mut checks = template.all("AWS::Route53::HealthCheck");
                checks.any(|check| check["HealthCheckConfig"]["ResourcePath"] == text)
            },
        )
        .in_terraform(|said, text| {
                let mut checks = all(said, "aws_route53_health_check");
                checks.any(|check| check["resource_path"] == text)
            }),
        some(
            "domain.routing.geolocation",
            "domains.placed.zone = \"placed.example\"\ndomains.placed.routing.geolocation = [{}]\nservices.placed.image.uri = \"nginx:1.29\"\nservices.placed.port = 80\nservices.placed.public_ip = true\nservices.placed.hosts = [\"placed.example\"]",
            |template, text| {
                let mut records = template.all("AWS::Route53::RecordSet");
                records.any(|record| record["GeoLocation"]["CountryCode"] == text)
            },
        )
        .in_terraform(|said, _| {
                let mut records = all(said, "aws_route53_record");
                records.any(|record| record["name"] == "placed.example")
            }),
        some(
            "services.<name>.image.repository",
            "services.own.image.repository = {}",
            |template, text| {
                image(template, "Own").is_some_and(|image| image.contains(&format!("/{text}:")))
            },
        )
        .in_terraform(|said, text| {
                let image = image_of(said, "own");
                image.is_some_and(|image| image.contains(&format!("/{text}:")))
            }),
        some(
            "services.<name>.image.tag",
            "services.own.image.tag = {}",
            |template, text| {
                image(template, "Own").is_some_and(|image| image.ends_with(&format!(":{text}")))
            },
        )
        .in_terraform(|said, text| {
                image_of(said, "own").is_some_and(|image| image.ends_with(&format!(":{text}")))
            }),
        some(
            "services.<name>.image.uri",
            "services.other.image.uri = {}",
            |template, text| {
                image(template, "Other")
                    .is_some_and(|image| image == text || image == format!("{text}:latest"))
            },
        )
        .in_terraform(|said, text| {
                image_of(said, "other")
                    .is_some_and(|image| image == text || image == format!("{text}:latest"))
            }),
        most(
            "services.<name>.secrets.<key>",
            r#"services.own.secrets.{} = "plain""#,
            |template, text| {
                let secrets = template
                    .list("/Resources/OwnTaskDefinition/Properties/ContainerDefinitions/0/Secrets");
                secrets.contains(&json!({ "Name": text, "ValueFrom": { "Ref": "PlainSecret" } }))
            },
        )
        .in_terraform(|said, text| {
                let value = "<aws_secretsmanager_secret.plain.arn>";
                let secrets = container_of(said, "own")["secrets"].as_array();
                let secret = json!({ "name": text, "valueFrom": value });
                secrets.is_some_and(|secrets| secrets.contains(&secret))
            }),
        most(
            "services.<name>.container_health_check.command (list)",
            r#"services.own.container_health_check.command = ["a", {}]"#,
            |template, text| {
                template.at("/Resources/OwnTaskDefinition/Properties/ContainerDefinitions/0/HealthCheck/Command")
                    == &json!(["CMD", "a", text])
            },
        )
        .in_terraform(|said, text| {
                container_of(said, "own")["healthCheck"]["command"] == json!(["CMD", "a", text])
            }),
        some(
            "services.<name>.health_check.path",
            "services.own.health_check.path = {}",
            |template, text| {
                template.at("/Resources/OwnTargetGroup/Properties/HealthCheckPath") == text
            },
        )
        .in_terraform(|said, text| {
                resource(said, "aws_lb_target_group", "own")["health_check"][0]["path"] == text
            }),
        some(
            "services.<name>.permissions.resources",
            r#"services.own.permissions = [{ actions = ["s3:GetObject"], resources = [{}] }]"#,
            |template, text| {
                template.at("/Resources/OwnTaskRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource")
                    == &json!([text])
            },
        )
        .in_terraform(|said, text| {
                let policy = &resource(said, "aws_iam_role_policy", "own_task")["policy"];
                policy["Statement"][0]["Resource"] == json!([text])
            }),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

/// The image of a service, if nobody chooses another at the deploy.
fn image<'t>(template: &'t Template, service: &str) -> Option<&'t str> {
    let task = format!("/Resources/{service}TaskDefinition/Properties");
    let image: &Value = template.at(&format!("{task}/ContainerDefinitions/0/Image/Fn::If/2"));
    image.as_str()
}

fn container_of<'s>(said: &'s Value, service: &str) -> &'s Value {
    &resource(said, "aws_ecs_task_definition", service)["container_definitions"][0]
}

/// The image of a service, if nobody chooses another at the deploy.
fn image_of<'s>(said: &'s Value, service: &str) -> Option<&'s str> {
    container_of(said, service)["image"]["?:"][2].as_str()
}

fn arn_of(load_balancer: &str) -> String {
    format!("ARN of the load balancer {load_balancer}")
}
