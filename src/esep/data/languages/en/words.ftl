# English words shared by every text: diseases, days, groups of people.
# Source: wording of the public bulletins of Kazakhstan and WHO. Date: 2026-11-23. Syntax: https://projectfluent.org
#
# Arguments used throughout:
#   $disease  COVID-19, or the disease's name in lower case and joined by '-'; $disease_name: as recorded
#   $track    disease and definition joined: COVID-19-probable
#   $from $to the first and the last day counted; $same: what the two share (month | year | no)

disease = { $disease ->
    [cholera] cholera
    [dengue] dengue
    [ebola] Ebola virus disease
    [influenza] influenza
    [marburg] Marburg virus disease
    [measles] measles
    [mpox] mpox
    [polio] polio
    [tuberculosis] tuberculosis
   *[other] { $disease_name }
}

# What people fall ill with, recover from and die of, by case definition.
cause = { $track ->
    [COVID-19-probable] COVID-like pneumonia
    [COVID-19-all] COVID-19 and COVID-like pneumonia
   *[other] { $definition ->
        [confirmed] { disease }
        [probable] probable { disease }
        [suspected] suspected { disease }
        [all] { disease } (confirmed and probable)
       *[none] { disease } (case definition not stated)
    }
}

# The count's beginning where none is stated.
onset = { $disease ->
    [COVID-19] the onset of the pandemic
   *[other] the onset of the outbreak
}

day = { DATE($to, pattern: "d MMMM y") }

first-day = { DATE($from, pattern: "d MMMM y") }

days = { $same ->
    [month] { DATE($from, pattern: "d") }–{ day }
    [year] { DATE($from, pattern: "d MMMM") } – { day }
   *[no] { first-day } – { day }
}

group = { $group ->
    [children] children
    [adults] adults
    [male] men
    [female] women
    [hospital] in hospital
    [home] treated at home
    [severe] in severe condition
    [critical] in critical condition
    [ventilated] on ventilators
    [asymptomatic] without symptoms
    [symptomatic] with symptoms
    [imported] imported
    [health_worker] health workers
   *[other] { $group }
}

age = { $open ->
    [yes] aged { $youngest } and over
   *[no] aged { $youngest }–{ $oldest }
}

number = { $value }
