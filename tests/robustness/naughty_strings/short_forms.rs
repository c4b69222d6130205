//! An app with a service on the load balancer and a secret, every field in its short form.

use serde_json::{Value, json};

use super::configuration::{all, resource};
use super::slots::{Sheet, most, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

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
        })
        .in_terraform(|said, text| said["variable"]["name"]["default"] == text),
        most("description", "description = {}", |template, text| {
            let description = template.at("/Description").as_str();
            description.is_some_and(|description| description.ends_with(&format!(": {text}")))
        }),
        some(
            "cloudfront.cache",
            "cloudfront.cache = [{}]",
            |template, text| {
                let config = "/Resources/Distribution/Properties/DistributionConfig";
                template.at(&format!("{config}/CacheBehaviors/0/PathPattern")) == text
            },
        )
        .in_terraform(|said, text| {
            let behaviors = &resource(said, "aws_cloudfront_distribution", "main")["ordered_cache_behavior"];
            behaviors[0]["path_pattern"] == text
        }),
        // Norway.
        some(
            "cloudfront.geo_restriction.allow",
            "cloudfront.geo_restriction.allow = [{}]",
            |template, text| {
                let config = "/Resources/Distribution/Properties/DistributionConfig";
                let place = format!("{config}/Restrictions/GeoRestriction/Locations/0");
                template.at(&place) == text
            },
        )
        .in_terraform(|said, text| {
            let distribution = resource(said, "aws_cloudfront_distribution", "main");
            distribution["restrictions"][0]["geo_restriction"][0]["locations"][0] == text
        }),
        some("tags.<name>", "tags.fixed = {}", |template, text| {
            tags(template).contains(&json!({ "Key": "fixed", "Value": text }))
        })
        .in_terraform(|said, text| default_tags(said)["fixed"] == text),
        some("tags.<key>", r#"tags.{} = "fixed""#, |template, text| {
            tags(template).contains(&json!({ "Key": text, "Value": "fixed" }))
        })
        .in_terraform(|said, text| default_tags(said)[text] == "fixed"),
        some("network.cidr", "network.cidr = {}", |template, text| {
            template.at("/Resources/Vpc/Properties/CidrBlock") == text
        })
        .in_terraform(|said, text| resource(said, "aws_vpc", "main")["cidr_block"] == text),
        some(
            "load_balancer.access_logs.bucket.parameter",
            "load_balancer.access_logs.bucket.parameter = {}",
            |template, text| template.at("/Parameters").get(text).is_some(),
        ),
        some(
            "load_balancer.connection_logs.bucket.parameter",
            "load_balancer.connection_logs.bucket.parameter = {}",
            |template, text| template.at("/Parameters").get(text).is_some(),
        ),
        some(
            "load_balancer.health_check_logs.bucket.parameter",
            "load_balancer.health_check_logs.bucket.parameter = {}",
            |template, text| template.at("/Parameters").get(text).is_some(),
        ),
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
        )
        .in_terraform(|said, text| {
                let collected = &resource(said, "aws_ecs_cluster", "main")["setting"][0]["value"];
                matches!(
                    (text, collected.as_str()),
                    ("on", Some("enabled")) | ("off", Some("disabled"))
                )
            }),
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
        )
        .in_terraform(|said, text| {
                let begin = format!("Secret {text} of ");
                let mut secrets = all(said, "aws_secretsmanager_secret");
                secrets.any(|secret| begins(&secret["description"], &begin))
            }),
        most(
            "secrets.<name>.description",
            "secrets.plain.description = {}",
            |template, text| template.at("/Resources/PlainSecret/Properties/Description") == text,
        )
        .in_terraform(|said, text| {
                resource(said, "aws_secretsmanager_secret", "plain")["description"] == text
            }),
        some(
            "secrets.<name>.existing",
            "secrets.there.existing = {}",
            |template, text| {
                let arn = format!(
                    "arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:{text}"
                );
                secrets(template).contains(&json!({ "Name": "THERE", "ValueFrom": arn }))
            },
        )
        .in_terraform(|said, text| {
                let arn = arn_of("secretsmanager", &format!("secret:{text}"));
                secrets_of(said).contains(&json!({ "name": "THERE", "valueFrom": arn }))
            }),
        most(
            "secrets.<name>.generate.template.<name>",
            "secrets.plain.generate.template.fixed = {}",
            |template, text| secret_template(template)["fixed"] == text,
        )
        .in_terraform(|said, text| fields(said, "plain")["fixed"] == text),
        most(
            "secrets.<name>.generate.template.<key>",
            r#"secrets.plain.generate.template.{} = "a""#,
            |template, text| secret_template(template)[text] == "a",
        )
        .in_terraform(|said, text| fields(said, "plain")[text] == "a"),
        most(
            "secrets.<name>.generate.key",
            "secrets.keyed.generate.key = {}",
            |template, text| generated(template, "Keyed", "GenerateStringKey") == text,
        )
        .in_terraform(|said, text| {
                fields(said, "keyed")[text] == "<random_password.keyed.result>"
            }),
        some(
            "services.<key>",
            "services.{}.image = \"nginx:1.29\"\nservices.{}.public_ip = true",
            |template, text| {
                let mut tasks = template.all("AWS::ECS::TaskDefinition");
                tasks.any(|task| task["ContainerDefinitions"][0]["Name"] == text)
            },
        )
        .in_terraform(|said, text| {
                let mut tasks = all(said, "aws_ecs_task_definition");
                tasks.any(|task| task["container_definitions"][0]["name"] == text)
            }),
        some(
            "services.<name>.image",
            "services.web.image = {}",
            |template, text| {
                let image = container(template, "/Image/Fn::If/2");
                image == text || image == &json!(format!("{text}:latest"))
            },
        )
        .in_terraform(|said, text| {
                let image = &container_of(said)["image"]["?:"][2];
                image == text || image == &json!(format!("{text}:latest"))
            }),
        most(
            "services.<name>.command",
            r#"services.web.command = ["a", {}]"#,
            |template, text| container(template, "/Command") == &json!(["a", text]),
        )
        .in_terraform(|said, text| container_of(said)["command"] == json!(["a", text])),
        most(
            "services.<name>.entry_point",
            "services.web.entry_point = [{}]",
            |template, text| container(template, "/EntryPoint") == &json!([text]),
        )
        .in_terraform(|said, text| container_of(said)["entryPoint"] == json!([text])),
        most(
            "services.<name>.user",
            "services.web.user = {}",
            |template, text| container(template, "/User") == text,
        )
        .in_terraform(|said, text| container_of(said)["user"] == text),
        some(
            "services.<name>.working_directory",
            "services.web.working_directory = {}",
            |template, text| container(template, "/WorkingDirectory") == text,
        )
        .in_terraform(|said, text| container_of(said)["workingDirectory"] == text),
        most(
            "services.<name>.environment.<name>",
            "services.web.environment.FIXED = {}",
            |template, text| {
                environment(template).contains(&json!({ "Name": "FIXED", "Value": text }))
            },
        )
        .in_terraform(|said, text| environment_of(said).contains(&json!({ "name": "FIXED", "value": text }))),
        most(
            "services.<name>.environment.<key>",
            r#"services.web.environment.{} = "a""#,
            |template, text| environment(template).contains(&json!({ "Name": text, "Value": "a" })),
        )
        .in_terraform(|said, text| environment_of(said).contains(&json!({ "name": text, "value": "a" }))),
        most(
            "services.<name>.secrets.<name>.key",
            "services.web.secrets.KEYED.key = {}",
            |template, text| {
                let value = format!("<PlainSecret>:{text}::");
                secrets(template).contains(&json!({ "Name": "KEYED", "ValueFrom": value }))
            },
        )
        .in_terraform(|said, text| {
                let value = format!("<aws_secretsmanager_secret.plain.arn>:{text}::");
                secrets_of(said).contains(&json!({ "name": "KEYED", "valueFrom": value }))
            }),
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
        )
        .in_terraform(|said, text| {
                let name = text.trim_start_matches('/');
                let arn = arn_of("ssm", &format!("parameter/{name}"));
                secrets_of(said).contains(&json!({ "name": "STORED", "valueFrom": arn }))
            }),
        most(
            "services.<name>.container_health_check.command",
            "services.web.container_health_check.command = {}",
            |template, text| {
                container(template, "/HealthCheck/Command") == &json!(["CMD-SHELL", text])
            },
        )
        .in_terraform(|said, text| {
                container_of(said)["healthCheck"]["command"] == json!(["CMD-SHELL", text])
            }),
        some(
            "services.<name>.health_check",
            "services.web.health_check = {}",
            |template, text| {
                let mut groups = template.all("AWS::ElasticLoadBalancingV2::TargetGroup");
                groups.any(|group| group["HealthCheckPath"] == text)
            },
        )
        .in_terraform(|said, text| {
                let mut groups = all(said, "aws_lb_target_group");
                groups.any(|group| group["health_check"][0]["path"] == text)
            }),
        some(
            "services.<name>.permissions.actions",
            r#"services.web.permissions = [{ actions = [{}], resources = ["arn:aws:s3:::a"] }]"#,
            |template, text| {
                template.at("/Resources/WebTaskRole/Properties/Policies/0/PolicyDocument/Statement/0/Action")
                    == &json!([text])
            },
        )
        .in_terraform(|said, text| {
                let policy = &resource(said, "aws_iam_role_policy", "web_task")["policy"];
                policy["Statement"][0]["Action"] == json!([text])
            }),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
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

/// An ARN in the region and the account of the deployment.
fn arn_of(service: &str, resource: &str) -> String {
    let facts = [
        "partition.current.partition",
        "region.current.region",
        "caller_identity.current.account_id",
    ];
    let [partition, region, account] = facts.map(|fact| format!("<data.aws_{fact}>"));
    format!("arn:{partition}:{service}:{region}:{account}:{resource}")
}

fn default_tags(said: &Value) -> &Value {
    &said["provider"]["aws"]["default_tags"][0]["tags"]
}

fn container_of(said: &Value) -> &Value {
    &resource(said, "aws_ecs_task_definition", "web")["container_definitions"][0]
}

fn environment_of(said: &Value) -> &[Value] {
    let environment = container_of(said)["environment"].as_array();
    environment.map_or(&[], Vec::as_slice)
}

fn secrets_of(said: &Value) -> &[Value] {
    let secrets = container_of(said)["secrets"].as_array();
    secrets.map_or(&[], Vec::as_slice)
}

fn begins(value: &Value, begin: &str) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(begin))
}

/// The JSON object that is the value of a secret.
fn fields<'s>(said: &'s Value, secret: &str) -> &'s Value {
    &resource(said, "aws_secretsmanager_secret_version", secret)["secret_string"]
}
