"""A ward's content of a few lines, for tests that load it again and again."""

from pathlib import Path

CONTENT = """topics:
- {id: van-hoa, title: "Văn hóa"}
documents:
  thong-bao-phuong: {title: "Thông báo của phường"}
ward:
  ten: {label: "tên phường", value: "phường Sao Mai"}
  gio-lam-viec: {label: "giờ làm việc của phường", value: ""}
entries:
- id: gio-mo-cua
  title: "Giờ làm việc"
  topic: van-hoa
  answer: "Phường làm việc: {{ward gio-lam-viec}}."
  source: [{doc: thong-bao-phuong}]
  ask: [giờ làm việc của ủy ban phường, mấy giờ phường mở cửa, lúc nào có người ở phường]
"""

OWN_ENTRY = """entries:
- id: cho-hoa
  title: "Chợ hoa xuân của phường"
  topic: van-hoa
  answer: "Chợ hoa xuân mở ở sân nhà văn hóa."
  source: [{doc: thong-bao-phuong}]
  ask: [chợ hoa xuân ở đâu, năm nay bán hoa tết chỗ nào, hội hoa xuân của phường]
ward:
  gio-lam-viec: {value: "8 giờ đến 17 giờ"}
"""
"""What the ward adds to it."""


def written(folder: Path) -> Path:
    """Put it into a new folder inside this one; returns that."""
    shipped = folder / "shipped"
    shipped.mkdir()
    (shipped / "small.yaml").write_text(CONTENT, encoding="utf-8")
    return shipped
