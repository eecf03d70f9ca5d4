# Слова сайта на русском языке. Синтаксис: https://projectfluent.org

language-name = Русский
site-name = { $disease } { $within }
site-description = { $name }: каждое число со словами, в которых оно названо, датой и источником.
skip = Перейти к содержанию

nav-front = Обзор
nav-days = Все дни
nav-corrections = Исправления
nav-documents = Документы
nav-languages = Языки
nav-sections = Разделы
nav-crumbs = Где вы находитесь
nav-neighbours = Другие дни

about = Об этих данных
about-text = Каждое число ведёт ко всем, кто его назвал: к словам, дате и причине расхождения, если оно есть. Ничего не усредняется и не дополняется.
open-data = Открытые данные
licence = Данные можно свободно использовать с указанием источника. Тексты принадлежат их издателям.
as-of = По состоянию на { $moment }
data-figures = Все сообщения (CSV)
data-settled = Принятые значения (CSV)
data-package = Для программ: все файлы (datapackage.json)
data-readme = Описание столбцов
data-feed = Следить за новым (лента Atom)

latest = Последние данные
nothing-yet = Данных по стране пока нет.
headline = Главные показатели
event-case = Заболевшие
event-recovery = Выздоровевшие
event-death = Умершие
event-patient = На лечении
event-other = Тесты, прививки и прочее

kind-case-new = Новые случаи
kind-case-total = Всего случаев
kind-case-current = Случаев сейчас
kind-death-new = Новые случаи смерти
kind-death-total = Всего умерло
kind-death-current = Умерших на этот момент
kind-recovery-new = Новые выздоровевшие
kind-recovery-total = Всего выздоровело
kind-recovery-current = Выздоровевших на этот момент
kind-patient-new = Новые пациенты
kind-patient-total = Всего пациентов
kind-patient-current = На лечении
kind-test-new = Новые тесты
kind-test-total = Всего тестов
kind-test-current = Тестов на этот момент
kind-dose1-new = Новые первые дозы
kind-dose1-total = Всего первых доз
kind-dose1-current = Первых доз на этот момент
kind-dose2-new = Новые вторые дозы
kind-dose2-total = Всего вторых доз
kind-dose2-current = Вторых доз на этот момент
kind-dose-new = Новые дозы
kind-dose-total = Всего доз
kind-dose-current = Доз на этот момент
kind-other-new = Прочее, новое
kind-other-total = Прочее, всего
kind-other-current = Прочее, на этот момент

definition-confirmed = подтверждённые
definition-probable = вероятные
definition-suspected = подозрительные
definition-all = подтверждённые и вероятные
track-probable = { $disease ->
    [COVID-19] Пневмония с признаками COVID-19, ПЦР отрицательный
   *[other] Вероятные случаи
}
track-probable-note = Учитывается отдельно и не входит в число подтверждённых случаев.
track-suspected = Подозрительные случаи
track-suspected-note = Ещё не подтверждены; учитываются отдельно.
track-all = Подтверждённые и вероятные вместе
track-all-note = Так, как их вместе называют издатели.

group-children = дети
group-adults = взрослые
group-male = мужчины
group-female = женщины
group-hospital = в стационаре
group-home = амбулаторно
group-severe = в тяжёлом состоянии
group-critical = в крайне тяжёлом состоянии
group-ventilated = на аппарате ИВЛ
group-asymptomatic = без симптомов
group-symptomatic = с симптомами
group-imported = завозные
group-health_worker = медработники
group-age = в возрасте { $ages }

since = с { $day }
since-onset = с начала эпидемии
as-at = { $start }, на { $day }
undated = дата неизвестна
moment = { $day }, { $time }
on-day = на { $day }
date = Дата
what = Показатель
value = Значение
region = Регион
not-stated = не сообщается
how = Откуда
computed = вычислено
disputed = есть расхождение
settled-on = выбрано
also-stated = Также сообщается
none = Нет.

chart-heading = Новые случаи по дням
chart-note = Если за день новое число не названо, показана разность двух соседних итогов с пометкой «вычислено».
chart-title = { $kind } { $by }, { $first } – { $last }
chart-desc = Наибольшее число – { $peak }, { $peakday }. Последнее – { $last }, { $lastday }.
chart-table = { $kind } { $by }, начиная с последнего
chart-cut = { $value }, { $day }
legend-stated = Как сообщено
legend-computed = Вычислено по двум итогам
legend-average = Среднее за 7 дней
average = Среднее за 7 дней
as-table = Показать таблицей
listed = Последние { $listed } из { $count }. Смотреть все
by-day = по дням
by-week = по неделям
chart-span = { $title }, { $first } – { $last }
lines-table = { $title }, начиная с последнего дня
legend-unfinished = Данные неполные: число ещё может вырасти
how-stated = как сообщено
how-computed = вычислено по двум итогам
unfinished = данные неполные
legend-change = Изменилось определение
changes-heading = Где изменилось определение случая
change-source = Источник

percent = { $percent } %
trend = Динамика
trend-week = Новые случаи за 7 дней
trend-before = За предыдущие 7 дней
trend-up = Рост: новых случаев на { $percent } % больше, чем за предыдущие 7 дней
trend-down = Снижение: новых случаев на { $percent } % меньше, чем за предыдущие 7 дней
trend-level = Без изменений: новых случаев примерно столько же, сколько за предыдущие 7 дней
trend-new = Рост: за предыдущие 7 дней новых случаев не было
week-per-100k = За 7 дней на 100 000
totals-heading = { $kind } и определения случая
totals-note = Подтверждённые и вероятные случаи учитываются отдельно. Если издатели не называют их вместе, сумма вычислена нами и отмечена.
definitions-caption = Оба определения случая, отдельно и вместе
patients-setting = Где лечатся пациенты
patients-gravity = Пациенты в тяжёлом состоянии
everyone = все пациенты
tests-heading = Тесты и прививки
other-areas = Другие регионы
nav-map = Карта
map-heading = Карта регионов
map-title = Новые подтверждённые случаи на 100 000 жителей за { $days } дней по { $day }
map-legend = Случаи на 100 000 жителей за { $days } дней
map-above = { $least } и больше
map-table = То же в таблице
map-days = За { $days } дней
map-caption = Новые подтверждённые случаи на 100 000 жителей
map-months = По месяцам
map-months-note = Семь дней по последний известный день каждого месяца: те же оттенки, границы того времени.
map-months-caption = Новые подтверждённые случаи на 100 000 жителей за семь дней, на конец каждого месяца
all-maps = Все карты
my-region = Мой регион
nav-compare = Сравнение
compare-heading = Сравнение регионов
compare-note = Новые подтверждённые случаи за семь дней на 100 000 жителей, { $first } – { $last }; все на одной шкале от 0 до { $top }. Тонкая серая линия – вся страна.
compare-table = То же в таблице
compare-caption = Новые подтверждённые случаи за семь дней на 100 000 жителей, { $day }
compare-before = Неделей раньше
compare-highest = Наибольшее
compare-highest-day = Дата
jump = Перейти к дню
jump-none = За этот день данных нет.
years = Годы
indicator = Показатель
indicators = Показатели
indicator-case = Случаи
indicator-death = Умершие
indicator-recovery = Выздоровевшие
indicator-patient = Получают лечение
indicator-test = Тесты
indicator-dose1 = Первые дозы
indicator-dose2 = Вторые дозы
indicator-dose = Дозы

regions-heading = По регионам
regions-caption = { $kind } по регионам, { $day }
regions-note = На 100 000 жителей: к численности населения на начало { $year } года.
per-100k = На 100 000
population = Население, { $year }
population-unknown = Население

disputes-heading = Расхождения
no-disputes = Все, кто сообщает данные за этот день, согласны.
all-disputes = Все расхождения и исправления
bulletins-heading = Бюллетени
no-bulletins = Бюллетеней пока нет.
all-days = Все дни
bulletin-daily = Ежедневный бюллетень
bulletin-weekly = Еженедельный бюллетень
bulletin-cases = Новые случаи по регионам
bulletin-recoveries = Выздоровевшие по регионам
bulletin-pneumonia = Пневмония с отрицательным ПЦР по регионам
bulletin-patients = Пациенты на лечении
bulletin-comparison = Сравнение с предыдущей неделей
bulletin-national = Бюллетень по стране
bulletin-regional = Бюллетень по регионам

figures-of = Данные за день
statements = Сообщений
day-caption = Данные по стране: { $area }
matrix-caption = Данные по регионам
bulletins-of-day = Бюллетени за день
problems-heading = Что не сходится
documents-of-day = Документы за день
days-note = Дни, за которые есть данные. День, в котором издатели расходятся, отмечен точкой.

why-eyebrow = Откуда эти числа
contents = На этой странице
not-settled = Не принято
rule = Выбрано, так как { $rule }.
rule-correction = это исправление подписано и обосновано
rule-official = так сообщает официальный источник
rule-latest = это сообщение – последнее
rule-only = других сообщений нет
rule-head = Почему выбрано
evidence = Что это показывает: { $count ->
    [one] { $count } число
    [few] { $count } числа
   *[many] { $count } чисел
}
evidence-more = Ещё { $count } – на странице дня
statements-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
credits = со ссылкой на источник:
signed = подпись: { $by }
issued-on = опубликовано: { $when }
withdrawn = Отозвано
stands-again = Снова в силе
whole-document = Документ целиком
original = Оригинал
publisher-unknown = издатель неизвестен
publisher-ministry = Министерство здравоохранения
publisher-site = coronavirus2020.kz
publisher-commission = Межведомственная комиссия
language-unknown = язык неизвестен
language-kk = казахский
language-ru = русский
language-en = английский

severity-fails = Противоречие
severity-warns = Объяснено
severity-note = Примечание

corrections-note = Числа не переписываются: исправление – это новое число с подписью и причиной, а прежнее остаётся. Остаётся и отозванное, с пометкой.
signed-corrections = Подписанные исправления
no-corrections = Подписанных исправлений нет.
signed-off = Опубликовано с известным расхождением
signed-off-note = Противоречие останавливает публикацию. Здесь её разрешил названный человек и указал причину.
signed-off-gone = Этого расхождения больше нет: с тех пор показатель исправлен, пересмотрен или отозван.
disputes-open = Открытые расхождения
disputes-explained = Объяснённые расхождения
disputes-noted = Отмечено: числа, выросшие за свой день, и подобное
explanation = Объяснение
instead-of = вместо { $values }
reason = Причина: { $reason }
no-reason = не указана

feed-title = { $name }: бюллетени и исправления
feed-bulletin = { $bulletin }, { $day }
feed-corrected = { $title } (исправлено)
feed-correction = Исправлено: { $what }
feed-retraction = Отозвано: { $what }
feed-more = { $count ->
    [one] Ещё { $count } показатель – на странице исправлений
    [few] Ещё { $count } показателя – на странице исправлений
   *[many] Ещё { $count } показателей – на странице исправлений
}

documents-note = У каждого числа есть документ. Откройте его, чтобы увидеть текст с отмеченными числами.
documents-caption = { $count ->
    [one] { $count } документ
    [few] { $count } документа
   *[many] { $count } документов
}
document = Документ
issued = Опубликовано
publisher = Издатель
language = Язык
no-figures = В этом документе не прочитано ни одного показателя.
figures-heading = Показатели в этом документе
figures-caption = { $count ->
    [one] { $count } показатель
    [few] { $count } показателя
   *[many] { $count } показателей
}

missing-title = Такой страницы нет
missing-text = Возможно, в адресе опечатка или за этот день нет данных.
missing-link = К обзору
