class LocalError(Exception):
    """What went wrong, then what to do about it: both are shown to the person, without a traceback."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  {remedy}")
        self.problem = problem
        self.remedy = remedy
