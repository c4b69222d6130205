//! AWS Certificate Manager.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::row::{reference, resource, types};
use crate::hcl::{Block, Expression, For};
use crate::model::Argument::{Companion, In, Is};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Of;
use crate::model::{self, Always, Companions, TerraformResource, Value};

types! {
    /// A TLS certificate.
    CERTIFICATE = "AWS::CertificateManager::Certificate", List,
        // Whoever uses the certificate waits until it is valid.
        [reference(Arn, Of("aws_acm_certificate_validation", "certificate_arn", "arn"))],
        resource(TerraformResource {
            // The names of a certificate cannot change, and a listener cannot be without one.
            create_before_destroy: true,
            companions: Some(Companions {
                property: "ValidationMethod",
                blocks: validation,
                told: Some(records_to_create),
                provider: None,
            }),
            always: Some(Always {
                property: "SubjectAlternativeNames",
                argument: "subject_alternative_names",
                list_of: "DomainName",
            }),
            ..TerraformResource::new("aws_acm_certificate", "Certificate", &[
                ("DomainName", Is("domain_name")),
                ("SubjectAlternativeNames", Is("subject_alternative_names")),
                ("KeyAlgorithm", Is("key_algorithm")),
                ("CertificateAuthorityArn", Is("certificate_authority_arn")),
                ("ValidationMethod", Is("validation_method")),
                ("DomainValidationOptions", Companion(&["DomainName", "HostedZoneId"])),
                (
                    "CertificateTransparencyLoggingPreference",
                    In("options", &Is("certificate_transparency_logging_preference")),
                ),
                ("Tags", model::Argument::Tags),
            ])
        });
}

/// CloudFormation writes the records that prove the names and waits for the proof; Terraform has a resource for each.
fn validation(certificate: &model::Companion<'_>) -> Vec<Block> {
    let name = certificate.name;
    let at = &certificate.resource.origin.path;
    let arn = Expression::reference(format!("aws_acm_certificate.{name}.arn"));
    let proof = Block::new("resource")
        .label("aws_acm_certificate_validation")
        .label(name.to_owned())
        .comment(format!("{at}: waits until ACM has seen the proof"));
    let mut proof = certificate
        .in_its_region(proof)
        .argument("certificate_arn", arn);
    let Some(zone) = zone(certificate) else {
        // Somebody else writes the records: Terraform waits for what they do, and tells which they are.
        return vec![proof];
    };
    let records = match name {
        "main" => "certificate_validation".to_owned(),
        _ => format!("{name}_certificate_validation"),
    };
    let options = format!("aws_acm_certificate.{name}.domain_validation_options");
    let option = |field: &str| Expression::reference(format!("option.{field}"));
    // A name and its wildcard have the same record.
    let bare = Expression::Call("trimprefix", vec![option("domain_name"), "*.".into()]);
    let by_name = Expression::ForEach(Box::new(For {
        element: "option",
        list: Expression::reference(options),
        key: Some(bare),
        value: Expression::Object(vec![
            ("name".into(), option("resource_record_name")),
            ("record".into(), option("resource_record_value")),
            ("type".into(), option("resource_record_type")),
        ]),
    }));
    let each = |field: &str| Expression::reference(format!("each.value[0].{field}"));
    let record = Block::new("resource")
        .label("aws_route53_record")
        .label(records.clone())
        .comment(format!("{at}: proves that the names are the app's own"))
        .argument("for_each", by_name)
        .gap()
        .argument("zone_id", zone)
        .argument("name", each("name"))
        .argument("type", each("type"))
        .argument("ttl", 60)
        .argument("records", vec![each("record")])
        // The certificates of other regions have the same records.
        .argument("allow_overwrite", true);
    let names = Expression::ForEach(Box::new(For {
        element: "record",
        list: Expression::reference(format!("aws_route53_record.{records}")),
        value: Expression::reference("record.fqdn"),
        key: None,
    }));
    proof.set("validation_record_fqdns", names);
    vec![record, proof]
}

/// CloudFormation tells in its events which records somebody else must write.
fn records_to_create(certificate: &model::Companion<'_>) -> Option<Block> {
    if zone(certificate).is_some() {
        return None;
    }
    let name = certificate.name;
    let label = match name {
        "main" => "certificate_records".to_owned(),
        _ => format!("{name}_certificate_records"),
    };
    let options = format!("aws_acm_certificate.{name}.domain_validation_options");
    let block = Block::new("output")
        .label(label)
        .argument(
            "description",
            "Records that somebody has to create so that the certificate is issued",
        )
        .argument("value", Expression::reference(options));
    Some(block)
}

/// The zone that each record goes into, if the stack may write it.
fn zone(certificate: &model::Companion<'_>) -> Option<Expression> {
    let properties = &certificate.resource.properties;
    let Some(Value::List(options)) = properties.get("DomainValidationOptions") else {
        return None;
    };
    let mut zones: Vec<(Cow<'static, str>, Expression)> = Vec::with_capacity(options.len());
    for option in options {
        let Value::Map(option) = option else { continue };
        if let (Some(Value::Str(name)), Some(zone)) =
            (option.get("DomainName"), option.get("HostedZoneId"))
        {
            let bare = name.strip_prefix("*.").unwrap_or(name).to_owned();
            zones.push((bare.into(), (certificate.spell)(zone)));
        }
    }
    let (_, first) = zones.first()?;
    if zones.iter().all(|(_, zone)| zone == first) {
        return Some(first.clone());
    }
    // A name and its wildcard have the same record.
    let mut seen = BTreeSet::new();
    zones.retain(|(name, _)| seen.insert(name.clone()));
    let zones = Expression::Object(zones);
    Some(Expression::Call(
        "lookup",
        vec![zones, Expression::reference("each.key"), Expression::Null],
    ))
}
