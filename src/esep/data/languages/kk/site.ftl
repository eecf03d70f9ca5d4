# Сайттың қазақша сөздері. Синтаксис: https://projectfluent.org

language-name = Қазақша
site-name = { $disease } { $within }
site-description = { $name }: әр сан – ол айтылған сөздермен, күнімен және дереккөзімен.
skip = Негізгі мазмұнға өту

nav-front = Шолу
nav-days = Барлық күндер
nav-corrections = Түзетулер
nav-documents = Құжаттар
nav-languages = Тілдер
nav-sections = Бөлімдер
nav-crumbs = Қай жердесіз
nav-neighbours = Басқа күндер

about = Бұл деректер туралы
about-text = Әр сан оны айтқандардың бәріне апарады: сөздеріне, күніне және алшақтық болса, оның себебіне. Ештеңе орташаланбайды және толықтырылмайды.
open-data = Ашық деректер
licence = Деректерді дереккөзін көрсетіп, еркін пайдалануға болады. Мәтіндер олардың жариялаушыларына тиесілі.
as-of = { $moment } күнгі жағдай бойынша
data-figures = Барлық хабарлар (CSV)
data-settled = Қабылданған мәндер (CSV)
data-readme = Бағандардың сипаттамасы

latest = Соңғы деректер
nothing-yet = Ел бойынша деректер әлі жоқ.
headline = Негізгі көрсеткіштер
event-case = Жұқтырғандар
event-recovery = Жазылғандар
event-death = Қайтыс болғандар
event-patient = Емделіп жатқандар
event-other = Тесттер, екпелер және басқалар

kind-case-new = Жаңа жағдайлар
kind-case-total = Барлық жағдайлар
kind-case-current = Қазіргі жағдайлар
kind-death-new = Жаңа өлім жағдайлары
kind-death-total = Барлық қайтыс болғандар
kind-death-current = Осы сәттегі қайтыс болғандар
kind-recovery-new = Жаңа жазылғандар
kind-recovery-total = Барлық жазылғандар
kind-recovery-current = Осы сәттегі жазылғандар
kind-patient-new = Жаңа науқастар
kind-patient-total = Барлық науқастар
kind-patient-current = Емделіп жатқандар
kind-test-new = Жаңа тесттер
kind-test-total = Барлық тесттер
kind-test-current = Осы сәттегі тесттер
kind-dose1-new = Жаңа бірінші дозалар
kind-dose1-total = Барлық бірінші дозалар
kind-dose1-current = Осы сәттегі бірінші дозалар
kind-dose2-new = Жаңа екінші дозалар
kind-dose2-total = Барлық екінші дозалар
kind-dose2-current = Осы сәттегі екінші дозалар
kind-dose-new = Жаңа дозалар
kind-dose-total = Барлық дозалар
kind-dose-current = Осы сәттегі дозалар
kind-other-new = Басқа, жаңа
kind-other-total = Басқа, барлығы
kind-other-current = Басқа, осы сәтте

definition-confirmed = расталған
definition-probable = ықтимал
definition-suspected = күдікті
definition-all = расталған және ықтимал
track-probable = { $disease ->
    [COVID-19] COVID-19 белгілері бар пневмония, ПТР теріс
   *[other] Ықтимал жағдайлар
}
track-probable-note = Бөлек есептеледі және расталған жағдайларға ешқашан қосылмайды.
track-suspected = Күдікті жағдайлар
track-suspected-note = Әлі расталмаған; бөлек есептеледі.
track-all = Расталған және ықтимал жағдайлар бірге
track-all-note = Жариялаушылар оларды бірге атағандай.

group-children = балалар
group-adults = ересектер
group-male = ерлер
group-female = әйелдер
group-hospital = стационарда
group-home = амбулаториялық
group-severe = ауыр жағдайда
group-critical = өте ауыр жағдайда
group-ventilated = ӨЖЖ аппаратында
group-asymptomatic = симптомсыз
group-symptomatic = симптомдары бар
group-imported = шеттен келген
group-health_worker = медицина қызметкерлері
group-age = жасы { $ages }

since = { $day } күнінен бастап
since-onset = індет басталғаннан бері
as-at = { $start }, { $day } күнгі жағдай бойынша
undated = күні белгісіз
moment = { $day }, { $time }
on-day = { $day }
date = Күні
what = Көрсеткіш
value = Мәні
region = Өңір
not-stated = айтылмаған
computed-from-totals = екі жиын бойынша есептелген
as-stated = айтылғандай
how = Қайдан
computed = есептелген
disputed = алшақтық бар
settled-on = таңдалған
also-stated = Сондай-ақ айтылған
none = Жоқ.

chart-heading = Күн сайынғы жаңа жағдайлар
chart-note = Жаңа жағдайлар саны айтылмаған күні қатар екі жиынның айырмасы «есептелген» деген белгімен көрсетіледі.
chart-title = Күн сайынғы жаңа расталған жағдайлар, { $first } – { $last }
chart-desc = Ең көп саны – { $peak } ({ $peakday }). Соңғысы – { $last } ({ $lastday }).
chart-table = Күн сайынғы жаңа расталған жағдайлар, соңғысынан бастап
chart-cut = { $value }, { $day }
legend-stated = Жаңа жағдайлар, айтылғаны
legend-computed = Жаңа жағдайлар, екі жиын бойынша есептелген
legend-average = 7 күндік орташа
average = 7 күндік орташа
as-table = Кесте түрінде көрсету

regions-heading = Өңірлер бойынша
regions-caption = Өңірлер бойынша расталған жағдайлар, { $day }
regions-note = 100 000 тұрғынға шаққанда: барлық жағдайлардың { $year } жылдың басындағы халық санына қатынасы.
per-100k = 100 000 тұрғынға
population = Халық саны, { $year }
population-unknown = Халық саны

disputes-heading = Алшақтықтар
no-disputes = Осы күннің деректерін айтқандардың бәрі бірдей айтады.
all-disputes = Барлық алшақтықтар мен түзетулер
bulletins-heading = Бюллетеньдер
no-bulletins = Бюллетеньдер әлі жоқ.
all-days = Барлық күндер
bulletin-daily = Күнделікті бюллетень
bulletin-weekly = Апталық бюллетень
bulletin-national = Ел бойынша бюллетень
bulletin-regional = Өңірлер бойынша бюллетень

figures-of = Күннің деректері
statements = Хабарлар
day-caption = Ел бойынша деректер: { $area }
matrix-caption = Өңірлер бойынша деректер
bulletins-of-day = Күннің бюллетеньдері
problems-heading = Сәйкес келмейтін сандар
documents-of-day = Күннің құжаттары
days-note = Деректері бар күндер. Жариялаушылар әртүрлі айтқан күн нүктемен белгіленген.

why-eyebrow = Бұл сандар қайдан алынған
contents = Осы бетте
not-settled = Қабылданбаған
rule = Таңдау себебі: { $rule }.
rule-correction = түзетуге қол қойылған және себебі көрсетілген
rule-official = ресми дереккөз осылай хабарлайды
rule-latest = бұл – соңғы хабар
rule-only = басқа хабар жоқ
rule-head = Таңдау себебі
evidence = Мұны көрсететін сандар: { $count }
evidence-more = Тағы { $count } – күннің бетінде
statements-count = { $count } хабар
credits = сілтеме жасалған дереккөз:
signed = қол қойған: { $by }
issued-on = жарияланған күні: { $when }
withdrawn = Қайтарып алынды
stands-again = Қайта күшіне енді
whole-document = Құжат толығымен
original = Түпнұсқа
publisher-unknown = жариялаушысы белгісіз
publisher-ministry = Денсаулық сақтау министрлігі
publisher-site = coronavirus2020.kz
publisher-commission = Ведомствоаралық комиссия
language-unknown = тілі белгісіз
language-kk = қазақша
language-ru = орысша
language-en = ағылшынша

severity-fails = Қайшылық
severity-warns = Түсіндірілген
severity-note = Ескерту

corrections-note = Сандар қайта жазылмайды: түзету – қол қойылған, себебі көрсетілген жаңа сан, ал бұрынғысы сақталады. Қайтарып алынғаны да белгісімен сақталады.
signed-corrections = Қол қойылған түзетулер
no-corrections = Қол қойылған түзетулер жоқ.
signed-off = Белгілі алшақтықпен жарияланғаны
signed-off-note = Қайшылық жариялауды тоқтатады. Мұнда оны аты аталған адам себебін көрсетіп рұқсат еткен.
signed-off-gone = Бұл алшақтық енді жоқ: содан бері көрсеткіш түзетілді, қайта қаралды немесе қайтарып алынды.
disputes-open = Ашық алшақтықтар
disputes-explained = Түсіндірілген алшақтықтар
disputes-noted = Ескертілген: күн ішінде өскен сандар және сол сияқтылар
explanation = Түсіндірме
instead-of = бұрынғысы: { $values }
reason = Себебі: { $reason }
no-reason = көрсетілмеген

documents-note = Әр санның құжаты бар. Сандары белгіленген мәтінді көру үшін құжатты ашыңыз.
documents-caption = { $count } құжат
document = Құжат
issued = Жарияланған
publisher = Жариялаушы
language = Тілі
no-figures = Бұл құжаттан бірде-бір көрсеткіш оқылмады.
figures-heading = Осы құжаттағы көрсеткіштер
figures-caption = { $count } көрсеткіш

missing-title = Мұндай бет жоқ
missing-text = Мекенжайда қате болуы немесе бұл күннің деректері болмауы мүмкін.
missing-link = Шолуға өту
