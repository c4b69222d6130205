"""Which load balancers send requests to which target groups.

moto answers that too, but only remembers the listeners and rules as they were made,
and not how they were changed since.
"""


def target_groups_of(actions):
    """The ARNs of the target groups that the actions forward to."""
    for action in actions:
        if "TargetGroupArn" in action:
            yield action["TargetGroupArn"]
        for group in action.get("ForwardConfig", {}).get("TargetGroups", []):
            yield group["TargetGroupArn"]


def load_balancers_of(target_group_arn, elb):
    """The ARNs of the load balancers that forward to a target group."""
    return {
        balancer["LoadBalancerArn"]
        for balancer in elb.describe_load_balancers()["LoadBalancers"]
        for actions in _actions(balancer["LoadBalancerArn"], elb)
        if target_group_arn in target_groups_of(actions)
    }


def _actions(balancer_arn, elb):
    """The actions of each rule of a load balancer, the defaults among them."""
    listeners = elb.describe_listeners(LoadBalancerArn=balancer_arn)["Listeners"]
    for listener in listeners:
        rules = elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
        for rule in rules:
            yield rule["Actions"]
