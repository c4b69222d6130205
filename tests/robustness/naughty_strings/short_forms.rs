//! An app with a service on the load balancer and a secret, every field in its short form.

use serde_json::{Value, json};

use super::slots::{Sheet, most, some};
use super::template::Template;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"domain.zone = "example.com""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        "secrets.plain.generate.length = 32",
        "secrets.bare.generate = true",
        r#"secrets.keyed.generate.template.user = "a""#,
        r#"secrets.there.existing = "there""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        r#"services.web.hosts = ["www.example.com"]"#,
        r#"services.web.secrets.THERE = "there""#,
        r#"services.web.secrets.KEYED.secret = "plain""#,
    ],
    slots: &[
        some("name", "name = {}", |template, text| {
            template.at("/Resources/BareSecret/Properties/Description")
                == &json!(format!("Secret bare of {text}"))
        }),
        most("description", "description = {}", |template, text| {
            let description = template.at("/Description").as_str();
            description.is_some_and(|description| description.ends_with(&format!(": {text}")))
        }),
        some("tags.<name>", "tags.fixed = {}", |template, text| {
            tags(template).contains(&json!({ "Key": "fixed", "Value": text }))
        }),
        some("tags.<key>", r#"tags.{} = "fixed""#, |template, text| {
            tags(template).contains(&json!({ "Key": text, "Value": "fixed" }))
        }),
        some("network.cidr", "network.cidr = {}", |template, text| {
            template.at("/Resources/Vpc/Properties/CidrBlock") == text
        }),
        some(
            "cluster.insights",
            "cluster.insights = {}",
            |template, text| {
                let collected =
                    template.at("/Resources/Cluster/Properties/ClusterSettings/0/Value");
                matches!(
                    (text, collected.as_str()),
                    ("on", Some("enabled")) | ("off", Some("disabled"))
                )
            },
        ),
        some(
            "secrets.<key>",
            "secrets.{}.generate = true",
            |template, text| {
                let secrets = template.all("AWS::SecretsManager::Secret");
                let begin = format!("Secret {text} of ");
                secrets
                    .filter_map(|secret| secret["Description"].as_str())
                    .any(|it| it.starts_with(&begin))
            },
        ),
        most(
            "secrets.<name>.description",
            "secrets.plain.description = {}",
            |template, text| template.at("/Resources/PlainSecret/Properties/Description") == text,
        ),
        some(
            "secrets.<name>.existing",
            "secrets.there.existing = {}",
            |template, text| {
                let arn = format!(
                    "arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:{text}"
                );
                secrets(template).contains(&json!({ "Name": "THERE", "ValueFrom": arn }))
            },
        ),
        most(
            "secrets.<name>.generate.exclude",
            "secrets.plain.generate.exclude = {}",
            |template, text| {
                let excluded = generated(template, "Plain", "ExcludeCharacters");
                excluded == text || (excluded.is_null() && text.is_empty())
            },
        ),
        most(
            "secrets.<name>.generate.template.<name>",
            "secrets.plain.generate.template.fixed = {}",
            |template, text| secret_template(template)["fixed"] == text,
        ),
        most(
            "secrets.<name>.generate.template.<key>",
            r#"secrets.plain.generate.template.{} = "a""#,
            |template, text| secret_template(template)[text] == "a",
        ),
        most(
            "secrets.<name>.generate.key",
            "secrets.keyed.generate.key = {}",
            |template, text| generated(template, "Keyed", "GenerateStringKey") == text,
        ),
        some(
            "services.<key>",
            "services.{}.image = \"nginx:1.29\"\nservices.{}.public_ip = true",
            |template, text| {
                let mut tasks = template.all("AWS::ECS::TaskDefinition");
                tasks.any(|task| task["ContainerDefinitions"][0]["Name"] == text)
            },
        ),
        some(
            "services.<name>.image",
            "services.web.image = {}",
            |template, text| {
                let image = container(template, "/Image/Fn::If/2");
                image == text || image == &json!(format!("{text}:latest"))
            },
        ),
        most(
            "services.<name>.command",
            r#"services.web.command = ["a", {}]"#,
            |template, text| container(template, "/Command") == &json!(["a", text]),
        ),
        most(
            "services.<name>.entry_point",
            "services.web.entry_point = [{}]",
            |template, text| container(template, "/EntryPoint") == &json!([text]),
        ),
        most(
            "services.<name>.user",
            "services.web.user = {}",
            |template, text| container(template, "/User") == text,
        ),
        some(
            "services.<name>.working_directory",
            "services.web.working_directory = {}",
            |template, text| container(template, "/WorkingDirectory") == text,
        ),
        most(
            "services.<name>.environment.<name>",
            "services.web.environment.FIXED = {}",
            |template, text| {
                environment(template).contains(&json!({ "Name": "FIXED", "Value": text }))
            },
        ),
        most(
            "services.<name>.environment.<key>",
            r#"services.web.environment.{} = "a""#,
            |template, text| environment(template).contains(&json!({ "Name": text, "Value": "a" })),
        ),
        most(
            "services.<name>.secrets.<name>.key",
            "services.web.secrets.KEYED.key = {}",
            |template, text| {
                let value = format!("<PlainSecret>:{text}::");
                secrets(template).contains(&json!({ "Name": "KEYED", "ValueFrom": value }))
            },
        ),
        some(
            "services.<name>.secrets.<name>.ssm",
            "services.web.secrets.STORED.ssm = {}",
            |template, text| {
                let name = text.trim_start_matches('/');
                let arn = format!(
                    "arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/{name}"
                );
                secrets(template).contains(&json!({ "Name": "STORED", "ValueFrom": arn }))
            },
        ),
        most(
            "services.<name>.container_health_check.command",
            "services.web.container_health_check.command = {}",
            |template, text| {
                container(template, "/HealthCheck/Command") == &json!(["CMD-SHELL", text])
            },
        ),
        some(
            "services.<name>.health_check",
            "services.web.health_check = {}",
            |template, text| {
                template.at("/Resources/WebTargetGroup/Properties/HealthCheckPath") == text
            },
        ),
        some(
            "services.<name>.ingress",
            "services.web.ingress = [{}]",
            |template, text| {
                let mut rules = template.all("AWS::EC2::SecurityGroupIngress");
                rules.any(|rule| rule["CidrIp"] == text)
            },
        ),
        some(
            "services.<name>.permissions.actions",
            r#"services.web.permissions = [{ actions = [{}], resources = ["arn:aws:s3:::a"] }]"#,
            |template, text| {
                template.at("/Resources/WebTaskRole/Properties/Policies/0/PolicyDocument/Statement/0/Action")
                    == &json!([text])
            },
        ),
    ],
};

fn tags(template: &Template) -> &[Value] {
    template.list("/Resources/Cluster/Properties/Tags")
}

fn container<'t>(template: &'t Template, pointer: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/WebTaskDefinition/Properties/ContainerDefinitions/0{pointer}"
    ))
}

fn environment(template: &Template) -> &[Value] {
    template.list("/Resources/WebTaskDefinition/Properties/ContainerDefinitions/0/Environment")
}

fn secrets(template: &Template) -> &[Value] {
    template.list("/Resources/WebTaskDefinition/Properties/ContainerDefinitions/0/Secrets")
}

fn generated<'t>(template: &'t Template, secret: &str, property: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/{secret}Secret/Properties/GenerateSecretString/{property}"
    ))
}

/// The JSON object that the generated value becomes a field of.
fn secret_template(template: &Template) -> Value {
    let text = generated(template, "Plain", "SecretStringTemplate").as_str();
    text.map_or(Value::Null, |text| {
        serde_json::from_str(text).expect("JSON in JSON")
    })
}
