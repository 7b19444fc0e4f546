"""How large the house is and how it is divided: lines of files and functions, folders, tests.

`python -m tests.bench house FOLDER .` holds another checkout against this one.
"""

import ast
import re
from collections import Counter
from pathlib import Path
from statistics import median, quantiles

ROOTS = ("courses", "lms", "media", "quizzes")
LEFT_OUT = {"__init__.py"}
STANDARD = re.compile(
    r"apps|blocks|checks|fields|forms|middleware|models|queries|receivers|signals|tasks|urls|(\w+_)?views|wagtail_hooks"
)


def main(folders: list[str]) -> None:
    for folder in folders or ["."]:
        print(f"{Path(folder).resolve().name}:")
        for name, figure in figures(Path(folder)).items():
            print(f"  {name:<44}{figure}")


def figures(root: Path) -> dict[str, str]:
    """What each figure is called, and the figure."""
    code = [path for package in ROOTS for path in (root / package).rglob("*.py") if "migrations" not in path.parts]
    tests = list((root / "tests").rglob("test_*.py"))
    files = {
        path: len(path.read_text().splitlines()) for path in code if path.name not in LEFT_OUT and path.read_text()
    }
    functions = [length for path in files for length in _functions(path)]
    per_folder = Counter(str(path.parent.relative_to(root)) for path in files)
    proofs = [length for path in tests for length in _functions(path, "test_")]
    names = Counter(f"{path.relative_to(root).parts[0]}/{path.stem}" for path in files if _is_own_name(path))
    fullest = ", ".join(f"{folder} {count}" for folder, count in per_folder.most_common(4))
    return {
        "Python files, lines": f"{len(files)}, {sum(files.values())}",
        "file: median, 90 of 100, longest": _spread(list(files.values())),
        "functions; median, 90 of 100, longest": f"{len(functions)}; {_spread(functions)}",
        "test functions; median, 90 of 100, longest": f"{len(proofs)}; {_spread(proofs)}",
        "folders with most files": fullest,
        "module names that stand twice in a tree": str(sum(1 for count in names.values() if count > 1)),
    }


def _functions(path: Path, prefix: str = "") -> list[int]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]
    return [node.end_lineno - node.lineno + 1 for node in found if node.name.startswith(prefix) and node.end_lineno]


def _is_own_name(path: Path) -> bool:
    standard = r"apps|blocks|checks|fields|forms|middleware|models|queries|receivers|signals|tasks|urls|(\w+_)?views"
    return not re.fullmatch(f"{standard}|wagtail_hooks", path.stem) and not {"views", "models", "management"} & set(
        path.parts
    )


def _spread(lengths: list[int]) -> str:
    return f"{median(lengths):g}, {quantiles(lengths, n=10)[-1]:g}, {max(lengths)}"
