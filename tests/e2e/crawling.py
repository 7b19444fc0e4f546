"""Every screen of the admin that a person can reach by its links, and the English that is left on a screen."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

# Also links in menus that are not open yet. Left out: lists of chosen rows, signing out, previews, files to keep.
LINKS = """() => [document, ...[...document.querySelectorAll("template")].map((menu) => menu.content)]
  .flatMap((part) => [...part.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), location)))
  .filter((url) => url.origin === location.origin && url.pathname.startsWith("/admin/"))
  .map((url) => url.pathname)
  .filter((path) => !/bulk|logout|preview|view_draft|template/.test(path))"""

# What she sees or hears: words, names, tips, placeholders and the faces of buttons; the words of closed menus too.
# Left out: codes and names of files, counters that count nothing yet, a button that the date picker never shows.
WORDS = """() => {
  const unseen = "script, style, svg, .xdsoft_save_selected, [data-side-panel-toggle-counter]";
  const skipped = `${unseen}, code, a[href*='/uploads/']`;
  const names = ["aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value"];
  const words = [document.title];
  const look = (part) => {
    for (const element of part.querySelectorAll("*")) {
      if (element.closest(skipped)) continue;
      if (element.content) look(element.content);
      words.push(...names.map((name) => element.getAttribute(name)));
      if (element.matches("input[type=submit], input[type=button]")) words.push(element.value);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
    }
  };
  look(document.body);
  return [...new Set(words.filter(Boolean).map((text) => text.replace(/<.+?>|\\s+/g, " ").trim()))];
}"""

ENGLISH = re.compile(
    r"\b(the|and|of|for|with|your|this|page|search|save|delete|remove|press|select|choose|file|add|edit|actions?|none"
    r"|error|close|open|show|hide|toggle|settings|wagtail|block|children|publish|upload)\b",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[\x00-\x7f]*[A-Za-z]{3}[\x00-\x7f]*")  # no Vietnamese mark in it
# Vietnamese words without marks, names that everybody knows, keys of a keyboard, her sign-in name, kinds of files.
FINE = set(
    re.findall(
        r"\w+",
        """clip video web zalo sau xem sai trang trong nhanh hoa english ctrl alt shift esc
        jpg png gif webp excel csv xml aiken gift moodle qti""",
    )
)


def screens(page: Page) -> Iterator[str]:
    """Open each kind of screen once, numbers apart, starting where the page is; yields its path."""
    waiting, seen = page.evaluate(LINKS), set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"/\d+(?=/)", "/1", path)
        if kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(path, wait_until="domcontentloaded")
        assert answer is not None and answer.ok, path
        waiting += page.evaluate(LINKS)
        yield urlsplit(page.url).path


def english(page: Page) -> list[str]:
    """Texts with an English word, and texts of nothing but plain letters that are not known to be Vietnamese."""
    texts = page.evaluate(WORDS)
    unknown = [text for text in texts if PLAIN.fullmatch(text) and set(re.findall(r"[a-z]{3,}", text.lower())) - FINE]
    return sorted({text for text in texts if ENGLISH.search(text)} | set(unknown))
