# Сводки: в абзаце один вид показателя; назван период, страна и болезнь.
# Аргументы: см. en/bulletin.ftl.

daily-title = { disease-name }: ежедневная сводка

weekly-title = { disease-name }: еженедельная сводка по регионам

cases-title = { disease-name }: новые случаи по регионам

recoveries-title = { disease-name }: выздоровевшие по регионам

pneumonia-title = { disease-name }: случаи { cause-of } по регионам

patients-title = { disease-name }: пациенты на лечении

comparison-title = { disease-name }: сравнение с предыдущей неделей

title-day = { $name }, { day }

in-period = { $when ->
    [past-day] За последние сутки
   *[dates] { since-day } { $same ->
        [month] { DATE($from, pattern: "d") }
        [year] { DATE($from, pattern: "d MMMM") }
       *[no] { first-day }
    } по { day }
}

since = { $starts ->
    [onset] С начала { onset-of }
   *[date] { since-day } { first-day }
}

# «Со 2 сентября», но «с 3 сентября».
since-day = { DAY($from) ->
    [2] Со
   *[other] С
}

ending = { $listed ->
    [yes] , в том числе:
   *[no] .
}

area-item = { $name } – { $value }

new-case = { in-period } { $within } { $value ->
    [one] зарегистрирован { $value } новый случай
    [few] зарегистрировано { $value } новых случая
   *[other] зарегистрировано { $value } новых случаев
} { cause-of }{ ending }

new-recovery = { in-period } { $within } от { cause-of } { $value ->
    [one] выздоровел { $value } человек
    [few] выздоровели { $value } человека
   *[other] выздоровели { $value } человек
}{ ending }

new-death = { in-period } { $within } от { cause-of } { $value ->
    [one] умер { $value } человек
    [few] умерли { $value } человека
   *[other] умерли { $value } человек
}{ ending }

areas-case = { in-period } { $within } новые случаи { cause-of } по регионам:

areas-recovery = { in-period } { $within } выздоровели от { cause-of } по регионам:

areas-death = { in-period } { $within } умерли от { cause-of } по регионам:

total-case = { since } { $within } { $value ->
    [one] зарегистрирован { $value } случай
    [few] зарегистрировано { $value } случая
   *[other] зарегистрировано { $value } случаев
} { cause-of }.

total-recovery = { since } { $within } от { cause-of } { $value ->
    [one] выздоровел { $value } человек
    [few] выздоровели { $value } человека
   *[other] выздоровели { $value } человек
}.

total-death = { since } { $within } от { cause-of } { $value ->
    [one] умер { $value } человек
    [few] умерли { $value } человека
   *[other] умерли { $value } человек
}.

patients = По состоянию на { day } { $within } лечение от { cause-of } { $value ->
    [one] получает { $value } пациент
    [few] получают { $value } пациента
   *[other] получают { $value } пациентов
}.

patients-lead = Пациенты, которые { $within } получают лечение от { cause-of }, по состоянию на { day }:

# Если случаи не только подтверждённые, болезнь называется снова: просто «пациенты» читаются как подтверждённые.
among = { $definition ->
    [confirmed] { "" }
   *[other] среди лечащихся от { cause-of }{ " " }
}

patients-hospital = { among }в стационарах { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-home = { among }на амбулаторном лечении { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-children = { $definition ->
    [confirmed] среди пациентов{ " " }
   *[other] { among }
}{ $value ->
    [one] { $value } ребёнок
    [few] { $value } ребёнка
   *[other] { $value } детей
}.

patients-severe = { among }в тяжёлом состоянии { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-critical = { among }в крайне тяжёлом состоянии { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-ventilated = { among }на аппаратах ИВЛ { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

corrected = Исправлено { DATE($day, pattern: "d MMMM y") } года, { $by }. Причина: { $reason }

new-pneumonia = { in-period } { $within } { $value ->
    [one] зарегистрирован { $value } новый случай
    [few] зарегистрировано { $value } новых случая
   *[other] зарегистрировано { $value } новых случаев
} { cause-of }{ pcr-negative }{ ending }

pcr-negative = { $track ->
    [COVID-19-probable] { " " }(ПЦР отрицательный)
   *[other] { "" }
}

change-case = По сравнению с предыдущей неделей число новых случаев { cause-of } { $within } { week-change }

change-recovery = По сравнению с предыдущей неделей число выздоровевших от { cause-of } { $within } { week-change }

change-death = По сравнению с предыдущей неделей число смертей от { cause-of } { $within } { week-change }

week-change = { $trend ->
    [up] выросло
    [down] снизилось
   *[same] не изменилось
}{ $share ->
    [yes] { " " }на { percent }
   *[no] { "" }
}{ ending-regions }

change-item = { $name } – { $trend ->
    [up] рост
    [down] снижение
   *[same] без изменений
}{ $share ->
    [yes] { " " }на { percent }
   *[no] { "" }
}

percent = { NUMBER($percent, minimumFractionDigits: 1) } %

ending-regions = { $listed ->
    [yes] , по регионам:
   *[no] .
}

# После дроби – родительный падеж единственного числа: «2,4 нового случая».
rate-case = { in-period } на 100 тысяч жителей { $of } приходилось { rate } нового случая { cause-of }{ population }

rate-recovery = { in-period } на 100 тысяч жителей { $of } приходилось { rate } выздоровевшего от { cause-of }{ population }

rate-death = { in-period } на 100 тысяч жителей { $of } приходилось { rate } смерти от { cause-of }{ population }

rate-item = { $name } – { rate }

rate = { NUMBER($rate, minimumFractionDigits: 1) }

population = { " " }(население на начало { $year } года){ ending-regions }

average-case = { in-period } { $within } регистрировали в среднем { average } нового случая { cause-of } в сутки{ ending-regions }

average-recovery = { in-period } { $within } регистрировали в среднем { average } выздоровевшего от { cause-of } в сутки{ ending-regions }

average-death = { in-period } { $within } регистрировали в среднем { average } смерти от { cause-of } в сутки{ ending-regions }

average-item = { $name } – { average }

average = { NUMBER($average, minimumFractionDigits: 1) }

# У заголовка поста, который продолжает предыдущий.
picture = Новые случаи по дням и их среднее за 7 дней.
goes-on = (продолжение)
