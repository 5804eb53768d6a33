"""How a notebook is written: without outputs, with line ends that are the same everywhere."""

from pathlib import Path

import nbformat


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook without what its execution left in it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    text = nbformat.writes(notebook, version=4)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
