"""The real Terraform with a provider of our own: no AWS, no internet."""
