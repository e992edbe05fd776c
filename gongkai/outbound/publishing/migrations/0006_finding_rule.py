from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0005_publication_put_right_index")]

    operations = [
        migrations.RenameField("finding", "check_name", "rule"),
        migrations.AlterField(
            "finding", "rule", models.CharField(max_length=100, verbose_name="检查规则")
        ),
    ]
