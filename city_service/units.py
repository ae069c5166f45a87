"""What a unit is called: as its devices were enrolled, else as the catalogue has it."""

from city_service.database import Pool
from kiosk.catalogue import Catalogue


class UnitNames:
    """Names by code. Read anew for each page: units come and go with reforms."""

    def __init__(self, pool: Pool, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        with pool.connection() as connection:
            rows = connection.execute(
                "SELECT DISTINCT ON (unit_code) unit_code, unit_name FROM device ORDER BY unit_code, enrolled_at DESC"
            ).fetchall()
        self._enrolled: dict[str, str] = {row["unit_code"]: row["unit_name"] for row in rows}

    def __getitem__(self, code: str) -> str:
        unit = self._catalogue.unit(code)
        return self._enrolled.get(code) or (unit.name if unit is not None else code)

    @property
    def with_devices(self) -> list[tuple[str, str]]:
        """Code and name of every unit that has a device, by name."""
        return sorted(self._enrolled.items(), key=lambda pair: pair[1])
