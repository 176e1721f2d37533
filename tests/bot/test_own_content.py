"""The ward's own content is taken over while serving, and its officers are told."""

from bot import app, texts
from bot.app import build_application, running
from bot.pretend import PretendTelegram
from bot.settings import Settings
from knowledge.assistant import Assistant
from tests import small_content
from tests.bot.phone import Phone, Seen, seen
from tests.conftest import NOW


async def test_a_changed_file_is_served_and_a_broken_one_is_told(settings: Settings, telegram: PretendTelegram) -> None:
    overlay = settings.data_dir / "content"
    overlay.mkdir()
    assistant = Assistant(overlay, shipped=small_content.written(settings.data_dir))
    application = build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)
    own = overlay / "phuong.yaml"
    async with running(application):
        job = next(job for job in application.job_queue.jobs() if "content" in str(job.name))  # type: ignore[union-attr]
        resident = Phone(application, telegram, 501)

        own.write_text(small_content.OWN_ENTRY, encoding="utf-8")
        await job.run(application)
        assert seen(telegram.calls[-1]) == Seen("Nội dung phường vừa sửa đã được dùng.", ())
        assert telegram.calls[-1].parameters["chat_id"] == 9001
        assert (await resident.asks("chợ hoa xuân ở đâu")).text.startswith("Chợ hoa xuân mở ở sân nhà văn hóa.")

        own.write_text("entries:\n- id: [", encoding="utf-8")
        await job.run(application)
        assert "phuong.yaml:3: không đọc được YAML" in seen(telegram.calls[-1]).text
        assert (await resident.asks("chợ hoa xuân ở đâu")).text.startswith("Chợ hoa xuân mở ở sân nhà văn hóa.")

        calls = len(telegram.calls)
        await job.run(application)
        assert len(telegram.calls) == calls
    assert texts.OVERLAY_TAKEN
    assert app.OVERLAY_CHECK.total_seconds() <= 10
