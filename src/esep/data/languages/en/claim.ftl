# A claim in a few words: what is counted, in whom, where, when.

claim = { $event ->
    [case] { claim-case }
    [death] { claim-how } deaths from { cause }
    [recovery] { claim-how } recoveries from { cause }
    [patient] { claim-patient }
    [test] { claim-how } tests for { disease }{ claim-definition }
    [dose1] { claim-how } first doses of vaccine against { disease }{ claim-definition }
    [dose2] { claim-how } second doses of vaccine against { disease }{ claim-definition }
    [dose] { claim-how } doses of vaccine against { disease }{ claim-definition }
   *[other] { claim-how } other events linked with { disease }{ claim-definition }
}{ $grouped ->
    [yes] , { $groups }
   *[no] { "" }
}, { $area }, { claim-period }

claim-how = { $measure ->
    [new] new
    [total] total
   *[current] current
}

claim-case = { $track ->
    [COVID-19-probable] { claim-how } cases of COVID-like pneumonia
   *[other] { claim-how }{ $definition ->
        [confirmed] { " " }confirmed
        [probable] { " " }probable
        [suspected] { " " }suspected
        [all] { " " }confirmed and probable
       *[none] { "" }
    } cases{ $disease ->
        [COVID-19] { "" }
       *[other] { " " }of { disease }
    }
}

claim-patient = { $measure ->
    [new] new patients treated for { cause }
    [total] total patients treated for { cause }
   *[current] patients under treatment for { cause }
}

# Tests and doses have no case definition; should one be given, it is said.
claim-definition = { $definition ->
    [confirmed] { " " }(confirmed)
    [probable] { " " }(probable)
    [suspected] { " " }(suspected)
    [all] { " " }(confirmed and probable)
   *[none] { "" }
}

claim-period = { $span ->
    [day] { day }
    [days] { days }
    [month] { DATE($to, pattern: "MMMM y") }
    [year] { DATE($to, pattern: "y") }
    [until] up to { day }
    [onset] since { onset }, { claim-as-of }
    [since] since { first-day }, { claim-as-of }
   *[unknown] date not known
}

claim-as-of = { $ended ->
    [yes] as of { day }
   *[no] date not known
}
