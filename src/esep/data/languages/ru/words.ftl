# Русские слова всех текстов: болезни, дни, группы людей.
# Источник: формулировки открытых сводок Казахстана и ВОЗ. Дата: 2026-11-23. Синтаксис: https://projectfluent.org
# Аргументы: см. en/words.ftl.



disease-name = { $disease ->
    [cholera] холера
    [dengue] лихорадка денге
    [ebola] лихорадка Эбола
    [influenza] грипп
    [marburg] лихорадка Марбург
    [measles] корь
    [mpox] оспа обезьян
    [polio] полиомиелит
    [tuberculosis] туберкулёз
   *[other] { $disease_name }
}

# В родительном падеже
disease-of = { $disease ->
    [cholera] холеры
    [dengue] лихорадки денге
    [ebola] лихорадки Эбола
    [influenza] гриппа
    [marburg] лихорадки Марбург
    [measles] кори
    [mpox] оспы обезьян
    [polio] полиомиелита
    [tuberculosis] туберкулёза
    [COVID-19] COVID-19
   *[other] болезни «{ $disease_name }»
}

# В винительном падеже: тест на …
disease-on = { $disease ->
    [cholera] холеру
    [dengue] лихорадку денге
    [ebola] лихорадку Эбола
    [influenza] грипп
    [marburg] лихорадку Марбург
    [measles] корь
    [mpox] оспу обезьян
    [polio] полиомиелит
    [tuberculosis] туберкулёз
    [COVID-19] COVID-19
   *[other] болезнь «{ $disease_name }»
}

# В родительном падеже: случаи …, от …
cause-of = { $track ->
    [COVID-19-probable] пневмонии с признаками COVID-19
    [COVID-19-all] COVID-19 и пневмонии с признаками COVID-19
   *[other] { disease-of }{ $definition ->
        [confirmed] { "" }
        [probable] { " " }(вероятные случаи)
        [suspected] { " " }(подозрительные случаи)
        [all] { " " }(подтверждённые и вероятные случаи)
       *[none] { " " }(определение случая не указано)
    }
}

onset-of = { $disease ->
    [COVID-19] пандемии
   *[other] вспышки
}

day = { DATE($to, pattern: "d MMMM y 'года'") }

first-day = { DATE($from, pattern: "d MMMM y 'года'") }

days = { $same ->
    [month] { DATE($from, pattern: "d") }–{ day }
    [year] { DATE($from, pattern: "d MMMM") } – { day }
   *[no] { first-day } – { day }
}

group = { $group ->
    [children] дети
    [adults] взрослые
    [male] мужчины
    [female] женщины
    [hospital] в стационаре
    [home] на амбулаторном лечении
    [severe] в тяжёлом состоянии
    [critical] в крайне тяжёлом состоянии
    [ventilated] на аппаратах ИВЛ
    [asymptomatic] без симптомов
    [symptomatic] с симптомами
    [imported] завозные
    [health_worker] медработники
   *[other] { $group }
}

age = { $open ->
    [yes] { $youngest ->
        [one] от { $youngest } года и старше
       *[other] от { $youngest } лет и старше
    }
   *[no] { $oldest ->
        [one] от { $youngest } до { $oldest } года
       *[other] от { $youngest } до { $oldest } лет
    }
}

number = { $value }
