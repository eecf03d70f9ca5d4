# The site's words in English. Syntax: https://projectfluent.org

language-name = English
site-name = { $disease } { $within }
site-description = { $name }: every figure with the words that state it, its date and its source.
skip = Skip to the main content

nav-front = Summary
nav-days = All days
nav-corrections = Corrections
nav-documents = Documents
nav-languages = Languages
nav-sections = Sections
nav-crumbs = Where you are
nav-neighbours = Other days

about = About these figures
about-text = Every number here leads to all who stated it: their words, the date, and the reason where they differ. Nothing is averaged or filled in.
open-data = Open data
licence = The figures may be used freely with their source named. The texts belong to their publishers.
as-of = As known on { $moment }
data-figures = All statements (CSV)
data-settled = Settled figures (CSV)
data-package = For programs: all files (datapackage.json)
data-readme = What the columns mean
data-feed = Follow what is new (Atom feed)

latest = Latest figures
nothing-yet = There are no national figures yet.
headline = Headline figures
event-case = Cases
event-recovery = Recoveries
event-death = Deaths
event-patient = Under treatment
event-other = Tests, vaccinations and other

kind-case-new = New cases
kind-case-total = Total cases
kind-case-current = Current cases
kind-death-new = New deaths
kind-death-total = Total deaths
kind-death-current = Deaths at the moment
kind-recovery-new = New recoveries
kind-recovery-total = Total recoveries
kind-recovery-current = Recoveries at the moment
kind-patient-new = New patients
kind-patient-total = Total patients
kind-patient-current = Under treatment
kind-test-new = New tests
kind-test-total = Total tests
kind-test-current = Tests at the moment
kind-dose1-new = New first doses
kind-dose1-total = Total first doses
kind-dose1-current = First doses at the moment
kind-dose2-new = New second doses
kind-dose2-total = Total second doses
kind-dose2-current = Second doses at the moment
kind-dose-new = New doses
kind-dose-total = Total doses
kind-dose-current = Doses at the moment
kind-other-new = Other, new
kind-other-total = Other, total
kind-other-current = Other, at the moment

definition-confirmed = confirmed
definition-probable = probable
definition-suspected = suspected
definition-all = confirmed and probable
track-probable = { $disease ->
    [COVID-19] COVID-like pneumonia, PCR negative
   *[other] Probable cases
}
track-probable-note = Counted apart and not among the confirmed cases.
track-suspected = Suspected cases
track-suspected-note = Not yet confirmed; counted apart.
track-all = Confirmed and probable together
track-all-note = As the publishers state them together.

group-children = children
group-adults = adults
group-male = men
group-female = women
group-hospital = in hospital
group-home = at home
group-severe = in severe condition
group-critical = in critical condition
group-ventilated = on ventilators
group-asymptomatic = without symptoms
group-symptomatic = with symptoms
group-imported = imported
group-health_worker = health workers
group-age = aged { $ages }

since = since { $day }
since-onset = since the beginning of the epidemic
as-at = { $start }, as of { $day }
undated = date unknown
moment = { $day }, { $time }
on-day = on { $day }
date = Date
what = What is counted
value = Value
region = Region
not-stated = not stated
how = Where from
computed = computed
disputed = disputed
settled-on = chosen
also-stated = Also stated
none = None.

chart-heading = New cases by day
chart-note = A day whose bulletin states no new number shows the difference of two consecutive totals, marked as computed.
chart-title = { $kind } { $by }, { $first } to { $last }
chart-desc = The highest number is { $peak }, on { $peakday }. The latest is { $last }, on { $lastday }.
chart-table = { $kind } { $by }, the latest first
chart-cut = { $value } on { $day }
legend-stated = As stated
legend-computed = Computed from two totals
legend-average = Average of 7 days
average = 7-day average
as-table = Show as a table
listed = The latest { $listed } of { $count }. See all of them
by-day = by day
by-week = by week
chart-span = { $title }, { $first } to { $last }
lines-table = { $title }, the latest first
legend-unfinished = Not complete: may still grow
how-stated = as stated
how-computed = computed from two totals
unfinished = not complete
legend-change = Definition changed
changes-heading = Where the definition changed
change-source = Source

percent = { $percent }%
trend = Trend
trend-week = New cases in 7 days
trend-before = In the 7 days before
trend-up = Rising: { $percent }% more new cases than in the 7 days before
trend-down = Falling: { $percent }% fewer new cases than in the 7 days before
trend-level = Steady: about as many new cases as in the 7 days before
trend-new = Rising: there were no new cases in the 7 days before
week-per-100k = 7 days, per 100,000
totals-heading = { $kind } and case definitions
totals-note = Confirmed and probable cases are counted apart. Where their publishers do not state them together, the sum is ours and marked as computed.
definitions-caption = Both case definitions, apart and together
patients-setting = Where patients are treated
patients-gravity = Patients in a grave condition
everyone = all patients
tests-heading = Tests and vaccinations
other-areas = Other regions
nav-map = Map
map-heading = Map of the regions
map-title = New confirmed cases per 100,000 people in the { $days } days to { $day }
map-legend = Cases per 100,000 people in { $days } days
map-above = { $least } and more
map-table = The same as a table
map-days = { $days } days
map-caption = New confirmed cases per 100,000 people
map-months = Month by month
map-months-note = The seven days to the last known day of each month, in the same shades and in the borders of the time.
map-months-caption = New confirmed cases per 100,000 people in seven days, at the end of each month
all-maps = All maps
my-region = My region
nav-compare = Compare
compare-heading = Compare the regions
compare-note = New confirmed cases in seven days per 100,000 people, { $first } to { $last }, all on one scale from 0 to { $top }. The thin grey line is the whole country.
compare-table = The same as a table
compare-caption = New confirmed cases in seven days per 100,000 people, { $day }
compare-before = A week before
compare-highest = Highest
compare-highest-day = On
jump = Go to a day
jump-none = There are no figures of that day.
years = Years
indicator = Indicator
indicators = Indicators
indicator-case = Cases
indicator-death = Deaths
indicator-recovery = Recoveries
indicator-patient = Under treatment
indicator-test = Tests
indicator-dose1 = First doses
indicator-dose2 = Second doses
indicator-dose = Doses

regions-heading = By region
regions-caption = { $kind } by region, { $day }
regions-note = Per 100,000 people: over the population at the start of { $year }.
per-100k = Per 100,000
population = Population, { $year }
population-unknown = Population

disputes-heading = In dispute
no-disputes = All who state this day’s figures agree.
all-disputes = All disputes and corrections
bulletins-heading = Bulletins
no-bulletins = No bulletins yet.
all-days = All days
bulletin-daily = Daily bulletin
bulletin-weekly = Weekly bulletin
bulletin-cases = New cases by region
bulletin-recoveries = Recoveries by region
bulletin-pneumonia = Pneumonia with a negative PCR by region
bulletin-patients = Patients under treatment
bulletin-comparison = Comparison with the week before
bulletin-national = National bulletin
bulletin-regional = Regional bulletin

figures-of = Figures of the day
statements = Statements
day-caption = National figures: { $area }
matrix-caption = Figures by region
bulletins-of-day = Bulletins of the day
problems-heading = What does not add up
documents-of-day = Documents of the day
days-note = Days with figures. A day on which publishers disagree is marked with a dot.

why-eyebrow = Where these numbers come from
contents = On this page
not-settled = Not settled
rule = Chosen because { $rule }.
rule-correction = a named person corrected it and gave a reason
rule-official = the official publisher states it
rule-latest = it was issued last
rule-only = nobody states another
rule-head = Chosen because
evidence = { $count ->
    [one] The figure that shows it
   *[other] The { $count } figures that show it
}
evidence-more = { $count } more on the page of the day
statements-count = { $count ->
    [one] One statement
   *[other] { $count } statements
}
credits = citing
signed = signed by { $by }
issued-on = issued: { $when }
withdrawn = Withdrawn
stands-again = Stands again
whole-document = Whole document
original = Original
publisher-unknown = publisher unknown
publisher-ministry = Ministry of Health
publisher-site = coronavirus2020.kz
publisher-commission = Interdepartmental Commission
language-unknown = language unknown
language-kk = Kazakh
language-ru = Russian
language-en = English

severity-fails = Contradiction
severity-warns = Explained
severity-note = Note

corrections-note = A figure is never overwritten: a correction is a new figure, signed by a person with a reason, and the old one stays. So does one that was withdrawn, marked as such.
signed-corrections = Signed corrections
no-corrections = Nobody has signed a correction.
signed-off = Released with a known problem
signed-off-note = What fails holds a release back. Here a named person let it go out all the same, with a reason.
signed-off-gone = The problem stands there no longer: a figure was corrected, revised or withdrawn since.
disputes-open = Open disputes
disputes-explained = Explained disputes
disputes-noted = Noted: figures that grew during their day, and the like
explanation = Explanation
instead-of = instead of { $values }
reason = Reason: { $reason }
no-reason = none given

feed-title = { $name }: bulletins and corrections
feed-bulletin = { $bulletin }, { $day }
feed-corrected = { $title } (corrected)
feed-correction = Corrected: { $what }
feed-retraction = Withdrawn: { $what }
feed-more = { $count ->
    [one] One more figure on the page of corrections
   *[other] { $count } more figures on the page of corrections
}

documents-note = Every figure has a document. Open one to see its text with each figure marked.
documents-caption = { $count ->
    [one] One document
   *[other] { $count } documents
}
document = Document
issued = Issued
publisher = Publisher
language = Language
no-figures = No figures were read in this document.
figures-heading = Figures in this document
figures-caption = { $count ->
    [one] One figure
   *[other] { $count } figures
}

missing-title = No such page
missing-text = The address may have a slip in it, or the day has no figures.
missing-link = To the summary
