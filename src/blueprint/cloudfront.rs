//! `[cloudfront]`: CloudFront between the callers and the load balancer.

use super::section::{choice, section};

section! {
    /// A CloudFront distribution that all names of the app point to. It reaches the load balancer through a VPC origin: the load
    /// balancer is internal, and nobody else can call it. It is charged for by requests and bytes.
    ///
    /// The certificate of its names has to be in us-east-1: it is a stack of its own, `edge`, which is deployed first. Nothing is
    /// cached unless `cache` says so.
    pub struct CloudFront {
        /// Where in the world it answers from: fewer places cost less, and are farther from some callers.
        price_class: PriceClass {
            default: "\"all\"",
            aws: "AWS::CloudFront::Distribution DistributionConfig.PriceClass",
        }
        /// The TLS versions and ciphers it offers.
        minimum_protocol_version: ViewerTls {
            default: "\"TLSv1.2_2021\"",
            aws: "AWS::CloudFront::Distribution DistributionConfig.ViewerCertificate.MinimumProtocolVersion",
        }
        /// Paths whose answers it keeps, as long as their header `Cache-Control` says. Callers share an answer if they ask with the
        /// same host, query and cookies. `*` stands for any characters, `?` for one.
        cache: Vec<String> {
            default: "none: every request reaches a service",
            range: "paths of up to 255 characters that begin with `/`, or with `*`",
            aws: "AWS::CloudFront::Distribution DistributionConfig.CacheBehaviors",
        }
        /// Whether it adds headers that keep browsers from guessing types, framing pages and going back to HTTP (the managed policy
        /// `SecurityHeadersPolicy`).
        security_headers: bool {
            default: "false",
            aws: "AWS::CloudFront::Distribution DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId",
        }
        /// The countries that callers may be in.
        geo_restriction: GeoRestriction {
            default: "all",
            aws: "AWS::CloudFront::Distribution DistributionConfig.Restrictions",
        }
    }
}

choice! {
    /// Where in the world CloudFront answers from.
    pub enum PriceClass {
        /// everywhere
        All = "all",
        /// everywhere but South America, Australia and New Zealand
        Class200 = "200",
        /// North America, Europe and Israel
        Class100 = "100",
    }
}

choice! {
    /// A security policy of CloudFront.
    pub enum ViewerTls {
        /// TLS 1.2 and 1.3
        Tls12From2021 = "TLSv1.2_2021",
        /// TLS 1.2 and 1.3, with fewer ciphers
        Tls12From2025 = "TLSv1.2_2025",
        /// TLS 1.3 only
        Tls13From2025 = "TLSv1.3_2025",
    }
}

section! {
    /// Countries that may call, or may not: one of the two lists. Others are answered with 403.
    pub struct GeoRestriction {
        /// The only countries that may call.
        allow: Vec<String> {
            default: "all",
            range: "codes of ISO 3166-1, as `\"DE\"`",
            aws: "AWS::CloudFront::Distribution DistributionConfig.Restrictions",
        }
        /// Countries that may not call.
        deny: Vec<String> {
            default: "none",
            range: "codes of ISO 3166-1, as `\"DE\"`",
            aws: "AWS::CloudFront::Distribution DistributionConfig.Restrictions",
        }
    }
}
