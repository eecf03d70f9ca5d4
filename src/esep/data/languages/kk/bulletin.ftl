# Хабарламалар: бір абзацта көрсеткіштің бір түрі; кезең, ел және ауру аталады.
# Аргументтер: en/bulletin.ftl қараңыз.

daily-title = { disease-name }: күнделікті мәлімет

weekly-title = { disease-name }: өңірлер бойынша апталық мәлімет

cases-title = { disease-name }: өңірлер бойынша жаңа жағдайлар

recoveries-title = { disease-name }: өңірлер бойынша жазылып шыққандар

pneumonia-title = { disease-name }: өңірлер бойынша { cause-of } жағдайлары

patients-title = { disease-name }: емделіп жатқан науқастар

comparison-title = { disease-name }: алдыңғы аптамен салыстыру

title-day = { $name }, { day }

in-period = { $when ->
    [past-day] соңғы тәулікте
   *[dates] { days } аралығында
}

since = { $starts ->
    [onset] { onset }
   *[date] { since-day }
}

ending = { $listed ->
    [yes] , оның ішінде:
   *[no] .
}

area-item = { $name } – { $value }

new-case = { in-period } { $within } { cause-of } { $value } жаңа жағдайы тіркелді{ ending }

new-recovery = { in-period } { $within } { cause-from } { $value } адам жазылып шықты{ ending }

new-death = { in-period } { $within } { cause-from } { $value } адам қайтыс болды{ ending }

areas-case = { in-period } { $within } { cause-of } жаңа жағдайлары өңірлер бойынша:

areas-recovery = { in-period } { $within } { cause-from } жазылып шыққандар өңірлер бойынша:

areas-death = { in-period } { $within } { cause-from } қайтыс болғандар өңірлер бойынша:

total-case = { since } { $within } { cause-of } { $value } жағдайы тіркелді.

total-recovery = { since } { $within } { cause-from } барлығы { $value } адам жазылып шықты.

total-death = { since } { $within } { cause-from } барлығы { $value } адам қайтыс болды.

patients = { as-of-day } { $within } { cause-from } { $value } науқас емделіп жатыр.

patients-lead = { as-of-day } { $within } { cause-from } емделіп жатқан науқастар:

# Расталған жағдайлардан басқасында ауру қайта аталады: жай «науқастар» расталған деп оқылады.
among = { $definition ->
    [confirmed] { "" }
   *[other] { cause-from } емделіп жатқандар арасында{ " " }
}

patients-hospital = { among }стационарда { $value } науқас { $definition ->
    [confirmed] емделіп жатыр
   *[other] бар
}.

patients-home = { among }амбулаториялық емде { $value } науқас бар.

patients-children = { $definition ->
    [confirmed] науқастар арасында{ " " }
   *[other] { among }
}{ $value } бала бар.

patients-severe = { among }ауыр жағдайда { $value } науқас бар.

corrected = { DATE($day, pattern: "y") } жылғы { DATE($day, pattern: "d MMMM") } күні түзетілді, { $by }. Себебі: { $reason }

patients-critical = { among }өте ауыр жағдайда { $value } науқас бар.

patients-ventilated = { among }өкпені жасанды желдету (ӨЖЖ) аппаратында { $value } науқас бар.

new-pneumonia = { in-period } { $within } { cause-of }{ pcr-negative } { $value } жаңа жағдайы тіркелді{ ending }

change-case = Алдыңғы аптамен салыстырғанда { $within } { cause-of } жаңа жағдайларының саны { week-change }{ ending-regions }

change-recovery = Алдыңғы аптамен салыстырғанда { $within } { cause-from } жазылып шыққандар саны { week-change }{ ending-regions }

change-death = Алдыңғы аптамен салыстырғанда { $within } { cause-from } қайтыс болғандар саны { week-change }{ ending-regions }

pcr-negative = { $track ->
    [COVID-19-probable] { " " }(ПТР теріс)
   *[other] { "" }
}

week-change = { $share ->
    [yes] { percent }-ға{ " " }
   *[no] { "" }
}{ $trend ->
    [up] өсті
    [down] төмендеді
   *[same] өзгерген жоқ
}

change-item = { $name } – { week-change }

percent = { NUMBER($percent, minimumFractionDigits: 1) } %

ending-regions = { $listed ->
    [yes] , өңірлер бойынша:
   *[no] .
}

rate-case = { in-period } { $of } 100 мың тұрғынына шаққанда { cause-of } { rate } жаңа жағдайы тіркелді{ population }

rate-recovery = { in-period } { $of } 100 мың тұрғынына шаққанда { cause-from } { rate } адам жазылып шықты{ population }

rate-death = { in-period } { $of } 100 мың тұрғынына шаққанда { cause-from } { rate } өлім жағдайы тіркелді{ population }

rate-item = { $name } – { rate }

rate = { NUMBER($rate, minimumFractionDigits: 1) }

population = { " " }({ $year } жылдың басындағы халық саны бойынша){ ending-regions }

average-case = { in-period } { $within } тәулігіне орта есеппен { cause-of } { average } жаңа жағдайы тіркелді{ ending-regions }

average-recovery = { in-period } { $within } тәулігіне орта есеппен { cause-from } { average } адам жазылып шықты{ ending-regions }

average-death = { in-period } { $within } тәулігіне орта есеппен { cause-from } { average } адам қайтыс болды{ ending-regions }

average-item = { $name } – { average }

average = { NUMBER($average, minimumFractionDigits: 1) }

# Алдыңғысының жалғасы болатын жазбаның тақырыбында.
picture = Күн сайынғы жаңа жағдайлар және олардың 7 күндік орташасы.
goes-on = (жалғасы)
