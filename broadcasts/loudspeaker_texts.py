"""How Vietnamese is read aloud: the words for numbers, letters, units, abbreviations and documents, and what an
announcer says around a notice.

Kinds of documents are abbreviated as in phụ lục III of Nghị định 30/2020/NĐ-CP. What has several meanings in ward
papers (CP, TU, TS...) has no entry: it is spelled by its letters instead of being read wrongly.
"""

from typing import Final

# --- Numbers and letters ----------------------------------------------------------------------------------------------

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
TEN, TENS, HUNDRED, AND = "mười", "mươi", "trăm", "linh"
AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
"""What one, four and five are called behind twenty and more."""
FIVE_AFTER_TEN: Final = "lăm"
THOUSANDS: Final = ("", "nghìn", "triệu")
BILLION: Final = "tỷ"
POINT, MINUS, OVER, UNTIL = "phẩy", "âm", "trên", "đến"
ORDINALS: Final = {1: "nhất", 4: "tư"}
"""What follows "thứ", where it is not the number itself."""
LETTERS: Final = {
    "A": "a",
    "B": "bê",
    "C": "xê",
    "D": "dê",
    "Đ": "đê",
    "E": "e",
    "F": "ép",
    "G": "gờ",
    "H": "hát",
    "I": "i",
    "J": "gi",
    "K": "ca",
    "L": "lờ",
    "M": "mờ",
    "N": "nờ",
    "O": "o",
    "P": "pê",
    "Q": "quy",
    "R": "rờ",
    "S": "sờ",
    "T": "tê",
    "U": "u",
    "V": "vê",
    "W": "vê-kép",
    "X": "ích",
    "Y": "i-dài",
    "Z": "dét",
}

# --- Days and hours ---------------------------------------------------------------------------------------------------

DAY, EARLY_DAY, MONTH, YEAR, HOUR, MINUTE = "ngày", "mùng", "tháng", "năm", "giờ", "phút"
FOURTH_MONTH: Final = "tư"
LAST_EARLY_DAY: Final = 10
"""Up to this day of a month people say "mùng"."""
DAY_SAID: Final = "ngày|mùng|mồng"
DAY_BEFORE: Final = "tháng|đến|và|hoặc"
"""Before these words the number behind "ngày" is a day of the month, and no count of days."""
NO_DATE_BEFORE: Final = "số|số nhà|nhà|ngõ|ngách|hẻm|kiệt|đường|đạt|được|tỷ lệ"
"""Behind these words 5/12 is a house or a share, no day."""
NO_DATE_AFTER: Final = (
    "tổ|hộ|người|phường|xã|chỉ tiêu|đồng chí|đại biểu|phiếu|cháu|em|đảng viên|gia đình|nhà|TDP|trường|ý kiến"
)
"""Before these words 8/10 is a share, no day."""
ORDINAL_BEFORE: Final = "thứ"
CALL: Final = "gọi|số máy|điện thoại"
"""Behind these words 111 to 115 are emergency numbers, not amounts."""
HOTLINE: Final = "tổng đài|đường dây nóng|hotline"
"""Behind these words three or four digits are a number to call."""
ROMAN_BEFORE: Final = (
    "khóa|khoá|quý|kỳ|đại hội|mục|phần|chương|cấp|hạng|loại|khu|thế kỷ|nhóm|giai đoạn|vòng|ca|thứ|tổ|khối|bậc|quân khu"
)
"""Behind these words a single I, V or X is a number."""

# --- Units, by what stands behind a number ----------------------------------------------------------------------------

UNITS: Final = {
    "%": "phần trăm",
    "đ": "đồng",
    "₫": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "k": "nghìn đồng",
    "tr": "triệu",
    "km/h": "ki-lô-mét một giờ",
    "km2": "ki-lô-mét vuông",
    "km": "ki-lô-mét",
    "m2": "mét vuông",
    "m3": "mét khối",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
    "ml": "mi-li-lít",
    "m": "mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "g": "gam",
    "l": "lít",
    "kwh": "ki-lô-oát giờ",
    "w": "oát",
    "h": "giờ",
    "ph": "phút",
    "p": "phút",
    "°c": "độ xê",
    "°": "độ",
}
SPACED_UNITS: Final = "%₫đ"
"""Of the units of one sign, those that may stand apart from their number."""
PER: Final = "một"
"""Between a price and what it is for: "đồng một tháng"."""
PER_BEHIND: Final = "đồng|triệu|nghìn|lần|người|buổi|suất|số"
CAPITALS: Final = "A-ZĐ"
CONSONANTS: Final = "BCDĐFGHJKLMNPQRSTVWXZ"
"""A word of only these is no word: it is spelled."""

# --- Documents --------------------------------------------------------------------------------------------------------

DOCUMENTS: Final = {
    "NĐ": "nghị định",
    "QĐ": "quyết định",
    "NQ": "nghị quyết",
    "TT": "thông tư",
    "TTLT": "thông tư liên tịch",
    "CT": "chỉ thị",
    "KH": "kế hoạch",
    "TB": "thông báo",
    "CV": "công văn",
    "HD": "hướng dẫn",
    "KL": "kết luận",
    "QC": "quy chế",
    "QyĐ": "quy định",
    "BC": "báo cáo",
    "TTr": "tờ trình",
    "GM": "giấy mời",
    "CTr": "chương trình",
    "CĐ": "công điện",
    "L": "luật",
    "PL": "pháp lệnh",
}
ISSUERS: Final = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TW": "Trung ương",
    "ĐU": "Đảng ủy",
    "MTTQ": "Mặt trận Tổ quốc",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BNV": "Bộ Nội vụ",
    "BYT": "Bộ Y tế",
    "BTP": "Bộ Tư pháp",
    "BXD": "Bộ Xây dựng",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
LAW, NUMBERED, OF, TERM = "luật", "số", "của", "khóa"

# --- Abbreviations ----------------------------------------------------------------------------------------------------

ABBREVIATIONS: Final = {
    **{short: full for short, full in ISSUERS.items() if short not in ("CP", "BTC")},
    "TDP": "tổ dân phố",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "VNeID": "vê-nờ e i-đê",
    "GPLX": "giấy phép lái xe",
    "PCCC": "phòng cháy, chữa cháy",
    "CNCH": "cứu nạn, cứu hộ",
    "ANTT": "an ninh, trật tự",
    "ATGT": "an toàn giao thông",
    "TTATXH": "trật tự, an toàn xã hội",
    "ATTP": "an toàn thực phẩm",
    "VSATTP": "vệ sinh, an toàn thực phẩm",
    "VSMT": "vệ sinh môi trường",
    "NVQS": "nghĩa vụ quân sự",
    "DQTV": "dân quân tự vệ",
    "KT-XH": "kinh tế, xã hội",
    "QP-AN": "quốc phòng, an ninh",
    "GD&ĐT": "giáo dục và đào tạo",
    "GDĐT": "giáo dục và đào tạo",
    "TTHC": "thủ tục hành chính",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "PVHCC": "phục vụ hành chính công",
    "HCC": "hành chính công",
    "CNTT": "công nghệ thông tin",
    "CLB": "câu lạc bộ",
    "NVH": "nhà văn hóa",
    "HTX": "hợp tác xã",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "CCB": "cựu chiến binh",
    "LHPN": "liên hiệp phụ nữ",
    "TNCS": "thanh niên cộng sản",
    "ĐTN": "đoàn thanh niên",
    "NCT": "người cao tuổi",
    "NKT": "người khuyết tật",
    "BCH": "ban chấp hành",
    "BTV": "ban thường vụ",
    "BCĐ": "ban chỉ đạo",
    "BTC": "ban tổ chức",
    "ĐBQH": "đại biểu Quốc hội",
    "UBBC": "ủy ban bầu cử",
    "CSKV": "cảnh sát khu vực",
    "CSGT": "cảnh sát giao thông",
    "CSHS": "cảnh sát hình sự",
    "QSDĐ": "quyền sử dụng đất",
    "GCN": "giấy chứng nhận",
    "GPMB": "giải phóng mặt bằng",
    "NSNN": "ngân sách nhà nước",
    "SXKD": "sản xuất, kinh doanh",
    "KCB": "khám, chữa bệnh",
    "SXH": "sốt xuất huyết",
    "TCMR": "tiêm chủng mở rộng",
    "DS-KHHGĐ": "dân số, kế hoạch hóa gia đình",
    "XHCN": "xã hội chủ nghĩa",
    "TNXH": "tệ nạn xã hội",
    "BTXH": "bảo trợ xã hội",
    "SĐT": "số điện thoại",
    "TP": "thành phố",
    "VN": "Việt Nam",
    "QR": "quy-rờ",
    "OTP": "ô-tê-pê",
    "SMS": "ét-em-ét",
    "đ/c": "đồng chí",
    "Đ/c": "đồng chí",
    "v/v": "về việc",
    "V/v": "về việc",
}
BEFORE_NAMES: Final = {"TP.": "thành phố", "Tp.": "thành phố", "P.": "phường", "Q.": "quận"}
"""Abbreviations with a point, before a name or number."""
IN_CONTEXT: Final = (
    (r"\b24h?/24h?\b", "suốt ngày đêm"),
    (r"\b[ĐS]?ĐT(?=[ :.]*\d)", "điện thoại"),
    (r"(?:(?<=sáng )|(?<=trưa )|(?<=chiều )|(?<=tối ))CN\b|\bCN(?= (?:ngày )?\d{1,2}/)", "chủ nhật"),
)
"""Abbreviations that mean this only beside such words; elsewhere they are spelled."""
SIGNS: Final = {
    "&": " và ",
    "+": " cộng ",
    "=": " bằng ",
    "≥": " từ ",
    "≤": " không quá ",
    ">": " trên ",
    "<": " dưới ",
}

# --- What is said around a notice -------------------------------------------------------------------------------------

ELSEWHERE: Final = "địa chỉ ghi trong tin nhắn của phường"
"""What stands for an address on the internet, which nobody can note down from a loudspeaker."""
GREETING: Final = "Kính thưa bà con!"
ONCE_MORE: Final = "Xin nhắc lại:"
UNFINISHED: Final = "…"
MORE: Final = "Nội dung đầy đủ có trong tin nhắn của phường."
THANKS: Final = "Xin cảm ơn bà con đã lắng nghe."


def announces(ward: str) -> str:
    """Who speaks; the ward's name is in words already."""
    return f"{ward[:1].upper()}{ward[1:]} xin thông báo."


def code_line(spelled: str) -> str:
    """Under which code the notice can be checked."""
    return f"Mã của tin này là: {spelled}."
