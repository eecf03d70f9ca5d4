# Bulletins: one kind of count a paragraph; each names the days, the country and the disease.
#
# $when: past-day | dates; $starts: onset | date; $listed: 'yes' where a list of areas follows

daily-title = { disease }: daily bulletin

weekly-title = { disease }: weekly bulletin by region

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

patients-hospital = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} in hospital.

patients-home = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} being treated at home.

patients-children = { $value ->
    [one] { $value } of the patients is a child.
   *[other] { $value } of the patients are children.
}

patients-severe = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} in severe condition.

patients-critical = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} in critical condition.

patients-ventilated = { $value ->
    [one] { $value } patient is
   *[other] { $value } patients are
} on a ventilator.

# Under a bulletin of which a number was corrected after it was released. $by, $reason: as the person wrote them.
corrected = Corrected { DATE($day, pattern: "d MMMM y") } by { $by }: { $reason }
