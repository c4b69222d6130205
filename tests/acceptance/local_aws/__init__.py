"""A local AWS that refuses what AWS refuses.

moto serves the APIs of the single services (EC2, ECS, ELB, ...).  CloudFormation
itself is ours: moto's own version silently ignores resource types and properties
that it does not know, so a template with a typo deploys "successfully" there.

Here every property of every resource is either sent to the API of its service,
through the input shape that AWS publishes for it, or handled by name.  Anything
else is an error, and so are the mistakes that AWS notices and moto does not.

The path of a deployment through this package:

    actions.py      the CloudFormation API, as the aws CLI calls it
    cloudfront_api.py  the CloudFront API, of which moto forgets too much
    document.py     template text -> checked template
    parameters.py   parameter values -> resolved parameters
    intrinsics.py   Ref, Fn::Sub, Fn::If, ... -> plain values
    engine.py       desired template -> create, update, replace and delete calls
    resources/      one file per AWS service: how a resource type becomes API calls
    shapes.py       template properties -> API input, strictly
"""
