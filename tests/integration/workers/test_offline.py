from datetime import date

from tests.integration.workers.conftest import Scene


async def test_without_a_model_the_worklog_answers_with_citations(offline: Scene) -> None:
    await offline.log("Set up the VPC", date(2026, 10, 5))
    module = await offline.log("Terraform module", date(2026, 10, 6), "doing")
    image = await offline.log("Docker image", date(2026, 10, 13), "planned", week=2)
    reader, saved = await offline.ended(await offline.ask("What is still open?"))
    assert saved["text"] == (
        "2 entries are still open:\n\n- Tuesday 6 October, week 1 (doing): Terraform module [1]\n"
        "- Tuesday 13 October, week 2 (planned): Docker image [2]"
    )
    assert [(one["entry_id"], one["label"]) for one in saved["citations"]] == [
        (str(module), "1"),
        (str(image), "2"),
    ]
    assert (reader.text, reader.whole, saved["model"]) == (saved["text"], True, "weeklog-offline")

    _, saved = await offline.ended(await offline.ask("How many days did I log in week 1?"))
    assert saved["text"].startswith("2 days with 2 entries in week 1.\n")
    _, saved = await offline.ended(await offline.ask("What did I do on 5 October?"))
    assert (
        saved["text"] == "1 entry on Monday 5 October 2026:\n\n- Monday 5 October, week 1: Set up the VPC [1]"
    )
    _, saved = await offline.ended(await offline.ask("Why did I do that?"))
    assert saved["text"].startswith("Your worklog does not say why")
    _, saved = await offline.ended(await offline.ask("tuan 2 toi lam gi"))
    assert "Docker image [1]" in saved["text"]
