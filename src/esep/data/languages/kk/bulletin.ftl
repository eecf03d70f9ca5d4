# Хабарламалар: бір абзацта көрсеткіштің бір түрі; кезең, ел және ауру аталады.
# Аргументтер: en/bulletin.ftl қараңыз.

daily-title = { disease-name }: күнделікті мәлімет

weekly-title = { disease-name }: өңірлер бойынша апталық мәлімет

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

patients-hospital = Стационарда { $value } науқас емделіп жатыр.

patients-home = Амбулаториялық емде { $value } науқас бар.

patients-children = Науқастар арасында { $value } бала бар.

patients-severe = Ауыр жағдайда { $value } науқас бар.

patients-critical = Өте ауыр жағдайда { $value } науқас бар.

patients-ventilated = Өкпені жасанды желдету (ӨЖЖ) аппаратында { $value } науқас бар.

corrected = { DATE($day, pattern: "y") } жылғы { DATE($day, pattern: "d MMMM") } күні түзетілді, { $by }. Себебі: { $reason }
