"""Statements that let Athena and Redshift read the warehouse: `python -m weeklog.warehouse.ddl athena
s3://bucket/prefix`."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from weeklog.warehouse.tables import DIMENSIONS, FACTS, Kind, WarehouseTable

_ATHENA: Final[Mapping[Kind, str]] = {
    "id": "string", "person": "string", "text": "string", "words": "array<string>", "date": "date",
    "moment": "timestamp", "integer": "int", "big": "bigint", "number": "double", "truth": "boolean",
}  # fmt: skip
_REDSHIFT: Final[Mapping[Kind, str]] = {
    "id": "char(36)", "person": "char(32)", "text": "varchar(256)", "words": "super", "date": "date",
    "moment": "timestamptz", "integer": "integer", "big": "bigint", "number": "double precision", "truth": "boolean",
}  # fmt: skip


def athena(address: str) -> str:
    """External tables; facts with their partitions, which `MSCK REPAIR TABLE` finds."""
    return "\n\n".join(_athena(address))


def redshift(address: str, role: str) -> str:
    """Tables for facts and dimensions, and a `COPY` for each."""
    return "\n\n".join(_redshift(address, role))


def _athena(address: str) -> Iterator[str]:
    for table in DIMENSIONS:
        yield f"{_external(table)}\nSTORED AS PARQUET\nLOCATION '{address}/dimensions/{table.name}/';"
    for table in FACTS:
        yield (
            f"{_external(table)}\nPARTITIONED BY (programme string, week int)\nSTORED AS PARQUET\n"
            f"LOCATION '{address}/facts/{table.name}/';\nMSCK REPAIR TABLE {table.name};"
        )


def _external(table: WarehouseTable) -> str:
    return f"CREATE EXTERNAL TABLE {table.name} (\n{_columns(table, _ATHENA)}\n)"


def _redshift(address: str, role: str) -> Iterator[str]:
    for folder, tables in (("dimensions", DIMENSIONS), ("facts", FACTS)):
        for table in tables:
            yield f"CREATE TABLE {table.name} (\n{_columns(table, _REDSHIFT)}\n);"
            nested = " SERIALIZETOJSON" if "words" in table.columns.values() else ""
            yield (
                f"COPY {table.name} FROM '{address}/{folder}/{table.name}/'\n"
                f"IAM_ROLE '{role}' FORMAT AS PARQUET{nested};"
            )


def _columns(table: WarehouseTable, types: Mapping[Kind, str]) -> str:
    return ",\n".join(f"  {name} {types[kind]}" for name, kind in table.columns.items())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m weeklog.warehouse.ddl", description=__doc__)
    parser.add_argument("system", choices=("athena", "redshift"))
    parser.add_argument("address", help="where the warehouse lies: s3://bucket/prefix")
    parser.add_argument("--role", help="for Redshift: the ARN of a role that may read the bucket")
    asked = parser.parse_args()
    address = asked.address.rstrip("/")
    if not address.startswith("s3://"):
        parser.error("the address must be s3://bucket/prefix: Athena and Redshift read no folder")
    if asked.system == "redshift" and not asked.role:
        parser.error("redshift needs --role: the ARN of a role that may read the bucket")
    sys.stdout.write((athena(address) if asked.system == "athena" else redshift(address, asked.role)) + "\n")


if __name__ == "__main__":
    main()
