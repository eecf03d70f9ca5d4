# Көрсеткіштің қысқаша атауы: не саналады, кімдер, қайда, қашан.

claim = { $event ->
    [case] { claim-case }
    [death] { $measure ->
        [new] { cause-from } болған жаңа өлім жағдайлары
       *[other] { cause-from } болған өлім жағдайларының { claim-number }
    }
    [recovery] { $measure ->
        [new] { cause-from } жаңадан жазылғандар
       *[other] { cause-from } жазылғандардың { claim-number }
    }
    [patient] { $measure ->
        [new] { cause-from } жаңадан емделе бастағандар
        [total] { cause-from } емделгендердің жалпы саны
       *[current] { cause-from } емделіп жатқандар
    }
    [test] { disease-to } жасалған тесттердің { claim-number }{ claim-definition }
    [dose1] { disease-to } қарсы вакцинаның бірінші дозаларының { claim-number }{ claim-definition }
    [dose2] { disease-to } қарсы вакцинаның екінші дозаларының { claim-number }{ claim-definition }
    [dose] { disease-to } қарсы вакцина дозаларының { claim-number }{ claim-definition }
   *[other] { disease-to } байланысты басқа оқиғалардың { claim-number }{ claim-definition }
}{ $grouped ->
    [yes] , { $groups }
   *[no] { "" }
}, { $area }, { claim-period }

claim-number = { $measure ->
    [new] жаңа саны
    [total] жалпы саны
   *[current] қазіргі саны
}

claim-case = { $track ->
    [COVID-19-probable] { $measure ->
        [new] { cause-of } жаңа жағдайлары
       *[other] { cause-of } жағдайларының { claim-number }
    }
   *[other] { $disease ->
        [COVID-19] { $measure ->
            [new] жаңа { claim-which }жағдайлар
           *[other] { claim-which }жағдайлардың { claim-number }
        }
       *[other] { $measure ->
            [new] { disease-of } жаңа { claim-which }жағдайлары
           *[other] { disease-of } { claim-which }жағдайларының { claim-number }
        }
    }
}

claim-which = { $definition ->
    [confirmed] расталған{ " " }
    [probable] ықтимал{ " " }
    [suspected] күдікті{ " " }
    [all] расталған және ықтимал{ " " }
   *[none] { "" }
}

claim-definition = { $definition ->
    [confirmed] { " " }(расталған)
    [probable] { " " }(ықтимал)
    [suspected] { " " }(күдікті)
    [all] { " " }(расталған және ықтимал)
   *[none] { "" }
}

claim-period = { $span ->
    [day] { day }
    [days] { days }
    [month] { DATE($to, pattern: "y 'жылғы' MMMM") }
    [year] { DATE($to, pattern: "y 'жыл'") }
    [until] { day } қоса алғанға дейін
    [onset] { onset }, { claim-as-of }
    [since] { since-day }, { claim-as-of }
   *[unknown] күні белгісіз
}

claim-as-of = { $ended ->
    [yes] { as-of-day }
   *[no] күні белгісіз
}
