"""The roster: who belongs to a unit, written, mended and brought in on a phone (docs/roster.md)."""
