"""QTI 2.1, 2.2 and 3.0: single items and content packages. Names inside are those of 2.x; 3.0 spells them otherwise."""
