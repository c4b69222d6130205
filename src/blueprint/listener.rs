//! `listeners` of a service: the ports of a Network Load Balancer that lead to it.

use super::section::{choice, section};

section! {
    /// A port of a Network Load Balancer that leads to the service.
    pub struct NetworkListener {
        /// The port that callers use. One port of a load balancer leads to one service.
        port: i64 {
            default: "required",
            range: "1 to 65535",
            aws: "AWS::ElasticLoadBalancingV2::Listener Port",
        }
        /// What the load balancer takes there.
        protocol: NetworkProtocol {
            default: "\"tcp\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener Protocol",
        }
        /// The port of the container that it leads to.
        container_port: i64 {
            default: "the service's `port`",
            range: "1 to 65535",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup Port",
        }
        /// How the load balancer goes on to the container where it takes `"tls"`. It does not look at the container's certificate.
        target_protocol: TargetProtocol {
            default: "\"tcp\"",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup Protocol",
        }
    }
}

choice! {
    /// What a Network Load Balancer takes on a port.
    pub enum NetworkProtocol {
        /// TCP, as it is: TLS too, where the container ends it itself
        Tcp = "tcp",
        /// TLS, which the load balancer ends with its certificate
        Tls = "tls",
        /// UDP
        Udp = "udp",
        /// TCP and UDP on one port, as DNS wants it
        TcpUdp = "tcp_udp",
    }
}

choice! {
    /// How a load balancer that ends TLS goes on to the container.
    pub enum TargetProtocol {
        /// plainly
        Tcp = "tcp",
        /// by TLS again
        Tls = "tls",
    }
}
