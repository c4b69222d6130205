"""Deploying a template with `aws cloudformation deploy`."""

INLINE_BYTES = 51_200


def deploy(aws, template, stack, parameters):
    """The completed process of the command that a user would type.

    A template of up to 51,200 bytes deploys as it is; CloudFormation takes a larger
    one from a bucket, into which the command puts it.
    """
    bucket = []
    if template.stat().st_size > INLINE_BYTES:
        bucket = ["--s3-bucket", _bucket(aws)]
    overrides = [f"{name}={value}" for name, value in parameters.items()]
    return aws.run(
        "cloudformation",
        "deploy",
        *("--template-file", str(template)),
        *("--stack-name", stack),
        *("--capabilities", "CAPABILITY_IAM"),
        "--no-fail-on-empty-changeset",
        *bucket,
        *(["--parameter-overrides", *overrides] if overrides else []),
    )


def _bucket(aws):
    name = f"templates-{aws.region}"
    status, _, errors = aws.attempt("s3", "mb", f"s3://{name}")
    assert status == 0 or "BucketAlreadyOwnedByYou" in errors, errors
    return name


def failure_reasons(aws, stack):
    """Why the stack's last operation failed, as its events tell."""
    events = aws.read("cloudformation", "describe-stack-events", "--stack-name", stack)[
        "StackEvents"
    ]
    return "\n".join(
        event["ResourceStatusReason"]
        for event in events
        if event["ResourceStatus"].endswith(("_FAILED", "ROLLBACK_COMPLETE"))
    )


def must_deploy(aws, template, stack, parameters):
    """Deploy, or fail with the reasons that AWS gives; returns what was printed."""
    return _must_succeed(deploy(aws, template, stack, parameters), aws, stack)


def must_deploy_folder(aws, folder, stack, parameters):
    """The same for all stacks of a rendered folder, with the program in it."""
    done = deploy_folder(aws, folder, stack, parameters)
    return _must_succeed(done, aws, stack)


def deploy_folder(aws, folder, stack, parameters):
    """The completed process of a rendered folder's own program."""
    environment = {"STACK_NAME": stack}
    if any(file.stat().st_size > INLINE_BYTES for file in folder.glob("*.yaml")):
        environment["S3_BUCKET"] = _bucket(aws)
    arguments = [f"{name}={value}" for name, value in parameters.items()]
    return aws.run_program(folder / "deploy.sh", *arguments, **environment)


def delete_folder(aws, folder, stack):
    """The completed process of the program that deletes what was deployed."""
    return aws.run_program(folder / "teardown.sh", stack)


def _must_succeed(done, aws, stack):
    if done.returncode != 0:
        stacks = aws.read("cloudformation", "describe-stacks")["Stacks"]
        exists = stack in [item["StackName"] for item in stacks]
        reasons = failure_reasons(aws, stack) if exists else ""
        raise AssertionError(f"{stack} does not deploy:\n{done.stderr}\n{reasons}")
    return done.stdout
