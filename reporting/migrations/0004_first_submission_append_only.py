"""Returns handed in before keep that day as their first one; notes and receipts are append-only."""

from django.db import migrations

FORWARD = """
UPDATE reporting_submission SET first_submitted_at = submitted_at WHERE submitted_at IS NOT NULL;

CREATE TRIGGER item_note_append_only BEFORE UPDATE OR DELETE ON reporting_itemnote
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE ON reporting_receipt
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER receipt_append_only ON reporting_receipt;
DROP TRIGGER item_note_append_only ON reporting_itemnote;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_collection_notices_screens")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
