"""Runs the Kusto queries of alerts and workbook on sample rows, in this process.

Microsoft's own parser makes the tree, so precedence and types are Kusto's; what is here evaluates
it. It knows what the queries use, and raises `NotKnown` at everything else, and wherever the
documentation leaves open what Kusto would answer.
"""

from tests.infra.kusto.query import Query, Table, parse
from tests.infra.kusto.values import NotKnown, Row

__all__ = ["NotKnown", "Query", "Row", "Table", "parse"]
