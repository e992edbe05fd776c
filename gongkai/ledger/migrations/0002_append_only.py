"""The database itself refuses to change or remove ledger rows."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_ledgerentry
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_ledgerentry
BEGIN SELECT RAISE(ABORT, 'ledger entries are never removed'); END;
"""
POSTGRESQL = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger entries are never changed or removed'
    USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER ledger_no_update BEFORE UPDATE OR DELETE ON ledger_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""


def forbid(apps, schema_editor):
    script = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    if schema_editor.connection.vendor == "sqlite":
        for statement in script.strip().split("END;"):
            if statement.strip():
                schema_editor.execute(statement + "END;")
    else:
        schema_editor.execute(script)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid)]
