"""Files and trust stores that are there before the stack, for the certificates of callers."""

import tempfile
import uuid

from surroundings_groups import load_balancers

# A line stands for a certificate.
BUNDLE = "first\nsecond\nthird\n"


def existing_trust(blueprint, text, aws):
    """The text with names of what is made here, and the parameters that take others."""
    parameters = {}
    buckets = {}
    for mutual_tls in mutual_tls_of(blueprint):
        for written in files_of(mutual_tls):
            bucket = written["bucket"]
            word = bucket if isinstance(bucket, str) else bucket["parameter"]
            if word not in buckets:
                buckets[word] = _make_bucket(aws)
            if isinstance(bucket, str):
                text = text.replace(f'"{bucket}"', f'"{buckets[word]}"')
            else:
                parameters[word] = buckets[word]
            version = _put(buckets[word], written["key"], aws)
            if "version" in written:
                parameters[written["version"]["parameter"]] = version
        if "trust_store" in mutual_tls:
            name = mutual_tls["trust_store"]["parameter"]
            parameters[name] = _make_trust_store(aws)
    return text, parameters


def mutual_tls_of(blueprint):
    """What is written of each load balancer."""
    written = (balancer.get("mutual_tls") for balancer in load_balancers(blueprint))
    return [item for item in written if item]


def files_of(mutual_tls):
    """What the new trust store is made of."""
    if "ca_certificates" in mutual_tls:
        yield mutual_tls["ca_certificates"]
    yield from mutual_tls.get("revocation_lists", {}).values()


def _make_bucket(aws):
    name = f"authorities-{uuid.uuid4().hex[:8]}"
    assert aws.run("s3", "mb", f"s3://{name}").returncode == 0
    aws.read(
        *("s3api", "put-bucket-versioning", "--bucket", name),
        *("--versioning-configuration", "Status=Enabled"),
    )
    return name


def _put(bucket, key, aws):
    """The version of the file."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(BUNDLE)
        file.flush()
        # A command of its own: the one in this process would leave the file open.
        done = aws.run("s3", "cp", file.name, f"s3://{bucket}/{key}")
    assert done.returncode == 0, done.stderr
    found = aws.read("s3api", "head-object", "--bucket", bucket, "--key", key)
    return found["VersionId"]


def _make_trust_store(aws):
    bucket = _make_bucket(aws)
    _put(bucket, "authorities.pem", aws)
    answer = aws.read(
        *("elbv2", "create-trust-store", "--name", f"there-{uuid.uuid4().hex[:8]}"),
        *("--ca-certificates-bundle-s3-bucket", bucket),
        *("--ca-certificates-bundle-s3-key", "authorities.pem"),
    )
    return answer["TrustStores"][0]["TrustStoreArn"]
