from weeklog.errors import Conflict
from weeklog_api.settings import ApiSettings


def require_mail_server(settings: ApiSettings, instead: str) -> None:
    """Raises Conflict where nobody would send a mail; `instead` is what helps without one."""
    if settings.smtp_url is None:
        raise Conflict(f"this weeklog sends no mail: {instead}, or have its operator set WEEKLOG_SMTP_URL")
