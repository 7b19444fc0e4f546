"""The whole tree of units from a file: read it, look for what is wrong with it, write what is right (docs/units.md)."""
