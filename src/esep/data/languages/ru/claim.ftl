# Показатель в нескольких словах: что, у кого, где, когда.

claim = { $event ->
    [case] { claim-case }
    [death] { $measure ->
        [new] новые смерти от { cause-of }
        [total] общее число смертей от { cause-of }
       *[current] текущее число смертей от { cause-of }
    }
    [recovery] { $measure ->
        [new] новые выздоровевшие от { cause-of }
        [total] общее число выздоровевших от { cause-of }
       *[current] текущее число выздоровевших от { cause-of }
    }
    [patient] { $measure ->
        [new] новые пациенты на лечении от { cause-of }
        [total] общее число пациентов, лечившихся от { cause-of }
       *[current] пациенты на лечении от { cause-of }
    }
    [test] { claim-number } тестов на { disease-on }{ claim-definition }
    [dose1] { claim-number } первых доз вакцины против { disease-of }{ claim-definition }
    [dose2] { claim-number } вторых доз вакцины против { disease-of }{ claim-definition }
    [dose] { claim-number } доз вакцины против { disease-of }{ claim-definition }
   *[other] { claim-number } других событий, связанных с болезнью ({ disease-name }){ claim-definition }
}{ $grouped ->
    [yes] , { $groups }
   *[no] { "" }
}, { $area }, { claim-period }

claim-number = { $measure ->
    [new] число новых
    [total] общее число
   *[current] текущее число
}

claim-case = { $track ->
    [COVID-19-probable] { $measure ->
        [new] новые случаи { cause-of }
        [total] общее число случаев { cause-of }
       *[current] текущее число случаев { cause-of }
    }
   *[other] { $measure ->
        [new] новые{ $definition ->
            [confirmed] { " " }подтверждённые
            [probable] { " " }вероятные
            [suspected] { " " }подозрительные
            [all] { " " }подтверждённые и вероятные
           *[none] { "" }
        } случаи{ claim-disease }
        [total] общее число{ claim-which } случаев{ claim-disease }
       *[current] текущее число{ claim-which } случаев{ claim-disease }
    }
}

claim-which = { $definition ->
    [confirmed] { " " }подтверждённых
    [probable] { " " }вероятных
    [suspected] { " " }подозрительных
    [all] { " " }подтверждённых и вероятных
   *[none] { "" }
}

claim-disease = { $disease ->
    [COVID-19] { "" }
   *[other] { " " }{ disease-of }
}

claim-definition = { $definition ->
    [confirmed] { " " }(подтверждённые)
    [probable] { " " }(вероятные)
    [suspected] { " " }(подозрительные)
    [all] { " " }(подтверждённые и вероятные)
   *[none] { "" }
}

claim-period = { $span ->
    [day] { day }
    [days] { days }
    [month] { DATE($to, pattern: "LLLL y 'года'") }
    [year] { DATE($to, pattern: "y 'год'") }
    [until] до { day } включительно
    [onset] с начала { onset-of }, { claim-as-of }
    [since] { DAY($from) ->
        [2] со
       *[other] с
    } { first-day }, { claim-as-of }
   *[unknown] дата неизвестна
}

claim-as-of = { $ended ->
    [yes] на { day }
   *[no] дата неизвестна
}
