"""Whether CloudFormation and Terraform are told the same.

Terraform itself applies a configuration against a provider that makes up ids and ARNs.
Then the template's references are evaluated with these made-up values, so that both
sides speak of the same things, and every value of one side is looked for on the other.

`correspondence.py` says which Terraform argument each CloudFormation property is. It is
written from the documentation of AWS and of the provider, not from ecsgen's catalog:
a mistake in the catalog is a difference here. Differences that have to be are in
`explained.py`, each with its reason.
"""
