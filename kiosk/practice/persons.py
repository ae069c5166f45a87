"""Practice persons: valid in form, in Hà Nội's communes, with numbers that are never issued (PPP = 000)."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kiosk.domain.text import fold

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLE = {"Nam": ("Văn", "Hữu", "Đức", "Minh", "Quang", "Xuân"), "Nữ": ("Thị", "Thu", "Ngọc", "Thanh", "Kim", "Bích")}
_GIVEN = {
    "Nam": ("Hùng", "Dũng", "Khôi", "Tuấn", "Sơn", "Hiếu", "Phúc", "Trường", "Thịnh", "Cường"),
    "Nữ": ("Lan", "Hương", "Nguyệt", "Thảo", "Yến", "Mỹ", "Quỳnh", "Huyền", "Trâm", "Hạnh"),
}
_PLACES = ("Thôn Hoàng Long", "Thôn Đổng Xuyên", "Thôn Cự Đà", "Tổ 5", "Thôn Lời", "Thôn An Đà")


@dataclass(frozen=True, slots=True)
class Person:
    personal_id: str
    name: str
    sex: str
    birth_date: date
    address: str
    phone: str
    email: str

    @property
    def family_name(self) -> str:
        return self.name.split()[0]

    def card(self) -> str:
        """The text of the person's ID-card QR, issued ten years after birth at the earliest."""
        issued = date(max(self.birth_date.year + 14, 2021), 6, 15)
        born = f"{self.birth_date:%d%m%Y}"
        return f"{self.personal_id}||{self.name}|{born}|{self.sex}|{self.address}|{issued:%d%m%Y}"

    def applicant(self) -> dict[str, str]:
        """The person as FILE.json names an applicant."""
        return {
            "personal_id": self.personal_id,
            "name": self.name,
            "birth_date": self.birth_date.isoformat(),
            "sex": self.sex,
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
        }


def practice_person(random: Random, *, sex: str | None = None, age: tuple[int, int] = (22, 70), today: date) -> Person:
    """A person of that sex and age in years."""
    sex = sex or random.choice(("Nam", "Nữ"))
    years = random.randint(*age)
    birth = today - timedelta(days=365 * years + random.randint(92, 330))
    name = f"{random.choice(_FAMILY)} {random.choice(_MIDDLE[sex])} {random.choice(_GIVEN[sex])}"
    century = 2 * (birth.year // 100 - 19) + (sex == "Nữ")
    number = f"000{century}{birth.year % 100:02}{random.randrange(1_000_000):06}"
    return Person(
        personal_id=number,
        name=name,
        sex=sex,
        birth_date=birth,
        address=f"{random.choice(_PLACES)}, xã Đặng Xá, Gia Lâm, Hà Nội",
        phone=f"09{random.randrange(100_000_000):08}",
        email=f"{fold(name).replace(' ', '.')}@example.vn",
    )
