"""What the roles of a deployed stack may do, read back from IAM."""

# Actions that know no resources: for them alone, a statement may say `*`.
# https://docs.aws.amazon.com/service-authorization/latest/reference/
STAR_ONLY = {
    "ecr:GetAuthorizationToken",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
}
EXEC_ACTIONS = {action for action in STAR_ONLY if action.startswith("ssmmessages:")}


def as_set(value):
    return set(value) if isinstance(value, list) else {value}


def statements_of(stack, role_arn):
    """(actions, resources) of each statement of a role's inline policies.

    There are none where there is no role: not every task needs an execution role.
    """
    statements = []
    if role_arn is None:
        return statements
    for statement in stack.role_statements(role_arn):
        assert statement["Effect"] == "Allow"
        assert not {"NotAction", "NotResource"} & set(statement)
        statements.append((as_set(statement["Action"]), as_set(statement["Resource"])))
    return statements


def test_a_role_trusts_ecs_tasks_of_this_account_alone(stack, service):
    task = stack.task(service)
    roles = [task[key] for key in ("executionRoleArn", "taskRoleArn") if key in task]
    for arn in roles:
        name = arn.split("/")[-1]
        role = stack.aws.read("iam", "get-role", "--role-name", name)["Role"]
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
        assert statement["Action"] == "sts:AssumeRole"
        condition = statement["Condition"]["StringEquals"]
        assert condition == {"aws:SourceAccount": "123456789012"}


def test_roles_have_inline_policies_only(stack, service):
    task = stack.task(service)
    for key in ("executionRoleArn", "taskRoleArn"):
        if key in task:
            answer = stack.aws.read(
                "iam",
                "list-attached-role-policies",
                *("--role-name", task[key].split("/")[-1]),
            )
            assert answer["AttachedPolicies"] == []


def test_the_execution_role_starts_the_task_and_nothing_more(stack, service):
    arn = stack.task(service).get("executionRoleArn")
    for actions, resources in statements_of(stack, arn):
        assert not any("*" in action for action in actions), actions
        if "*" in resources:
            assert actions <= STAR_ONLY
        assert resources == {"*"} or "*" not in resources


def test_the_task_role_may_do_what_the_blueprint_says(stack, service):
    arn = stack.task(service).get("taskRoleArn")
    found = statements_of(stack, arn)
    expected = [
        (set(item["actions"]), set(item["resources"])) for item in service.permissions
    ]
    if service.execute_command:
        expected.append((EXEC_ACTIONS, {"*"}))
    assert sorted(map(repr_of, found)) == sorted(map(repr_of, expected))


def repr_of(statement):
    return tuple(sorted(part) for part in statement)


def test_the_two_roles_are_not_the_same(stack, service):
    task = stack.task(service)
    roles = [task[key] for key in ("executionRoleArn", "taskRoleArn") if key in task]
    assert len(set(roles)) == len(roles)
