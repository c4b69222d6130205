"""Says where each provider listens, and ends with whoever started them."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

from . import protocol
from .aws import Aws
from .passwords import Random

PROVIDERS = {"hashicorp/aws": Aws, "hashicorp/random": Random}


def main():
    servers = {name: serving(provider()) for name, provider in PROVIDERS.items()}
    parent = os.getppid()
    addresses = {name: f"127.0.0.1:{port}" for name, (_, port) in servers.items()}
    print(json.dumps(addresses), flush=True)
    while os.getppid() == parent:
        time.sleep(1)


def serving(provider):
    """A server that has begun to answer for a provider, and its port."""
    server = grpc.server(
        ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", -1)]
    )
    server.add_generic_rpc_handlers([calls(provider)])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def calls(provider):
    """What Terraform asks of a provider: each call is a method of that name."""
    handlers = {
        name: grpc.unary_unary_rpc_method_handler(
            answering(getattr(provider, name)),
            protocol.message(request).FromString,
            protocol.message(reply).SerializeToString,
        )
        for name, (request, reply) in protocol.CALLS.items()
    }
    return grpc.method_handlers_generic_handler(
        f"{protocol.PACKAGE}.Provider", handlers
    )


def answering(method):
    return lambda request, _context: method(request)


if __name__ == "__main__":
    main()
