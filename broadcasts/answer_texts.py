"""The words in which leaders answer a notice, lower-case and without accents."""

import re
from typing import Final

_POLITE = r"(?:(?:da|vang|ok|oke|okay|okie|uh|u|roi|duoc|tot|xin|bao cao|thua|kinh) )*"
_WHO = r"(?:(?:toi|em|minh|chau|bac|chung toi|to(?: dan pho)?(?: so)?(?: \d+)?|tdp \d+) )?"
_END = r"(?: (?:roi|du|day du|a|nhe|nha|r|het|ca|rui|cam on|phuong|can bo|thong bao|tin|duoc|nay|tot))*"

RECEIVED: Final = re.compile(
    rf"{_POLITE}{_WHO}(?:da )?(?:nhan|nhan duoc|nhan tin|nhan thong bao|doc|xem|ro|nam|nam ro|biet|tiep thu){_END}"
)
JUST_YES: Final = re.compile(r"(?:ok|oke|okay|okie|vang|da|da vang|r|ok a|vang a)(?: (?:roi|a|nhe|ban))*")
"""Enough under the notice itself, too little anywhere else."""
CARRIED_OUT: Final = re.compile(
    rf"{_POLITE}{_WHO}(?:da )?(?:trien khai|thuc hien|hoan thanh|lam xong|xong|phat loa|pho bien|bao ba con|"
    r"dan thong bao|dang len nhom|gui len nhom)"
    rf"(?: (?:xong|toi|den|cho|tung|cac|ho|dan|ba con|nhan dan|ca to|len loa))*{_END}"
)
COMES: Final = re.compile(
    rf"{_POLITE}{_WHO}(?:se |co the |nhat dinh )?(?:du|du hop|di|di hop|den|den hop|tham gia|tham du|co mat){_END}"
)
STAYS_AWAY: Final = re.compile(
    rf"{_POLITE}{_WHO}(?:(?:xin |bao )?(?:vang|vang mat)|xin nghi|nghi hop|ban|"
    r"khong (?:du|di|den|tham gia|tham du)(?: hop)?(?: duoc)?|khong the (?:du|di|den|tham gia))\b.*"
)
QUESTION: Final = re.compile(r".*\b(?:gi|nao|bao nhieu|bao gio|may gio|may ngay|tai sao|lam sao|co sao)\b.*")
"""Asks something back: a question, however it begins."""
FIGURE: Final = re.compile(
    rf"{_POLITE}{_WHO}(?:co |duoc |da co |tong (?:so |cong )?|la |: )*(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,7}})"
    r"(?P<unit> (?:ho|nha|gia dinh|nguoi|chau|em|suat|phieu|can|thung|diem|ca|truong hop|luot|cu tri|dang vien|cay|m2|"
    r"kg)(?: [^\W\d]+){0,6})?"
)
