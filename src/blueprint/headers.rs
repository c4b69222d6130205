//! `headers`: what a load balancer changes in the headers of responses.

use super::decode::OneOf;
use super::section::section;

section! {
    /// Headers of every response of a load balancer's HTTPS listener, or of its HTTP listener if it speaks no HTTPS.
    ///
    /// A value replaces what a service says itself. One that is taken out again is no longer added, as long as `headers` is still
    /// there, if only as `{}`; in Terraform it stays until it is taken off the listener by hand, since the provider cannot do it
    /// (its issue 43042).
    pub struct Headers {
        /// `Strict-Transport-Security`: browsers come by HTTPS only, and remember it for `max-age` seconds, whatever becomes of the
        /// app. `true` is `"max-age=31536000"`: a year, without subdomains. To take it back, send `"max-age=0"` for a while.
        strict_transport_security: OneOf<bool, String> {
            default: "false",
            range: "`max-age=…` and directives behind it",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Content-Security-Policy`: what a page may load and run.
        content_security_policy: String {
            default: "none",
            range: "1 to 1,024 of AWS's characters: no double quotes, no `$`",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `X-Frame-Options`: whether a page may be shown in a frame.
        x_frame_options: String {
            default: "none",
            range: "\"DENY\" or \"SAMEORIGIN\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `X-Content-Type-Options`: that browsers take content for what it is said to be.
        x_content_type_options: String {
            default: "none",
            range: "\"nosniff\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Allow-Origin`: the origin whose pages may read responses, or `"*"`.
        access_control_allow_origin: String {
            default: "none",
            range: "`*`, `null`, or an origin: `https://app.example.com`",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Allow-Methods`: methods that such pages may use.
        access_control_allow_methods: String {
            default: "none",
            range: "1 to 1,024 of AWS's characters, as `GET, POST`",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Allow-Headers`: headers that they may send.
        access_control_allow_headers: String {
            default: "none",
            range: "1 to 1,024 of AWS's characters, as `Content-Type, X-Api-Key`",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Allow-Credentials`: whether they may send cookies and other credentials.
        access_control_allow_credentials: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Expose-Headers`: headers of responses that they may read.
        access_control_expose_headers: String {
            default: "none",
            range: "1 to 1,024 of AWS's characters, as `ETag, Link`",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// `Access-Control-Max-Age`: how long browsers keep what they were told of these.
        access_control_max_age: String {
            default: "none",
            range: "0 s to 86,400 s",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
        /// Whether responses of the load balancer's own say `Server: awselb/2.0`.
        server: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::Listener ListenerAttributes",
        }
    }
}
