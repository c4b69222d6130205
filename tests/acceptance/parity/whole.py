"""All stacks of an app as the one deployment that they are together."""

import json
import re

from ecsgen import render_folder

from .cloudformation import Template

STACK_NAME = re.compile(r'^deploy "\$name(?:-(\w+))?" (\S+) "([^"]*)"', re.M)
# What `deploy.sh` looks up, and the provider's stand-in makes up.
PREFIX_LISTS = {"CloudFrontPrefixListId": "pl-3b927c52"}


def documents(blueprint, directory):
    """The templates in the order of deployment: (document, region or None)."""
    folder = render_folder(blueprint, directory / "stacks", "json")
    steps = STACK_NAME.findall((folder / "deploy.sh").read_text())
    assert len(steps) == len(list(folder.glob("*.json")))
    return [
        (json.loads((folder / template).read_text()), region or None)
        for _, template, region in steps
    ]


def together(found):
    """One document of all; what one stack hands on to the next is no parameter."""
    whole = {}
    for document, _ in found:
        for section, content in document.items():
            if isinstance(content, dict):
                clashes = whole.setdefault(section, {}).keys() & content.keys()
                assert all(whole[section][name] == content[name] for name in clashes)
                whole[section].update(content)
            else:
                whole[section] = content
    handed_on = {*PREFIX_LISTS, *whole["Outputs"]}
    for name in handed_on & whole.get("Parameters", {}).keys():
        del whole["Parameters"][name]
    return whole


class Whole:
    """The templates, each deployed with what those before it tell."""

    def __init__(self, found, document, stack_name, region, parameters, attribute):
        self.document = document
        self._templates = []
        told, sources = dict(PREFIX_LISTS), {}
        for single, own_region in found:
            template = Template(
                single,
                stack_name,
                own_region or region,
                {**told, **parameters},
                attribute,
                sources,
            )
            self._templates.append((template, own_region))
            outputs = template.outputs()
            told |= {name: output["Value"] for name, output in outputs.items()}
            sources |= template.sources_of_outputs()

    def resources(self):
        found = {}
        for template, region in self._templates:
            for logical_id, resource in template.resources().items():
                if region:
                    resource.settings["Region"] = region
                found[logical_id] = resource
        return found

    def outputs(self):
        found = {}
        for template, _ in self._templates:
            found |= template.outputs()
        return found
