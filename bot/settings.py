"""What an operator sets, read from the environment or `.env`; a bad value is one plain sentence."""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import texts
from bot.data_folder import overlay_of
from broadcasts.office_hours import Span, read_spans


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and the remedy."""


class Settings(BaseSettings):
    """Every setting of the program; `.env.example` lists the same ones, which a test compares."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    telegram_bot_token: SecretStr = Field(
        SecretStr(""), description="token from @BotFather; empty: talk in the terminal"
    )
    telegram_api_base_url: str = Field("https://api.telegram.org", description="the Bot API server")
    officer_ids: Annotated[tuple[int, ...], NoDecode] = Field((), description="chat ids of the first officers")
    data_dir: Path = Field(Path("data"), description="folder of the database and the ward's own content")
    ward_dir: str = Field("", description="folder of the ward's content, made by new-ward; empty: the shipped ward's")
    bot_mode: Literal["polling", "webhook"] = Field("polling", description="how updates arrive")
    webhook_url: str = Field("", description="public https address, for webhook mode")
    webhook_secret: SecretStr = Field(SecretStr(""), description="shared secret Telegram sends along, for webhook mode")
    webhook_listen: str = Field("127.0.0.1", description="address the program listens on, for webhook mode")
    webhook_port: int = Field(8080, ge=1, le=65535, description="port the program listens on, for webhook mode")
    messages_per_second: int = Field(
        28,
        ge=1,
        le=2000,
        description="messages sent a second in all; more only with paid broadcasts or an own server",
    )
    invitation_days: int = Field(7, ge=1, le=60, description="days for which an invitation can be accepted")
    two_person_rule: bool = Field(
        True, description="a second officer approves urgent notices and those to the whole ward"
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="loopback port of /health and /metrics for monitoring; 0: none"
    )
    office_hours: Annotated[tuple[Span, ...], NoDecode] = Field(
        (), description="when officers work on a working day, e.g. 07:30-11:30,13:30-17:00; empty: not known"
    )
    answer_working_days: int = Field(
        1, ge=1, le=10, description="working days within which a question handed over is answered"
    )
    timezone: str = Field("Asia/Ho_Chi_Minh", description="time zone in which dates are told")
    log_format: Literal["text", "json"] = Field("text", description="how log lines look")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least level that is logged")

    @field_validator("officer_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.lstrip("-").isdigit() for part in parts):
            raise ValueError(texts.OFFICER_IDS_MALFORMED)
        return tuple(int(part) for part in parts)

    @field_validator("office_hours", mode="before")
    @classmethod
    def _read_hours(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return read_spans(value)
        except ValueError as error:
            raise ValueError(texts.OFFICE_HOURS_MALFORMED) from error

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(texts.TIMEZONE_UNKNOWN) from error
        return value

    @field_validator("telegram_api_base_url")
    @classmethod
    def _bare_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError(texts.API_URL_MALFORMED)
        return value.rstrip("/")

    @field_validator("ward_dir")
    @classmethod
    def _existing_ward(cls, value: str) -> str:
        if value and not Path(value).is_dir():
            raise ValueError(texts.WARD_DIR_MISSING)
        return value

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> "Settings":
        if self.bot_mode == "webhook":
            if not self.webhook_url.startswith("https://"):
                raise ValueError(texts.WEBHOOK_URL_MISSING)
            if not self.webhook_secret.get_secret_value():
                raise ValueError(texts.WEBHOOK_SECRET_MISSING)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people are told dates."""
        return ZoneInfo(self.timezone)

    @property
    def ward(self) -> Path | None:
        """The folder of the ward's content; None means the shipped ward's."""
        return Path(self.ward_dir) if self.ward_dir else None

    @property
    def own_content(self) -> Path:
        """The folder of what the ward adds to its content while the assistant runs; it need not be there."""
        return overlay_of(self.data_dir)

    @property
    def token(self) -> str:
        """The token in the clear; an empty string means the terminal."""
        return self.telegram_bot_token.get_secret_value().strip()


def read_settings() -> Settings:
    """Settings from the environment and `.env`. Raises SettingsError naming each bad setting and its remedy."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from error


def _sentence(problem: object) -> str:
    assert isinstance(problem, dict)  # noqa: S101 - pydantic's own type, narrowed for mypy
    name = "_".join(str(part) for part in problem["loc"]).upper()
    return texts.bad_setting(name, str(problem["msg"]).removeprefix("Value error, "))
