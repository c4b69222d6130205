//! The two roles of a task: what ECS may do to start it, and what its containers may do.

use super::arn;
use super::scope::Scope;
use super::secrets::Secrets;
use crate::app::{EcrRepository, Permission, SecretValue, Service};
use crate::catalog::iam;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

/// The role with which ECS starts tasks of a service; `None` if starting one needs nothing of the account.
pub(super) fn execution(
    scope: &Scope<'_>,
    log_group: Option<&Handle>,
    secrets: &Secrets,
    stack: &mut Stack,
) -> Option<Handle> {
    let mut statements = image_statements(scope.service);
    if let Some(group) = log_group {
        statements.push(allow(
            "WriteLogs",
            &["logs:CreateLogStream", "logs:PutLogEvents"],
            vec![group.arn()],
        ));
    }
    statements.extend(secret_statements(scope.service, secrets));
    if statements.is_empty() {
        return None;
    }
    Some(role(
        scope.id("ExecutionRole"),
        Origin::new(
            scope.at.clone(),
            "what ECS may do to start a task: pull its image, open its log, hand it its secrets",
        ),
        "start-tasks",
        statements,
        stack,
    ))
}

/// The role of the containers of a service.
pub(super) fn task(scope: &Scope<'_>, stack: &mut Stack) -> Handle {
    let mut statements = Vec::new();
    if scope.service.execute_command {
        // ECS developer guide, "Amazon ECS task IAM role": permissions for ECS Exec. None of them takes a resource.
        let actions = [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ];
        statements.push(allow("ExecuteCommand", &actions, vec!["*".into()]));
    }
    for Permission { actions, resources } in &scope.service.permissions {
        statements.push(props! {
            "Effect": "Allow",
            "Action": actions.clone(),
            "Resource": resources.clone(),
        });
    }
    let why = if statements.is_empty() {
        "what the containers may do in AWS: nothing"
    } else {
        "what the containers may do in AWS"
    };
    role(
        scope.id("TaskRole"),
        Origin::new(scope.at.clone(), why),
        "task",
        statements,
        stack,
    )
}

fn role(
    id: String,
    origin: Origin,
    policy: &'static str,
    statements: Vec<Map>,
    stack: &mut Stack,
) -> Handle {
    let policies = (!statements.is_empty())
        .then(|| [props! { "PolicyName": policy, "PolicyDocument": document(statements) }]);
    stack.add(Resource::new(
        id,
        &iam::ROLE,
        origin,
        props! { "AssumeRolePolicyDocument": document(vec![trust_in_tasks()]), "Policies" ?: policies },
    ))
}

/// Only tasks of this account and region may take the role: without the conditions, ECS could be made to lend it to others
/// (ECS developer guide, "Amazon ECS task IAM role", on the confused deputy).
fn trust_in_tasks() -> Map {
    trust("ecs-tasks.amazonaws.com", arn::own("ecs", ["*".into()]))
}

/// That a service of AWS may take a role, for something of this account.
pub(super) fn trust(service: &'static str, source: Value) -> Map {
    props! {
        "Effect": "Allow",
        "Principal": props! { "Service": service },
        "Action": "sts:AssumeRole",
        "Condition": props! {
            "StringEquals": props! { "aws:SourceAccount": Pseudo::AccountId },
            "ArnLike": props! { "aws:SourceArn": source },
        },
    }
}

pub(super) fn document(statements: Vec<Map>) -> Map {
    props! { "Version": "2012-10-17", "Statement": statements }
}

pub(super) fn allow(sid: &'static str, actions: &[&'static str], resources: Vec<Value>) -> Map {
    props! {
        "Sid": sid,
        "Effect": "Allow",
        "Action": actions.to_vec(),
        "Resource": resources,
    }
}

/// Amazon ECR user guide, "Using Amazon ECR images with Amazon ECS": what pulling takes. The token is the account's, so its
/// action takes no resource.
fn image_statements(service: &Service) -> Vec<Map> {
    let image = &service.container.image;
    let Some(ecr) = &image.ecr else {
        return Vec::new();
    };
    let (region, account, repository) = match ecr {
        EcrRepository::Own => (
            Pseudo::Region.into(),
            Pseudo::AccountId.into(),
            image.name.clone(),
        ),
        EcrRepository::Of {
            account,
            region,
            repository,
        } => (
            Value::from(region.clone()),
            Value::from(account.clone()),
            repository.clone(),
        ),
    };
    let repository = arn::of(
        "ecr",
        region,
        account,
        ["repository/".into(), repository.into()],
    );
    let pull = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
    ];
    vec![
        allow(
            "SignInToRegistry",
            &["ecr:GetAuthorizationToken"],
            vec!["*".into()],
        ),
        allow("PullImage", &pull, vec![repository]),
    ]
}

fn secret_statements(service: &Service, secrets: &Secrets) -> Vec<Map> {
    let credentials = service.container.image.credentials.iter();
    let references = service.container.secrets.values().chain(credentials);
    let mut in_secrets_manager: Vec<Value> = Vec::new();
    let mut in_ssm: Vec<Value> = Vec::new();
    let mut keys: Vec<Value> = Vec::new();
    let add = |list: &mut Vec<Value>, value: Value| {
        if !list.contains(&value) {
            list.push(value);
        }
    };
    for reference in references {
        let resource = secrets.policy_resource(&reference.value);
        match reference.value {
            SecretValue::Declared(_) | SecretValue::SecretArn(_) => {
                add(&mut in_secrets_manager, resource);
            }
            SecretValue::SsmArn(_) | SecretValue::SsmName(_) => add(&mut in_ssm, resource),
        }
        if let Some(key) = secrets.kms_key(&reference.value) {
            add(&mut keys, key.to_owned().into());
        }
    }
    [
        (
            "ReadSecrets",
            "secretsmanager:GetSecretValue",
            in_secrets_manager,
        ),
        ("ReadParameters", "ssm:GetParameters", in_ssm),
        ("DecryptSecrets", "kms:Decrypt", keys),
    ]
    .into_iter()
    .filter(|(_, _, resources)| !resources.is_empty())
    .map(|(sid, action, resources)| allow(sid, &[action], resources))
    .collect()
}
