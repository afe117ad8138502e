"""Rows that Postgres copies out as CSV, as Parquet files. Needs pyarrow: the extra `warehouse`.

Rows come partition after partition, so that one file is open at a time and memory stays flat.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.warehouse.tables import Kind, WarehouseTable

# It comes without types.
pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")
pv: Any = import_module("pyarrow.csv")
pq: Any = import_module("pyarrow.parquet")

_BLOCK: Final = 4 * 1024 * 1024  # bytes of CSV that are read at once
_ROW_GROUP: Final = 128 * 1024  # rows
_READ: Final[Mapping[Kind, Any]] = {
    "id": pa.string(), "person": pa.string(), "text": pa.string(), "words": pa.string(), "date": pa.date32(),
    "moment": pa.timestamp("us"), "integer": pa.int32(), "big": pa.int64(), "number": pa.float64(),
    "truth": pa.bool_(),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A file of one partition."""

    programme_id: str
    week: int
    rows: int
    path: Path


def write_partitions(
    source: IO[bytes], table: WarehouseTable, pseudonyms: Pseudonyms, folder: Path
) -> Iterator[Written]:
    """A file for each partition, when its last row has come."""
    current: _Partition | None = None
    for batch in _batches(source, _types(table)):
        for key, rows in _runs(batch):
            if current is None or current.key != key:
                if current is not None:
                    yield current.close()
                current = _Partition(key, folder / f"{key[0]}-{key[1]}.parquet")
            current.add(_finished(rows, table, pseudonyms))
    if current is not None:
        yield current.close()


def write_dimension(source: IO[bytes], table: WarehouseTable, pseudonyms: Pseudonyms, path: Path) -> int:
    """The number of its rows."""
    whole = _Partition(("", 0), path)
    for batch in _batches(source, _types(table)):
        whole.add(_finished(batch, table, pseudonyms))
    if not whole.rows:
        whole.add(_finished(pa.RecordBatch.from_pylist([], pa.schema(_types(table))), table, pseudonyms))
    return whole.close().rows


@dataclass
class _Partition:
    key: tuple[str, int]
    path: Path
    rows: int = 0
    _waiting: list[Any] = field(default_factory=list)
    _waiting_rows: int = 0
    _writer: Any = None

    def add(self, batch: Any) -> None:
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        self.rows += batch.num_rows
        if self._waiting_rows >= _ROW_GROUP:
            self._flush()

    def close(self) -> Written:
        self._flush()
        self._writer.close()
        return Written(*self.key, self.rows, self.path)

    def _flush(self) -> None:
        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, table.schema, compression="zstd")
        self._writer.write_table(table)
        self._waiting, self._waiting_rows = [], 0


def _types(table: WarehouseTable) -> dict[str, Any]:
    return {name: _READ[kind] for name, kind in table.columns.items()}


def _batches(source: IO[bytes], types: Mapping[str, Any]) -> Iterator[Any]:
    try:
        yield from pv.open_csv(
            source,
            read_options=pv.ReadOptions(column_names=list(types), block_size=_BLOCK, use_threads=False),
            convert_options=pv.ConvertOptions(
                column_types=types,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                true_values=["t"],
                false_values=["f"],
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" not in str(error):
            raise


def _runs(batch: Any) -> Iterator[tuple[tuple[str, int], Any]]:
    """What belongs to one partition stands together, in order."""
    programmes, weeks = batch.column("programme_id"), batch.column("week_number")

    def key(at: int) -> tuple[str, int]:
        return programmes[at].as_py(), weeks[at].as_py()

    begin = 0
    while begin < batch.num_rows:
        here = key(begin)
        end = bisect_right(range(batch.num_rows), here, lo=begin, key=key)
        yield here, batch.slice(begin, end - begin)
        begin = end


def _finished(batch: Any, table: WarehouseTable, pseudonyms: Pseudonyms) -> Any:
    """People under their pseudonyms, tags as lists, moments in UTC."""
    columns = {name: _column(batch.column(name), kind, pseudonyms) for name, kind in table.columns.items()}
    return pa.RecordBatch.from_pydict(columns)


def _column(values: Any, kind: Kind, pseudonyms: Pseudonyms) -> Any:
    match kind:
        case "person":
            encoded = values.dictionary_encode()
            names = pa.array([pseudonyms.of(one) for one in encoded.dictionary.to_pylist()], pa.string())
            return pa.DictionaryArray.from_arrays(encoded.indices, names).cast(pa.string())
        case "words":
            split = pc.split_pattern(values.fill_null(""), " ")
            nothing = pa.scalar([], pa.list_(pa.string()))
            return pc.if_else(pc.equal(values.fill_null(""), ""), nothing, split)
        case "moment":
            return values.cast(pa.timestamp("us", "UTC"))
        case _:
            return values
