"""A name is added behind CloudFront: both stacks change, and neither is in the way."""

from changes import with_another_host
from deployment import delete_folder, must_deploy_folder
from ecsgen import render_folder
from paths import TESTS
from surroundings import make_surroundings

REGION = "eu-west-1"
STACK = "more-names"


def test_a_name_can_be_added(aws_in, tmp_path):
    aws, elsewhere = aws_in(REGION), aws_in("us-east-1")
    text = (TESTS / "blueprints" / "cloudfront.toml").read_text()
    surroundings = make_surroundings(
        text.replace("worldwide.example", f"{STACK}.example"), aws
    )
    before = certificates(elsewhere)

    def deploy(text):
        blueprint = tmp_path / "blueprint.toml"
        blueprint.write_text(text)
        folder = render_folder(blueprint, tmp_path / "deploy")
        must_deploy_folder(aws, folder, STACK, surroundings.parameters)
        return folder

    deploy(surroundings.text)
    (first,) = certificates(elsewhere) - before
    host = f"new.{STACK}.example"
    folder = deploy(with_another_host(surroundings.text, "web", host))
    # The stack of the certificate cannot delete what CloudFront uses.
    (second,) = certificates(elsewhere) - before - {first}
    found = distribution(aws)
    assert host in found["Aliases"]["Items"]
    assert found["ViewerCertificate"]["ACMCertificateArn"] == second

    assert delete_folder(aws, folder, STACK).returncode == 0
    assert certificates(elsewhere) - before == {first}


def certificates(aws):
    answer = aws.read("acm", "list-certificates")
    return {item["CertificateArn"] for item in answer["CertificateSummaryList"]}


def distribution(aws):
    outputs = aws.read(
        "cloudformation", "describe-stacks", "--stack-name", STACK
    )["Stacks"][0]["Outputs"]
    (own_id,) = [
        item["OutputValue"] for item in outputs if item["OutputKey"] == "DistributionId"
    ]
    answer = aws.read("cloudfront", "get-distribution", "--id", own_id)
    return answer["Distribution"]["DistributionConfig"]
