from typing import Annotated

from pydantic import AfterValidator, Field

from weeklog_api.schemas import Input, Line, Output, Tag

MOST_COMPETENCIES = 100


class CompetencyNew(Input):
    name: Line
    tags: Annotated[
        tuple[Tag, ...],
        Field(min_length=1, max_length=50),
        AfterValidator(lambda tags: tuple(dict.fromkeys(tags))),
    ]


class CompetenciesNew(Input):
    items: Annotated[tuple[CompetencyNew, ...], Field(max_length=MOST_COMPETENCIES)]


class Competency(Output):
    name: str
    tags: list[str]
