"""The kernels that are measured."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

VITRINE = "vitrine"
JSHELL = "jshell"
IPYKERNEL = "ipykernel"
JJAVA = "jjava"


@dataclass(frozen=True)
class Contender:
    """A kernel and the environment that it is started in."""

    name: str
    kernel: str
    language: str
    folders: tuple = ()
    environment: dict = field(default_factory=dict)

    def specs(self):
        manager = KernelSpecManager()
        if self.folders:
            manager.kernel_dirs = list(self.folders)
        return manager

    def with_jars(self, jars):
        """The same with jars on the class path; None for a language that has none."""
        if self.language != "java":
            return None
        path = os.pathsep.join(str(jar) for jar in jars)
        variables = {"VITRINE_CLASSPATH": path, "JJAVA_CLASSPATH": path, "IJAVA_CLASSPATH": path}
        return Contender(self.name, self.kernel, self.language, self.folders, {**self.environment, **variables})


def contenders(vitrine_kernels, own_kernels, named):
    """Vitrine on both evaluators, ipykernel, JJava, and the kernels that Jupyter knows by the given names."""
    ours = (str(vitrine_kernels),)
    theirs = (str(own_kernels),)
    found = [
        Contender(VITRINE, "vitrine", "java", ours),
        Contender(JSHELL, "vitrine", "java", ours, {"VITRINE_EVALUATOR": "jshell"}),
        Contender(IPYKERNEL, "python3", "python", theirs),
        Contender(JJAVA, "java", "java", theirs),
    ]
    installed = KernelSpecManager().find_kernel_specs()
    for name in named:
        if name not in installed:
            raise SystemExit(f"There is no kernel {name}; installed are {', '.join(sorted(installed)) or 'none'}")
        language = KernelSpecManager().get_kernel_spec(name).language.lower()
        if language not in ("java", "python"):
            raise SystemExit(f"Kernel {name} speaks {language}; cells are written in java and python only")
        found.append(Contender(name, name, language, (str(Path(installed[name]).parent),)))
    return found
