"""The units of the blueprint language."""

import re

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(text):
    """`"30s"`, `"5m"`, `"1h"`, `"2d"` -> seconds."""
    number, unit = re.fullmatch(r"(\d+)([smhd])", text).groups()
    return int(number) * SECONDS[unit]


def days(text):
    """`"30d"` -> days."""
    return seconds(text) // SECONDS["d"]


def cpu_units(value):
    """512 or `"0.5 vCPU"` -> units of 1/1024 of a CPU."""
    if isinstance(value, int):
        return value
    return int(float(value.removesuffix(" vCPU")) * 1024)


def mebibytes(value):
    """1024 or `"1 GB"` -> MiB."""
    if isinstance(value, int):
        return value
    return int(float(value.removesuffix(" GB")) * 1024)


def pascal(name):
    """`api-worker` -> `ApiWorker`, as in logical ids and outputs."""
    return "".join(part.capitalize() for part in name.replace("_", "-").split("-"))
