//! Whether text is an ARN.

use super::quantity::is_digits;

/// Whether `text` is the ARN of such a resource of an AWS service: `resource` is how its last part begins, `secret:`.
pub(super) fn is_arn_of(text: &str, service: &str, resource: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, found, region, account, last] = parts[..] else {
        return false;
    };
    let name = last.strip_prefix(resource).unwrap_or_default();
    arn == "arn"
        && partition.starts_with("aws")
        && found == service
        // IAM is the same in every region.
        && region.is_empty() == (service == "iam")
        && account.len() == 12
        && is_digits(account)
        && !name.is_empty()
        && !name.contains(':')
        && text.bytes().all(|b| b.is_ascii_graphic())
}

pub(super) fn not_an_arn(text: &str) -> String {
    format!("`{}` is not such an ARN", text.escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_arns() {
        let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf";
        assert!(is_arn_of(arn, "secretsmanager", "secret:"));
        assert!(!is_arn_of(arn, "ssm", "parameter/"));
        assert!(is_arn_of(
            "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x",
            "ssm",
            "parameter/"
        ));
        assert!(!is_arn_of(
            "arn:aws:ssm:eu-west-1:123:parameter/x",
            "ssm",
            "parameter/"
        ));
        assert!(!is_arn_of("arn:aws:ssm", "ssm", "parameter/"));
        assert!(is_arn_of(
            "arn:aws:iam::123456789012:role/x",
            "iam",
            "role/"
        ));
    }
}
