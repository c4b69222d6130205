"""Who is let through a deployed load balancer, read back from its rules."""

import copy
import json

import pytest

from aws_cli import ACCOUNT_ID
from conftest import REGION
from deployment import deploy, failure_reasons
from ecsgen import render
from expect import App
from paths import BLUEPRINTS
from readback import Stack
from surroundings import make_surroundings
from test_deploy_routes import each, read_atoms, rules_of_services
from units import seconds

TYPES = {
    "cognito": "authenticate-cognito",
    "jwt": "jwt-validation",
    "oidc": "authenticate-oidc",
}
RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
# The one blueprint that has all ways to make sure who is calling.
(GUARDED,) = [path for path in BLUEPRINTS if path.stem == "guarded"]


def test_callers_are_known_before_they_reach_a_service(stack):
    for balancer, expected in each(stack):
        promised = {
            atom: route.auth for route in expected.routes for atom in route.atoms()
        }
        names = {host for route in expected.routes for host in route.hosts}
        for rule in rules_of_services(stack, balancer, expected):
            auths = [promised[atom] for atom in read_atoms(rule)]
            actions = sorted(rule["Actions"], key=lambda item: int(item.get("Order", 1)))
            assert all(auth == auths[0] for auth in auths), "one rule has one guard"
            if auths[0] is None:
                assert len(actions) == 1
                continue
            first, _ = actions
            check(stack, auths[0], first, hosts_of(rule) or names)


def hosts_of(rule):
    """The names that a rule is for; none, if it is for every name."""
    atoms = read_atoms(rule)
    return {item[1] for atom in atoms for item in atom if item[0] == "host-header"}


def check(stack, auth, action, hosts):
    name, entry = auth
    (kind,) = set(TYPES) & set(entry)
    assert action["Type"] == TYPES[kind]
    if kind == "cognito":
        users_sign_in(stack, name, entry, action, hosts)
    elif kind == "oidc":
        provider_is_asked(name, entry, action)
    else:
        tokens_are_good(entry, action)


def session(name, entry):
    return {
        "Scope": entry.get("scope", "openid"),
        "SessionCookieName": entry.get(
            "session_cookie", f"AWSELBAuthSessionCookie-{name}"
        ),
        "SessionTimeout": seconds(entry.get("session_timeout", "12h")),
        "OnUnauthenticatedRequest": entry.get("on_unauthenticated", "authenticate"),
    }


def provider_is_asked(name, entry, action):
    written = entry["oidc"]
    config = action["AuthenticateOidcConfig"]
    expected = {
        "Issuer": written["issuer"],
        "AuthorizationEndpoint": written["authorization_endpoint"],
        "TokenEndpoint": written["token_endpoint"],
        "UserInfoEndpoint": written["user_info_endpoint"],
        "ClientId": written["client_id"],
        # What the surroundings have put into the secret.
        "ClientSecret": "p",
        **session(name, entry),
    }
    found = {key: config.get(key) for key in expected}
    found["SessionTimeout"] = int(found["SessionTimeout"])
    assert found == expected


def tokens_are_good(entry, action):
    written = entry["jwt"]
    claims = {
        name: (claim.get("format", "single-string"), claim["values"])
        if isinstance(claim, dict)
        else ("single-string", [claim])
        for name, claim in written.get("claims", {}).items()
    }
    config = action["JwtValidationConfig"]
    found = {
        claim["Name"]: (claim["Format"], claim["Values"])
        for claim in config.get("AdditionalClaims", [])
    }
    assert found == claims
    assert config["Issuer"] == written["issuer"]
    assert config["JwksEndpoint"] == written["jwks_endpoint"]


def users_sign_in(stack, name, entry, action, hosts):
    settings = {} if entry["cognito"] is True else entry["cognito"]
    config = action["AuthenticateCognitoConfig"]
    pool_id = config["UserPoolArn"].split("/")[-1]
    pool = stack.aws.read(
        "cognito-idp", "describe-user-pool", "--user-pool-id", pool_id
    )["UserPool"]
    assert pool["UsernameAttributes"] == ["email"]
    allows_admins_only = pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"]
    assert allows_admins_only is not settings.get("self_sign_up", False)
    length = pool["Policies"]["PasswordPolicy"]["MinimumLength"]
    assert length == settings.get("minimum_password_length", 12)
    mfa = {"off": "OFF", "optional": "OPTIONAL", "required": "ON"}
    assert pool["MfaConfiguration"] == mfa[settings.get("mfa", "optional")]
    client = stack.aws.read(
        "cognito-idp",
        "describe-user-pool-client",
        *("--user-pool-id", pool_id),
        *("--client-id", config["UserPoolClientId"]),
    )["UserPoolClient"]
    assert client["ClientSecret"]
    assert client["AllowedOAuthFlows"] == ["code"]
    expected = {f"https://{host}/oauth2/idpresponse" for host in hosts}
    assert expected <= set(client["CallbackURLs"])
    assert config["UserPoolDomain"] == f"{stack.name}-{name}-{ACCOUNT_ID}"
    found = {key: config.get(key) for key in session(name, entry)}
    found["SessionTimeout"] = int(found["SessionTimeout"])
    assert found == session(name, entry)


def test_no_secret_is_in_the_template(stack):
    for resource in stack.template_json["Resources"].values():
        for action in resource.get("Properties", {}).get("Actions", []):
            if "AuthenticateOidcConfig" in action:
                secret = action["AuthenticateOidcConfig"]["ClientSecret"]
                assert "{{resolve:secretsmanager:" in json.dumps(secret)


def forward_first(rule):
    for action in rule["Actions"]:
        action["Order"] = 3 - action["Order"]


def nothing_after(rule):
    del rule["Actions"][1:]


def same_order(rule):
    for action in rule["Actions"]:
        action["Order"] = 1


def no_order(rule):
    for action in rule["Actions"]:
        del action["Order"]


def no_configuration(rule):
    first = rule["Actions"][0]
    for key in set(first) - {"Type", "Order"}:
        del first[key]


MISTAKES = [
    (forward_first, "must be the last"),
    (nothing_after, "the last action must answer"),
    (same_order, "share an order"),
    (no_order, "need an order"),
    (no_configuration, "needs its own configuration"),
]


@pytest.mark.parametrize("service", ["Web", "Partners", "Api"])
@pytest.mark.parametrize(("mistake", "complaint"), MISTAKES)
def test_an_open_edge_is_refused(service, mistake, complaint, aws_in, tmp_path):
    """Slips by which requests would reach a service before it is known whose they are."""
    aws = aws_in(REGION)
    surroundings, path, template = mistaken(aws, tmp_path)
    mutated = copy.deepcopy(template)
    mistake(mutated["Resources"][f"{service}ListenerRule"]["Properties"])
    assert mutated != template
    path.write_text(json.dumps(mutated))
    stack = f"open-{service.lower()}-{mistake.__name__.replace('_', '-')}"
    result = deploy(aws, path, stack, surroundings.parameters)
    assert result.returncode != 0
    assert complaint in failure_reasons(aws, stack)


def drop_guard(rules):
    """AWS takes a rule without a guard as it takes any other."""
    for rule in rules:
        del rule["Actions"][:-1]


def guard_by_another(rules):
    for rule in rules:
        rule["Actions"][0] = copy.deepcopy(PROGRAMS)


# What the blueprint says of `programs`, without its claims.
PROGRAMS = {
    "Type": "jwt-validation",
    "Order": 1,
    "JwtValidationConfig": {
        "Issuer": "https://login.example.com",
        "JwksEndpoint": "https://login.example.com/.well-known/jwks.json",
    },
}
GUARDED_RULES = (
    *("WebListenerRule", "WebAdminListenerRule", "PartnersListenerRule"),
    *("ApiListenerRule", "RouteLoginListenerRule", "RouteReleaseListenerRule"),
    "LoadBalancerDefaultListenerRule",
)


@pytest.mark.parametrize("mistake", [drop_guard, guard_by_another])
def test_an_open_edge_is_noticed(mistake, aws_in, tmp_path):
    """Each of the rules that are guarded, one after another."""
    aws = aws_in(REGION)
    surroundings, path, template = mistaken(aws, tmp_path)
    app = App(surroundings.text, REGION)
    name = f"unseen-{mistake.__name__.replace('_', '-')}"
    for rule in GUARDED_RULES:
        mutated = copy.deepcopy(template)
        mistake([mutated["Resources"][rule]["Properties"]])
        assert mutated != template
        path.write_text(json.dumps(mutated))
        assert deploy(aws, path, name, surroundings.parameters).returncode == 0
        stack = Stack(aws, name, app, surroundings, path)
        with pytest.raises((AssertionError, ValueError)):
            test_callers_are_known_before_they_reach_a_service(stack)
    path.write_text(json.dumps(template))
    assert deploy(aws, path, name, surroundings.parameters).returncode == 0
    stack = Stack(aws, name, app, surroundings, path)
    test_callers_are_known_before_they_reach_a_service(stack)


def mistaken(aws, tmp_path):
    """The template of the blueprint with everything, which a test then spoils."""
    surroundings = make_surroundings(GUARDED.read_text(), aws)
    blueprint = tmp_path / GUARDED.name
    blueprint.write_text(surroundings.text)
    path = render(blueprint, tmp_path / "template.json", "json")
    return surroundings, path, json.loads(path.read_text())
