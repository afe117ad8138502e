from weeklog.pages.model import Drift, Page


def compare_twins(a: Page, b: Page) -> tuple[Drift, ...]:
    if len(a.rows) != len(b.rows):
        return (
            Drift(
                "rows",
                None,
                str(len(a.rows)),
                str(len(b.rows)),
                "The twins do not have the same number of rows.",
            ),
        )
    return ()
