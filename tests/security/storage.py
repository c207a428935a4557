"""All that storage holds, as text: for finding what should not be in there."""

from __future__ import annotations

from shared.store.connection import StorageConnection


def rows(connection_string: str) -> str:
    """Every row of every table."""
    connection = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
    try:
        service = connection.table_service()
        return "\n".join(
            f"{table.name} {dict(row)}"
            for table in service.list_tables()
            for row in service.get_table_client(table.name).list_entities()
        )
    finally:
        connection.close()
