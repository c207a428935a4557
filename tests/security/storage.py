"""All that storage holds, as text: for finding what should not be in there."""

from __future__ import annotations

from shared.store.connection import StorageConnection


def rows(connection_string: str, *, but: str | None = None) -> str:
    """Every row of every table, save for the table *but*."""
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    try:
        service = connection.table_service()
        return "\n".join(
            f"{table.name} {dict(row)}"
            for table in service.list_tables()
            if table.name != but
            for row in service.get_table_client(table.name).list_entities()
        )
    finally:
        connection.close()
