from lms.reports.kept import Delta, Folding, Tally

__all__ = ["Delta", "Folding", "Tally"]  # the models, wherever they live
