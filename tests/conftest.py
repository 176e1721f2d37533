"""What tests share: a fixed time, the shipped content loaded once, and the settings of a made-up operator."""

import gc
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ["PTB_TIMEDELTA"] = "1"  # before telegram is imported: else constructing RetryAfter warns

import pytest

from bot.settings import Settings
from knowledge.assistant import Assistant
from knowledge.loader import Library, load

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=HERE)


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture(scope="session")
def loaded_assistant() -> Assistant:
    built = Assistant()
    gc.freeze()  # as the program does after loading: its million objects stay, and need not be walked by every test
    return built


@pytest.fixture
def assistant(loaded_assistant: Assistant) -> Assistant:
    """The shipped content with an empty memory."""
    loaded_assistant.conversations.clear()
    return loaded_assistant


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings from an empty environment, with a data folder of the test's own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return Settings(data_dir=tmp_path, officer_ids=(9001,))
