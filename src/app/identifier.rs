//! Ids that AWS gives: `sg-0123456789abcdef0`.

/// Whether a text is an id that begins so: `sg-`.
///
/// EC2 user guide, "Resource IDs": 17 hexadecimal digits, and 8 in ids from before 2018.
pub(super) fn is_id(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix).unwrap_or_default();
    matches!(digits.len(), 8 | 17)
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_have_a_prefix_and_hexadecimal_digits() {
        assert!(is_id("sg-0123456789abcdef0", "sg-"));
        assert!(is_id("sg-01234567", "sg-"));
        for bad in [
            "",
            "sg-",
            "sg-0123456",
            "sg-0123456789ABCDEF0",
            "subnet-01234567",
        ] {
            assert!(!is_id(bad, "sg-"), "{bad}");
        }
    }
}
