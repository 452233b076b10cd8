"""Put templates/, which stand at the top for those who change them, into the package as ``generator/templates``.

All else is declared in pyproject.toml. An editable installation copies nothing: there, ./templates are used.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithTemplates(build_py):
    """Copies the modules, then the templates, but for hidden files and the lock files of office suites."""

    def run(self) -> None:
        """Fill the folder of which a wheel is made; what is left there of an earlier one goes first."""
        package = Path(self.build_lib, "generator")
        if not self.editable_mode:
            shutil.rmtree(package, ignore_errors=True)
            shutil.copytree("templates", package / "templates", ignore=shutil.ignore_patterns(".*", "~$*"))
        super().run()


setup(cmdclass={"build_py": WithTemplates})
