"""Practice dossiers: who comes, what they want, what the clerk types, which papers are scanned."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kiosk.domain.forms import Form
from kiosk.practice.persons import Person, practice_person

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A citizen's business. `query` finds the procedure; `cards` are persons' cards with the form's prefix for each;
    `values` is what is typed, by path; `pages` says how many
    pages are scanned for each document, in the procedure's scanning order."""

    procedure: str
    query: str
    applicant: Person
    values: Values
    cards: tuple[tuple[str, Person], ...] = ()
    pages: tuple[int, ...] = (1,)
    rows: int = 1

    def file_form(self, asked: Form) -> dict[str, object]:
        """The form as FILE.json has it: what is typed, and what the cards bring of the fields that are `asked`."""
        known = {f.key for f in asked.fields()}
        form: dict[str, object] = {k: v for k, v in self.values.items() if "." not in k}
        rows: list[dict[str, str]] = []
        for n in range(self.rows):
            prefix = f"certified_documents.{n}."
            row = {k.removeprefix(prefix): v for k, v in self.values.items() if k.startswith(prefix)}
            if row:
                rows.append(row)
        if rows:
            form["certified_documents"] = rows
        for prefix, person in self.cards:
            born = person.birth_date.isoformat()
            brought = {
                f"{prefix}_name": person.name,
                f"{prefix}_birth": born,
                f"{prefix}_birth_date": born,
                f"{prefix}_sex": person.sex,
                f"{prefix}_residence": person.address,
                f"{prefix}_id_document": person.personal_id,
            }
            form |= {key: text for key, text in brought.items() if key in known}
        return form


@dataclass(slots=True)
class CaseMaker:
    """Makes cases from a seed; the same seed makes the same people."""

    random: Random
    today: date
    _children: tuple[str, ...] = field(default=("Minh Khôi", "Gia Bảo", "Bảo Ngọc", "An Nhiên", "Đức Thịnh"))

    def person(self, sex: str | None = None, age: tuple[int, int] = (24, 60)) -> Person:
        return practice_person(self.random, sex=sex, age=age, today=self.today)

    def _day(self, days_ago: int) -> str:
        return f"{self.today - timedelta(days=days_ago):%d%m%Y}"

    def birth(self, days_old: int = 7) -> Case:
        mother, father = self.person("Nữ", (22, 38)), self.person("Nam", (24, 42))
        return Case(
            "1.001193",
            "ks",
            mother,
            {
                "relation": "Mẹ",
                "child_name": f"{father.family_name} {self.random.choice(self._children)}".lower(),
                "child_birth_date": self._day(days_old),
                "child_sex": "Nam",
                "child_ethnicity": "Kinh",
                "birth_place": "Bệnh viện Phụ sản Hà Nội, phường Giảng Võ, Hà Nội",
                "hometown": "Xã Đặng Xá, Gia Lâm, Hà Nội",
                "copies_requested": "2",
            },
            cards=(("mother", mother), ("father", father)),
            pages=(1,),
        )

    def death(self) -> Case:
        deceased = self.person(age=(70, 92))
        return Case(
            "1.000656",
            "khai tu",
            self.person(),
            {
                "relation": "Con",
                "deceased_ethnicity": "Kinh",
                "death_time": f"5:40 {self.today - timedelta(days=2):%d/%m/%Y}",
                "death_place": "Tại nhà, thôn Cự Đà, xã Đặng Xá",
                "death_cause": "Tuổi cao",
                "copies_requested": "1",
            },
            cards=(("deceased", deceased),),
            pages=(1,),
        )

    def marriage(self) -> Case:
        woman, man = self.person("Nữ", (22, 32)), self.person("Nam", (24, 36))
        return Case(
            "1.000894",
            "ket hon",
            woman,
            {
                "female_ethnicity": "Kinh",
                "female_marriage_count": "1",
                "male_ethnicity": "Tày",
                "male_marriage_count": "1",
            },
            cards=(("female", woman), ("male", man)),
            pages=(1,),
        )

    def marital_status(self) -> Case:
        subject = self.person(age=(22, 35))
        return Case(
            "1.004873",
            "tinh trang hon nhan",
            subject,
            {
                "relation": "Bản thân",
                "subject_ethnicity": "Kinh",
                "residence_period": "xã Đặng Xá, từ năm 2015 đến nay",
                "marital_status": "Chưa đăng ký kết hôn với ai",
                "purpose": "Bổ sung hồ sơ vay vốn",
            },
            cards=(("subject", subject),),
        )

    def extract_copy(self, copies: int = 3) -> Case:
        subject = self.person()
        return Case(
            "2.000635",
            "trich luc",
            subject,
            {
                "relation": "Bản thân",
                "event_kind": "Khai sinh",
                "registered_at": "UBND xã Đặng Xá, huyện Gia Lâm",
                "copies_requested": str(copies),
            },
            cards=(("subject", subject),),
        )

    def certified_copy(self) -> Case:
        return Case(
            "2.000815",
            "ban sao tu ban chinh",
            self.person(),
            {
                "certified_documents.0.document_name": "Bằng tốt nghiệp đại học",
                "certified_documents.0.pages": "2",
                "certified_documents.0.copies": "3",
            },
            pages=(2,),
        )

    def signature(self) -> Case:
        return Case(
            "2.000884",
            "chu ky",
            self.person(),
            {"document_name": "Giấy ủy quyền nhận lương hưu", "pages": "1", "copies": "2"},
            pages=(1,),
        )

    def correction(self) -> Case:
        subject = self.person(age=(25, 50))
        return Case(
            "1.004859",
            "cai chinh",
            subject,
            {
                "relation": "Bản thân",
                "kind": "Cải chính",
                "document_kind": "Giấy khai sinh",
                "register_number": "Số 112, quyển 01/1998, UBND xã Đặng Xá",
                "from_text": "Tháng sinh: 8",
                "to_text": "Tháng sinh: 3",
                "reason": "Sổ gốc ghi nhầm tháng sinh so với giấy chứng sinh",
            },
            cards=(("subject", subject),),
            pages=(3,),
        )

    def guardianship(self) -> Case:
        guardian, ward = self.person(age=(40, 60)), self.person(age=(14, 16))
        return Case(
            "1.004837",
            "dang ky giam ho",
            guardian,
            {"reason": "Cha mẹ đi làm xa, ông bà nội nhận chăm sóc cháu"},
            cards=(("guardian", guardian), ("ward", ward)),
            pages=(2,),
        )

    def recognition(self) -> Case:
        parent, child = self.person("Nam", (35, 50)), self.person(age=(15, 18))
        return Case(
            "1.001022",
            "nhan cha me con",
            parent,
            {"relation": "Bản thân"},
            cards=(("parent", parent), ("child", child)),
            pages=(2,),
        )
