"""The table: what each CloudFormation resource and property is in Terraform.

From the pages of AWS's CloudFormation reference and of the provider's documentation.
A row is an argument and its property.  `*` stands for the name or number of an item,
`**` for all that follows; `[0]` is a block of which there is one.  An argument without
a row has no property, and the other way round: that is a difference.
"""

from .rows import (
    PROOFS,
    SCALABLE_TARGET,
    Kind,
    all_proofs,
    besides,
    cookie_duration,
    count,
    excluded,
    generated,
    matcher,
    outbound,
    own,
    part,
    proof,
    proven,
    scalable_target,
    spelled,
    token_mfa,
)

ARN = {"Ref": "{arn}"}
ID = {"Ref": "{id}"}

# In Terraform an argument of the VPC.
VPC_IPV6_RANGE = Kind(
    "VpcIpv6CidrBlock",
    part(
        "aws_vpc",
        """
        id                                VpcId
        assign_generated_ipv6_cidr_block  AmazonProvidedIpv6CidrBlock
        """,
    ),
)

KINDS = {
    "AWS::EC2::VPC": Kind(
        "Vpc",
        part(
            "aws_vpc",
            """
            cidr_block            CidrBlock
            enable_dns_hostnames  EnableDnsHostnames
            enable_dns_support    EnableDnsSupport
            tags_all.**           Tags[**]
            """,
        ),
        attributes=ID | {"Ipv6CidrBlocks": ["{ipv6_cidr_block}"]},
    ),
    "AWS::EC2::VPCCidrBlock": Kind(
        "CidrBlock",
        part(
            "aws_vpc_ipv4_cidr_block_association",
            """
            vpc_id      VpcId
            cidr_block  CidrBlock
            """,
        ),
    ),
    "AWS::EC2::EgressOnlyInternetGateway": Kind(
        "EgressOnlyInternetGateway",
        part(
            "aws_egress_only_internet_gateway",
            """
            vpc_id       VpcId
            tags_all.**  Tags[**]
            """,
        ),
        attributes={"Id": "{id}"},
    ),
    "AWS::EC2::EIP": Kind(
        "Address",
        part(
            "aws_eip",
            """
            domain       Domain
            tags_all.**  Tags[**]
            """,
        ),
        attributes={"AllocationId": "{allocation_id}", "PublicIp": "{public_ip}"},
    ),
    "AWS::EC2::NatGateway": Kind(
        "NatGateway",
        part(
            "aws_nat_gateway",
            """
            allocation_id  AllocationId
            subnet_id      SubnetId
            tags_all.**    Tags[**]
            """,
        ),
        attributes={"NatGatewayId": "{id}"},
    ),
    "AWS::EC2::VPCEndpoint": Kind(
        "Endpoint",
        part(
            "aws_vpc_endpoint",
            """
            vpc_id                VpcId
            service_name          ServiceName
            vpc_endpoint_type     VpcEndpointType
            route_table_ids[]     RouteTableIds[]
            subnet_ids[]          SubnetIds[]
            security_group_ids[]  SecurityGroupIds[]
            private_dns_enabled   PrivateDnsEnabled
            tags_all.**           Tags[**]
            """,
        ),
    ),
    "AWS::EC2::InternetGateway": Kind(
        "InternetGateway",
        part(
            "aws_internet_gateway",
            """
            tags_all.**  Tags[**]
            """,
        ),
        attributes=ID,
    ),
    # In Terraform an argument of the gateway.
    "AWS::EC2::VPCGatewayAttachment": Kind(
        "InternetGatewayAttachment",
        part(
            "aws_internet_gateway",
            """
            vpc_id  VpcId
            id      InternetGatewayId
            """,
        ),
    ),
    "AWS::EC2::RouteTable": Kind(
        "Routes",
        part(
            "aws_route_table",
            """
            vpc_id       VpcId
            tags_all.**  Tags[**]
            """,
        ),
        attributes=ID,
    ),
    "AWS::EC2::Route": Kind(
        "Route",
        part(
            "aws_route",
            """
            route_table_id          RouteTableId
            destination_cidr_block  DestinationCidrBlock
            destination_ipv6_cidr_block  DestinationIpv6CidrBlock
            egress_only_gateway_id  EgressOnlyInternetGatewayId
            gateway_id              GatewayId
            nat_gateway_id          NatGatewayId
            """,
        ),
    ),
    "AWS::EC2::Subnet": Kind(
        "Subnet",
        part(
            "aws_subnet",
            """
            vpc_id                   VpcId
            availability_zone        AvailabilityZone
            cidr_block               CidrBlock
            map_public_ip_on_launch  MapPublicIpOnLaunch
            ipv6_cidr_block          Ipv6CidrBlock
            assign_ipv6_address_on_creation  AssignIpv6AddressOnCreation
            tags_all.**              Tags[**]
            """,
        ),
        attributes=ID,
    ),
    "AWS::EC2::SubnetRouteTableAssociation": Kind(
        "Routes",
        part(
            "aws_route_table_association",
            """
            subnet_id       SubnetId
            route_table_id  RouteTableId
            """,
        ),
    ),
    "AWS::EC2::SecurityGroup": Kind(
        "SecurityGroup",
        part(
            "aws_security_group",
            """
            description  GroupDescription
            vpc_id       VpcId
            tags_all.**  Tags[**]
            """,
        ),
        # In CloudFormation a property of the group.
        *(
            part(
                "aws_vpc_security_group_egress_rule",
                "",
                {
                    "security_group_id": own("id"),
                    "ip_protocol": outbound("IpProtocol"),
                    "cidr_ipv4": outbound("CidrIp"),
                    "cidr_ipv6": outbound("CidrIpv6"),
                    "description": outbound("Description"),
                },
                name=name,
            )
            for name in ("{}_outbound", "{}_outbound_2")
        ),
        attributes={"GroupId": "{id}"},
    ),
    "AWS::EC2::SecurityGroupIngress": Kind(
        "Ingress",
        part(
            "aws_vpc_security_group_ingress_rule",
            """
            security_group_id             GroupId
            description                   Description
            ip_protocol                   IpProtocol
            from_port                     FromPort
            to_port                       ToPort
            cidr_ipv4                     CidrIp
            cidr_ipv6                     CidrIpv6
            prefix_list_id                SourcePrefixListId
            referenced_security_group_id  SourceSecurityGroupId
            """,
        ),
    ),
    "AWS::EC2::SecurityGroupEgress": Kind(
        "Egress",
        part(
            "aws_vpc_security_group_egress_rule",
            """
            security_group_id             GroupId
            description                   Description
            ip_protocol                   IpProtocol
            from_port                     FromPort
            to_port                       ToPort
            cidr_ipv4                     CidrIp
            cidr_ipv6                     CidrIpv6
            prefix_list_id                DestinationPrefixListId
            referenced_security_group_id  DestinationSecurityGroupId
            """,
        ),
    ),
    "AWS::EC2::FlowLog": Kind(
        "FlowLog",
        part(
            "aws_flow_log",
            """
            vpc_id                    ResourceId
            traffic_type              TrafficType
            max_aggregation_interval  MaxAggregationInterval
            log_format                LogFormat
            log_destination_type      LogDestinationType
            log_destination           LogDestination
            iam_role_arn              DeliverLogsPermissionArn
            tags_all.**               Tags[**]
            """,
        ),
    ),
    "AWS::S3::Bucket": Kind(
        "Bucket",
        part(
            "aws_s3_bucket",
            """
            tags_all.**  Tags[**]
            """,
        ),
        # In CloudFormation properties of the bucket.
        part(
            "aws_s3_bucket_public_access_block",
            """
            block_public_acls        PublicAccessBlockConfiguration.BlockPublicAcls
            block_public_policy      PublicAccessBlockConfiguration.BlockPublicPolicy
            ignore_public_acls       PublicAccessBlockConfiguration.IgnorePublicAcls
            restrict_public_buckets  PublicAccessBlockConfiguration.RestrictPublicBuckets
            """,
            {"bucket": own("id")},
        ),
        part(
            "aws_s3_bucket_ownership_controls",
            """
            rule[*].object_ownership  OwnershipControls.Rules[*].ObjectOwnership
            """,
            {"bucket": own("id")},
        ),
        part(
            "aws_s3_bucket_server_side_encryption_configuration",
            """
            rule[*].apply_server_side_encryption_by_default[0].sse_algorithm  BucketEncryption.ServerSideEncryptionConfiguration[*].ServerSideEncryptionByDefault.SSEAlgorithm
            """,
            {"bucket": own("id")},
        ),
        part(
            "aws_s3_bucket_lifecycle_configuration",
            """
            rule[*]  LifecycleConfiguration.Rules[*]
              id                   Id
              status               Status
              filter[0].prefix     Prefix
              expiration[0].days   ExpirationInDays
              abort_incomplete_multipart_upload[0].days_after_initiation  AbortIncompleteMultipartUpload.DaysAfterInitiation
            """,
            {"bucket": own("id")},
        ),
        attributes={"Ref": "{bucket}", "Arn": "{arn}"},
    ),
    "AWS::S3::BucketPolicy": Kind(
        "BucketPolicy",
        part(
            "aws_s3_bucket_policy",
            """
            bucket     Bucket
            policy.**  PolicyDocument.**
            """,
        ),
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Kind(
        "LoadBalancer",
        part(
            "aws_lb",
            """
            load_balancer_type          Type
            ip_address_type             IpAddressType
            subnets[]                   Subnets[]
            subnet_mapping[*]           SubnetMappings[*]
              subnet_id                   SubnetId
              allocation_id               AllocationId
            security_groups[]           SecurityGroups[]
            enable_cross_zone_load_balancing  LoadBalancerAttributes[load_balancing.cross_zone.enabled]
            idle_timeout                LoadBalancerAttributes[idle_timeout.timeout_seconds]
            enable_deletion_protection  LoadBalancerAttributes[deletion_protection.enabled]
            drop_invalid_header_fields  LoadBalancerAttributes[routing.http.drop_invalid_header_fields.enabled]
            desync_mitigation_mode      LoadBalancerAttributes[routing.http.desync_mitigation_mode]
            client_keep_alive           LoadBalancerAttributes[client_keep_alive.seconds]
            enable_http2                LoadBalancerAttributes[routing.http2.enabled]
            preserve_host_header        LoadBalancerAttributes[routing.http.preserve_host_header.enabled]
            xff_header_processing_mode  LoadBalancerAttributes[routing.http.xff_header_processing.mode]
            enable_xff_client_port      LoadBalancerAttributes[routing.http.xff_client_port.enabled]
            enable_tls_version_and_cipher_suite_headers  LoadBalancerAttributes[routing.http.x_amzn_tls_version_and_cipher_suite.enabled]
            enable_waf_fail_open        LoadBalancerAttributes[waf.fail_open.enabled]
            enable_zonal_shift          LoadBalancerAttributes[zonal_shift.config.enabled]
            access_logs[0].enabled      LoadBalancerAttributes[access_logs.s3.enabled]
            access_logs[0].bucket       LoadBalancerAttributes[access_logs.s3.bucket]
            access_logs[0].prefix       LoadBalancerAttributes[access_logs.s3.prefix]
            connection_logs[0].enabled  LoadBalancerAttributes[connection_logs.s3.enabled]
            connection_logs[0].bucket   LoadBalancerAttributes[connection_logs.s3.bucket]
            connection_logs[0].prefix   LoadBalancerAttributes[connection_logs.s3.prefix]
            health_check_logs[0].enabled  LoadBalancerAttributes[health_check_logs.s3.enabled]
            health_check_logs[0].bucket   LoadBalancerAttributes[health_check_logs.s3.bucket]
            health_check_logs[0].prefix   LoadBalancerAttributes[health_check_logs.s3.prefix]
            minimum_load_balancer_capacity[0].capacity_units  MinimumLoadBalancerCapacity.CapacityUnits
            tags_all.**                 Tags[**]
            """,
            {
                "internal": spelled(
                    "Scheme", {"true": "internal", "false": "internet-facing"}
                )
            },
        ),
        attributes={
            **ARN,
            "DNSName": "{dns_name}",
            "CanonicalHostedZoneID": "{zone_id}",
            "LoadBalancerFullName": "{arn_suffix}",
        },
    ),
    "AWS::ElasticLoadBalancingV2::Listener": Kind(
        "Listener",
        part(
            "aws_lb_listener",
            """
            load_balancer_arn  LoadBalancerArn
            port               Port
            protocol           Protocol
            ssl_policy         SslPolicy
            certificate_arn    Certificates[0].CertificateArn
            default_action[*]  DefaultActions[*]
              type               Type
              target_group_arn   TargetGroupArn
              fixed_response[0]  FixedResponseConfig
                status_code        StatusCode
                content_type       ContentType
                message_body       MessageBody
              redirect[0]        RedirectConfig
                protocol           Protocol
                port               Port
                host               Host
                path               Path
                query              Query
                status_code        StatusCode
            mutual_authentication[0].mode                               MutualAuthentication.Mode
            mutual_authentication[0].trust_store_arn                    MutualAuthentication.TrustStoreArn
            mutual_authentication[0].ignore_client_certificate_expiry   MutualAuthentication.IgnoreClientCertificateExpiry
            mutual_authentication[0].advertise_trust_store_ca_names     MutualAuthentication.AdvertiseTrustStoreCaNames
            routing_http_response_server_enabled                                ListenerAttributes[routing.http.response.server.enabled]
            routing_http_response_strict_transport_security_header_value        ListenerAttributes[routing.http.response.strict_transport_security.header_value]
            routing_http_response_content_security_policy_header_value          ListenerAttributes[routing.http.response.content_security_policy.header_value]
            routing_http_response_x_frame_options_header_value                  ListenerAttributes[routing.http.response.x_frame_options.header_value]
            routing_http_response_x_content_type_options_header_value           ListenerAttributes[routing.http.response.x_content_type_options.header_value]
            routing_http_response_access_control_allow_origin_header_value      ListenerAttributes[routing.http.response.access_control_allow_origin.header_value]
            routing_http_response_access_control_allow_methods_header_value     ListenerAttributes[routing.http.response.access_control_allow_methods.header_value]
            routing_http_response_access_control_allow_headers_header_value     ListenerAttributes[routing.http.response.access_control_allow_headers.header_value]
            routing_http_response_access_control_allow_credentials_header_value ListenerAttributes[routing.http.response.access_control_allow_credentials.header_value]
            routing_http_response_access_control_expose_headers_header_value    ListenerAttributes[routing.http.response.access_control_expose_headers.header_value]
            routing_http_response_access_control_max_age_header_value           ListenerAttributes[routing.http.response.access_control_max_age.header_value]
            tags_all.**        Tags[**]
            """,
        ),
        attributes=ARN,
    ),
    "AWS::ElasticLoadBalancingV2::TrustStore": Kind(
        "TrustStore",
        part(
            "aws_lb_trust_store",
            """
            name                                      Name
            ca_certificates_bundle_s3_bucket          CaCertificatesBundleS3Bucket
            ca_certificates_bundle_s3_key             CaCertificatesBundleS3Key
            ca_certificates_bundle_s3_object_version  CaCertificatesBundleS3ObjectVersion
            tags_all.**                               Tags[**]
            """,
        ),
        attributes=ARN,
    ),
    "AWS::ElasticLoadBalancingV2::TrustStoreRevocation": Kind(
        "TrustStoreRevocation",
        part(
            "aws_lb_trust_store_revocation",
            """
            trust_store_arn                TrustStoreArn
            revocations_s3_bucket          RevocationContents[0].S3Bucket
            revocations_s3_key             RevocationContents[0].S3Key
            revocations_s3_object_version  RevocationContents[0].S3ObjectVersion
            """,
        ),
    ),
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": Kind(
        "ListenerCertificate",
        part(
            "aws_lb_listener_certificate",
            """
            listener_arn     ListenerArn
            certificate_arn  Certificates[0].CertificateArn
            """,
        ),
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": Kind(
        "ListenerRule",
        part(
            "aws_lb_listener_rule",
            """
            listener_arn  ListenerArn
            priority      Priority
            condition[*]  Conditions[*]
              host_header[0].values[]           HostHeaderConfig.Values[]
              path_pattern[0].values[]          PathPatternConfig.Values[]
              http_request_method[0].values[]   HttpRequestMethodConfig.Values[]
              http_header[0].http_header_name   HttpHeaderConfig.HttpHeaderName
              http_header[0].values[]           HttpHeaderConfig.Values[]
              query_string[*]                   QueryStringConfig.Values[*]
                key                               Key
                value                             Value
              source_ip[0].values[]             SourceIpConfig.Values[]
            transform[*]  Transforms[*]
              type                                        Type
              host_header_rewrite_config[0].rewrite[*]    HostHeaderRewriteConfig.Rewrites[*]
                regex                                       Regex
                replace                                     Replace
              url_rewrite_config[0].rewrite[*]            UrlRewriteConfig.Rewrites[*]
                regex                                       Regex
                replace                                     Replace
            action[*]     Actions[*]
              type              Type
              order             Order
              target_group_arn  TargetGroupArn
              forward[0]        ForwardConfig
                target_group[*]   TargetGroups[*]
                  arn               TargetGroupArn
                  weight            Weight
                stickiness[0]     TargetGroupStickinessConfig
                  enabled           Enabled
                  duration          DurationSeconds
              fixed_response[0]  FixedResponseConfig
                status_code        StatusCode
                content_type       ContentType
                message_body       MessageBody
              redirect[0]        RedirectConfig
                protocol           Protocol
                port               Port
                host               Host
                path               Path
                query              Query
                status_code        StatusCode
              authenticate_oidc[0]     AuthenticateOidcConfig
                issuer                      Issuer
                authorization_endpoint      AuthorizationEndpoint
                token_endpoint              TokenEndpoint
                user_info_endpoint          UserInfoEndpoint
                client_id                   ClientId
                client_secret               ClientSecret
                scope                       Scope
                session_cookie_name         SessionCookieName
                session_timeout             SessionTimeout
                on_unauthenticated_request  OnUnauthenticatedRequest
              authenticate_cognito[0]  AuthenticateCognitoConfig
                user_pool_arn               UserPoolArn
                user_pool_client_id         UserPoolClientId
                user_pool_domain            UserPoolDomain
                scope                       Scope
                session_cookie_name         SessionCookieName
                session_timeout             SessionTimeout
                on_unauthenticated_request  OnUnauthenticatedRequest
              jwt_validation[0]        JwtValidationConfig
                issuer                      Issuer
                jwks_endpoint               JwksEndpoint
                additional_claim[*]         AdditionalClaims[*]
                  name                        Name
                  format                      Format
                  values[]                    Values[]
            tags_all.**   Tags[**]
            """,
        ),
    ),
    "AWS::Cognito::UserPool": Kind(
        "UserPool",
        part(
            "aws_cognito_user_pool",
            """
            username_attributes[]                              UsernameAttributes[]
            auto_verified_attributes[]                         AutoVerifiedAttributes[]
            deletion_protection                                DeletionProtection
            mfa_configuration                                  MfaConfiguration
            username_configuration[0].case_sensitive           UsernameConfiguration.CaseSensitive
            admin_create_user_config[0].allow_admin_create_user_only  AdminCreateUserConfig.AllowAdminCreateUserOnly
            account_recovery_setting[0].recovery_mechanism[*]  AccountRecoverySetting.RecoveryMechanisms[*]
              name                                               Name
              priority                                           Priority
            password_policy[0]                                 Policies.PasswordPolicy
              minimum_length                                     MinimumLength
              require_lowercase                                  RequireLowercase
              require_uppercase                                  RequireUppercase
              require_numbers                                    RequireNumbers
              require_symbols                                    RequireSymbols
              temporary_password_validity_days                   TemporaryPasswordValidityDays
            tags_all.*                                         UserPoolTags.*
            """,
            {"software_token_mfa_configuration[0].enabled": token_mfa},
        ),
        attributes={**ID, "Arn": "{arn}"},
    ),
    "AWS::Cognito::UserPoolClient": Kind(
        "UserPoolClient",
        part(
            "aws_cognito_user_pool_client",
            """
            user_pool_id                          UserPoolId
            generate_secret                       GenerateSecret
            allowed_oauth_flows_user_pool_client  AllowedOAuthFlowsUserPoolClient
            allowed_oauth_flows[]                 AllowedOAuthFlows[]
            allowed_oauth_scopes[]                AllowedOAuthScopes[]
            callback_urls[]                       CallbackURLs[]
            supported_identity_providers[]        SupportedIdentityProviders[]
            prevent_user_existence_errors         PreventUserExistenceErrors
            """,
        ),
        attributes=ID,
    ),
    "AWS::Cognito::UserPoolDomain": Kind(
        "UserPoolDomain",
        part(
            "aws_cognito_user_pool_domain",
            """
            user_pool_id  UserPoolId
            domain        Domain
            """,
        ),
        attributes={"Ref": "{domain}"},
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Kind(
        "TargetGroup",
        part(
            "aws_lb_target_group",
            """
            vpc_id                              VpcId
            target_type                         TargetType
            port                                Port
            protocol                            Protocol
            protocol_version                    ProtocolVersion
            health_check[0].enabled              HealthCheckEnabled
            health_check[0].protocol             HealthCheckProtocol
            health_check[0].path                 HealthCheckPath
            health_check[0].port                 HealthCheckPort
            health_check[0].interval             HealthCheckIntervalSeconds
            health_check[0].timeout              HealthCheckTimeoutSeconds
            health_check[0].healthy_threshold    HealthyThresholdCount
            health_check[0].unhealthy_threshold  UnhealthyThresholdCount
            deregistration_delay           TargetGroupAttributes[deregistration_delay.timeout_seconds]
            slow_start                     TargetGroupAttributes[slow_start.duration_seconds]
            connection_termination         TargetGroupAttributes[deregistration_delay.connection_termination.enabled]
            preserve_client_ip             TargetGroupAttributes[preserve_client_ip.enabled]
            proxy_protocol_v2              TargetGroupAttributes[proxy_protocol_v2.enabled]
            stickiness[0].enabled          TargetGroupAttributes[stickiness.enabled]
            stickiness[0].type             TargetGroupAttributes[stickiness.type]
            stickiness[0].cookie_name      TargetGroupAttributes[stickiness.app_cookie.cookie_name]
            load_balancing_algorithm_type      TargetGroupAttributes[load_balancing.algorithm.type]
            load_balancing_anomaly_mitigation  TargetGroupAttributes[load_balancing.algorithm.anomaly_mitigation]
            load_balancing_cross_zone_enabled  TargetGroupAttributes[load_balancing.cross_zone.enabled]
            target_group_health[0].dns_failover[0].minimum_healthy_targets_count                  TargetGroupAttributes[target_group_health.dns_failover.minimum_healthy_targets.count]
            target_group_health[0].dns_failover[0].minimum_healthy_targets_percentage             TargetGroupAttributes[target_group_health.dns_failover.minimum_healthy_targets.percentage]
            target_group_health[0].unhealthy_state_routing[0].minimum_healthy_targets_count       TargetGroupAttributes[target_group_health.unhealthy_state_routing.minimum_healthy_targets.count]
            target_group_health[0].unhealthy_state_routing[0].minimum_healthy_targets_percentage  TargetGroupAttributes[target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage]
            tags_all.**                    Tags[**]
            """,
            {
                "health_check[0].matcher": matcher,
                "stickiness[0].cookie_duration": cookie_duration,
            },
        ),
        attributes={**ARN, "TargetGroupFullName": "{arn_suffix}"},
    ),
    "AWS::CertificateManager::Certificate": Kind(
        "Certificate",
        part(
            "aws_acm_certificate",
            """
            domain_name                DomainName
            key_algorithm              KeyAlgorithm
            certificate_authority_arn  CertificateAuthorityArn
            validation_method          ValidationMethod
            region                     Region
            options[0].certificate_transparency_logging_preference  CertificateTransparencyLoggingPreference
            tags_all.**        Tags[**]
            """,
            {
                "subject_alternative_names[]": besides(
                    "domain_name", "SubjectAlternativeNames[]"
                )
            },
        ),
        # CloudFormation makes the records by itself, and waits.
        part(
            "aws_route53_record",
            "",
            {
                "index": proven("DomainName"),
                "zone_id": proven("HostedZoneId"),
                "name": proof("resource_record_name"),
                "type": proof("resource_record_type"),
                "records[]": proof("resource_record_value"),
            },
            name=PROOFS,
        ),
        part(
            "aws_acm_certificate_validation",
            "",
            {
                "certificate_arn": own("arn"),
                "region": spelled("Region", {}),
                "validation_record_fqdns[]": all_proofs,
            },
        ),
        attributes=ARN,
    ),
    "AWS::CloudFront::VpcOrigin": Kind(
        "VpcOrigin",
        part(
            "aws_cloudfront_vpc_origin",
            """
            vpc_origin_endpoint_config[0]  VpcOriginEndpointConfig
              name                           Name
              arn                            Arn
              http_port                      HTTPPort
              https_port                     HTTPSPort
              origin_protocol_policy         OriginProtocolPolicy
              origin_ssl_protocols[0].items[]  OriginSSLProtocols[]
            tags_all.**                    Tags[**]
            """,
            {
                "vpc_origin_endpoint_config[0].origin_ssl_protocols[0].quantity": count(
                    "vpc_origin_endpoint_config", "origin_ssl_protocols", "items"
                )
            },
        ),
        attributes={"Id": "{id}"},
    ),
    "AWS::CloudFront::Distribution": Kind(
        "Distribution",
        part(
            "aws_cloudfront_distribution",
            """
            enabled                    DistributionConfig.Enabled
            comment                    DistributionConfig.Comment
            aliases[]                  DistributionConfig.Aliases[]
            http_version               DistributionConfig.HttpVersion
            is_ipv6_enabled            DistributionConfig.IPV6Enabled
            price_class                DistributionConfig.PriceClass
            origin[*]                  DistributionConfig.Origins[*]
              origin_id                  Id
              domain_name                DomainName
              vpc_origin_config[0]       VpcOriginConfig
                vpc_origin_id              VpcOriginId
                origin_read_timeout        OriginReadTimeout
            default_cache_behavior[0]  DistributionConfig.DefaultCacheBehavior
              target_origin_id           TargetOriginId
              viewer_protocol_policy     ViewerProtocolPolicy
              allowed_methods[]          AllowedMethods[]
              cached_methods[]           CachedMethods[]
              cache_policy_id            CachePolicyId
              origin_request_policy_id   OriginRequestPolicyId
              response_headers_policy_id  ResponseHeadersPolicyId
            ordered_cache_behavior[*]  DistributionConfig.CacheBehaviors[*]
              path_pattern               PathPattern
              target_origin_id           TargetOriginId
              viewer_protocol_policy     ViewerProtocolPolicy
              allowed_methods[]          AllowedMethods[]
              cached_methods[]           CachedMethods[]
              cache_policy_id            CachePolicyId
              origin_request_policy_id   OriginRequestPolicyId
              response_headers_policy_id  ResponseHeadersPolicyId
              compress                   Compress
            restrictions[0].geo_restriction[0]  DistributionConfig.Restrictions.GeoRestriction
              restriction_type           RestrictionType
              locations[]                Locations[]
            viewer_certificate[0]      DistributionConfig.ViewerCertificate
              acm_certificate_arn        AcmCertificateArn
              minimum_protocol_version   MinimumProtocolVersion
              ssl_support_method         SslSupportMethod
            tags_all.**                Tags[**]
            """,
        ),
        attributes={"Id": "{id}", "DomainName": "{domain_name}"},
    ),
    "AWS::Route53::RecordSet": Kind(
        "Record",
        part(
            "aws_route53_record",
            """
            zone_id                           HostedZoneId
            name                              Name
            type                              Type
            set_identifier                    SetIdentifier
            latency_routing_policy[0].region  Region
            weighted_routing_policy[0].weight  Weight
            failover_routing_policy[0].type   Failover
            geolocation_routing_policy[0]     GeoLocation
              continent                         ContinentCode
              country                           CountryCode
              subdivision                       SubdivisionCode
            health_check_id                   HealthCheckId
            ttl                               TTL
            records[]                         ResourceRecords[]
            alias[0]                          AliasTarget
              name                              DNSName
              zone_id                           HostedZoneId
              evaluate_target_health            EvaluateTargetHealth
            """,
        ),
    ),
    "AWS::Route53::HostedZone": Kind(
        "HostedZone",
        part(
            "aws_route53_zone",
            """
            name         Name
            comment      HostedZoneConfig.Comment
            vpc[*]       VPCs[*]
              vpc_id       VPCId
              vpc_region   VPCRegion
            tags_all.**  HostedZoneTags[**]
            """,
        ),
        # In CloudFormation a property of the zone.
        part(
            "aws_route53_query_log",
            """
            cloudwatch_log_group_arn  QueryLoggingConfig.CloudWatchLogsLogGroupArn
            """,
            {"zone_id": own("zone_id")},
        ),
        attributes={"Ref": "{zone_id}", "NameServers": "{name_servers}"},
    ),
    "AWS::Route53::HealthCheck": Kind(
        "HealthCheck",
        part(
            "aws_route53_health_check",
            """
            type               HealthCheckConfig.Type
            fqdn               HealthCheckConfig.FullyQualifiedDomainName
            port               HealthCheckConfig.Port
            resource_path      HealthCheckConfig.ResourcePath
            request_interval   HealthCheckConfig.RequestInterval
            failure_threshold  HealthCheckConfig.FailureThreshold
            enable_sni         HealthCheckConfig.EnableSNI
            tags_all.**        HealthCheckTags[**]
            """,
        ),
        attributes=ID,
    ),
    "AWS::WAFv2::WebACL": Kind(
        "WebAcl",
        part(
            "aws_wafv2_web_acl",
            """
            scope                       Scope
            default_action[0].allow[0]  DefaultAction.Allow
            visibility_config[0]        VisibilityConfig
              cloudwatch_metrics_enabled  CloudWatchMetricsEnabled
              metric_name                 MetricName
              sampled_requests_enabled    SampledRequestsEnabled
            rule[*]                     Rules[*]
              name                        Name
              priority                    Priority
              action[0].allow[0]          Action.Allow
              action[0].block[0]          Action.Block
              action[0].count[0]          Action.Count
              override_action[0].none[0]  OverrideAction.None
              override_action[0].count[0]  OverrideAction.Count
              statement[0].managed_rule_group_statement[0]  Statement.ManagedRuleGroupStatement
                vendor_name                 VendorName
                name                        Name
                version                     Version
                managed_rule_group_configs[0].aws_managed_rules_bot_control_rule_set[0].inspection_level  ManagedRuleGroupConfigs[0].AWSManagedRulesBotControlRuleSet.InspectionLevel
                rule_action_override[*]     RuleActionOverrides[*]
                  name                        Name
                  action_to_use[0].count[0]   ActionToUse.Count
              statement[0].ip_set_reference_statement[0].arn  Statement.IPSetReferenceStatement.Arn
              statement[0].geo_match_statement[0].country_codes[]  Statement.GeoMatchStatement.CountryCodes[]
              statement[0].not_statement[0].statement[0].geo_match_statement[0].country_codes[]  Statement.NotStatement.Statement.GeoMatchStatement.CountryCodes[]
              statement[0].rate_based_statement[0]  Statement.RateBasedStatement
                aggregate_key_type          AggregateKeyType
                limit                       Limit
                evaluation_window_sec       EvaluationWindowSec
                forwarded_ip_config[0]      ForwardedIPConfig
                  header_name                 HeaderName
                  fallback_behavior           FallbackBehavior
              visibility_config[0]        VisibilityConfig
                cloudwatch_metrics_enabled  CloudWatchMetricsEnabled
                metric_name                 MetricName
                sampled_requests_enabled    SampledRequestsEnabled
            tags_all.**                 Tags[**]
            """,
        ),
        attributes={"Arn": "{arn}"},
    ),
    "AWS::WAFv2::IPSet": Kind(
        "IpSet",
        part(
            "aws_wafv2_ip_set",
            """
            scope               Scope
            ip_address_version  IPAddressVersion
            addresses[]         Addresses[]
            tags_all.**         Tags[**]
            """,
        ),
        attributes={"Arn": "{arn}"},
    ),
    "AWS::WAFv2::WebACLAssociation": Kind(
        "WebAclAssociation",
        part(
            "aws_wafv2_web_acl_association",
            """
            resource_arn  ResourceArn
            web_acl_arn   WebACLArn
            """,
        ),
    ),
    "AWS::WAFv2::LoggingConfiguration": Kind(
        "WebAclLogging",
        part(
            "aws_wafv2_web_acl_logging_configuration",
            """
            resource_arn               ResourceArn
            log_destination_configs[]  LogDestinationConfigs[]
            redacted_fields[*].single_header[0].name  RedactedFields[*].SingleHeader.Name
            """,
        ),
    ),
    "AWS::Logs::LogGroup": Kind(
        "LogGroup",
        part(
            "aws_cloudwatch_log_group",
            """
            name               LogGroupName
            retention_in_days  RetentionInDays
            tags_all.**        Tags[**]
            """,
        ),
        # CloudFormation gives the ARN that stands for the streams of the group.
        attributes={"Ref": "{name}", "Arn": "{arn}:*"},
    ),
    "AWS::ECS::Cluster": Kind(
        "Cluster",
        part(
            "aws_ecs_cluster",
            """
            setting[*]   ClusterSettings[*]
              name         Name
              value        Value
            tags_all.**  Tags[**]
            """,
        ),
        attributes={"Ref": "{name}"},
    ),
    "AWS::ECS::ClusterCapacityProviderAssociations": Kind(
        "ClusterCapacity",
        part(
            "aws_ecs_cluster_capacity_providers",
            """
            cluster_name          Cluster
            capacity_providers[]  CapacityProviders[]
            default_capacity_provider_strategy[*]  DefaultCapacityProviderStrategy[*]
              capacity_provider     CapacityProvider
              weight                Weight
            """,
        ),
    ),
    "AWS::SecretsManager::Secret": Kind(
        "Secret",
        part(
            "aws_secretsmanager_secret",
            """
            description  Description
            tags_all.**  Tags[**]
            """,
        ),
        # In CloudFormation a property of the secret.
        part(
            "random_password",
            """
            length       GenerateSecretString.PasswordLength
            min_lower    GenerateSecretString.RequireEachIncludedType.lower
            min_upper    GenerateSecretString.RequireEachIncludedType.upper
            min_numeric  GenerateSecretString.RequireEachIncludedType.numeric
            min_special  GenerateSecretString.RequireEachIncludedType.special
            """,
            {
                "special": spelled(
                    "GenerateSecretString.ExcludePunctuation",
                    {"true": "false", "false": "true"},
                ),
                "override_special": excluded,
            },
        ),
        part(
            "aws_secretsmanager_secret_version",
            "",
            {"secret_id": own("id"), "secret_string": generated},
        ),
        attributes=ARN,
        # One character of every kind; random requires none.
        when_absent={
            "GenerateSecretString.ExcludePunctuation": {
                "GenerateSecretString.ExcludePunctuation": "false",
                "GenerateSecretString.RequireEachIncludedType.special": "1",
            },
            "GenerateSecretString.RequireEachIncludedType": {
                "GenerateSecretString.RequireEachIncludedType.lower": "1",
                "GenerateSecretString.RequireEachIncludedType.upper": "1",
                "GenerateSecretString.RequireEachIncludedType.numeric": "1",
            },
        },
    ),
    "AWS::IAM::Role": Kind(
        "Role",
        part(
            "aws_iam_role",
            """
            assume_role_policy.**  AssumeRolePolicyDocument.**
            tags_all.**            Tags[**]
            """,
        ),
        # In CloudFormation a property of the role.
        part(
            "aws_iam_role_policy",
            """
            name       Policies[0].PolicyName
            policy.**  Policies[0].PolicyDocument.**
            """,
            {"role": own("name")},
        ),
        attributes={"Ref": "{name}", "Arn": "{arn}"},
    ),
    "AWS::ECS::TaskDefinition": Kind(
        "TaskDefinition",
        part(
            "aws_ecs_task_definition",
            """
            family                      Family
            requires_compatibilities[]  RequiresCompatibilities[]
            network_mode                NetworkMode
            cpu                         Cpu
            memory                      Memory
            runtime_platform[0]         RuntimePlatform
              cpu_architecture            CpuArchitecture
              operating_system_family     OperatingSystemFamily
            execution_role_arn          ExecutionRoleArn
            task_role_arn               TaskRoleArn
            container_definitions[*]    ContainerDefinitions[*]
              name                        Name
              image                       Image
              repositoryCredentials       RepositoryCredentials
                credentialsParameter        CredentialsParameter
              essential                   Essential
              portMappings[*]             PortMappings[*]
                name                        Name
                containerPort               ContainerPort
                protocol                    Protocol
                appProtocol                 AppProtocol
              entryPoint[*]               EntryPoint[*]
              command[*]                  Command[*]
              user                        User
              workingDirectory            WorkingDirectory
              readonlyRootFilesystem      ReadonlyRootFilesystem
              linuxParameters             LinuxParameters
                initProcessEnabled          InitProcessEnabled
              stopTimeout                 StopTimeout
              environment[*]              Environment[*]
                name                        Name
                value                       Value
              secrets[*]                  Secrets[*]
                name                        Name
                valueFrom                   ValueFrom
              healthCheck                 HealthCheck
                command[*]                  Command[*]
                interval                    Interval
                timeout                     Timeout
                retries                     Retries
                startPeriod                 StartPeriod
              logConfiguration            LogConfiguration
                logDriver                   LogDriver
                options.**                  Options.**
            tags_all.**                 Tags[**]
            """,
        ),
        attributes=ARN,
    ),
    "AWS::ECS::Service": Kind(
        "Service",
        part(
            "aws_ecs_service",
            """
            cluster                                 Cluster
            task_definition                         TaskDefinition
            desired_count                           DesiredCount
            lifecycle.ignore_changes.desired_count  DesiredCount.is_kept
            capacity_provider_strategy[*]           CapacityProviderStrategy[*]
              capacity_provider                       CapacityProvider
              weight                                  Weight
            deployment_minimum_healthy_percent      DeploymentConfiguration.MinimumHealthyPercent
            deployment_maximum_percent              DeploymentConfiguration.MaximumPercent
            deployment_circuit_breaker[0]           DeploymentConfiguration.DeploymentCircuitBreaker
              enable                                  Enable
              rollback                                Rollback
            availability_zone_rebalancing           AvailabilityZoneRebalancing
            network_configuration[0]                NetworkConfiguration.AwsvpcConfiguration
              subnets[]                               Subnets[]
              security_groups[]                       SecurityGroups[]
            load_balancer[*]                        LoadBalancers[*]
              container_name                          ContainerName
              container_port                          ContainerPort
              target_group_arn                        TargetGroupArn
            health_check_grace_period_seconds       HealthCheckGracePeriodSeconds
            enable_ecs_managed_tags                 EnableECSManagedTags
            enable_execute_command                  EnableExecuteCommand
            propagate_tags                          PropagateTags
            tags_all.**                             Tags[**]
            """,
            {
                "network_configuration[0].assign_public_ip": spelled(
                    "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
                    {"true": "ENABLED", "false": "DISABLED"},
                )
            },
        ),
        attributes={**ARN, "Name": "{name}"},
        # ECS begins with one task, and an update leaves the number as it is then.
        # The provider would begin with none, and go back to it each time.
        when_absent={
            "DesiredCount": {"DesiredCount": "1", "DesiredCount.is_kept": "true"}
        },
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Kind(
        "ScalableTarget",
        part(
            "aws_appautoscaling_target",
            """
            service_namespace   ServiceNamespace
            scalable_dimension  ScalableDimension
            resource_id         ResourceId
            min_capacity        MinCapacity
            max_capacity        MaxCapacity
            tags_all.**         Tags[**]
            """,
        ),
        attributes={"Ref": SCALABLE_TARGET},
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Kind(
        "ScalingPolicy",
        part(
            "aws_appautoscaling_policy",
            """
            name         PolicyName
            policy_type  PolicyType
            target_tracking_scaling_policy_configuration[0]  TargetTrackingScalingPolicyConfiguration
              target_value        TargetValue
              scale_in_cooldown   ScaleInCooldown
              scale_out_cooldown  ScaleOutCooldown
              predefined_metric_specification[0]  PredefinedMetricSpecification
                predefined_metric_type  PredefinedMetricType
                resource_label          ResourceLabel
            """,
            {
                "resource_id": scalable_target,
                "scalable_dimension": scalable_target,
                "service_namespace": scalable_target,
            },
        ),
    ),
}
