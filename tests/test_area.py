"""The areas: codes, names and their dates, ways to write them, zones and populations."""

import re
from collections import Counter
from datetime import date

import pytest

from esep import area
from esep.area import UnknownArea

LANGUAGES = ("en", "ru", "kk", "es", "fr", "pt")
SUMMER_2020 = date(2020, 9, 17)
AFTER_2022 = date(2023, 1, 1)
KZ = ("KZ", *(part.code for part in area.parts("KZ")))


def readings(text: str, language: str, country: str = "KZ") -> set[str]:
    """The areas whose phrase is the longest match in a text that names one area; more than one is a tie."""
    words = re.findall(r"[^\W\d_]+(?:[-'’][^\W_]+)*", text.lower())
    longest: dict[int, set[str]] = {}
    for phrase, code in area.phrases(language, country):
        pattern = re.findall(r"[^\W\d_]+(?:[-'’][^\W_]+)*(?:-?\*)?", phrase)
        for start in range(len(words) - len(pattern) + 1):
            if all(
                word.startswith(p[:-1]) if p.endswith("*") else word == p
                for p, word in zip(pattern, words[start:], strict=False)
            ):
                longest.setdefault(len(pattern), set()).add(code)
    return longest[max(longest)] if longest else set()


def test_kazakhstan_has_the_parts_of_its_day() -> None:
    assert len(area.parts("KZ", date(2017, 1, 1))) == 16
    assert len(area.parts("KZ", SUMMER_2020)) == 17
    assert len(area.parts("KZ", date(2022, 6, 7))) == 17
    assert len(area.parts("KZ", date(2022, 6, 8))) == 20
    assert len(area.parts("KZ", AFTER_2022)) == 20
    assert area.parts("KZ") == area.parts("KZ", AFTER_2022)
    assert area.parts("KZ-75") == ()


def test_the_parts_stand_in_the_official_order() -> None:
    codes = " ".join(part.code.removeprefix("KZ-") for part in area.parts("KZ"))
    assert codes == "71 75 79 11 15 19 33 23 63 10 31 27 35 62 39 43 47 55 59 61"


def test_levels_and_parents() -> None:
    assert area.find("KZ").level == "country"
    assert area.find("KZ").parent is None
    assert {part.code for part in area.parts("KZ") if part.level == "city"} == {"KZ-71", "KZ-75", "KZ-79"}
    assert all(part.parent == "KZ" for part in area.parts("KZ"))
    assert area.find("KZ-47/Aktau").parent == "KZ-47"


@pytest.mark.parametrize(
    ("language", "astana", "nur_sultan"),
    [
        ("en", "in Astana city", "in Nur-Sultan city"),
        ("ru", "в городе Астане", "в городе Нур-Султане"),
        ("kk", "Астана қаласында", "Нұр-Сұлтан қаласында"),
    ],
)
def test_the_capital_is_called_as_on_that_day(language: str, astana: str, nur_sultan: str) -> None:
    def called(on: date | None) -> str:
        return area.name("KZ-71", language, on).within

    assert called(date(2019, 3, 22)) == astana
    assert called(date(2019, 3, 23)) == nur_sultan
    assert called(SUMMER_2020) == nur_sultan
    assert called(date(2022, 9, 16)) == nur_sultan
    assert called(date(2022, 9, 17)) == astana
    assert called(None) == astana


def test_turkestan_region_was_south_kazakhstan() -> None:
    assert area.name("KZ-61", "ru", date(2018, 6, 18)).name == "Южно-Казахстанская область"
    assert area.name("KZ-61", "ru", date(2018, 6, 19)).name == "Туркестанская область"


@pytest.mark.parametrize("code", KZ)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_name_reads_back_as_its_area(code: str, language: str) -> None:
    for on in (date(2018, 1, 1), SUMMER_2020, None):
        name = area.name(code, language, on)
        assert name.name
        for form in (name.name, name.within, name.of):
            assert readings(form, language) == {code}, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_belongs_to_two_areas_of_kazakhstan(language: str) -> None:
    owners: dict[str, set[str]] = {}
    for phrase, code in area.phrases(language, "KZ"):
        assert phrase == phrase.lower().strip()
        assert all(re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W_]+)*(?:-?\*)?", word) for word in phrase.split()), phrase
        owners.setdefault(phrase, set()).add(code)
    assert {phrase: codes for phrase, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "Almaty", "KZ-75"),
        ("en", "Almaty city region", "KZ-75"),
        ("en", "in Almaty region", "KZ-19"),
        ("en", "Karagandy region", "KZ-35"),
        ("en", "the Kazakh capital", "KZ-71"),
        ("en", "The Republic of Kazakhstan", "KZ"),
        ("ru", "в Алматы", "KZ-75"),
        ("ru", "г. Нурсултан", "KZ-71"),
        ("ru", "в Алматинской обл.", "KZ-19"),
        ("ru", "Жамбылская", "KZ-31"),
        ("ru", "в Абайской области", "KZ-10"),
        ("ru", "в ЗКО", "KZ-27"),
        ("kk", "Алматыда", "KZ-75"),
        ("kk", "Алматы облысынан", "KZ-19"),
        ("kk", "ШҚО-да", "KZ-63"),
        ("kk", "Солтүстік Қазақстанда", "KZ-59"),
        ("kk", "Қарағанды обылсында", "KZ-35"),
        ("kk", "Qaraǵandy oblysynda", "KZ-35"),
        ("kk", "Şyğys Qazaqstan oblysynda", "KZ-63"),
        ("kk", "ҚР-дың", "KZ"),
        ("ru", "столице", "KZ-71"),
        ("ru", "южной столице", "KZ-75"),
    ],
)
def test_how_texts_write_kazakhstan(language: str, text: str, code: str) -> None:
    assert readings(text, language) == {code}


@pytest.mark.parametrize("text", ["Жамбылский", "Абай", "Павлодарский"])
def test_a_district_and_a_man_are_no_region(text: str) -> None:
    assert readings(text, "ru") == set()


def test_the_parts_populations_add_up_to_the_country() -> None:
    for year in range(2000, 2024):
        parts = [area.population(part.code, year) or 0 for part in area.parts("KZ")]
        whole = area.population("KZ", year)
        assert whole is not None
        assert abs(sum(parts) - whole) <= len(parts)
    assert area.population("KZ-10", 2021) is None
    assert area.population("KZ-10", 2022) == 611_888
    assert area.population("KZ", 1999) is None


def test_zones() -> None:
    assert area.zone("KZ-75").key == "Asia/Almaty"
    assert area.zone("RU-SVE").key == "Europe/Moscow"
    assert area.zone(None).key == "UTC"
    assert all(area.zone(code) for code in area.countries())


@pytest.mark.parametrize(
    "code", ["XX", "KZ-99", "kz", "kz-75", "", "../etc", "..", "/etc/passwd", "K\0", "KZ.toml", "*"]
)
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownArea):
        area.find(code)
    assert area.population(code, 2020) is None
    assert area.parts(code) == ()


def test_every_country_has_its_names_and_nothing_is_read_twice() -> None:
    assert len(area.countries()) == 249
    assert sorted(area.countries()) == list(area.countries())
    for language in LANGUAGES:
        owners = Counter(
            phrase
            for code in area.countries()
            for phrase in {phrase for phrase, _ in area.phrases(language, code, parts_too=False)}
        )
        assert [phrase for phrase, count in owners.items() if count > 1] == []
        assert all(area.name(code, language).name for code in area.countries())


@pytest.mark.parametrize(
    ("country", "language", "text", "code"),
    [
        ("KG", "ru", "в Оше", "KG-GO"),
        ("KG", "ru", "в Ошской", "KG-O"),
        ("KG", "ru", "в Джалал-Абадской области", "KG-J"),
        ("KG", "en", "Osh region", "KG-O"),
        ("KG", "kk", "Ошта", "KG-GO"),
        ("KG", "ru", "в Кыргызстане", "KG"),
        ("RU", "ru", "в Петербурге", "RU-SPE"),
        ("RU", "ru", "в Пермском крае", "RU-PER"),
        ("RU", "ru", "Якутии", "RU-SA"),
        ("RU", "ru", "Ставрополье", "RU-STA"),
        ("RU", "ru", "Московская", "RU-MOS"),
        ("RU", "ru", "в Москве", "RU-MOW"),
        ("UZ", "ru", "в Ташкентской области", "UZ-TO"),
        ("UZ", "ru", "в Ташкенте", "UZ-TK"),
        ("CD", "en", "North Kivu", "CD-NK"),
        ("CD", "en", "Democratic Republic of the Congo", "CD"),
        ("IN", "en", "Maharashtra", "IN-MH"),
        ("CD", "en", "the Congolese Ministry of Health", "CD"),
        ("NG", "en", "Nigerian states", "NG"),
        ("NG", "en", "two Nigerians", "NG"),
        ("SA", "en", "Saudi cases", "SA"),
        ("CN", "en", "the Chinese mainland", "CN"),
        ("UA", "ru", "больных украинцев", "UA"),
        ("KG", "ru", "кыргызстанцев", "KG"),
        ("KG", "ru", "COVID в КР", "KG"),
        ("UZ", "ru", "узбекистанцы", "UZ"),
        ("RU", "ru", "россиян", "RU"),
        ("BY", "ru", "белорусских врачей", "BY"),
        ("BY", "ru", "в Могилевской области", "BY-MA"),
        ("SL", "ru", "Сьерра Леоне", "SL"),
        ("MD", "ru", "Ниспорены", "MD-NI"),
        ("UA", "ru", "на Харьковщине", "UA-63"),
        ("BD", "en", "Dhaka", "BD-C"),
        ("BD", "en", "Dhaka District", "BD-13"),
        ("BD", "en", "Chattogram", "BD-B"),
        ("GN", "en", "Nzerekore", "GN-NZ"),
        ("IQ", "en", "Thi Qar", "IQ-DQ"),
        ("IQ", "en", "Al-Diwaniyah", "IQ-QA"),
        ("YE", "en", "Al-Hudaydah", "YE-HU"),
        ("PH", "en", "Calabarzon", "PH-40"),
        ("US", "en", "two Texans", "US-TX"),
        ("ZA", "en", "Free State", "ZA-FS"),
        ("CO", "es", "en el Tolima", "CO-TOL"),
        ("CO", "es", "Vaupes", "CO-VAU"),
        ("PE", "es", "Perú", "PE"),
        ("PE", "es", "Lima Metropolitana", "PE-LMA"),
        ("PE", "es", "departamento de San Martín", "PE-SAM"),
        ("PE", "es", "La Libertad", "PE-LAL"),
        ("MX", "es", "CDMX", "MX-CMX"),
        ("MX", "es", "Estado de México", "MX-MEX"),
        ("ES", "es", "Comunidad de Madrid", "ES-MD"),
        ("ES", "es", "Navarra", "ES-NC"),
        ("BR", "es", "para los pacientes", ""),
        ("PY", "es", "a nivel central", ""),
        ("CD", "es", "República Democrática del Congo", "CD"),
        ("US", "es", "los Estados Unidos de América", "US"),
        ("VE", "es", "ciudadanos venezolanos", "VE"),
        ("KZ", "es", "provincia de Akmola", "KZ-11"),
        ("CD", "fr", "en RDC", "CD"),
        ("CD", "fr", "République démocratique du Congo", "CD"),
        ("CD", "fr", "de l’Équateur", "CD-EQ"),
        ("CD", "fr", "l'Equateur", "CD-EQ"),
        ("CD", "fr", "au Nord Kivu", "CD-NK"),
        ("CM", "fr", "il est malade", ""),
        ("CM", "fr", "à l'Extrême-Nord", "CM-EN"),
        ("HT", "fr", "dans l'Ouest", "HT-OU"),
        ("DZ", "fr", "d’Algérie", "DZ"),
        ("SN", "fr", "autorités sénégalaises", "SN"),
        ("KZ", "fr", "région d’Almaty", "KZ-19"),
        ("BR", "pt", "no Brasil", "BR"),
        ("BR", "pt", "o Pará", "BR-PA"),
        ("BR", "pt", "para o estado", ""),
        ("BR", "pt", "Rondonia", "BR-RO"),
        ("CV", "pt", "em maio", ""),
        ("US", "pt", "nos EUA", "US"),
        ("PL", "pt", "na Polónia", "PL"),
        ("PL", "pt", "na Polônia", "PL"),
        ("MZ", "pt", "Cidade de Maputo", "MZ-MPM"),
        ("KZ", "pt", "no Cazaquistão", "KZ"),
    ],
)
def test_how_texts_write_the_world(country: str, language: str, text: str, code: str) -> None:
    assert readings(text, language, country) == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "country", "part"),
    [("New Mexico", "US", "US-NM"), ("Northern Ireland", "GB", "GB-NIR"), ("Niger State", "NG", "NG-NI")],
)
def test_a_part_with_another_countrys_name_in_its_own_names_its_country(text: str, country: str, part: str) -> None:
    phrases = dict(area.phrases("en", country, parts_too=False))
    assert phrases[text.lower()] == country
    assert dict(area.phrases("en", country))[text.lower()] == part  # the part comes later, and the later one is read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "polish the floor"),
        ("en", "the Greek letter"),
        ("en", "Latin American countries"),
        ("en", "Congo fever"),
        ("ru", "японский энцефалит"),
        ("ru", "китайская вакцина"),
    ],
)
def test_an_adjective_that_means_more_than_a_country_names_none(language: str, text: str) -> None:
    assert [c for c in area.countries() if c in readings(text, language, c)] == []


def test_parts_of_other_countries() -> None:
    assert " ".join(part.code for part in area.parts("KG")) == "KG-B KG-C KG-GB KG-GO KG-J KG-N KG-O KG-T KG-Y"
    assert {"RU-MOW", "RU-SVE", "RU-TA"} < {part.code for part in area.parts("RU")}
    assert area.name("RU-PER", "ru").name == "Пермский край"
    assert area.name("KG-B", "en").name == "Batken"
