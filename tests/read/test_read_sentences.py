"""One sentence, one matter: numbers, dates, names and lists in three languages."""

from datetime import date

import pytest

from esep.document import Document
from esep.figure import Figure
from esep.read import read
from labelled import row


def said(text: str, area: str | None = "KZ", **about: object) -> tuple[Figure, ...]:
    return read(Document(text, **{"issued": date(2020, 9, 17), "area": area, **about})).figures


SENTENCES = {
    # Numbers
    "15 new coronavirus cases were registered in Kazakhstan.": ["KZ case new 1d 15"],
    "Fifteen new coronavirus cases were registered in Kazakhstan.": ["KZ case new 1d 15"],
    "A total of 1,671 people have died of COVID-19 in Kazakhstan.": ["KZ death total onset 1671"],
    "A total of 1 671 people have died of COVID-19 in Kazakhstan.": ["KZ death total onset 1671"],
    "A total of 1\u00a0671 people have died of COVID-19 in Kazakhstan.": ["KZ death total onset 1671"],
    "A total of 1671 people have died of COVID-19 in Kazakhstan.": ["KZ death total onset 1671"],
    "A total of 1.2 million coronavirus cases were registered in Kazakhstan.": ["KZ case total onset 1200000"],
    "Всего в Казахстане 1,2 млн случаев коронавируса.": ["KZ case total onset 1200000"],
    "Всего в Казахстане 106\u202f920 случаев коронавируса.": ["KZ case total onset 106920"],
    "Всего в Казахстане 12 тыс. случаев коронавируса.": ["KZ case total onset 12000"],
    "Всего в Казахстане от коронавируса умерли двадцать три человека.": ["KZ death total onset 23"],
    "Коронавирус в Казахстане: +65 случаев за сутки.": ["KZ case new 1d 65"],
    "Елімізде коронавирус жұқтырғандар саны 106 920-ға жетті.": ["KZ case total onset 106920"],
    "Қазақстанда барлығы 12 мың адам коронавирустан жазылып шықты.": ["KZ recovery total onset 12000"],
    # Dates
    "From 7 to 13 September 2020, 37 people died of COVID-19 in Kazakhstan.": [
        "KZ death new 2020-09-07..2020-09-13 37"
    ],
    "Between 7 September and 13 September, 37 people died of COVID-19 in Kazakhstan.": [
        "KZ death new 2020-09-07..2020-09-13 37"
    ],
    "From 28 December 2020 to 3 January 2021, 66 people died of COVID-19 in Kazakhstan.": [
        "KZ death new 2020-12-28..2021-01-03 66"
    ],
    "С 28 сентября по 4 октября 2020 года от КВИ в Казахстане скончался 21 человек.": [
        "KZ death new 2020-09-28..2020-10-04 21"
    ],
    "С 28 декабря 2020 года по 3 января 2021 года от КВИ в Казахстане скончался 21 человек.": [
        "KZ death new 2020-12-28..2021-01-03 21"
    ],
    "2020 жылғы 28 қыркүйек – 4 қазан аралығында Қазақстанда коронавирустан 21 адам қайтыс болды.": [
        "KZ death new 2020-09-28..2020-10-04 21"
    ],
    "2020 жылғы 28 желтоқсан – 2021 жылғы 3 қаңтар аралығында Қазақстанда коронавирустан 66 адам қайтыс болды.": [
        "KZ death new 2020-12-28..2021-01-03 66"
    ],
    "Since 13 March, 106,920 coronavirus cases have been registered in Kazakhstan.": [
        "KZ case total since:2020-03-13 106920"
    ],
    "С 13 марта в Казахстане зарегистрировано 106 920 случаев COVID-19.": ["KZ case total since:2020-03-13 106920"],
    "2020 жылғы 13 наурыздан бері Қазақстанда коронавирустың 106 920 жағдайы тіркелді.": [
        "KZ case total since:2020-03-13 106920"
    ],
    # Who is counted
    "На 17 сентября лечение от коронавируса в Казахстане продолжают получать 4409 человек.": [
        "KZ patient current now 4409"
    ],
    "Число умерших от коронавируса в Казахстане достигло 1 671.": ["KZ death total onset 1671"],
    "За сутки умерли от коронавируса 3 человека: двое в Алматы, один в Шымкенте.": [
        "KZ death new 1d 3",
        "KZ-75 death new 1d 2",
        "KZ-79 death new 1d 1",
    ],
    "COVID-19 in Kazakhstan: 65 new cases, 3 deaths, 312 recoveries.": [
        "KZ case new 1d 65",
        "KZ death new 1d 3",
        "KZ recovery new 1d 312",
    ],
    "Kazakhstan's death toll from COVID-19 rose to 1,671.": ["KZ death total onset 1671"],
    # Names of areas
    "За сутки в СКО 99 новых случаев КВИ, в ВКО 98.": ["KZ-59 case new 1d 99", "KZ-63 case new 1d 98"],
    "Өткен тәулікте Қазақстанда 203 адам коронавирустан айықты, оның ішінде Алматыда 46, БҚО-да 24 адам.": [
        "KZ recovery new 1d 203",
        "KZ-75 recovery new 1d 46",
        "KZ-27 recovery new 1d 24",
    ],
    "Шымкентте 3 жаңа коронавирус жағдайы тіркелді, жалпы саны 5 216 жағдай.": [
        "KZ-79 case new 1d 3",
        "KZ-79 case total onset 5216",
    ],
    "In Atyrau region 9 people tested positive for coronavirus in the past 24 hours, bringing the total to 11,220.": [
        "KZ-23 case new 1d 9",
        "KZ-23 case total onset 11220",
    ],
    # Kazakh endings on abbreviations
    "Өткен тәулікте Қазақстанда COVID-19-дың 33 жаңа жағдайы тіркелді.": ["KZ case new 1d 33"],
    "7-13 қыркүйек аралығында Қазақстанда КВИ-дан 37 адам қайтыс болды.": ["KZ death new 2020-09-07..2020-09-13 37"],
    # Lists
    "В Костанайской области 9 случаев COVID-19: Рудный – 4, Костанай – 5.": [
        "KZ-39 case new 1d 9",
        "KZ-39/Рудный case new 1d 4",
        "KZ-39/Костанай case new 1d 5",
    ],
    "В стране всего 900 случаев COVID-19, из них за сутки:\n- в Алматы – 7,\n- в ВКО – 2.": [
        "KZ case total onset 900",
        "KZ-75 case new 1d 7",
        "KZ-63 case new 1d 2",
    ],
    "Коронавирус: Қазалы, Арал, Шиелі, Жалағаш аудандарында тағы 1 жағдай тіркелді.": [
        "KZ-43/Қазалы case new 1d 1",
        "KZ-43/Арал case new 1d 1",
        "KZ-43/Шиелі case new 1d 1",
        "KZ-43/Жалағаш case new 1d 1",
    ],
    "Елімізде коронавирустан Алматы қаласы мен Атырау, Алматы облыстарында бір адамнан қайтыс болды.": [
        "KZ-75 death new 1d 1",
        "KZ-23 death new 1d 1",
        "KZ-19 death new 1d 1",
    ],
    "COVID-19: в Рудном 5 случаев, в Аркалыке 4, в Лисаковске 3, в Житикаре 2, в Тобыле 1.": [
        "KZ-39/Рудном case total onset 5",
        "KZ-39/Аркалыке case total onset 4",
        "KZ-39/Лисаковске case total onset 3",
        "KZ-39/Житикаре case total onset 2",
        "KZ-39/Тобыле case total onset 1",
    ],
    # Whose words are whose
    "Выявлено 12 случаев коронавируса, медики нашли их в Алматы.": ["KZ-75 case new 1d 12"],
    "Умерли за все время пандемии 37 заболевших COVID-19.": ["KZ death total onset 37"],
    "Шымкентте 66 адамнан коронавирус анықталып, 48 адам айықты.": ["KZ-79 case new 1d 66", "KZ-79 recovery new 1d 48"],
    "Всего случаев COVID-19 – 4 млн. 488 тыс. 821.": ["KZ case total onset 4488821"],
    "За прошлый год COVID-19 заболели 80 казахстанцев, с начала нынешнего – уже 30.": [
        "KZ case total year:2019 80",
        "KZ case total year:2020 30",
    ],
    "Коронавирус жұқтырған 5 адам қайтыс болды.": ["KZ death new 1d 5"],
    "Ақтауда COVID-19 жұқтырған 14 адам анықталды, оның ішінде емделіп шыққаны – 2.": [
        "KZ-47/Ақтауда case new 1d 14",
        "KZ-47/Ақтауда recovery new 1d 2",
    ],
    "Число жертв коронавируса выросло на восемь – всего умерли 45 человек.": ["KZ death total onset 45"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence(text: str) -> None:
    rows = [row(figure) for figure in said(text)]
    assert [f"{area} {event} {measure} {period} {value}" for area, event, measure, _, _, period, value in rows] == (
        SENTENCES[text]
    )
    assert {(definition, group) for _, _, _, definition, group, _, _ in rows} == {("confirmed", "-")}


def test_positive_and_negative_pcr_are_two_tracks() -> None:
    for text in (
        "За сутки в Казахстане умерли 3 с КВИ+ и 2 с КВИ-.",
        "Қазақстанда КВИ+ – 3, КВИ- – 2 жаңа жағдай тіркелді.",
    ):
        assert [(f.claim.definition, f.value) for f in said(text)] == [("confirmed", 3), ("probable", 2)]


def test_a_dash_after_the_abbreviation_is_no_minus() -> None:
    [figure] = said("КВИ - 5 новых случаев за сутки в Казахстане.")
    assert (figure.claim.definition, figure.value) == ("confirmed", 5)


def test_symptoms() -> None:
    text = "В республике выявлено 630 заболевших COVID-19, из них с симптомами 400, без симптомов 230."
    assert [(f.claim.group, f.value, f.status) for f in said(text)] == [
        ("-", 630, "proved"),
        ("symptomatic", 400, "proved"),
        ("asymptomatic", 230, "proved"),
    ]


def test_a_number_repeated_after_of_is_not_counted_twice() -> None:
    reading = read(
        Document(
            "From 7 to 13 September 2020, 37 people died of COVID-19 in Kazakhstan: of 37, 1 in Almaty, 36 in Astana.",
            issued=date(2020, 9, 17),
            area="KZ",
        )
    )
    assert [figure.value for figure in reading.figures] == [37, 1, 36]
    assert [why for _, why in reading.passed if why != "date"] == ["repeated"]


def test_a_limit_is_no_count() -> None:
    assert said("Число заражённых коронавирусом казахстанцев превысило 100 тысяч.") == ()


def test_home_area_is_what_the_country_means() -> None:
    assert {f.claim.area for f in said("65 new coronavirus cases were registered in the country.")} == {"KZ"}
    assert {f.claim.area for f in said("65 new coronavirus cases were registered in the country.", "KG")} == {"KG"}


def test_without_a_home_area_the_text_names_it() -> None:
    assert {f.claim.area for f in said("65 new coronavirus cases were registered in Kazakhstan.", None)} == {"KZ"}
    assert said("65 new coronavirus cases were registered.", None) == ()


def test_times_of_issue_are_local_days() -> None:
    [figure] = said("65 new coronavirus cases were registered in Kazakhstan.")
    assert (figure.claim.start, figure.claim.end) == (date(2020, 9, 17), date(2020, 9, 17))


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"language": "xx"}, "^unknown language 'xx': use en, es, fr, kk, pt, ru$"),
        ({"area": "XX"}, "^unknown area 'XX': use an ISO 3166 code such as KZ or KZ-75$"),
        ({"area": "KZ-99"}, "^unknown area 'KZ-99'"),
    ],
)
def test_a_language_or_an_area_nobody_knows(about: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        said("65 new coronavirus cases", **about)


@pytest.mark.parametrize(
    "text",
    [
        "Қазақстанда өткен тәулікте 165 адам коронавирус жұқтырды.",
        "Qazaqstanda ótken táýlikte 165 adam koronavırýs juqtyrdy.",
        "Qazaqstanda ötken täulikte 165 adam koronavirus jūqtyrdy.",
        "Qazaqstanda ötken täulikte 165 adam koronavirus jwqtırdı.",
        "قازاقستاندا وتكەن تاۋلىكتە 165 ادام كوروناۆيرۋس جۇقتىردى.",
    ],
)
def test_kazakh_is_read_in_every_alphabet(text: str) -> None:
    assert [row(f) for f in said(text)] == [("KZ", "case", "new", "confirmed", "-", "1d", "165")]


@pytest.mark.parametrize(
    ("text", "issued", "areas"),
    [
        ("Выявлено 3 новых случая коронавируса в Алакольском районе.", 2020, ["KZ-19/Алакольском"]),
        ("Выявлено 3 новых случая коронавируса в Алакольском районе.", 2023, ["KZ-33/Алакольском"]),
        ("Жаңаөзенде 12 адам коронавирус жұқтырды.", 2020, ["KZ-47/Жаңаөзенде"]),
        ("Абай ауданында 12 адам коронавирус жұқтырды.", 2023, ["KZ"]),
        ("Қарағанды облысының Абай ауданында 12 адам коронавирус жұқтырды.", 2023, ["KZ-35/Абай"]),
        ("Атырау қаласында 15, Атырау облысында 40 адам коронавирус жұқтырды.", 2020, ["KZ-23/Атырау", "KZ-23"]),
        ("Talgar district - 4, Semey - 5 new coronavirus cases.", 2020, ["KZ-19/Talgar", "KZ-63/Semey"]),
        ("В Алатауском районе 7 новых случаев коронавируса.", 2020, ["KZ-75/Алатауском"]),
    ],
)
def test_places_lie_in_the_region_of_their_day(text: str, issued: int, areas: list[str]) -> None:
    assert [f.claim.area for f in said(text, issued=date(issued, 9, 17))] == areas


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "Cent trente-huit cas de choléra au Niger. Mille deux cents cas depuis janvier.", [138, 1200]),
        ("fr", "Soixante dix sept cas de choléra au Niger, vingt et un décès, quatre vingt guéris.", [77, 21, 80]),
        ("es", "Treinta y un casos de dengue en Perú, dos mil trescientos en total.", [31, 2300]),
        ("pt", "Vinte e três casos de cólera em Angola, mil 290 no total.", [23, 1290]),
        ("en", "Two hundred five cases of measles in Ghana, one hundred and five deaths.", [205, 105]),
        ("ru", "В Армении 10 тыс. 236 случаев COVID-19, умерли двадцать пять человек.", [10236, 25]),
    ],
)
def test_numbers_in_words(language: str, text: str, values: list[int]) -> None:
    figures = read(Document(text, language=language)).figures
    assert [figure.value for figure in figures] == values


def test_a_text_of_no_year_speaks_of_the_first_one_that_can_be() -> None:
    found = said("С начала декабря коронавирусом заразились 365 детей.", issued=None)
    assert row(found[0])[5:7] == ("since:2020-12-01", "365")


def test_a_list_of_totals_with_their_increases_is_counted_since_the_day_of_their_sum() -> None:
    text = "С марта 2021 года 60 случаев COVID-19. По регионам:\nАлматы – 30 (+2)\nШымкент – 20 (+1)\nВКО – 10 (+4)"
    totals = [figure for figure in said(text) if figure.claim.measure == "total"]
    assert {str(figure.period) for figure in totals} == {"since:2021-03-01"} and len(totals) == 4


@pytest.mark.parametrize(
    ("text", "group", "value"),
    [
        ("В инфекционных стационарах (380 коек) 204 человека с КВИ (-3).", "hospital", 204),
        ("Среди детей от 6 до 18 лет – 78 случаев COVID-19.", "children", 78),
        ("14 жасқа дейінгі балалар арасында коронавирустың 78 жағдайы тіркелді.", "children", 78),
    ],
)
def test_what_counts_nothing_leaves_its_words_to_the_count(text: str, group: str, value: int) -> None:
    (found,) = said(text)
    assert (found.claim.group, found.value) == (group, value)


def test_which_dose_is_said_beside_those_who_had_it() -> None:
    found = said("Первым компонентом от COVID-19 за сутки привились 533 человека, вторым – 765.")
    assert [(f.claim.event, f.claim.measure) for f in found] == [("dose1", "new"), ("dose2", "new")]


def test_a_long_list_that_is_hardly_a_part_of_the_total_is_of_the_day() -> None:
    regions = (
        "Акмолинская",
        "Актюбинская",
        "Атырауская",
        "Жамбылская",
        "Костанайская",
        "Павлодарская",
        "Карагандинская",
    )
    rows = "\n".join(f"{name} область – 5" for name in regions)
    found = said(f"Всего в стране 150 951 заболевший коронавирусом.\nПо регионам:\nАлматы – 60\n{rows}")
    assert [(f.claim.measure, f.value) for f in found[:3]] == [("total", 150951), ("new", 60), ("new", 5)]


def test_a_default_total_is_over_the_days_of_the_total_before_it() -> None:
    text = "За прошлый год корью заболели 80 жителей ЗКО. С начала нынешнего – уже 30. На детей приходится 12 случаев."
    assert [str(figure.period) for figure in said(text)] == ["year:2019", "year:2020", "year:2020"]


def test_signs_of_illness_are_of_cases() -> None:
    found = said("КВИ в ЗКО.\n\nСимптомы есть у 77 пациентов, у 62 человек их нет.")
    assert [(f.claim.event, f.claim.group) for f in found] == [("case", "symptomatic"), ("case", "asymptomatic")]


def test_the_highest_and_the_lowest_are_named_by_the_way() -> None:
    found = said("В Казахстане за сутки COVID-19 у 560 человек. Меньше всего – 6 – в СКО. За сутки умерли 7 человек.")
    assert found[-1].claim.area == "KZ"


def test_commas_of_the_arabic_script() -> None:
    found = said("قىزىلوردادا كوروناۆيرۋستىڭ 12 جاعدايى تىركەلدى: ونىڭ 9-ى ارال اۋدانىندا، 3-ءۋى شيەلى اۋدانىندا.")
    assert [figure.value for figure in found] == [12, 9, 3]


def test_without_a_home_area_the_republic_is_the_region_of_the_title() -> None:
    found = said("Якутия: 33 больных COVID-19\n\nЗа сутки в республике 33 новых случая COVID-19 в России.", area=None)
    assert {figure.claim.area for figure in found} == {"RU-SA"}
