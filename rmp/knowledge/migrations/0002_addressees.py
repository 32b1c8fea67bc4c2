from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("rmp_knowledge", "0001_initial"),)

    operations = (migrations.RenameField("communicationline", "audience", "addressees"),)
