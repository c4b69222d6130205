"""Elastic Load Balancing: actions of a rule that let some callers through, so that nobody comes past them."""

from urllib.parse import urlsplit

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
AUTHENTICATING = {
    "authenticate-cognito": "AuthenticateCognitoConfig",
    "authenticate-oidc": "AuthenticateOidcConfig",
    "jwt-validation": "JwtValidationConfig",
}
ENDPOINTS = ("AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint")
LONGEST_SESSION = 604_800
MOST_CLAIMS = 10


def check(actions, protocol, resource):
    """CreateRule: one action answers, and is the last; others need HTTPS."""
    if len(actions) > 1 and any("Order" not in action for action in actions):
        resource.refuse("several actions need an order")
    ordered = sorted(actions, key=lambda action: int(action.get("Order", 1)))
    orders = [str(action.get("Order", 1)) for action in actions]
    if len(set(orders)) != len(orders):
        resource.refuse(f"actions share an order: {orders}")
    for action in ordered[:-1]:
        if action["Type"] not in AUTHENTICATING:
            resource.refuse(f"the action {action['Type']} must be the last")
        if protocol != "HTTPS":
            resource.refuse(f"{action['Type']} needs a listener of HTTPS")
        _check_config(action, resource)
    if ordered[-1]["Type"] in AUTHENTICATING:
        resource.refuse("the last action must answer")


def _check_config(action, resource):
    config = action.get(AUTHENTICATING[action["Type"]])
    if config is None or set(action) - {"Type", "Order"} != {
        AUTHENTICATING[action["Type"]]
    }:
        resource.refuse(f"{action['Type']} needs its own configuration")
    if int(config.get("SessionTimeout", 1)) > LONGEST_SESSION:
        resource.refuse("a session lasts 7 days at most")
    {
        "authenticate-cognito": _check_pool,
        "authenticate-oidc": _check_provider,
        "jwt-validation": _check_tokens,
    }[action["Type"]](config, resource)


def _check_pool(config, resource):
    """The pool has the client, which has a secret, and the domain."""
    cognito = resource.other("cognito-idp")
    pool_id = config["UserPoolArn"].split("/")[-1]
    client = cognito.describe_user_pool_client(
        UserPoolId=pool_id, ClientId=config["UserPoolClientId"]
    )["UserPoolClient"]
    if not client.get("ClientSecret"):
        resource.refuse("the user pool client must have a client secret")
    domain = cognito.describe_user_pool_domain(Domain=config["UserPoolDomain"])
    if domain["DomainDescription"].get("UserPoolId") != pool_id:
        resource.refuse(f"the user pool has no domain {config['UserPoolDomain']}")


def _check_provider(config, resource):
    for name in ("Issuer", *ENDPOINTS):
        parts = urlsplit(config[name])
        if parts.scheme != "https" or not parts.netloc:
            resource.refuse(f"{name} must be an HTTPS URL: {config[name]}")
    if not config.get("ClientSecret"):
        resource.refuse("the client secret is empty")


def _check_tokens(config, resource):
    if not config["JwksEndpoint"].startswith("https://"):
        resource.refuse("JwksEndpoint must be an HTTPS URL")
    claims = config.get("AdditionalClaims", [])
    names = [claim["Name"] for claim in claims]
    if len(names) > MOST_CLAIMS or len(set(names)) != len(names):
        resource.refuse(f"too many claims, or one twice: {names}")
    for claim in claims:
        if claim["Format"] == "single-string" and len(claim["Values"]) != 1:
            resource.refuse("a claim that is a single string has one value")
