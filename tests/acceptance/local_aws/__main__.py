"""Start the local AWS: `python -m local_aws PORT`.

Clients should use http://localhost:PORT, for the name matters to S3.
"""

import os
import sys

# Must be set before moto is imported: without it, attaching one of AWS's managed
# policies to a role fails.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.cloudformation import urls  # noqa: E402
from moto.cloudfront import urls as cloudfront_urls  # noqa: E402
from moto.server import main  # noqa: E402

from . import clients, moto_fixes, trust_stores  # noqa: E402
from .actions import CloudFormationApi  # noqa: E402
from .cloudfront_api import CloudFrontApi  # noqa: E402


def serve(port):
    clients.use_endpoint(f"http://localhost:{port}")
    moto_fixes.install()
    trust_stores.install()
    urls.url_paths.clear()
    urls.url_paths["{0}/$"] = CloudFormationApi.dispatch
    cloudfront_urls.url_paths.clear()
    for path in ("distribution", "vpc-origin"):
        for rest in ("", "/(?P<id>[^/]+)", "/(?P<id>[^/]+)/config"):
            place = f"{{0}}/2020-05-31/{path}{rest}$"
            cloudfront_urls.url_paths[place] = CloudFrontApi.dispatch
    main(["--host", "127.0.0.1", "--port", port])


if __name__ == "__main__":
    serve(sys.argv[1])
