"""The days that a text gives once for many figures, or points back to, in English, French, Spanish and Portuguese."""

from datetime import date

import pytest

from esep.document import Document
from esep.read import read

TEXTS = {
    # Weeks by number
    "Cholera in Kenya: between week 30 (mid-July) of 2022 and week 2 (January) of 2023, 40 people died.": [
        "40 KE death total 2022-07-25..2023-01-15"
    ],
    "Choléra au Tchad : de la S31 à la S40 2021, 45 cas ont été notifiés.": ["45 TD case total 2021-08-02..2021-10-10"],
    "Dengue en Perú. Desde la semana epidemiológica (SE) 1 hasta la 22 de 2019 hubo 600 casos.": [
        "600 PE case total since:2019-01-01"
    ],
    "Mpox en RDC : 900 cas entre la première semaine de 2019 et la première semaine de 2020.": [
        "900 CD case total 2018-12-31..2020-01-05"
    ],
    "Cólera en Haití. Del primero de enero al 30 de junio de 2020 murieron 12 personas.": [
        "12 HT death total 2020-01-01..2020-06-30"
    ],
    # Days named before
    "In May 2020 Chad had 12 cholera cases. During the same period, two people died.": [
        "12 TD case new month:2020-05",
        "2 TD death new month:2020-05",
    ],
    "Dengue no Brasil: 90 casos em 2020. No mesmo período de 2019, foram registrados 40 casos.": [
        "90 BR case total year:2020",
        "40 BR case total year:2019",
    ],
    # Days that are no period of the count
    "Mali has had 12 cholera deaths since the outbreak began in 2018.": ["12 ML death total onset"],
    "Comoros reported its first cholera outbreak since 2008. Comoros has 132 cases.": ["132 KM case total onset"],
    "Dengue en Perú: 131 casos en lo que va de 2020, más del doble de los registrados en 2019.": [
        "131 PE case total year:2020"
    ],
    "Cholera in Mali: 90 cases in 2020. In 2018 there were 40 cases. Bamako has 12.": [
        "90 ML case total year:2020",
        "40 ML case total year:2018",
        "12 ML-BKO case total year:2020",
    ],
    "Choléra au Yémen (2071 cas) en 2020.": ["2071 YE case total year:2020"],
    # Where they were
    "Ebola in Uganda.\n\nBy May, 12 cholera cases and two cholera deaths were reported in Chad.": [
        "12 TD case total onset",
        "2 TD death total onset",
    ],
    "Measles in Mexico. Of the confirmed cases Sonora has 87; Durango, 9; Mexico City, 3 and Quintana Roo, 2.": [
        "87 MX-SON case total onset",
        "9 MX-DUR case total onset",
        "3 MX-CMX case total onset",
        "2 MX-ROO case total onset",
    ],
    "Romania leads. Measles: 23 deaths in the EU/EEA. In all 40 died, 22 of them in Romania.": [
        "22 RO death total onset"
    ],
    "Une épidémie de méningite frappe le Niger voisin du Burkina Faso et a fait 252 morts.": [
        "252 NE death total onset"
    ],
}


@pytest.mark.parametrize("text", TEXTS)
def test_days_and_places_given_once(text: str) -> None:
    figures = read(Document(text, issued=date(2020, 9, 17))).figures
    claims = [(figure.value, figure.claim, figure.period) for figure in figures]
    assert [f"{n} {claim.area} {claim.event} {claim.measure} {period}" for n, claim, period in claims] == TEXTS[text]
