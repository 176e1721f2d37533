"""Every sentence about passing a notice on."""

TO_PASTE = "<b>1. Chữ để dán vào nhóm Zalo</b>\n\nÔng/bà bấm giữ tin dưới đây, chọn “Sao chép”, rồi dán vào nhóm."
PICTURE = "2. Ảnh để gửi vào nhóm, hoặc in ra dán bảng tin"
FORWARD_IT = "Tin này là ảnh, tệp hoặc giọng nói: ông/bà bấm giữ tin của phường rồi chọn “Chuyển tiếp”."


def to_read_aloud(script: str) -> str:
    """The loudspeaker's script; `script` is safe in HTML."""
    return f"<b>3. Bài để đọc trên loa</b>\n\n{script}"
