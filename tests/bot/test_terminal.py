"""The same application in a terminal."""

import io

from bot import texts
from bot.settings import Settings
from bot.terminal import talk
from knowledge.assistant import Assistant


async def _talk(settings: Settings, assistant: Assistant, *lines: str) -> list[str]:
    out = io.StringIO()
    await talk(settings, io.StringIO("\n".join(lines) + "\n"), out, assistant=assistant)
    return out.getvalue().split("\n")


async def test_it_welcomes_greets_answers_and_says_goodbye(settings: Settings, assistant: Assistant) -> None:
    shown = await _talk(settings, assistant, "chỉ tiêu 14")
    assert shown[0] == texts.TERMINAL_WELCOME.split("\n")[0]
    assert "Xin chào! Đây là trợ lý của phường Gia Viên." in shown
    assert "96,5% dân số tham gia bảo hiểm y tế: đó là chỉ tiêu năm 2026 của phường." in shown
    assert shown[-2:] == [texts.TERMINAL_BYE, ""]
    assert not any("<b>" in line for line in shown)


async def test_a_number_presses_the_button_with_that_number(settings: Settings, assistant: Assistant) -> None:
    shown = await _talk(settings, assistant, "4", "99", ":thoat", "chỉ tiêu 14")
    assert "Lịch sắp tới" in shown
    assert texts.TERMINAL_NO_BUTTON in shown
    assert not any("96,5%" in line for line in shown)


async def test_one_can_be_someone_else(settings: Settings, assistant: Assistant) -> None:
    shown = await _talk(settings, assistant, ":canbo", "4", ":vua")
    assert texts.terminal_person("Cán bộ") in shown
    assert "Lịch sắp tới" not in shown, "the officer has not seen the resident's buttons"
    assert texts.terminal_unknown("vua") in shown
