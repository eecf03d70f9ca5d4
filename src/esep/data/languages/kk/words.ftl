# Барлық мәтіндерге ортақ қазақ сөздері: аурулар, күндер, адамдар топтары.
# Дереккөз: Қазақстанның және ДДСҰ-ның ашық хабарламаларының тіркестері. Күні: 2026-11-23. Синтаксис: https://projectfluent.org
# Аргументтер: en/words.ftl қараңыз.

disease-name = { $disease ->
    [cholera] тырысқақ
    [dengue] денге безгегі
    [ebola] Эбола безгегі
    [influenza] тұмау
    [marburg] Марбург безгегі
    [measles] қызылша
    [mpox] маймыл шешегі
    [polio] полиомиелит
    [tuberculosis] туберкулез
   *[other] { $disease_name }
}

# Ілік септік
disease-of = { $disease ->
    [cholera] тырысқақтың
    [dengue] денге безгегінің
    [ebola] Эбола безгегінің
    [influenza] тұмаудың
    [marburg] Марбург безгегінің
    [measles] қызылшаның
    [mpox] маймыл шешегінің
    [polio] полиомиелиттің
    [tuberculosis] туберкулездің
    [COVID-19] COVID-19-дың
   *[other] «{ $disease_name }» ауруының
}

# Шығыс септік
disease-from = { $disease ->
    [cholera] тырысқақтан
    [dengue] денге безгегінен
    [ebola] Эбола безгегінен
    [influenza] тұмаудан
    [marburg] Марбург безгегінен
    [measles] қызылшадан
    [mpox] маймыл шешегінен
    [polio] полиомиелиттен
    [tuberculosis] туберкулезден
    [COVID-19] COVID-19-дан
   *[other] «{ $disease_name }» ауруынан
}

# Барыс септік
disease-to = { $disease ->
    [cholera] тырысқаққа
    [dengue] денге безгегіне
    [ebola] Эбола безгегіне
    [influenza] тұмауға
    [marburg] Марбург безгегіне
    [measles] қызылшаға
    [mpox] маймыл шешегіне
    [polio] полиомиелитке
    [tuberculosis] туберкулезге
    [COVID-19] COVID-19-ға
   *[other] «{ $disease_name }» ауруына
}

cause-of = { $track ->
    [COVID-19-probable] COVID-19 белгілері бар пневмонияның
    [COVID-19-all] COVID-19-дың және COVID-19 белгілері бар пневмонияның
   *[other] { disease-of }{ cause-which }
}

cause-from = { $track ->
    [COVID-19-probable] COVID-19 белгілері бар пневмониядан
    [COVID-19-all] COVID-19-дан және COVID-19 белгілері бар пневмониядан
   *[other] { disease-from }{ cause-which }
}

cause-which = { $definition ->
    [confirmed] { "" }
    [probable] { " " }(ықтимал жағдайлар)
    [suspected] { " " }(күдікті жағдайлар)
    [all] { " " }(расталған және ықтимал жағдайлар)
   *[none] { " " }(жағдай анықтамасы көрсетілмеген)
}

onset = { $disease ->
    [COVID-19] пандемия басталғаннан бері
   *[other] індет басталғаннан бері
}

day = { DATE($to, pattern: "y 'жылғы' d MMMM") }

first-day = { DATE($from, pattern: "y 'жылғы' d MMMM") }

days = { $same ->
    [month] { DATE($from, pattern: "y 'жылғы' d") }–{ DATE($to, pattern: "d MMMM") }
    [year] { first-day } – { DATE($to, pattern: "d MMMM") }
   *[no] { first-day } – { day }
}

since-day = { DATE($from, pattern: "y 'жылғы' d") } { MONTH($from) ->
    [1] қаңтардан
    [2] ақпаннан
    [3] наурыздан
    [4] сәуірден
    [5] мамырдан
    [6] маусымнан
    [7] шілдеден
    [8] тамыздан
    [9] қыркүйектен
    [10] қазаннан
    [11] қарашадан
   *[12] желтоқсаннан
} бері

as-of-day = { DATE($to, pattern: "y 'жылғы' d") } { MONTH($to) ->
    [1] қаңтардағы
    [2] ақпандағы
    [3] наурыздағы
    [4] сәуірдегі
    [5] мамырдағы
    [6] маусымдағы
    [7] шілдедегі
    [8] тамыздағы
    [9] қыркүйектегі
    [10] қазандағы
    [11] қарашадағы
   *[12] желтоқсандағы
} жағдай бойынша

group = { $group ->
    [children] балалар
    [adults] ересектер
    [male] ерлер
    [female] әйелдер
    [hospital] стационарда
    [home] амбулаториялық емде
    [severe] ауыр жағдайда
    [critical] өте ауыр жағдайда
    [ventilated] ӨЖЖ аппаратында
    [asymptomatic] симптомсыз
    [symptomatic] симптомы бар
    [imported] сырттан келген
    [health_worker] медицина қызметкерлері
   *[other] { $group }
}

age = { $open ->
    [yes] { $youngest } жастағы және одан үлкен
   *[no] { $youngest }–{ $oldest } жас аралығындағы
}

number = { $value }
