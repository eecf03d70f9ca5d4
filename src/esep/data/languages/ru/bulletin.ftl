# Сводки: в абзаце один вид показателя; назван период, страна и болезнь.
# Аргументы: см. en/bulletin.ftl.

daily-title = { disease-name }: ежедневная сводка

weekly-title = { disease-name }: еженедельная сводка по регионам

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

patients-hospital = В стационарах { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-home = На амбулаторном лечении { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-children = Среди пациентов { $value ->
    [one] { $value } ребёнок
    [few] { $value } ребёнка
   *[other] { $value } детей
}.

patients-severe = В тяжёлом состоянии { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-critical = В крайне тяжёлом состоянии { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

patients-ventilated = На аппаратах ИВЛ { $value ->
    [one] находится { $value } пациент
    [few] находятся { $value } пациента
   *[other] находятся { $value } пациентов
}.

corrected = Исправлено { DATE($day, pattern: "d MMMM y") } года, { $by }. Причина: { $reason }
