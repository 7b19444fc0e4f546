"""`python -m tests.bench NAME …`: benchmarks that use the product's models, with Django ready before they load."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    import_module(f"tests.bench.{sys.argv[1]}").main(sys.argv[2:])
