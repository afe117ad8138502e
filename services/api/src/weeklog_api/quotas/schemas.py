from weeklog_api.schemas import Output


class Quotas(Output):
    """What you hold of what everybody shares, and what each person may hold."""

    storage_bytes: int  # of your files, all revisions in all programmes together
    storage_bytes_limit: int
    imports_running: int  # in all gateways
    imports_running_limit: int
