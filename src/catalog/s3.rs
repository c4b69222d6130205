//! Amazon Simple Storage Service.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{self, Block, In, Is, Json, Tags};
use crate::model::Attribute::{Arn, Name};
use crate::model::TerraformAttribute::Own;
use crate::model::{Apart, ArgumentRow, Constant, JsonKeys, Naming, TerraformResource};

types! {
    /// A bucket.
    BUCKET = "AWS::S3::Bucket", List,
        [reference(Name, Own("bucket")), get_att(Arn, "Arn", Own("arn"))],
        resource(TerraformResource {
            // Less what the provider puts after it, of the 63 characters of a name.
            naming: Naming::BucketPrefix(37),
            // Terraform does not delete it as long as anything is in it.
            retention: &[("force_destroy", Constant::Bool(false))],
            ..TerraformResource::new("aws_s3_bucket", "Bucket", &[
                ("PublicAccessBlockConfiguration", Argument::Apart(&Apart {
                    name: "aws_s3_bucket_public_access_block",
                    suffix: "",
                    why: "nobody can make it public",
                    owner: OWNER,
                    arguments: &[
                        ("BlockPublicAcls", Is("block_public_acls")),
                        ("BlockPublicPolicy", Is("block_public_policy")),
                        ("IgnorePublicAcls", Is("ignore_public_acls")),
                        ("RestrictPublicBuckets", Is("restrict_public_buckets")),
                    ],
                    unless: None,
                })),
                ("OwnershipControls", Argument::Apart(&Apart {
                    name: "aws_s3_bucket_ownership_controls",
                    suffix: "",
                    why: "what is in it is the account's own",
                    owner: OWNER,
                    arguments: &[("Rules", Block("rule", &[
                        ("ObjectOwnership", Is("object_ownership")),
                    ]))],
                    unless: None,
                })),
                ("BucketEncryption", Argument::Apart(&Apart {
                    name: "aws_s3_bucket_server_side_encryption_configuration",
                    suffix: "",
                    why: "how it is encrypted",
                    owner: OWNER,
                    arguments: &[("ServerSideEncryptionConfiguration", Block("rule", &[
                        ("ServerSideEncryptionByDefault", Block(
                            "apply_server_side_encryption_by_default",
                            &[("SSEAlgorithm", Is("sse_algorithm"))],
                        )),
                    ]))],
                    unless: None,
                })),
                ("LifecycleConfiguration", Argument::Apart(&Apart {
                    name: "aws_s3_bucket_lifecycle_configuration",
                    suffix: "",
                    why: "how long it keeps what is in it",
                    owner: OWNER,
                    arguments: &[("Rules", Block("rule", LIFECYCLE_RULE))],
                    unless: None,
                })),
                ("Tags", Tags),
            ])
        });
    /// Who may do what with a bucket.
    BUCKET_POLICY = "AWS::S3::BucketPolicy", None, [],
        resource(TerraformResource {
            // Whoever waits for it finds the bucket as it is meant to be.
            needs_whole: true,
            ..TerraformResource::new("aws_s3_bucket_policy", "BucketPolicy", &[
                ("Bucket", Is("bucket")),
                ("PolicyDocument", Json("policy", JsonKeys::Same)),
            ])
        });
}

const OWNER: (&str, &str) = ("bucket", "id");

static LIFECYCLE_RULE: &[ArgumentRow] = &[
    ("Id", Is("id")),
    ("Status", Is("status")),
    ("Prefix", In("filter", &Is("prefix"))),
    ("ExpirationInDays", In("expiration", &Is("days"))),
    (
        "AbortIncompleteMultipartUpload",
        Block(
            "abort_incomplete_multipart_upload",
            &[("DaysAfterInitiation", Is("days_after_initiation"))],
        ),
    ),
];
