//! Security policies: which TLS versions and ciphers a listener offers.

use crate::diagnostic::{Diagnostics, Path, nearest};

/// What a new HTTPS listener offers: the policy the console recommends (Application Load Balancers user guide, "Security
/// policies for your Application Load Balancer"). Left out, CloudFormation would take one from 2016 with TLS 1.0.
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// Policies that begin at TLS 1.2 or 1.3; from the same page.
const MODERN_TLS_POLICIES: [&str; 28] = [
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    TLS_POLICY,
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    "ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07",
];

/// The policy of a listener.
pub(super) fn policy(written: Option<&str>, at: &Path, out: &mut Diagnostics) -> String {
    let policy = written.unwrap_or(TLS_POLICY);
    if !MODERN_TLS_POLICIES.contains(&policy) {
        let diagnostic = out.error(
            at,
            format!(
                "`{}` is no TLS policy that begins at TLS 1.2",
                policy.escape_debug()
            ),
        );
        if let Some(meant) = nearest(policy, MODERN_TLS_POLICIES) {
            diagnostic.label(format!("did you mean `{meant}`?"));
        }
        diagnostic.help("leave it out for the one AWS recommends; older ones offer broken ciphers");
    }
    policy.to_owned()
}
