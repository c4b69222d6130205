"""A stand-in for the provider hashicorp/aws: its schema and its checks, and no AWS.

It takes what the real provider takes for the types in `schema.json`, knows no other
types, and makes up what AWS would answer.
"""
