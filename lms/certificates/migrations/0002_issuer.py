from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('certificates', '0001_initial')]

    operations = [
        migrations.AddField('certificate', 'issuer', models.CharField(default='', max_length=200), preserve_default=False),
        migrations.AlterField('certificate', 'unit_name', models.CharField(max_length=1000, verbose_name='unit')),
    ]
