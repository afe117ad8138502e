class InstanceError(Exception):
    """One or two sentences for the operator: what is wrong, and what to do."""
