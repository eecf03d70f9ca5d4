# Не дұрыс емес, қайда, сандар, себебі, не істеу керек.

place = { $publisher_known ->
    [yes] { $publisher }
   *[no] { $document } құжаты
}{ $dated ->
    [day] , { day }
    [hour] , { day }, { $hour }
   *[no] { "" }
}

statement = { $value } ({ $places })

more-places = және тағы { $count }

two-values = { $claim }: { $count ->
    [2] екі түрлі сан көрсетілген
   *[other] { $count } түрлі сан көрсетілген
}, { $values }{ $one_place ->
    [yes] { " " }({ $places }).
   *[no] .
}

reason-stale-new = Айырмасы – { $difference }, ол «{ $evidence }» көрсеткішіне тең: { $old } – осы кезеңге дейінгі жиынтық сан, ол әлі қайталанып жүр.

reason-stale-total = { as-of-day } жиынтық сан { $old } болған ({ $places }): бұл – әлі қайталанып жүрген ескі сан.

reason-stale = { $old } – әлі қайталанып жүрген ескі сан.

reason-revision = Сол дереккөз кейінірек { $value } деп хабарлады: бұрынғы { $old } саны нақтыланды.

reason-correction = Қол қойылған түзету { $old } санын { $value } санымен алмастырды.

reason-hour = Айырмашылық тек жариялау сағатында: тәулік ішінде сан өскен. Бір сағаттағы деректерді салыстыру керек.

reason-slip = Ең ықтимал қате: { $slip }: { $changes }.

reason-slip-or = Немесе: { $slip }: { $changes }.

slip = { $kind ->
    [transposed] екі цифрдың орны ауысқан
    [digit] бір цифр қате
    [extra-digit] бір цифр артық
    [missing-digit] бір цифр түсіп қалған
    [new-for-total] жиынтықтың орнына күндік өсім жазылған
    [total-for-new] күндік өсімнің орнына жиынтық жазылған
    [other-event] басқа көрсеткіштің саны қосылып кеткен
    [other-track] жағдайдың екі анықтамасы араласып кеткен
    [repeated] алдыңғы күннің саны қайталанған
    [unchanged] өсім болмаған, алдыңғы күннің саны тұруы керек
    [copied] көрші жолдың саны жазылған
    [twice] күндік өсім екі рет қосылған
    [swapped] екі санның орны ауысқан
    [shifted] баған бір жолға жылжып кеткен
    [blank] жоқ мәннің орнына нөл жазылған
    [row] бүкіл жол басқа күнге тиесілі
    [several] бірнеше қате
   *[other] сан қате
}

change-unknown = { $old } дұрыс емес ({ $claim })

changes-more = { $changes } және тағы { $count }

unfinished = Іздеу тым ұзаққа созылды: бұдан да ықтимал себеп болуы мүмкін.

change = { $value } орнына { $old } жазылған ({ $claim })

reason-none = Себебі табылмады. Әр санды құжатымен салыстырып, түзету енгізіңіз.

stands = Дұрысы – { $value }.

parts-differ = { $claim }: { $whole } деп көрсетілген, бірақ { $count ->
    [1] жалғыз бөлігі
   *[other] { $count } бөлігінің қосындысы
} – { $sum }, айырмасы – { $difference }, қосынды { $direction ->
    [short] кем
   *[over] артық
} ({ $places }).{ $rule_known ->
    [yes] { " " }Ереже: { $rule }.
   *[no] { "" }
}

parts-differ-advice = Бүтінді және оның бөліктерін құжаттармен салыстырыңыз: сандардың бірі қате не түсіп қалған.

growth = { $claim }: { $after } деп көрсетілген, бірақ бұрынғы { $before } ({ $before_day }) және жаңа { $new } ({ $new_period }) сандарының қосындысы – { $expected }, айырмасы – { $difference }, қосынды { $direction ->
    [short] кем
   *[over] артық
}. Дереккөздер: { $places }.

growth-advice = Үш санды да құжаттармен салыстырыңыз: олардың бірі қате немесе жиынтық хабарланбай қайта қаралған.

part-exceeds = Бөлігі бүтінінен үлкен. Бүтіні: { $claim }: { $whole }. Бөлігі: { $part_claim }: { $part }. Дереккөздер: { $places }. Екі санды да құжаттармен салыстырыңыз.

fell = { $claim }: жиынтық сан кеміген: бұрын { $before }, енді { $after }, айырмасы – { $difference }. Дереккөздер: { $places }. Жиынтық сан тек түзетуден кейін кемиді: дереккөздің ол туралы хабарламасын табыңыз немесе екі санды да құжаттармен салыстырыңыз.

unread = «{ $text }» саны танылмады ({ $document } құжаты{ $placed ->
    [yes] , { NUMBER($start, useGrouping: 0) }–{ NUMBER($stop, useGrouping: 0) } таңбалар
   *[no] { "" }
}). Ол ешбір есепке кірген жоқ: осы жерді оқып, көрсеткіш болса, қолмен енгізіңіз.

doubtful = { $claim }: { $value } ({ $places }). Оқылуы күмәнді, сондықтан бұл сан жарияланбайды. Оны құжатпен салыстырыңыз{ $quoted ->
    [yes] , онда былай делінген: «{ $quote }».
   *[no] .
}

other-problem = «{ $code }» түріндегі ескерту{ $document_known ->
    [yes] , { $document } құжаты
   *[no] { "" }
}{ $stated ->
    [yes] : { $figures }.
   *[no] .
} Құжаттармен салыстырыңыз.

severity = { $severity ->
    [fails] сәйкес келмейді
    [warns] ескерту
   *[note] мәлімет
}

in-ledger = Тізілімде: { $value } ({ $place }, { $id })

findings = Орындалған теңдіктер: { $held }; сәйкес келмегені: { $failed }; бөліктері жетпегендіктен тексерілмегені: { $unsaid }

unchecked = Түсініксіз немесе күмәнді болғандықтан тексерілмеген сандар: { $count }; оларды esep explain көрсетеді
