# Bulletins: one kind of count a paragraph; each names the days, the country and the disease.
#
# $value    the figure
# $name     the area, as a heading; $within: where it is ('in Almaty region'); $of: whose it is
# $when     past-day | dates; $starts: onset | date; $listed: 'yes' where a list of areas follows
# $trend    up | down | same, against the week before; $share: 'yes' where the $percent is told
# $rate     a week's count per 100,000 people of the start of $year; $average: a day's, over the week

daily-title = { disease }: daily bulletin

weekly-title = { disease }: weekly bulletin by region

cases-title = { disease }: new cases by region

recoveries-title = { disease }: recoveries by region

pneumonia-title = { disease }: cases of { cause } by region

patients-title = { disease }: patients under treatment

comparison-title = { disease }: comparison with the week before

title-day = { $name }, { day }

in-period = { $when ->
    [past-day] In the past 24 hours
   *[dates] From { $same ->
        [month] { DATE($from, pattern: "d") }
        [year] { DATE($from, pattern: "d MMMM") }
       *[no] { first-day }
    } to { day }
}

since = { $starts ->
    [onset] Since { onset }
   *[date] Since { first-day }
}

ending = { $listed ->
    [yes] , including:
   *[no] .
}

area-item = { $name } – { $value }

new-case = { in-period }, { $value ->
    [one] { $value } new case of { cause } was
   *[other] { $value } new cases of { cause } were
} registered { $within }{ ending }

new-recovery = { in-period }, { $value ->
    [one] { $value } person
   *[other] { $value } people
} recovered from { cause } { $within }{ ending }

new-death = { in-period }, { $value ->
    [one] { $value } person
   *[other] { $value } people
} died of { cause } { $within }{ ending }

areas-case = { in-period }, new cases of { cause } { $within } by region:

areas-recovery = { in-period }, people recovered from { cause } { $within } by region:

areas-death = { in-period }, people died of { cause } { $within } by region:

total-case = { since }, { $value ->
    [one] { $value } case of { cause } has
   *[other] { $value } cases of { cause } have
} been registered { $within }.

total-recovery = { since }, { $value ->
    [one] { $value } person has
   *[other] { $value } people have
} recovered from { cause } { $within }.

total-death = { since }, { $value ->
    [one] { $value } person has
   *[other] { $value } people have
} died of { cause } { $within }.

patients = As of { day }, { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} being treated for { cause } { $within }.

patients-lead = Patients being treated for { cause } { $within } as of { day }:

# A count of other than confirmed cases names its cause again: a reader takes 'patients' alone to be confirmed.
with = { $definition ->
    [confirmed] { "" }
   *[other] { " " }with { cause }
}

for = { $definition ->
    [confirmed] { "" }
   *[other] { " " }for { cause }
}

patients-hospital = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} in hospital{ with }.

patients-home = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} being treated{ for } at home.

patients-children = { $value ->
    [one] { $value } of the patients{ with } is a child.
   *[other] { $value } of the patients{ with } are children.
}

patients-severe = { $value ->
    [one] { $value } patient{ with } is
   *[other] { $value } patients{ with } are
} in severe condition.

patients-critical = { $value ->
    [one] { $value } patient{ with } is
   *[other] { $value } patients{ with } are
} in critical condition.

patients-ventilated = { $value ->
    [one] { $value } patient{ with } is
   *[other] { $value } patients{ with } are
} on a ventilator.

# Under a bulletin of which a number was corrected after it was released. $by, $reason: as the person wrote them.
corrected = Corrected { DATE($day, pattern: "d MMMM y") } by { $by }: { $reason }

new-pneumonia = { in-period }, { $value ->
    [one] { $value } new case of { cause }{ pcr-negative } was
   *[other] { $value } new cases of { cause }{ pcr-negative } were
} registered { $within }{ ending }

pcr-negative = { $track ->
    [COVID-19-probable] { " " }with a negative PCR test
   *[other] { "" }
}

change-case = Compared with the week before, the number of new cases of { cause } { $within } { week-change }

change-recovery = Compared with the week before, the number of recoveries from { cause } { $within } { week-change }

change-death = Compared with the week before, the number of deaths from { cause } { $within } { week-change }

week-change = { $trend ->
    [up] rose
    [down] fell
   *[same] did not change
}{ $share ->
    [yes] { " " }by { percent }
   *[no] { "" }
}{ ending-regions }

change-item = { $name } – { $trend ->
    [up] up
    [down] down
   *[same] unchanged
}{ $share ->
    [yes] { " " }{ percent }
   *[no] { "" }
}

percent = { NUMBER($percent, minimumFractionDigits: 1) }%

ending-regions = { $listed ->
    [yes] , by region:
   *[no] .
}

rate-case = { in-period }, there were { rate } new cases of { cause } per 100,000 people { $within }{ population }

rate-recovery = { in-period }, there were { rate } recoveries from { cause } per 100,000 people { $within }{ population }

rate-death = { in-period }, there were { rate } deaths from { cause } per 100,000 people { $within }{ population }

rate-item = { $name } – { rate }

rate = { NUMBER($rate, minimumFractionDigits: 1) }

population = { " " }(population at the start of { $year }){ ending-regions }

average-case = { in-period }, there were on average { average } new cases of { cause } a day { $within }{ ending-regions }

average-recovery = { in-period }, there were on average { average } recoveries from { cause } a day { $within }{ ending-regions }

average-death = { in-period }, there were on average { average } deaths from { cause } a day { $within }{ ending-regions }

average-item = { $name } – { average }

average = { NUMBER($average, minimumFractionDigits: 1) }

# Beside the title of a post that goes on from the one before.
picture = New cases by day, with their 7-day average.
goes-on = (continued)
