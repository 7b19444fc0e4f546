"""Make clips anew from their uploads, after the recipe has changed. What is shown stays until the new one is whole.

May be stopped and started again at any time: a clip that waits already, or that has the present recipe, is left alone.
"""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from media.models import Clip
from media.packaging.recipe import RECIPE
from media.tasks import WHOLE, queue_again


class Command(BaseCommand):
    help = f"Queue the clips whose recipe is older than the present one ({RECIPE}); the worker makes them anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clips", nargs="*", type=int, metavar="CLIP", help="only these, by number")
        parser.add_argument("--all", action="store_true", help="every clip that is shown whole")
        parser.add_argument("--recipe-older-than", type=int, default=RECIPE, metavar="RECIPE")

    def handle(self, *args, clips: list[int], recipe_older_than: int, **options) -> None:
        if unknown := sorted(set(clips) - set(Clip.objects.filter(pk__in=clips).values_list("pk", flat=True))):
            raise CommandError(f"There is no clip {', '.join(map(str, unknown))}.")
        asked = Clip.objects.filter(WHOLE)
        if clips:
            asked = asked.filter(pk__in=clips)
        elif not options["all"]:
            asked = asked.filter(recipe__lt=recipe_older_than)
        queued = sum(queue_again(pk) for pk in list(asked.order_by("pk").values_list("pk", flat=True)))
        self.stdout.write(f"{queued} clips are queued.")
