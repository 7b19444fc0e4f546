"""What goes over the wire of our own stylesheets and scripts: one file each, and nothing in it that only we read."""

import re
from collections import Counter

from django.conf import settings

from lms.web.bundling import flatten, smaller

SCRIPTS = [*settings.BASE_DIR.glob("lms/static/js/*.js"), *settings.BASE_DIR.glob("media/static/media/*.js")]


def test_what_a_file_imports_is_written_into_it(tmp_path):
    (tmp_path / "part.css").write_text("b { color: red }\n")
    (tmp_path / "all.css").write_text('@import "part.css";\ni { top: 0 }\n')
    (tmp_path / "part.js").write_text("export const one = 1;\n")
    (tmp_path / "side.js").write_text("begin();\n")
    (tmp_path / "all.js").write_text('import { one } from "./part.js";\nimport "./side.js";\nshow(one);\n')
    (tmp_path / "page.js").write_text('import "./all.js";\n')
    assert flatten(tmp_path / "all.css") == "b { color: red }\ni { top: 0 }\n"
    assert flatten(tmp_path / "all.js") == "const one = 1;\n{\nbegin();\n}\nshow(one);\n"
    assert flatten(tmp_path / "page.js") == "{\nconst one = 1;\n{\nbegin();\n}\nshow(one);\n}\n"


def test_comments_stay_at_home():
    assert "/*" not in smaller("css/site.css") + smaller("media/player.js")
    assert "@import" not in smaller("css/site.css")
    assert "import" not in smaller("media/player.js")


def test_the_files_of_others_are_left_as_they_are():
    assert smaller("wagtailadmin/js/core.js") == ""
    assert smaller("img/icon.svg") == ""


def test_no_module_is_written_into_two_scripts():
    """Player and sharing are scripts of their own on other pages; the lesson's page loads none of those besides."""
    imported = Counter(
        name for script in SCRIPTS for name in re.findall(r'^import .*"(.*)";', script.read_text(), re.M)
    )
    assert [name for name, times in imported.items() if times > 1] == []


def test_a_lesson_loads_one_script(lesson, client):
    assert len(re.findall("<script", client.get(lesson.url).content.decode())) == 1
