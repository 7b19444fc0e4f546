"""The exchange of questions: one module for each format, all of them in the table of `formats`."""
