"""An official with a browser of their own: pages by HTTP, forms with their token."""

import re

import requests

from kiosk.practice.identity import PASSWORD
from tests.city import City


class OfficeVisitor:
    """Signs in and sends forms as a browser would."""

    def __init__(self, city: City, username: str = "vanphong1", password: str = PASSWORD) -> None:
        self.url = city.url
        self._username = username
        self.web = requests.Session()
        self.answer = self.web.post(
            f"{self.url}/office/sign-in", data={"username": username, "password": password}, timeout=20
        )

    def choose_password(self, old: str, new: str = "cua-rieng-toi") -> "OfficeVisitor":
        """As who was given one has to, then signed in anew."""
        self.post("/office/password", old=old, new=new, again=new)
        self.answer = self.web.post(
            f"{self.url}/office/sign-in", data={"username": self._username, "password": new}, timeout=20
        )
        return self

    def get(self, path: str) -> requests.Response:
        return self.web.get(f"{self.url}{path}", timeout=20)

    @property
    def form_token(self) -> str:
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/office/password").text)
        return found.group(1) if found else ""

    def post(self, path: str, files: "dict[str, tuple[str, bytes]] | None" = None, **fields: str) -> requests.Response:
        fields.setdefault("form_token", self.form_token)
        return self.web.post(f"{self.url}{path}", data=fields, files=files, timeout=30)
