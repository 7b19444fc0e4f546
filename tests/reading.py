"""What a person sees on a page, and what it costs to make."""

import re

from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext


def texts(response: HttpResponse, selector: str) -> list[str]:
    """The words of every element that the CSS selector finds, in order."""
    found = BeautifulSoup(response.content, "html.parser").select(selector)
    return [" ".join(element.get_text(" ").split()) for element in found]


def figures(response: HttpResponse, selector: str) -> list[list[int]]:
    """The numbers in every element that the CSS selector finds."""
    return [[int(number) for number in re.findall(r"\d+", words)] for words in texts(response, selector)]


def queries(client: Client, address: str) -> int:
    """SQL queries of the page, once the caches of the process are warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
