from django.db import migrations, models


def number_the_first_recipe(apps, schema_editor):
    """What is there already was made, whole, by the first recipe."""
    apps.get_model("media", "Clip").objects.filter(status="ready").update(recipe=1)


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='clip',
            name='recipe',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='clip',
            name='former_build',
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name='clip',
            name='former_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(number_the_first_recipe, migrations.RunPython.noop),
    ]
