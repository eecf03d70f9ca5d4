"""Numbers that count nobody, and why."""

from datetime import date

import pytest

from esep.document import Document
from esep.read import read

TEXTS = {
    "COVID-19 in Kazakhstan: 18 cases by age: one of 11-20 years, two of 31-40, six of 41-50.": {
        **{span: {"age", "time"} for span in ("11", "20", "31", "40", "41", "50")},
    },
    "Kazakhstan had 5 new COVID-19 cases. Call 877-978-6453 with questions.": {
        "978": {"telephone"},
        "6453": {"telephone"},
    },
    "Measles: 12 cases in Kazakhstan in the season of 2018/19.": {"19": {"year"}},
    "Covid-19 in Kazakhstan: 7 cases. Vets looked over camels (10) and horses (40).": {
        "10": {"object"},
        "40": {"object"},
    },
    "Cholera has reached 305 districts of 333.": {"305": {"place"}, "333": {"place"}},
    "New measles cases in Kazakhstan fell from 279 to 225 in the past week.": {"279": {"other day"}},
    "18+\n\nЗа сутки COVID-19 заболели 60 казахстанцев.": {"18": {"age"}},
    "КВИ в Казахстане: 60 случаев. Коек всего – 2245.": {"2245": {"object"}},
    "Қазақстанда коронавирустың 60 жағдайы тіркелді. Елдің 13 аймағында жағдай тұрақты.": {"13": {"place"}},
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_number_that_counts_nobody_is_passed_over_and_it_is_said_why(text: str) -> None:
    reading = read(Document(text, issued=date(2020, 9, 17), area="KZ"))
    why = {text[slice(*span)]: reason for span, reason in reading.passed}
    for number, reasons in TEXTS[text].items():
        assert why.get(number) in reasons, (number, why)
    assert not [problem for problem in reading.problems if problem.code == "unread"]
