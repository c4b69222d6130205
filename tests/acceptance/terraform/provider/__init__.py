"""Stand-ins for the providers hashicorp/aws and hashicorp/random: no AWS, no network.

They take what the real providers take for the types in `schema.json`, know no other
types, and make up what AWS would answer.
"""
