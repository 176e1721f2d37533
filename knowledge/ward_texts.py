"""What `new-ward` asks, answers and writes: the first files of another ward."""

from collections.abc import Iterable, Sequence

WARD_KINDS = ("phường",)
CITY_KINDS = ("thành phố", "tỉnh")
"""What names begin with."""

ASK_NAME = "Tên phường (ví dụ: phường Sao Mai): "
ASK_CITY = "Thuộc thành phố hay tỉnh nào (ví dụ: thành phố Sao Sáng): "
ASK_TDPS = "Số tổ dân phố, hoặc tên các tổ cách nhau bằng dấu phẩy: "
ASK_EVENT = "Một ngày sắp tới của phường (ví dụ: 2027-01-15 Họp tổ dân phố đầu năm); chưa có thì bấm Enter: "
BAD_NAME = "Tên phải bắt đầu bằng chữ “phường”, vì trợ lý tự gọi mình là trợ lý của phường. Xin gõ lại: "
BAD_CITY = "Tên phải bắt đầu bằng “thành phố” hoặc “tỉnh”. Xin gõ lại: "
BAD_TDPS = "Xin gõ một số từ 1 đến 300, hoặc tên các tổ khác nhau, cách nhau bằng dấu phẩy: "
BAD_EVENT = "Xin gõ ngày dạng năm-tháng-ngày rồi tên việc, ví dụ: 2027-01-15 Họp tổ dân phố đầu năm: "
BAD_LINE = "Xin gõ trên một dòng, không dùng dấu { }: "
PLAN_LABEL = "kế hoạch năm của phường: việc chính và ngày"
VALUES_HEADING = """\
# Tên gọi, và những điều chỉ phường mới biết. Ô trống nghĩa là chưa biết: người dân sẽ đọc thấy “phường sẽ thông báo”.
# Không đoán. Điền xong một ô là dùng được ngay, không cần cài lại.
"""
CALENDAR_HEADING = """\
# Lịch của phường (/lich). Thêm một dòng cho mỗi việc; `end` là ngày cuối nếu kéo dài, `entry` là mục để đọc thêm.
# Lễ và hạn chung của cả nước đã có sẵn. Ví dụ một việc nhiều ngày:
# {id: don-ve-sinh, title: "Tuần lễ vệ sinh", start: 2027-03-01, end: 2027-03-07}
"""
PLACES_HEADING = """\
# `here`: tên của mình, không kèm chữ phường, thành phố. `elsewhere`: tên các phường, xã lân cận; câu hỏi nêu tên đó
# là hỏi về nơi khác, trợ lý sẽ nói vậy thay vì trả lời bằng chuyện của phường mình.
"""
ENTRIES = """\
# Ba mục mẫu: hai mục chờ phường điền, một mục có con số và nguồn. Sửa hoặc xóa tùy ý; cách viết xem DOC-TRUOC.md.
documents:
  thong-tin-phuong: {{title: {document}}}
entries:
- id: phuong-gio-lam-viec
  title: "UBND phường: giờ làm việc, địa chỉ"
  topic: chinh-quyen
  answer: "Giờ làm việc: {{{{ward gio-lam-viec}}}}."
  details: |
    • Địa chỉ UBND {{{{ward ten}}}}: {{{{ward dia-chi-ubnd}}}}
    • Điện thoại: {{{{ward dien-thoai-ubnd}}}}
    • Trung tâm Phục vụ hành chính công: {{{{ward dia-chi-trung-tam}}}}
  source:
  - doc: thong-tin-phuong
  ask:
  - giờ làm việc của phường
  - ủy ban phường mở cửa mấy giờ
  - địa chỉ ủy ban nhân dân phường ở đâu
  - số điện thoại của ủy ban phường
  - phường có làm việc thứ bảy không
- id: phuong-co-may-to
  title: "Phường có mấy tổ dân phố"
  topic: dan-chu
  answer: "Có {count} tổ dân phố ở {{{{ward ten}}}}, {{{{ward thanh-pho}}}}."
  details: {names}
  source:
  - {{doc: thong-tin-phuong, figures: {figures}}}
  ask:
  - phường mình có mấy tổ dân phố
  - tên các tổ dân phố trong phường
  - số lượng tổ dân phố của phường mình
  - phường được chia làm bao nhiêu tổ
- id: phuong-ke-hoach-nam
  title: "Kế hoạch năm của phường"
  topic: nghi-quyet
  answer: "Kế hoạch năm của phường: {{{{ward ke-hoach-nam}}}}."
  source:
  - doc: thong-tin-phuong
  ask:
  - kế hoạch năm của phường là gì
  - năm nay phường mình định làm gì
  - phường có kế hoạch gì trong năm
"""
_GUIDE = """\
# Thư mục của {name}

| tệp | để làm gì |
| --- | --- |
| `ward.yaml` | tên gọi, địa chỉ, số điện thoại, giờ làm việc; điền dần, ô trống đọc là “phường sẽ thông báo” |
| `gioi-thieu.yaml` | ba mục mẫu; mục mới viết thêm ở đây hoặc trong tệp `.yaml` khác của thư mục này |
| `lich.yaml` | lịch của phường |
| `dia-danh.yaml` | tên mình và tên các phường, xã lân cận |
| `to-truong.csv` | danh sách tổ trưởng để mời: mở bằng Excel, điền tên và số điện thoại |

Luật, chế độ chung của cả nước (bảo hiểm y tế, phân loại rác, bầu cử, thủ tục…) đã có sẵn và tự cập nhật theo bản mới.

## Một mục của nghị quyết

Mỗi con số phải có nguồn. Ví dụ một chỉ tiêu (thay … bằng lời và số của nghị quyết phường):

```yaml
documents:
  nghi-quyet-phuong: {{title: "Nghị quyết …"}}
entries:
- id: chi-tieu-1
  number: 1
  theme: kinh-te
  title: "Chỉ tiêu 1: …"
  topic: chi-tieu
  answer: "…"
  source:
  - {{doc: nghi-quyet-phuong, at: "mục …", figures: "…"}}
  ask: ["…", "…", "…"]
```

## Kiểm tra và chạy

1. `python -m knowledge --ward THƯ-MỤC-NÀY check` nêu từng lỗi kèm tệp và dòng, và những điều còn phải điền.
2. `python -m knowledge --ward THƯ-MỤC-NÀY ask "giờ làm việc của phường"` hỏi thử.
3. Trong `.env`: `WARD_DIR=THƯ-MỤC-NÀY`, rồi `make run`.
4. `python -m bot leaders import to-truong.csv` nhận danh sách tổ trưởng.
"""


def ask_contact(label: str) -> str:
    """One thing only the ward can say; it may be left out."""
    return f"{label[:1].upper()}{label[1:]} (chưa có thì bấm Enter): "


def own_word(ward: str) -> str:
    """The document behind what the ward itself has told."""
    return f"Thông tin do UBND {ward} cung cấp"


def tdp_names(names: Sequence[str]) -> str:
    """All TDPs in one sentence."""
    if all(name.isdecimal() for name in names):
        return f"Các tổ được đánh số từ {names[0]} đến {names[-1]}."
    return "Các tổ dân phố: " + ", ".join(names) + "."


def leaders_table(tdps: Iterable[str]) -> str:
    """A list of leaders to be filled in with a spreadsheet."""
    return "Tổ dân phố,Họ và tên,Chức vụ,Điện thoại\n" + "".join(f"Tổ {tdp},,Tổ trưởng,\n" for tdp in tdps)


def guide(ward: str) -> str:
    """What each file is for."""
    return _GUIDE.format(name=ward)


def folder_not_empty(folder: str) -> str:
    """Nothing is overwritten."""
    return f"Thư mục {folder} đã có tệp; hãy chọn một thư mục mới hoặc còn trống."


def folder_unusable(folder: str, reason: str) -> str:
    """The folder cannot be written."""
    return f"Không ghi được vào thư mục {folder} ({reason}); hãy chọn thư mục khác."


def needed(option: str) -> str:
    """An answer is missing and there is nobody to ask."""
    return f"Còn thiếu {option}; hãy thêm vào dòng lệnh, hoặc chạy lệnh trong cửa sổ dòng lệnh để được hỏi."


def laid_out(folder: str, files: int) -> str:
    """The ward's files are written."""
    return f"Đã tạo {files} tệp trong {folder}. Đọc trước: DOC-TRUOC.md. Để dùng: đặt WARD_DIR={folder} trong .env."
