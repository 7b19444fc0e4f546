"""The tree of units in Wagtail's admin, for whoever looks after the installation and for officers with an account."""
