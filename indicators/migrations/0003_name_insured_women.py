"""Two rates divide by different people and said so in the same words; each names its own now."""

from django.db import migrations

OLD = "应参保女性人数"
NEW = {
    "women_medical_insurance_coverage": "应参加基本医疗保险的女性人数",
    "women_pension_insurance_coverage": "应参加基本养老保险的女性人数",
}


def name_denominators(apps, schema_editor):
    """Leaves alone what somebody has worded otherwise."""
    indicators = apps.get_model("indicators", "Indicator").objects
    for code, words in NEW.items():
        indicators.filter(code=code, denominator=OLD).update(denominator=words)


def name_them_alike(apps, schema_editor):
    indicators = apps.get_model("indicators", "Indicator").objects
    for code, words in NEW.items():
        indicators.filter(code=code, denominator=words).update(denominator=OLD)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_population_denominators")]

    operations = [migrations.RunPython(name_denominators, name_them_alike)]
