# Что не так, где, числа, причина, что делать.

place = { $publisher_known ->
    [yes] { $publisher }
   *[no] документ { $document }
}{ $dated ->
    [day] , { day }
    [hour] , { day }, { $hour }
   *[no] { "" }
}

statement = { $value } ({ $places })

more-places = и ещё { $count }

two-values = { $claim }: { $count ->
    [2] два значения
    [one] { $count } разное значение
    [few] { $count } разных значения
   *[other] { $count } разных значений
}, { $values }{ $one_place ->
    [yes] { " " }({ $places }).
   *[no] .
}

reason-stale-new = Разница – { $difference }, столько же, сколько в показателе «{ $evidence }»: { $old } – итог до этого периода, который продолжают повторять.

reason-stale-total = Итог { $old } был указан уже на { day } ({ $places }): это старый итог, который продолжают повторять.

reason-stale = { $old } – старое значение, которое продолжают повторять.

reason-ahead = { $old } – итог на { day } ({ $places }): это число более позднего дня.

reason-definition = { $old } – это показатель «{ $evidence }» ({ $places }): другое определение.

reason-definition-track = Разница – { $difference }, столько же, сколько в показателе «{ $evidence }» ({ $places }): в { $old } они { $counted ->
    [in] включены
   *[out] не включены
}.

reason-definition-unknown = { $old } – число по другому определению.

reason-revision = Тот же источник позже сообщил { $value }: это уточнение прежнего значения { $old }.

reason-correction = Подписанное исправление заменило { $old } на { $value }.

reason-hour = Различие только в часе публикации: за день число выросло. Сравнивать нужно данные на один и тот же час.

reason-hour-of = { $values }: за день число выросло. Сравнивать нужно данные на один и тот же час.

reason-slip = Вероятнее всего, описка: { $slip }: { $changes }.

reason-slip-or = Или: { $slip }: { $changes }.

slip = { $kind ->
    [transposed] две цифры переставлены
    [digit] одна цифра неверна
    [tenfold] лишний ноль в конце
    [extra-digit] лишняя цифра
    [missing-digit] пропущена цифра
    [new-for-total] вместо итога указан прирост
    [total-for-new] вместо прироста указан итог
    [other-event] прибавлено число другого показателя
    [other-track] смешаны два определения случая
    [repeated] повторено число предыдущего дня
    [unchanged] прироста не было, должно стоять число предыдущего дня
    [copied] вписано число соседней строки
    [twice] прирост прибавлен дважды
    [swapped] два числа поменялись местами
    [areas] данные двух территорий поменялись местами
    [shifted] столбец сдвинут на одну строку
    [blank] ноль стоит вместо пропуска
    [row] вся строка относится к другому дню
    [several] несколько описок
   *[other] число неверно
}

change-unknown = { $old } неверно ({ $claim })

changes-more = { $changes } и ещё { $count }

unfinished = Поиск занял бы слишком много времени: возможна и более вероятная причина.

change = { $old } вместо { $value } ({ $claim })

put-right = Возможно, { $slip }: тогда должно быть { $value }.

reason-none = Причина не найдена. Сверьте каждое значение с документом и внесите исправление.

reason-none-for = Для { $values } причина не найдена. Сверьте каждое значение с документом и внесите исправление.

stands = Верно { $value }.

parts-differ = { $claim }: указано { $whole }, но { $count ->
    [1] единственная часть – это { $sum }
    [one] { $count } часть в сумме даёт { $sum }
    [few] { $count } части в сумме дают { $sum }
   *[other] { $count } частей в сумме дают { $sum }
}, на { $difference } { $direction ->
    [short] меньше
   *[over] больше
} ({ $places }).{ $rule_known ->
    [yes] { " " }Правило: { $rule }.
   *[no] { "" }
}

parts-differ-advice = Сверьте целое и части с документами: одно из чисел неверно или пропущено.

growth = { $claim }: указано { $after }, но { $before } ({ $before_day }) и { $new } новых ({ $new_period }) дают { $expected }, на { $difference } { $direction ->
    [short] меньше
   *[over] больше
}. Источники: { $places }.

growth-advice = Сверьте три числа с документами: одно из них неверно, или итог пересмотрели без объявления.

part-exceeds = Часть больше целого. Целое: { $claim }: { $whole }. Часть: { $part_claim }: { $part }. Источники: { $places }. Сверьте оба числа с документами.

fell = { $claim }: итог уменьшился на { $difference }, с { $before } до { $after }. Источники: { $places }. Итог уменьшается только при исправлении: найдите сообщение источника о нём или сверьте оба числа с документами.

jump = { $claim }: { $value } ({ $places }). { $step ->
    [yes] Прирост – { $count }, а на { $neighbours } шагах вокруг – { $bound ->
        [most] не больше
       *[least] не меньше
    } { $like }.
   *[no] Соседние числа ({ $neighbours }) – { $bound ->
        [most] не больше
       *[least] не меньше
    } { $like }.
} Лишняя или потерянная цифра, пропущенный день, задержанные данные или другое определение: сверьте с документом.

reason-taken-back = Следующие итоги продолжаются с нового уровня: источник снял часть с учёта.

reason-out-of-line = Затем итог вернулся на прежний ход, поэтому вероятная ошибка: { $values }.

reason-undecided = Следующих итогов ещё нет: либо источник снял часть с учёта, либо одно из двух чисел неверно.

negative = { $claim }: { $value } – меньше нуля ({ $places }). { $new ->
    [yes] Источник снял людей с учёта: итог должен уменьшиться на столько же. Сверьте с документом.
   *[no] Так не бывает: возможно, это код пропуска. Такие числа не публикуют.
}

alike = { $claim }: { $value }, столько же, сколько в показателе «{ $case }» ({ $places }). Возможно, на месте умерших стоит число случаев: сверьте оба с документами.

unread = Число «{ $text }» не распознано (документ { $document }{ $placed ->
    [yes] , знаки { NUMBER($start, useGrouping: 0) }–{ NUMBER($stop, useGrouping: 0) }
   *[no] { "" }
}). Оно никуда не вошло: прочтите это место и, если это показатель, внесите его вручную.

doubtful = { $claim }: { $value } ({ $places }). Прочтение сомнительно, поэтому число не публикуется. Сверьте его с документом{ $quoted ->
    [yes] , там сказано: «{ $quote }».
   *[no] .
}

other-problem = Замечание вида «{ $code }»{ $document_known ->
    [yes] , документ { $document }
   *[no] { "" }
}{ $stated ->
    [yes] : { $figures }.
   *[no] .
} Сверьте с документами.

severity = { $severity ->
    [fails] не сходится
    [warns] предупреждение
   *[note] к сведению
}

in-ledger = В реестре: { $value } ({ $place }, { $id })

findings = Тождеств выполняется: { $held }; не сходится: { $failed }; нельзя проверить, не хватает слагаемых: { $unsaid }

unchecked = Чисел, которые не поняты или прочтены неуверенно и потому не проверены: { $count }; их покажет esep explain

# Почему число такое.
nothing-stands = ничего не остаётся

settled-by = { $rule ->
    [correction] выбрано: исправление
    [official] выбрано: официальный источник
    [latest] выбрано: сообщено последним
   *[none] всё сообщённое отозвано
}

figure = число { $id }

evidence = Что это показывает:

evidence-more = и ещё { $count }: все покажет esep check

withdrawn = отозвал(а) { $by }, { $when }; чтобы вернуть: esep retract { $document }
