//! AWS Certificate Manager.

use super::row::{reference, resource, types};
use crate::hcl::{Block, Expression, For};
use crate::model::Argument::{Companion, Is};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Of;
use crate::model::{self, Always, Companions, TerraformResource, Value};

types! {
    /// A TLS certificate.
    CERTIFICATE = "AWS::CertificateManager::Certificate", List,
        // Whoever uses the certificate waits until it is valid.
        [reference(Arn, Of("aws_acm_certificate_validation", "certificate_arn"))],
        resource(TerraformResource {
            // The names of a certificate cannot change, and a listener cannot be without one.
            create_before_destroy: true,
            companions: Some(Companions {
                property: "DomainValidationOptions",
                blocks: validation,
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
                ("ValidationMethod", Is("validation_method")),
                ("DomainValidationOptions", Companion(&["DomainName", "HostedZoneId"])),
                ("Tags", model::Argument::Tags),
            ])
        });
}

/// CloudFormation writes the records that prove the names and waits for the proof; Terraform has a resource for each.
fn validation(certificate: &model::Companion<'_>) -> Vec<Block> {
    let name = certificate.name;
    let at = &certificate.resource.origin.path;
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
        .argument("zone_id", zone(certificate))
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
    let arn = Expression::reference(format!("aws_acm_certificate.{name}.arn"));
    let proof = Block::new("resource")
        .label("aws_acm_certificate_validation")
        .label(name.to_owned())
        .comment(format!("{at}: waits until ACM has seen the proof"));
    let proof = certificate
        .in_its_region(proof)
        .argument("certificate_arn", arn)
        .argument("validation_record_fqdns", names);
    vec![record, proof]
}

/// The zone that the records go into: all names have the same.
fn zone(certificate: &model::Companion<'_>) -> Expression {
    let zone = match certificate
        .resource
        .properties
        .get("DomainValidationOptions")
    {
        Some(Value::List(options)) => options.iter().find_map(|option| match option {
            Value::Map(option) => option.get("HostedZoneId"),
            _ => None,
        }),
        _ => None,
    };
    zone.map_or(Expression::Null, certificate.spell)
}
