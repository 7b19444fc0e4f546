"""The house rules that a machine can check: which package may know which, what stays out of migrations, and that every
kind of question and block is whole. A broken rule is named with its file and line."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.admin.icons import get_icons

from courses.blocks import BLOCKS
from quizzes.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
LAYERS = [  # a room may import what stands above it in this list
    *("media", "quizzes", "courses"),
    *("lms.names", "lms.web", "lms.units", "lms.members", "lms.accounts", "lms.posting", "lms.reorganising"),
    *("lms.studio", "lms.progress", "lms.certificates", "lms.reports", "lms.demo"),
]
MAY_IMPORT = {room: set(LAYERS[:place]) for place, room in enumerate(LAYERS)}
OURS = ("courses", "quizzes", "media", "lms")
IN_MIGRATIONS = "quizzes.stream"
SLICES = [("quizzes/kinds", name, block) for name, block in KINDS.items()]
SLICES += [("courses/blocks", name, block) for name, block in BLOCKS.items()]


def sources(*folders: str) -> list[str]:
    """Our Python files, relative to the root."""
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def package(module: str) -> str:
    """`lms.members` for "lms.members.models" and "lms/members/models.py", `courses` for "courses.models.pages"."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    return ".".join(parts[:2]) if parts[0] == "lms" else parts[0]


def imports(source: str) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, also inside functions and by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield from ((node.lineno, name.value) for name in node.args if isinstance(name, ast.Constant))


def imports_of_ours(source: str) -> list[tuple[int, str]]:
    return [(line, module) for line, module in imports(source) if module.split(".")[0] in OURS]


def breaches(path: str, source: str) -> list[str]:
    """Where this file imports a package that its own must not know. Files outside the packages may know all."""
    here = package(path)
    if here not in MAY_IMPORT:
        return []
    allowed = MAY_IMPORT[here] | {here}
    wrong = [(line, module) for line, module in imports_of_ours(source) if package(module) not in allowed]
    return [f"{path}:{line} imports {module}" for line, module in wrong]


def frozen(path: str, source: str) -> list[str]:
    """What a migration freezes that it should not: blocks, and modules of other packages of ours."""
    here = package(path)
    wrong = [
        f"{path}:{line} imports {module}"
        for line, module in imports(source)
        if module.startswith("wagtail.blocks")
        or (module.split(".")[0] in OURS and module != IN_MIGRATIONS and package(module) != here)
    ]
    return wrong + [f"{path} keeps blocks" for kept in re.findall(r"StreamField\((.+?),", source) if kept != "[]"]


def test_no_import_goes_against_the_arrows():
    found = [breach for path in sources(*OURS) for breach in breaches(path, (ROOT / path).read_text())]

    assert found == []


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        ("quizzes/made_up.py", "from lms.members import models", ["quizzes/made_up.py:1 imports lms.members.models"]),
        ("media/made_up.py", "def late():\n    import courses", ["media/made_up.py:2 imports courses"]),
        (
            "quizzes/made_up.py",
            "import os, courses.models.pages",
            ["quizzes/made_up.py:1 imports courses.models.pages"],
        ),
        ("lms/members/a.py", "import_module('lms.progress.x')", ["lms/members/a.py:1 imports lms.progress.x"]),
        ("lms/reports/a.py", "from lms import demo", ["lms/reports/a.py:1 imports lms.demo"]),
        ("lms/progress/a.py", "from lms.settings import DEBUG", ["lms/progress/a.py:1 imports lms.settings.DEBUG"]),
        ("lms/reports/a.py", "from lms.progress import models\nimport courses.models.pages", []),
    ],
)
def test_the_walk_sees_a_made_up_breach(path, source, found):
    assert breaches(path, source) == found


def test_migrations_freeze_neither_blocks_nor_other_packages():
    migrations = [path for path in sources(*OURS) if "/migrations/0" in path]

    assert [wrong for path in migrations for wrong in frozen(path, (ROOT / path).read_text())] == []


@pytest.mark.parametrize(
    "source", ["import media.models", "import wagtail.blocks", "x = StreamField([('text', 0)], block_lookup={})"]
)
def test_a_frozen_block_would_be_seen(source):
    assert len(frozen("courses/migrations/0001_initial.py", source)) == 1


@pytest.mark.django_db
def test_every_model_has_its_migration():
    said = StringIO()

    call_command("makemigrations", dry_run=True, stdout=said)

    assert said.getvalue().strip() in ("No changes detected", "Không phát hiện thấy thay đổi nào")


@pytest.mark.parametrize(("folder", "name", "block"), SLICES)
def test_every_kind_has_its_module_template_and_test(folder, name, block):
    assert block.__module__ == f"{folder.replace('/', '.')}.{name}"
    assert (ROOT / "tests" / folder / f"test_{name}.py").is_file()
    assert get_template(block().meta.template).template.source


@pytest.mark.parametrize(("folder", "name", "block"), SLICES)
def test_every_kind_tells_a_trainer_what_it_is(folder, name, block):
    meta = block().meta

    assert meta.label and meta.description and meta.preview_value
    assert f'id="icon-{meta.icon}"' in get_icons()


def test_no_kind_is_left_out_of_its_list():
    modules = {
        path.removesuffix(".py") for path in sources("quizzes/kinds", "courses/blocks") if "__init__" not in path
    }

    assert modules == {f"{folder}/{name}" for folder, name, _block in SLICES} | {"quizzes/kinds/choosing"}


def modules() -> dict[str, Path]:
    """Our modules without migrations and tests, by their dotted names; a package by its own name."""
    paths = [path for path in sources(*OURS) if "/migrations/" not in path]
    return {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): ROOT / path for path in paths}


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """The sets of modules that import each other, directly or by way of others."""
    graph = TopologicalSorter(edges)
    try:
        graph.prepare()
    except CycleError as found:
        return [found.args[1]]
    return []


def edges() -> dict[str, set[str]]:
    """Which module imports which, at any depth of the code and for type checking alike."""
    ours = modules()
    found: dict[str, set[str]] = {}
    for module, path in ours.items():
        names = {name for _line, name in imports_of_ours(path.read_text())}
        found[module] = {ours_or_parent for name in names if (ours_or_parent := _module_of(name, ours)) != module}
    return found


def _module_of(name: str, ours: dict[str, Path]) -> str:
    return name if name in ours else name.rpartition(".")[0]


def test_no_module_imports_itself_by_way_of_others():
    assert circles(edges()) == []


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "c", "b", "a"]]


STANDARD = {"__init__", "admin_views", "apps", "blocks", "checks", "fields", "forms", "middleware", "models", "queries"}
STANDARD |= {"filling", "receivers", "signals", "tasks", "urls", "views", "wagtail_hooks"}


def names_twice(paths: list[str]) -> list[str]:
    """Modules that share a name within a tree, but for Django's own names, and for models and views."""
    kept = [path for path in paths if not re.search(r"/(views|models|migrations)/", path)]
    kept = [path for path in kept if "/management/" not in path and "/templatetags/" not in path]
    own = [path for path in kept if Path(path).stem not in STANDARD]
    found = Counter((path.split("/")[0], Path(path).stem) for path in own)
    return sorted(path for path in own if found[path.split("/")[0], Path(path).stem] > 1)


def test_no_two_modules_of_a_tree_have_one_name():
    assert names_twice(sources(*OURS)) == []


def test_a_name_given_twice_would_be_seen():
    assert names_twice(["lms/a/rows.py", "lms/b/rows.py", "media/rows.py"]) == ["lms/a/rows.py", "lms/b/rows.py"]


def views_elsewhere(path: str, source: str) -> list[str]:
    """Functions outside of views that answer a request: what an address leads to is to be found at once."""
    if re.search(r"(^|/|_)views(/|\.py)|middleware\.py|page_cache\.py", path):
        return []
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    answering = [node for node in functions if _takes_a_request(node) and "HttpResponse" in ast.dump(node.returns)]
    return [f"{path}:{node.lineno} {node.name}" for node in answering]


def _takes_a_request(node: ast.FunctionDef) -> bool:
    return bool(node.args.args and node.args.args[0].arg == "request" and node.returns)


def test_only_views_answer_requests():
    found = [view for path in sources(*OURS) for view in views_elsewhere(path, (ROOT / path).read_text())]

    assert found == []


def test_a_view_elsewhere_would_be_seen():
    source = "def page(request: HttpRequest) -> HttpResponse:\n    return render(request)"

    assert views_elsewhere("lms/members/scope.py", source) == ["lms/members/scope.py:1 page"]


def misnamed_exceptions(path: str, source: str) -> list[str]:
    """Exceptions whose name does not end in Error."""
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    raised = [
        node for node in classes if any(re.search(r"(Error|Exception)$", ast.unparse(base)) for base in node.bases)
    ]
    return [f"{path}:{node.lineno} {node.name}" for node in raised if not node.name.endswith("Error")]


def test_exceptions_end_in_error():
    found = [wrong for path in sources(*OURS) for wrong in misnamed_exceptions(path, (ROOT / path).read_text())]

    assert found == []


def test_an_exception_without_error_would_be_seen():
    assert misnamed_exceptions("a.py", "class Broken(ValueError): ...") == ["a.py:1 Broken"]


TABLES = {"models.Model", "Page", "MP_Node"}


def tables_elsewhere(path: str, source: str) -> list[str]:
    """Tables outside of models."""
    if re.search(r"(^|/)models(/|\.py)", path):
        return []
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    tables = [
        node for node in classes if {ast.unparse(base) for base in node.bases} & {"models.Model", "Page", "MP_Node"}
    ]
    return [f"{path}:{node.lineno} {node.name}" for node in tables]


def test_tables_stand_in_models():
    found = [table for path in sources(*OURS) for table in tables_elsewhere(path, (ROOT / path).read_text())]

    assert found == []


def test_a_table_elsewhere_would_be_seen():
    assert tables_elsewhere("lms/names.py", "class Name(models.Model): ...") == ["lms/names.py:1 Name"]


def test_no_module_has_a_name_that_says_nothing():
    vague = {"utils", "helpers", "services", "common"}

    assert [path for path in sources(*OURS, "tests") if vague & set(Path(path).with_suffix("").parts)] == []


def test_no_module_is_longer_than_400_lines():
    long = [path for path in sources(*OURS, "tests") if len((ROOT / path).read_text().splitlines()) > 400]

    assert long == []


INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\s(?:style|on[a-z]+)=[\"']", re.IGNORECASE)


def test_no_template_holds_script_or_style():
    templates = [path for folder in ("templates", *OURS) for path in (ROOT / folder).rglob("*.html")]
    inline = [f"{path}: {found}" for path in templates for found in INLINE.findall(path.read_text())]

    assert inline == []


@pytest.mark.parametrize("markup", ["<style>", "<script>", '<p style="x">', '<p onclick="x">', "<script type=module>"])
def test_inline_script_or_style_would_be_seen(markup):
    assert len(INLINE.findall(markup)) == 1
