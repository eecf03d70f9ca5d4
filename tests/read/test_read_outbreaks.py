"""Outbreak news: parts and wholes, groups, definitions and tables, as writers put them into English."""

from datetime import date

import pytest

from esep.document import Document
from esep.read import read

TEXTS = {
    # A rate parts nothing
    "Cholera in Somalia: the week brought 318 new cases, of which 228 (72%) severe cases.": [
        "318 SO case new confirmed - 7d",
        "228 SO case new confirmed severe 7d",
    ],
    "Measles in Chad: 63 (9.2%) confirmed, 271 (39.4%) probable and 350 (51.2%) suspected cases to date.": [
        "63 TD case total confirmed - onset",
        "271 TD case total probable - onset",
        "350 TD case total suspected - onset",
    ],
    "Cholera has struck South Africa. Gauteng has the bulk, 89% or 176 cases.": [
        "176 ZA-GP case total confirmed - onset"
    ],
    # A part and its whole
    "Malawi: 15 of 554 confirmed cholera patients have died.": [
        "15 MW death total confirmed - onset",
        "554 MW case total confirmed - onset",
    ],
    "In Ethiopia 33 of 412 suspected measles cases tested positive.": [
        "33 ET case total confirmed - onset",
        "412 ET case total suspected - onset",
    ],
    "Cholera in Yemen: 320 cases in 91.3% (21/23) of governorates.": ["320 YE case total confirmed - onset"],
    "Ghana's mpox toll is 43, says the ministry; the teams reached 940 (95%) of the contacts.": [
        "43 GH death total confirmed - onset"
    ],
    "Canada has 449 confirmed cases of A(H1N1) influenza, including one death. Peru: eight, including two deaths.": [
        "449 CA case total confirmed - onset",
        "1 CA death total confirmed - onset",
        "8 PE case total confirmed - onset",
        "2 PE death total confirmed - onset",
    ],
    # Groups
    "Liberia has 28 Lassa fever cases to date. Three are health workers. Two of them died.": [
        "28 LR case total confirmed - onset",
        "3 LR case total confirmed health_worker onset",
        "2 LR death total confirmed health_worker onset",
    ],
    "Ebola in Guinea: health workers account for eight cases and one death.": [
        "8 GN case total confirmed health_worker onset",
        "1 GN death total confirmed health_worker onset",
    ],
    # Areas
    "Since 2 May two Nigerians have died of cholera, in Kano and Edo, and 12 in Lagos.": [
        "2 NG death total confirmed - since:2020-05-02",
        "12 NG-LA death total confirmed - since:2020-05-02",
    ],
    "Cholera: with the national toll at 43, Edo is calm, says Nigeria's ministry.": [
        "43 NG death total confirmed - onset"
    ],
    "Cholera: Abia, Edo, Kano and Oyo in Nigeria have not had a single case so far.": [
        f"0 NG-{state} case total confirmed - onset" for state in ("AB", "ED", "KN", "OY")
    ],
    "Cholera cases in 20 countries came to 37,269 in June; Malawi alone had 1,204.": [
        "1204 MW case new confirmed - month:2020-06"
    ],
    "Lassa fever: Kano lost two people. Sixteen health workers in seven states of Nigeria have caught it to date.": [
        "2 NG-KN death total confirmed - onset",
        "16 NG case total confirmed health_worker onset",
    ],
    "Cholera in Zambia: 23 cases today; Heroes Hospital took in 5 of them.": ["23 ZM case new confirmed - 1d"],
    "Polio: Pakistan had 2 new cases this week, one in Karachi, in Sindh, and one from Quetta, Balochistan.": [
        "2 PK case new confirmed - 7d",
        "1 PK-SD/Karachi case new confirmed - 7d",
        "1 PK-BA/Quetta case new confirmed - 7d",
    ],
    "Cholera in Zambia: 23 people fell ill today in Lusaka District.": ["23 ZM-09/Lusaka case new confirmed - 1d"],
    "Cholera in Somalia: 437 of the samples were confirmed to date, a case fatality rate of 3%.": [
        "437 SO case total confirmed - onset"
    ],
    "Measles in Norway to date, by age: 1 to 10 years: 53 cases. In all 80 cases.": [
        "80 NO case total confirmed - onset"
    ],
    "Nigeria: five new cholera cases, figures from @NCDCgov show: 2 in FCT, 2 in Lagos & 1 in Rivers.": [
        "5 NG case new confirmed - 1d",
        "2 NG-FC case new confirmed - 1d",
        "2 NG-LA case new confirmed - 1d",
        "1 NG-RI case new confirmed - 1d",
    ],
    "Ebola: five countries (Guinea, Liberia, Mali, Senegal and the USA) counted 17,942 cases, with 6,388 deaths.": [],
    "Lusaka: Zambia has had 57 cholera cases to date.": ["57 ZM case total confirmed - onset"],
    "Ghana to date: Central Region has 19 mpox cases and 2 deaths; Greater Accra 6 and 8; Western Region 5 and 7.": [
        "19 GH-CP case total confirmed - onset",
        "2 GH-CP death total confirmed - onset",
        "6 GH-AA case total confirmed - onset",
        "8 GH-AA death total confirmed - onset",
        "5 GH-WP case total confirmed - onset",
        "7 GH-WP death total confirmed - onset",
    ],
    # Periods
    "The last report on cholera in Fiji was of 7 August 2020. Fourteen more people have fallen ill since then.": [
        "14 FJ case new confirmed - since:2020-08-07"
    ],
    "China: seven new H7N9 cases. Four of the seven have died.": [
        "7 CN case new confirmed - 1d",
        "4 CN death new confirmed - 1d",
    ],
    "Ebola in Uganda: deaths among confirmed cases number 43 and recoveries number 45.": [
        "43 UG death total confirmed - onset",
        "45 UG recovery total confirmed - onset",
    ],
    "In the week to September 6 cholera flared up in Chad, with 103 cases.": [
        "103 TD case new confirmed - 2020-08-31..2020-09-06"
    ],
    "The four weeks from 3 August brought 158 measles cases in Norway.": [
        "158 NO case new confirmed - 2020-08-03..2020-08-30"
    ],
    "Chad: 61 suspected measles cases, 5 of them fatal, were found between its start on 2 May and 8 June 2020.": [
        "61 TD case total suspected - 2020-05-02..2020-06-08",
        "5 TD death total suspected - 2020-05-02..2020-06-08",
    ],
    "Nigeria notified 724 diphtheria cases between week 19 of 2019 (in May) and week 7 of 2020.": [
        "724 NG case total confirmed - 2019-05-06..2020-02-16"
    ],
    "Lassa fever in Nigeria: the report of the 11th week, which ended on 15 March, has eight cases.": [
        "8 NG case new confirmed - 2020-03-09..2020-03-15"
    ],
    # Definitions
    "Plague: 86 confirmed, probable and suspect cases were reported in Madagascar from 7 to 10 September.": [
        "86 MG case new all - 2020-09-07..2020-09-10"
    ],
    # A verdict awaited
    "Ebola in Uganda: laboratory results are awaited for another 58 people with suspected disease.": [
        "58 UG case current suspected - now"
    ],
    # Tables with bars
    "Ebola cases and deaths by definition\n\n"
    "Country | Definition | Cumulative cases | Cases in the past 21 days | Deaths\n"
    "Guinea | Confirmed | 2127 | 249 | 1262\n"
    " | Probable | 263 | * | 263\n"
    " | Total | 2390 | 249 | 1525 (64%)\n"
    "Mali | Confirmed | 8 | 0 | \n"
    "Total | | 2398 | |": [
        "2127 GN case total confirmed - onset",
        "249 GN case new confirmed - 21d",
        "1262 GN death total confirmed - onset",
        "263 GN case total probable - onset",
        "263 GN death total probable - onset",
        "2390 GN case total all - onset",
        "249 GN case new all - 21d",
        "1525 GN death total all - onset",
        "8 ML case total confirmed - onset",
        "0 ML case new confirmed - 21d",
    ],
}


@pytest.mark.parametrize("text", TEXTS)
def test_outbreak_news_is_read(text: str) -> None:
    figures = read(Document(text, issued=date(2020, 9, 17))).figures
    claims = [(f.value, f.claim, f.period) for f in figures]
    assert [f"{n} {c.area} {c.event} {c.measure} {c.definition} {c.group} {days}" for n, c, days in claims] == TEXTS[
        text
    ]
