"""The first migration of an app makes all its tables in one go."""

from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class FirstMigration(migrations.Migration):
    """A migration of CreateModel, and of fields, indexes and constraints added to what it creates.

    Django writes down the state after each table, and with it every model that is related to any other: with some two hundred models,
    all of them related, an empty database took minutes. Here all is written down first and looked at once. A table is made as it is
    at the end of the migration, so what the same migration adds to it is in it already.
    """

    initial = True

    def apply(self, project_state: "ProjectState", schema_editor: "BaseDatabaseSchemaEditor", collect_sql: bool = False) -> Any:
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        project_state.__dict__.pop("apps", None)  # drawn anew when the first table asks for it
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if isinstance(operation, migrations.CreateModel):
                operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
