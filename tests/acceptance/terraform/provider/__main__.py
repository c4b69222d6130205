"""Says where it listens, answers Terraform, and ends with whoever started it."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

from . import protocol
from .service import Provider


def main():
    server = grpc.server(
        ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", -1)]
    )
    server.add_generic_rpc_handlers([calls(Provider())])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    parent = os.getppid()
    print(f"127.0.0.1:{port}", flush=True)
    while os.getppid() == parent:
        time.sleep(1)


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
