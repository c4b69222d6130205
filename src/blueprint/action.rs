//! What the load balancer does with requests that it does not hand on.

use super::section::{choice, section};

section! {
    /// Sends the caller elsewhere: to another `host`, `path`, `port` or `protocol`. What is left out stays as it was.
    ///
    /// `#{host}`, `#{path}`, `#{port}`, `#{protocol}` and `#{query}` stand for what was asked for; `#{path}` is without its first `/`.
    pub struct Redirect {
        /// The name.
        host: String {
            default: "\"#{host}\"",
            range: "1 to 128 characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The path.
        path: String {
            default: "\"/#{path}\"",
            range: "begins with `/`, at most 128 characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The query, without its `?`.
        query: String {
            default: "\"#{query}\"",
            range: "at most 128 characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The port.
        port: i64 {
            default: "that of the request; of a `protocol` its own",
            range: "1 to 65535",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The protocol. Nobody is sent from HTTPS to HTTP.
        protocol: RedirectProtocol {
            default: "that of the request",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The code of the answer: 302 for now, 301 for good, which browsers remember.
        status: i64 {
            default: "302",
            range: "301 or 302",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
    }
}

choice! {
    /// What callers are sent to.
    pub enum RedirectProtocol {
        /// plain HTTP
        Http = "http",
        /// HTTPS
        Https = "https",
    }
}

section! {
    /// Answers with a fixed text.
    pub struct Respond {
        /// The code of the answer.
        status: i64 {
            default: "required",
            range: "200 to 299 or 400 to 599",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// The text.
        body: String {
            default: "none",
            range: "at most 1,024 characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// What the text is.
        content_type: ContentType {
            default: "\"text/plain\"",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
    }
}

choice! {
    /// What a text is.
    pub enum ContentType {
        /// plain text
        Plain = "text/plain",
        /// a style sheet
        Css = "text/css",
        /// a page
        Html = "text/html",
        /// a script
        JavaScript = "application/javascript",
        /// JSON
        Json = "application/json",
    }
}

section! {
    /// What the load balancer does with requests that no service and no route takes: one of `respond` and `redirect`.
    ///
    /// The short form, a string, is the service that gets them.
    pub struct DefaultAction {
        /// Answer with a fixed text.
        respond: Respond {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::Listener DefaultActions",
        }
        /// Send the caller elsewhere.
        redirect: Redirect {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::Listener DefaultActions",
        }
    }
}
