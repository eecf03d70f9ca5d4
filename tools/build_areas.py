"""Writes the area data built from others' tables: populations/KZ.csv, areas/codes.csv and areas.csv of en, ru and kk.

    python tools/build_areas.py FOLDER [DATA]

FOLDER holds cldr_subdivisions_en_ru_kk.csv (Unicode CLDR), kz_population_by_region_2000_2023.csv and kz_regions.csv
(stat.gov.kz); DATA is src/esep/data. Needs Babel (CLDR's names of countries), tzdata (ISO 3166-1 codes and zones) and,
for Russian case forms, pymorphy3, which the project itself does not depend on: run it in a virtualenv of its own
(pip install pymorphy3 Babel tzdata). The output depends on nothing else, so that a second run changes nothing.

What no table says (popular names, names that CLDR gives in a form nobody writes, retired codes) stands by hand in the
blocks below, and in demonyms.csv beside this file (demonyms, adjectives and more popular names, en and ru). KZ.toml is
written by hand and not touched.
"""

import csv
import io
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pymorphy3  # type: ignore[import-not-found, unused-ignore]
from babel import Locale

LANGUAGES = ("en", "ru", "kk")
_MORPH: Any = pymorphy3.MorphAnalyzer()
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

# Countries whose first-level parts get Russian case forms: those that Russian-language bulletins list part by part.
_INFLECTED = frozenset(
    ("AM", "AZ", "BY", "CN", "DE", "GE", "IN", "KG", "MD", "MN", "RU", "TJ", "TM", "TR", "UA", "US", "UZ")
)

# The capital's zone where zone.tab, which goes from east to west or by other sense, puts another one first.
_CAPITAL_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "FM": "Pacific/Pohnpei",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake",
    "UZ": "Asia/Tashkent",
}

# Codes that ISO has withdrawn and CLDR still lists beside their successors under the same or an older name, and codes
# of parts that are countries there too (FR-974 is RE).
_RETIRED = re.compile(
    r"KZ-.*|CI-\d\d|MK-\d\d|NP-(?:\d|[A-Z]{2})|IN-(?:CT|DD|DN|OR|TG|UT)|IR-22|UG-330|CD-(?:BN|KA|KW|OR)|MX-DIF"
    r"|ID-(?:JW|KA|ML|NU|PP|SL|SM)|GB-(?:EAW|GBN|UKM)|FR-97\d"
)

# code: en / ru / kk: the name where CLDR's is not what bulletins write, or would be met in any text
# ('Того' is the Russian word 'of that': phrases have no capitals). An empty field keeps CLDR's.
_NAMES = """
CD: Democratic Republic of the Congo / Демократическая Республика Конго / Конго Демократиялық Республикасы
CG: Republic of the Congo / Республика Конго / Конго Республикасы
HK: Hong Kong / Гонконг / Гонконг
KG: / Кыргызстан /
MM: Myanmar / Мьянма / Мьянма
MO: Macao / Макао / Макао
PG: / Папуа-Новая Гвинея / Папуа-Жаңа Гвинея
PS: Palestine / Палестина / Палестина
TG: / Тоголезская Республика /
US: / США /
CD-BC: Kongo Central / Центральное Конго /
CI-ZZ: Zanzan / /
GB-LND: City of London / /
GE-SK: / Шида-Картли /
MN-047: / Туве (аймак) /
MX-CMX: Mexico City / Мехико /
MX-MEX: / Штат Мехико /
BD-06: Barisal District / /
BD-10: Chittagong District / /
BD-13: Dhaka District / /
BD-27: Khulna District / /
BD-34: Mymensingh District / /
BD-54: Rajshahi District / /
BD-55: Rangpur District / /
BD-60: Sylhet District / /
BD-A: Barisal Division / /
AZ-LAN: / Ленкоранский район /
AZ-LA: / Ленкорань /
"""

# code: en / ru / kk: other ways to write it, joined by '|', '*' as any ending. A Russian noun with '+' after it
# stands for its case forms. An indented line continues the one before it.
_OTHERS = """
AE: uae|emirates / эмираты+|объединенные арабские эмираты|объединенных арабских эмират*|
    объединённ* арабск* эмират* / бәә|бәә-*
AG: antigua / /
BA: bosnia / босния+|боснии и герцеговине|боснии и герцеговины / босния*
BN: brunei darussalam / /
BO: plurinational state of bolivia / /
BY: belorussia|republic of belarus / белоруссия+ / беларус*|белорус*
CD: congo-kinshasa|congo kinshasa|drc|dr congo|d.r. congo|democratic republic of congo|congo (kinshasa)|zaire /
    др конго|дрк|демократическ* республик* конго|конго-киншаса / конго-киншаса
CF: central african rep|c.a.r. / центральноафриканск* республик*|центрально-африканск* республик* /
    орталық африка республика*
CG: congo-brazzaville|congo brazzaville|congo (brazzaville)|republic of congo / республик* конго|конго-браззавиль /
    конго-браззавиль*
CI: ivory coast|cote d'ivoire|côte d'ivoire|cote d’ivoire / кот-д'ивуар+|
    кот д'ивуар|кот д'ивуара|кот д'ивуаре|кот д’ивуар|кот д’ивуара|
    кот д’ивуаре / кот-д'ивуар*
CN: people's republic of china|prc|mainland china / кнр|китайск* народн* республик* / қхр|қхр-*
CV: cabo verde / /
CZ: czech republic / чешск* республик* / чехия*
DE: federal republic of germany / фрг / германия*
FM: federated states of micronesia / микронезия+ /
FK: falklands / /
GB: uk|u.k.|great britain|britain / великобритания+|соединенное королевство|соединенного королевства|
    соединенном королевстве|британия+ / ұлыбритания*
GM: the gambia / /
GW: guinea bissau / /
HK: hong kong sar|hong kong sar china / гонконг* /
HR: / хорватия+ /
IR: islamic republic of iran / /
KG: kyrgyz republic|kirghizia|kirgizstan / киргизия+|кыргызск* республик*|киргизстан+ / қырғыз республика*|
    qyrgyzstan*|qyrǵyzstan*|qırğızstan*
KP: dprk|democratic people's republic of korea / северная корея+|корейск* народно-демократическ* республик* / кхдр|
    кхдр-*
KR: republic of korea|s. korea|korea / южная корея+|республик* коре*|корея+ / корея республика*
KZ: republic of kazakhstan|qazaqstan / рк|республик* казахстан* / қр|қр-*|qazaqstan*
LA: lao pdr|lao people's democratic republic / /
LY: / /
MD: republic of moldova|moldavia / молдавия+ / молдавия*
MK: macedonia|republic of north macedonia / македония+ / македония*
MM: burma|myanmar (burma) / бирма+ /
MN: / / монғолия*
MO: macau|macao sar china / /
NL: the netherlands|holland / голландия+ / голландия*
PG: png|papua-new guinea / папуа новая гвинея+ /
PH: the philippines / /
PS: palestinian territories|state of palestine|occupied palestinian territory|west bank and gaza /
    палестинские территории|палестинских территори* /
RU: russian federation|the russian federation / рф|российск* федераци* / рф|рф-*|reseı*|resei*
SA: ksa / / сауд арабия*
SS: s. sudan / /
ST: sao tome / /
SY: syrian arab republic / /
SZ: swaziland / свазиленд+ /
TG: togolese republic / республик* того /
TJ: republic of tajikistan|tadjikistan / / tájikstan*|täjıkstan*
TL: east timor / тимор-лесте /
TM: / туркмения+|туркменистан+ / түркменстан*|түркіменстан*
TR: turkey|turkiye|türkiye / турецк* республик* / түркия*
TW: taiwan, province of china|chinese taipei / /
TZ: united republic of tanzania / /
UA: the ukraine / /
US: usa|u.s.|u.s.a.|united states of america|the united states / соединенные штаты|соединенные штаты америки|
    соединенных штатов|соединенных штатах|соединенным штатам|соединённ* штат* / ақш|ақш-*
UZ: republic of uzbekistan / / ózbekstan*|özbekstan*
VA: holy see|vatican / святой престол+ /
VC: saint vincent / /
VE: bolivarian republic of venezuela / /
VN: viet nam / / вьетнам*
ZA: rsa / юар|южно-африканск* республик*|южноафриканск* республик* / оар|оар-*
KG-B: batken oblast|batken region / / баткен*
KG-C: chui|chuy region|chui region|chuy oblast|chui oblast / чуйск* долин* / шүй облыс*
KG-GB: bishkek city|city of bishkek / бишкек* / бішкек*|бишкек*
KG-GO: osh city|city of osh / ош|оша|ошу|ошем|оше|город* ош|город* оше|город* оша|г ош|г оше / ош қала*
KG-J: jalalabad|jalal-abad region|jalal-abad oblast|jalalabad region|jalal abad /
    джалал-абад|джалал-абада|джалал-абаде|джалалабадск* област*|
    джалалабад+ / жалал-абад*|жалалабад*
KG-N: naryn region|naryn oblast / /
KG-O: osh oblast|osh province / ошск* област* / ош облыс*|ош обл
KG-T: talas region|talas oblast / /
KG-Y: issyk-kul region|issyk kul|ysyk-kol|ysyk-köl|issyk-kul oblast / иссык-куль|иссык-куля|иссык-куле / ыстық-көл*|
    ыссық-көл*|ыстықкөл*
UZ-TK: tashkent city|city of tashkent / / ташкент қала*
UZ-TO: tashkent region|tashkent oblast / /
UZ-FA: ferghana / /
UZ-SA: samarkand / /
UZ-XO: khorezm|khorazm / /
UZ-QA: kashkadarya|qashqadarya / /
UZ-SU: surkhandarya|surxondaryo / /
UZ-SI: syrdarya|sirdarya / /
UZ-NW: navoi|navoiy / /
UZ-QR: karakalpakstan|republic of karakalpakstan|karakalpakstan republic / каракалпаки* /
TJ-GB: gbao|gorno-badakhshan autonomous region / гбао|горно-бадахшанск*|горн* бадахшан* /
TJ-RA: districts of republican subordination / рртп|ррп|район* республиканск* подчинени* /
TJ-SU: sogd|sughd region / согд+ /
TM-S: ashgabat|ashkhabad / /
TM-D: dashoguz|dashoguz province / /
BY-HM: minsk city / / минск қала*
BY-HO: gomel / /
BY-HR: grodno / /
BY-MA: mogilev|mahilyow / /
BY-VI: vitsebsk / /
BY-MI: minsk oblast / /
UA-05: vinnytsia / /
UA-09: luhansk|lugansk / /
UA-12: dnipropetrovsk / /
UA-14: donetsk / /
UA-18: zhytomyr / /
UA-23: zaporizhzhia|zaporizhia / /
UA-26: ivano-frankivsk / /
UA-30: kiev|kyiv city / /
UA-32: kyiv region|kiev region|kyiv oblast / /
UA-35: kirovohrad / /
UA-43: autonomous republic of crimea / крым+ / қырым*
UA-46: lviv|lvov / /
UA-48: mykolaiv / /
UA-51: odesa|odessa / /
UA-53: poltava / /
UA-56: rivne / /
UA-59: sumy / /
UA-61: ternopil / /
UA-63: kharkiv|kharkov / /
UA-65: kherson / /
UA-68: khmelnytskyi / /
UA-71: cherkasy / /
UA-74: chernihiv / /
UA-77: chernivtsi / /
RU-AD: adygeya|republic of adygea / адыге*|республик* адыге* /
RU-AL: altai republic|republic of altai / горн* алта* /
RU-ALT: altai territory|altay krai / алтайск* кра* /
RU-BA: bashkiria|republic of bashkortostan / башкири*|башкортостан* / башқұрт*
RU-BU: buryatia|republic of buryatia / бурят* / бурят*
RU-CE: chechnya|chechen republic / чечн*|чеченск* республик* / шешен*
RU-CHU: chukotka / чукотк* /
RU-CU: chuvashia|chuvash republic / чуваш* / чуваш*
RU-DA: daghestan|republic of dagestan / дагестан* / дағыстан*
RU-IN: ingushetiya / ингушети* /
RU-KAM: kamchatka / камчатк* /
RU-KB: kabardino-balkaria|kabardino-balkarian republic / кабардино-балкар*|кбр /
RU-KC: karachay-cherkessia|karachai-cherkessia / карачаево-черкес*|кчр /
RU-KDA: krasnodar|krasnodar territory / кубань|кубани|кубанью / краснодар өлке*
RU-KEM: kuzbass|kemerovo region / кузбасс*|кемеровск* област* / кемеров*
RU-KHM: khmao|yugra|khanty-mansi autonomous okrug|khanty-mansiysk / югр*|хмао|хмао-югр*|ханты-мансийск* /
RU-KK: khakasia / хакаси* /
RU-KL: kalmykiya / калмыки* /
RU-KO: komi republic|republic of komi / коми|республик* коми /
RU-KR: republic of karelia|karelia / карели* /
RU-KHA: khabarovsk|khabarovsk territory / / хабаровск өлке*
RU-KYA: krasnoyarsk|krasnoyarsk territory / / красноярск*
RU-LEN: leningrad region|leningrad oblast / ленобласт* /
RU-ME: mari el republic / марий эл|марий-эл /
RU-MO: republic of mordovia / мордови* /
RU-MOS: moscow region|moscow oblast / подмосков*|московск* област*|мособласт* / мәскеу облыс*
RU-MOW: moscow city|city of moscow / москв* / мәскеу*|москва*
RU-NIZ: nizhny novgorod region|nizhniy novgorod|nizhegorod / нижегородск* / нижний новгород*
RU-PER: perm|perm territory / прикамь* /
RU-PRI: primorye|primorsky|primorsky territory / приморь* /
RU-SA: yakutia|sakha (yakutia)|republic of sakha|sakha republic / якути*|саха|республик* саха|саха (якутия) / якут*|
    саха
RU-SE: north ossetia|north ossetia alania / северная осетия+|северн* осети* / солтүстік осетия*
RU-SPE: st. petersburg|st petersburg|petersburg|saint-petersburg / санкт-петербург*|петербург*|спб|питер+ /
    санкт-петербург*|петербург*
RU-STA: stavropol|stavropol territory / ставропол* / ставрополь*
RU-SVE: sverdlovsk region / свердловск* област* / свердлов*
RU-TA: republic of tatarstan / татарстан*|татари* / татарстан*
RU-TY: tyva / тыва|тывы|тыве|тыву|тывой|тува|тувы|туве|туву /
RU-UD: udmurtia|udmurt republic / удмурти* /
RU-YAN: yamal|yanao|yamalo-nenets / ямал*|янао /
RU-YEV: jewish autonomous oblast|jewish autonomous region / еао|еврейск* автономн* област* /
RU-ZAB: zabaykalsky|transbaikal|trans-baikal territory|zabaikalsky krai|transbaikalia / забайкаль* /
RU-NEN: nenets autonomous okrug / нао /
AZ-NX: nakhchivan autonomous republic / нахичеванск* автономн* республик* /
GE-AB: / абхази* / абхазия*
GE-AJ: ajara|adjaria / аджари* / аджария*
MN-1: ulan bator|ulanbaatar / улан-батор*|улан-баатар*|улаанбаатар* / ұланбатыр*|улан-батор*
IN-AN: andaman and nicobar / /
IN-CG: chhattisgarh / чхаттисгарх+ /
IN-DH: dadra and nagar haveli|daman and diu / /
IN-DL: delhi|new delhi|nct of delhi / дели /
IN-JK: jammu & kashmir|j&k / /
IN-OD: orissa / орисса+ /
IN-PY: pondicherry / /
IN-TS: telangana / /
IN-UK: uttarakhand / /
US-DC: district of columbia|d.c.|washington d.c. / округ колумбия+ /
US-NY: new york state / штат* нью-йорк* /
US-WA: washington state / штат* вашингтон* /
BR-DF: distrito federal / /
BR-SP: são paulo state / /
ZA-KZN: kwazulu natal|kzn / /
ZA-NW: north west province|north-west / /
NG-FC: fct|abuja / /
NG-NI: niger state / /
NG-NA: nassarawa / /
CD-BC: bas-congo|kongo-central / /
CD-EQ: equateur|équateur province / /
CD-NK: nord-kivu|nord kivu / северное киву /
CD-SK: sud-kivu|sud kivu / южное киву /
CD-HU: haut-uele|haut uele / /
CD-BU: bas-uele|bas uele / /
CD-KC: kasai central|kasaï-central / /
CD-KE: kasai oriental|kasai-oriental / /
PK-KP: kp|kpk|khyber-pakhtunkhwa|khyber pakhtoonkhwa|nwfp / /
PK-TA: fata|tribal areas / /
PK-BA: baluchistan / /
PK-IS: islamabad capital territory / /
PK-JK: ajk|azad jammu and kashmir / /
PK-SD: sind / /
MX-CMX: cdmx|ciudad de méxico|distrito federal / /
MX-MEX: state of mexico|estado de méxico|estado de mexico|edomex / /
MX-NLE: nuevo leon / /
CU-03: la habana|ciudad de la habana / гавана+ /
CU-99: isle of youth / /
PT-11: lisboa / лиссабон+ /
PT-20: açores|the azores / азорские острова|азорских остров* /
PT-13: oporto / /
CM-EN: extrême-nord|extreme-nord|extreme north / /
CM-NO: nord / /
CM-SW: sud-ouest|south west|south-west / /
CM-NW: nord-ouest|north west|north-west / /
CM-LT: littoral / /
CM-OU: ouest / /
CM-SU: sud / /
CM-ES: est / /
CN-HK: hong kong sar / /
CN-NM: inner mongolia / /
CN-BJ: peking / /
ET-SN: snnpr|snnp / /
ID-JK: dki jakarta / /
PH-00: ncr|national capital region / /
"""

_CODES_HEAD = (
    "Countries and their parts: ISO 3166 codes of parts by Unicode CLDR (licence Unicode-3.0); codes of countries and",
    "the capital's time zone from the IANA time zone database (public domain). In some countries two levels of parts",
    "stand side by side (IT, BD...). The parts of Kazakhstan have their own file, KZ.toml.",
    "Written by tools/build_areas.py: do not edit.",
)
_NAMES_HEAD = (
    "What this language calls countries and their parts: names from Unicode CLDR (by Babel and by npm cldr 7.9.0;",
    "licence Unicode-3.0), a few replaced by hand; match: other ways to write it, joined by '|', '*' = any ending.",
    "Russian case forms by pymorphy3 and by hand. Written by tools/build_areas.py: do not edit.",
)
_POPULATION_HEAD = (
    "Kazakhstan: population at the start of the year. Source: Bureau of National Statistics, stat.gov.kz, by",
    "open-data-kazakhstan/population-projections-by-regions; licence ODC-PDDL 1.0.",
    "Before 2022 the larger regions of that time stand under today's code of the region that kept the name: KZ-19 with",
    "KZ-33, KZ-35 with KZ-62, KZ-63 with KZ-10; before 2017 KZ-61 (South Kazakhstan) with KZ-79.",
    "Written by tools/build_areas.py: do not edit.",
)


def main(folder: Path, data: Path) -> None:
    """Writes the files."""
    names = _three_fields(_NAMES)
    others = _with(_three_fields(_OTHERS), _read(Path(__file__).with_name("demonyms.csv")))
    countries = country_rows(names, others)
    codes = {row["code"]: [row[f"name_{language}"] for language in LANGUAGES] for row in countries}
    subdivisions = subdivision_rows(_read(folder / "cldr_subdivisions_en_ru_kk.csv"), codes, names, others)
    regions = _read(folder / "kz_regions.csv")
    population = population_rows(_read(folder / "kz_population_by_region_2000_2023.csv"), regions)
    rows = [*countries, *subdivisions]
    codes_of = [{"code": row["code"], "zone": row.get("zone", "")} for row in rows]
    _write(data / "areas" / "codes.csv", _CODES_HEAD, codes_of)
    for language in LANGUAGES:
        named = [
            {"code": row["code"], "name": row[f"name_{language}"], "match": row[f"match_{language}"]}
            for row in rows
            if row[f"name_{language}"] or row[f"match_{language}"]
        ]
        _write(data / "languages" / language / "areas.csv", _NAMES_HEAD, named)
    _write(data / "populations" / "KZ.csv", _POPULATION_HEAD, population)
    unknown = others.keys() - codes.keys() - {row["code"] for row in subdivisions}
    if unknown:
        raise SystemExit(f"written by hand but in no table: {sorted(unknown)}")


def population_rows(rows: Iterable[Mapping[str, str]], regions: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """One row a region and year, by year and code. Errors: SystemExit where the parts do not add up to the country."""
    codes = {"Республика Казахстан": "KZ", "Туркестанская 1": "KZ-61"}
    for region in regions:
        city = region["cldr_ru"] == region["cldr_kk"]
        names = (f"г. {region['cldr_ru']}",) if city else (region["geokz_ru"], region["geokz_kk"])
        codes |= dict.fromkeys(names, region["iso_2022"])
    counts = {(row["Год"], codes[row["Область"].strip()]): round(float(row["Население"])) for row in rows}
    parts: Counter[str] = Counter()
    for (year, code), count in counts.items():
        parts[year] += count if code != "KZ" else 0
    wrong = [year for year, total in parts.items() if counts[year, "KZ"] != total]
    if wrong:
        raise SystemExit(f"the regions do not add up to the country in {wrong}")
    return [{"code": code, "year": year, "population": str(counts[year, code])} for year, code in sorted(counts)]


def country_rows(names: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """All countries of ISO 3166-1, by code."""
    territories = [Locale(language).territories for language in LANGUAGES]
    zones: dict[str, str] = {}
    for code, _, zone in _tab("zone.tab"):
        zones.setdefault(code, zone)
    named = {}
    for code, *_ in _tab("iso3166.tab"):
        given = names.get(code, ("", "", ""))
        named[code] = [mine or theirs[code] for mine, theirs in zip(given, territories, strict=True)]
    kazakh = Counter(kk.lower() for _, _, kk in named.values())
    rows = []
    for code, (en, ru, kk) in sorted(named.items()):
        mine = others.get(code, ("", "", ""))
        match = (
            [*english(en), *_split(mine[0])],
            [*russian(ru), *(f for p in _split(mine[1]) for f in by_hand(p))],
            [*kazakh_forms(kk, kazakh), *_split(mine[2])],
        )
        zone = _CAPITAL_ZONES.get(code, zones.get(code, ""))
        rows.append(_row(code, (en.replace("&", "and"), ru, kk), match, zone=zone))
    return rows


def subdivision_rows(
    rows: Iterable[Mapping[str, str]],
    countries: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
    others: Mapping[str, Sequence[str]],
) -> list[dict[str, str]]:
    """The parts of countries that are in use, by code; a part that has no English name is left out."""
    named: dict[str, list[str]] = {}
    for row in rows:
        code = row["iso_3166_2"]
        if code[:2] in countries and code[3:] and not _RETIRED.fullmatch(code):
            given = names.get(code, ("", "", ""))
            found = [mine or _plain(row[f"name_{lang}"]) for mine, lang in zip(given, LANGUAGES, strict=True)]
            if found[0]:
                named[code] = found
    taken: dict[str, Counter[str]] = {code: Counter(map(str.lower, found)) for code, found in countries.items()}
    for code, found in named.items():
        taken[code[:2]].update(map(str.lower, found))
    divisions = {(code[:2], found[0].removesuffix(" Division")) for code, found in named.items() if "Div" in found[0]}
    result = []
    for code, (en, ru, kk) in sorted(named.items()):
        mine = others.get(code, ("", "", ""))
        here = taken[code[:2]]
        # 'Dhaka' is the division, which has a district of that name
        lower = (code[:2], en.removesuffix(" District")) in divisions
        match = (
            [*english(en), *(() if lower else without_rank(en, here)), *_split(mine[0])],
            [*(russian_part(ru) if code[:2] in _INFLECTED else ()), *(f for p in _split(mine[1]) for f in by_hand(p))],
            [*kazakh_part(kk, here), *_split(mine[2])],
        )
        free = [[phrase for phrase in phrases if phrase not in here] for phrases in match]
        result.append(_row(code, (en, ru, kk), free))
    return result


# How names are written in each language


def english(name: str) -> list[str]:
    """Other spellings of an English name: without diacritics, 'and' for '&', 'saint' for 'st.'."""
    spelled = name.lower().replace("&", "and")
    found = [spelled, spelled.replace("st. ", "st "), spelled.replace("st. ", "saint "), spelled.replace("’", "'")]
    if "saint " in spelled:
        found += [spelled.replace("saint ", "st. ")]
    if spelled.startswith(("al ", "al-")):
        found += [f"al {spelled[3:]}", f"al-{spelled[3:]}"]
    if "-" in spelled:
        found += [re.sub(r"[-–]", " ", spelled)]
    return [*found, *map(_bare, found)]


_RANKS = re.compile(
    r"(?<!^Free) (?:Region|Province|State|Oblast|County|Krai|Okrug|District|Division|Municipality|Republic)$"
)


def without_rank(name: str, taken: Mapping[str, int]) -> list[str]:
    """'Perm' for 'Perm Krai'; where that is another part ('Osh Region' beside 'Osh'), the other words for its rank."""
    short = _RANKS.sub("", name)
    if short == name:
        return []
    if taken.get(short.lower()):
        return [f"{short.lower()} {rank}" for rank in ("region", "oblast", "province")]
    return english(short)


def russian(name: str) -> list[str]:
    """The case forms of a Russian name: 'Южная Корея' -> южная корея, южной кореи... Words after the noun stay."""
    words = name.lower().replace("о-ва", "острова").replace("о-в ", "остров ").replace(" — ", " ").split()
    forms: dict[str, list[str]] = {case: [] for case in _CASES}
    moving = True
    for word in words:
        steps: Mapping[str, str]
        if word in ("и", "-"):
            moving = word == "и"
            steps = dict.fromkeys(_CASES, word)
        else:
            steps = _declined(word) if moving else dict.fromkeys(_CASES, word)
            moving = moving and _is_adjective(word)
        for case in _CASES:
            forms[case].append(steps[case])
    phrases = [" ".join(form) for form in forms.values()]
    return [*phrases, *(p.replace("ё", "е") for p in phrases)]


@cache
def _declined(word: str) -> Mapping[str, str]:
    """A word in each case; itself in all of them where no dictionary word or it does not change."""
    same = dict.fromkeys(_CASES, word)
    if re.search(r"[оуюэё]$|[^а-яё’'-]", word) or (word.endswith("и") and not _MORPH.word_is_known(word)):
        return same
    parses = [p for p in _MORPH.parse(word) if "nomn" in p.tag and ("NOUN" in p.tag or "ADJF" in p.tag)]
    parses.sort(key=lambda p: "Geox" not in p.tag)
    if not parses or "Fixd" in parses[0].tag or "Abbr" in parses[0].tag:
        return same
    number = parses[0].tag.number
    forms = {case: parses[0].inflect({case, number} if number else {case}) for case in _CASES}
    if "ADJF" in parses[0].tag and not {"femn", "neut"} & set(parses[0].tag.grammemes):
        forms["accs"] = forms["nomn"]
    return {case: form.word if form else word for case, form in forms.items()}


def _is_adjective(word: str) -> bool:
    ending = re.search(r"(?:ая|яя|ое|ее|ые|ие|ый|ий|ой|овы|евы)$", word)
    return ending is not None and any("ADJF" in p.tag for p in _MORPH.parse(word))


def by_hand(phrase: str) -> list[str]:
    """A phrase from the blocks above: 'корея+' in its case forms, any other as it stands."""
    return russian(phrase[:-1]) if phrase.endswith("+") else [phrase]


# The rank's noun as a star phrase, and the endings of the bare adjective before it. The area's own gender only, because
# 'Жамбылский' (район) is not 'Жамбылская' (область).
_RUSSIAN_RANKS = (
    (r"(\S+)ая автономная область", ("автономн* област*", "ао"), ()),
    (r"(\S+)ая область", ("област*", "обл"), ("ая", "ой", "ую")),
    (r"(\S+)ий край", ("кра*",), ("ий", "ого", "ому", "им", "ом")),
    (r"(\S+)ий автономный округ.*", ("автономн* округ*", "ао"), ()),
    (r"(\S+)ий велаят", ("велаят*", "област*"), ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую")),
    (r"(\S+)ий район", ("район*",), ()),
)


def russian_part(name: str) -> list[str]:
    """'Пермский край' -> пермск* кра*, пермский, пермского...; 'Татарстан' -> its case forms."""
    lower = name.lower()
    for pattern, ranks, endings in _RUSSIAN_RANKS:
        if found := re.fullmatch(pattern, lower):
            stem = found[1]
            return [f"{stem}* {rank}" for rank in ranks] + [stem + ending for ending in endings]
    republic = lower.startswith("республика ")
    short = lower.removeprefix("республика ").replace(" — ", "-")
    cases = russian(short) if short else []
    bare = [] if short == "алтай" else cases
    return [*bare, *(f"республик* {form}" for form in dict.fromkeys(cases) if republic)]


_KAZAKH_RANKS = {
    "облысы": "облыс*",
    "өлкесі": "өлке*",
    "ауданы": "аудан*",
    "аймағы": "айма*",
    "уәлаяты": "уәлаят*",
    "республикасы": "республика*",
    "аралдары": "арал*",
    "аралы": "арал*",
}


def kazakh_forms(name: str, taken: Mapping[str, int]) -> list[str]:
    """A Kazakh name with any suffix; with the commonest ones where a star would swallow another name or a word."""
    lower = name.lower()
    head, _, last = lower.rpartition(" ")
    if last in _KAZAKH_RANKS:
        return [f"{head} {_KAZAKH_RANKS[last]}"]
    swallows = any(
        other != lower and other.startswith(lower) and other.count(" ") == lower.count(" ") for other in taken
    )
    if len(lower) < 4 or swallows:
        return [lower + suffix for suffix in _kazakh_suffixes(lower)]
    return [lower.rstrip("ь") + "*" if " " not in lower else f"{lower}*"]


def _kazakh_suffixes(word: str) -> tuple[str, ...]:
    """The case endings of a word, by the harmony of its last vowel and by its last letter."""
    vowels = re.findall(r"[аәеёиоөуүұыіэюя]", word)
    front = bool(vowels) and vowels[-1] in "әеөүіэ"
    a, i = ("е", "і") if front else ("а", "ы")
    if re.search(r"[аәеёиоөуүұыіэюя]$", word):
        consonants = ("д", "н", "ғ" if not front else "г", "н")
    elif re.search(r"[рлйу]$", word):
        consonants = ("д", "д", "ғ" if not front else "г", "д")
    elif re.search(r"[мнң]$", word):
        consonants = ("д", "н", "ғ" if not front else "г", "д")
    else:
        consonants = ("т", "т", "қ" if not front else "к", "т")
    place, whose, to, object_ = consonants
    return (
        "",
        f"{place}{a}",
        f"{whose}{i}ң",
        f"{to}{a}",
        f"{'н' if re.search(r'[мнң]$', word) else place}{a}н",
        f"{object_}{i}",
        f"{place}{a}ғы" if not front else f"{place}{a}гі",
    )


def kazakh_part(name: str, taken: Mapping[str, int]) -> list[str]:
    """'Свердлов облысы' -> свердлов облыс*, свердлов*; the bare name only if long and no other part's."""
    if not name:
        return []
    head, _, last = name.lower().rpartition(" ")
    found = kazakh_forms(name, taken)
    if last in _KAZAKH_RANKS and len(head) > 5 and not any(t != name.lower() and t.startswith(head) for t in taken):
        found.append(f"{head}*")
    return found


# Tables


def _plain(name: str) -> str:
    """Without the marks by which CLDR tells namesakes apart: 'Lacs²', 'Saraj †', 'Яп (штат)'."""
    return re.sub(r"[²³†]| \([^)]*\)$", "", name).strip()


def _bare(name: str) -> str:
    """Without diacritics: 'Équateur' -> 'Equateur'."""
    table = str.maketrans("ıøłđðß", "ioldds")
    decomposed = unicodedata.normalize("NFD", name.translate(table))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _row(code: str, names: Sequence[str], match: Sequence[Iterable[str]], **more: str) -> dict[str, str]:
    row = {"code": code, **more, **{f"name_{lang}": name for lang, name in zip(LANGUAGES, names, strict=True)}}
    for lang, name, phrases in zip(LANGUAGES, names, match, strict=True):
        found = dict.fromkeys(p.strip() for p in phrases)
        row[f"match_{lang}"] = "|".join(p for p in found if p and p != name.lower())
    return row


def _three_fields(block: str) -> dict[str, tuple[str, ...]]:
    """Code to its fields in en, ru, kk; an indented line continues the one before it."""
    found = {}
    for line in re.sub(r"\n +", " ", block.strip()).splitlines():
        code, _, rest = line.partition(":")
        found[code] = tuple(field.strip() for field in f" {rest} ".split("/"))
        if len(found[code]) != len(LANGUAGES):
            raise SystemExit(f"not three fields: {line}")
    return found


def _with(others: Mapping[str, Sequence[str]], rows: Iterable[Mapping[str, str]]) -> dict[str, Sequence[str]]:
    """The blocks above with the rows of demonyms.csv, where an English word with '+' has a plural in -s too."""
    joined = dict(others)
    for row in rows:
        en, ru, kk = joined.get(row["code"], ("", "", ""))
        plurals = [form for p in _split(row["en"]) for form in ((p[:-1], f"{p[:-1]}s") if p.endswith("+") else (p,))]
        joined[row["code"]] = ("|".join([*_split(en), *plurals]), "|".join([*_split(ru), *_split(row["ru"])]), kk)
    return joined


def _split(field: str) -> list[str]:
    return [phrase.strip() for phrase in field.split("|")] if field else []


def _tab(file: str) -> list[list[str]]:
    """The rows of a table of the time zone database, the first three fields."""
    text = (files("tzdata") / "zoneinfo" / file).read_text("utf-8")
    return [line.split("\t")[:3] for line in text.splitlines() if not line.startswith("#")]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _write(path: Path, head: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    text = io.StringIO("".join(f"# {line}\n" for line in head))
    text.seek(0, io.SEEK_END)
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.getvalue(), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "src/esep/data"))
