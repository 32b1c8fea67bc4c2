"""Migrations that touch many tables at once."""

from typing import TYPE_CHECKING, Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q

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


class ShownToAll(Operation):
    """Gives the tables of what lies in a space a column for its audience: what is shared, all at the table read."""

    reversible = False

    def __init__(self, names: dict[str, tuple[str, ...]]) -> None:
        """`names`: {app: models}."""
        self.names = names

    def _constraint(self, app: str, name: str) -> models.CheckConstraint:
        shown = Q(
            Q(("audience", 0), ("visibility", "private")), Q(("audience__gt", 0), ("visibility", "shared")), _connector="OR"
        )
        return models.CheckConstraint(condition=shown, name=f"{app}_{name}_shown_to_somebody")

    def state_forwards(self, app_label: str, state: "ProjectState") -> None:
        state.__dict__.pop("apps", None)  # drawn anew once all is written down
        for app, names in self.names.items():
            for name in names:
                state.add_field(app, name, "audience", models.BigIntegerField(default=0, editable=False), preserve_default=True)
                state.add_constraint(app, name, self._constraint(app, name))

    def database_forwards(
        self, app_label: str, schema_editor: "BaseDatabaseSchemaEditor", from_state: "ProjectState", to_state: "ProjectState"
    ) -> None:
        for app, names in self.names.items():
            for name in names:
                model: Any = to_state.apps.get_model(app, name)
                table, constraint = schema_editor.quote_name(model._meta.db_table), self._constraint(app, name)
                column = f"ALTER TABLE {table} ADD COLUMN audience bigint NOT NULL DEFAULT 0"
                if not model._base_manager.defer(
                    "audience"
                ).exists():  # a new installation: SQLite need not make the table anew
                    schema_editor.execute(f"{column} {constraint.constraint_sql(model, schema_editor)}", params=None)
                    continue
                schema_editor.execute(column)
                schema_editor.execute(
                    f"UPDATE {table} SET audience = (SELECT seated FROM partnerships_ledger ledger "  # noqa: S608 - names of our own
                    f"WHERE ledger.partnership_id = {table}.partnership_id) WHERE visibility = 'shared'"
                )
                schema_editor.add_constraint(model, constraint)

    def describe(self) -> str:
        return "Adds the audience to what lies in a space"
