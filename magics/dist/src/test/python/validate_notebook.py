"""Validates notebooks against Jupyter's own schema of their version. Usage: validate_notebook.py NOTEBOOK..."""

import sys

import nbformat

for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook, relax_add_props=False)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), (notebook.nbformat, notebook.nbformat_minor)
    print(f"{path}: valid")
