"""Short texts of many countries, with no home area given: places, datelines, lists and what goes on through them."""

from datetime import date

import pytest

from esep.document import Document
from esep.read import read
from labelled import row

TEXTS = {
    # Places below the regions, and regions without a code
    "Sorocaba (SP) tem 12 casos novos de covid-19\n\nA cidade soma 340 casos e 7 óbitos.": [
        "BR-SP/Sorocaba case new 1d 12",
        "BR-SP/Sorocaba case total onset 340",
        "BR-SP/Sorocaba death total onset 7",
    ],
    "Cólera em Angola: 30 casos num dia.\nSão 18 de Luanda, 9 do Icolo e Bengo e 3 do Bengo.": [
        "AO case new 1d 30",
        "AO-LUA case new 1d 18",
        "AO/Icolo e Bengo case new 1d 9",
        "AO-BGO case new 1d 3",
    ],
    # Datelines
    "Luanda, 14 set (Agência) – Angola registou hoje 31 novos casos de covid-19.": ["AO case new 1d 31"],
    "Dakar, 16 sept. - Le Sénégal compte 41 nouveaux cas de Covid-19.": ["SN case new 1d 41"],
    "Lima, 15 de septiembre de 2020.- En el Perú hay 52 nuevos casos de covid-19.": ["PE case new 1d 52"],
    "Malaria en el Perú: del 1 de julio de 2019 al 6 de marzo hubo 52 casos.": [
        "PE case total 2019-07-01..2020-03-06 52"
    ],
    # What goes on through a list
    "Dengue en Perú: 215 casos por cada 100.000 habitantes; luego Piura (127) y Loreto (85).": [],
    "Angola tem 30 casos novos de covid-19. Estão activos 610 (-12) doentes.": [
        "AO case new 1d 30",
        "AO patient current now 610",
    ],
    "Covid-19 em Angola: morreram dois doentes, com 39, 46 e 51 anos.": ["AO death new 1d 2"],
    "Cólera en Perú: en Loreto hubo 24 casos y 2 muertes. Luego está Piura, con 11.": [
        "PE-LOR case total onset 24",
        "PE-LOR death total onset 2",
        "PE-PIU case total onset 11",
    ],
    "Covid-19 no Brasil: 214 casos em investigação e 2.114 recuperados no total.": [
        "BR case current now 214",
        "BR recovery total onset 2114",
    ],
    "Peru has 120 dengue cases, mainly in Lima and Piura, and 4 deaths, mostly in Loreto (3).": [
        "PE case total onset 120",
        "PE death total onset 4",
        "PE-LOR death total onset 3",
    ],
    # Rows, and the items of a list by number
    "Covid-19 em Portugal\nNorte: 17 casos (+5), 8 mortos (+1)\nAlgarve: 6 (+2) e 3 mortos (+1)": [
        "PT/Norte case total onset 17",
        "PT/Norte case new 1d 5",
        "PT/Norte death total onset 8",
        "PT/Norte death new 1d 1",
        "PT/Algarve case total onset 6",
        "PT/Algarve case new 1d 2",
        "PT/Algarve death total onset 3",
        "PT/Algarve death new 1d 1",
    ],
    "Covid-19 au Mali.\n1. Nouveaux cas : 31.\n2. Total jusqu'au mardi 15 septembre 2020 : 2 900 cas.": [
        "ML case new 1d 31",
        "ML case total onset 2900",
    ],
    "Covid-19 au Cameroun\nCas : Centre 12, Nord 7 et Sud 3.": [
        "CM-CE case new 1d 12",
        "CM-NO case new 1d 7",
        "CM-SU case new 1d 3",
    ],
    "Covid-19 en Bolivia: los contagiados son en total 146 y los fallecidos, 39.": [
        "BO case total onset 146",
        "BO death total onset 39",
    ],
    # One code of two
    "Dengue à La Réunion : 21 cas en une semaine, dit Santé publique France.": ["RE case new 7d 21"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_of_another_country(text: str) -> None:
    figures = read(Document(text, issued=date(2020, 9, 17))).figures
    rows = [row(figure) for figure in figures]
    assert [f"{area} {event} {measure} {period} {value}" for area, event, measure, _, _, period, value in rows] == (
        TEXTS[text]
    )
