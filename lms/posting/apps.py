"""What every form of the site shares on its way: it arrives whole, once, and is kept while she signs in again."""

from django.apps import AppConfig


class PostingConfig(AppConfig):
    name = "lms.posting"
    label = "posting"
