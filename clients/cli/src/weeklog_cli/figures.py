"""Figures over the API."""

from typing import Any

from weeklog_cli.exchange import Exchange
from weeklog_cli.wire_figures import Competency, PersonFigures, ProgrammeFigures, WeekFigures


class Figures:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def week(self, number: int, person_id: str | None) -> WeekFigures:
        return self._exchange.get(f"/v1/figures/weeks/{number}", _of(person_id))

    def person(self, person_id: str | None) -> PersonFigures:
        return self._exchange.get("/v1/figures/person", _of(person_id))

    def programme(self) -> ProgrammeFigures:
        return self._exchange.get("/v1/figures/programme")

    def competencies(self) -> list[Competency]:
        return self._exchange.get("/v1/programme/competencies")["items"]

    def put_competencies(self, items: list[Competency]) -> list[Competency]:
        put = self._exchange.send("PUT", "/v1/programme/competencies", json={"items": items})
        return put.json()["items"]


def _of(person_id: str | None) -> dict[str, Any]:
    return {} if person_id is None else {"person": person_id}
