from django.db import migrations, models
from django.db.models import Count, Q, Sum

ON_ROSTER = {"member__is_active": True, "member__left_on": None, "member__unit__isnull": False}


def count_them_too(apps, schema_editor):
    """What is done by now counts as if it had just happened: the first fold takes it up the tree."""
    Delta = apps.get_model("reports", "Delta")
    begun = apps.get_model("progress", "CourseProgress").objects.filter(**ON_ROSTER)
    learnt = begun.values("member__unit", "course_id").annotate(
        lessons=Sum("lessons_done"), together=Count("pk", Q(lessons_vouched__gt=0))
    )
    Delta.objects.bulk_create(
        (Delta(unit_id=row.pop("member__unit"), **row) for row in learnt.filter(lessons__gt=0).iterator()),
        batch_size=1000,
    )


def number() -> models.IntegerField:
    return models.IntegerField(default=0)


class Migration(migrations.Migration):
    dependencies = [("progress", "0003_vouching"), ("reports", "0003_exports")]

    operations = [
        migrations.AddField("delta", "lessons", number()),
        migrations.AddField("delta", "together", number()),
        migrations.AddField("tally", "lessons", number()),
        migrations.AddField("tally", "together", number()),
        migrations.RunPython(count_them_too, migrations.RunPython.noop),
    ]
