# What is wrong, where, the numbers, the reason, what to do.

# Where a figure stands.
place = { $publisher_known ->
    [yes] { $publisher }
   *[no] document { $document }
}{ $dated ->
    [day] , { day }
    [hour] , { day }, { $hour }
   *[no] { "" }
}

statement = { $value } ({ $places })

more-places = and { $count } more

# Two values of one claim.
two-values = { $claim }: { $count ->
    [2] two values
   *[other] { $count } different values
}, { $values }{ $one_place ->
    [yes] { " " }({ $places }).
   *[no] .
}

reason-stale-new = They differ by { $difference }, the count of { $evidence }: { $old } is the total before that period, still quoted.

reason-stale-total = { $old } was already the total on { day } ({ $places }): an old total, still quoted.

reason-stale = { $old } is an old value, still quoted.

reason-ahead = { $old } is the total of { day } ({ $places }): a figure of a later day.

reason-definition = { $old } is the count of { $evidence } ({ $places }): another definition.

reason-definition-track = They differ by { $difference }, the count of { $evidence } ({ $places }): { $old } { $counted ->
    [in] counts them in
   *[out] leaves them out
}.

reason-definition-unknown = { $old } counts by another definition.

reason-revision = The same publisher issued { $value } later: a revision of { $old }.

reason-correction = A signed correction replaced { $old } with { $value }.

reason-hour = The only difference is the hour of publication: the count grew during the day. Compare figures of one hour.

reason-hour-of = { $values }: the count grew during the day. Compare figures of one hour.

reason-slip = The likeliest slip: { $slip }: { $changes }.

reason-slip-or = Or: { $slip }: { $changes }.

slip = { $kind ->
    [transposed] two digits changed places
    [digit] one digit is wrong
    [tenfold] a nought too many at the end
    [extra-digit] a digit too many
    [missing-digit] a digit is missing
    [new-for-total] what was new stands in place of the total
    [total-for-new] the total stands in place of what was new
    [other-event] the count of something else went into it
    [other-track] two case definitions were mixed
    [repeated] the figure of the day before was repeated
    [unchanged] nothing was new, so it should be the figure of the day before
    [copied] the figure of the row beside it was copied
    [twice] what was new was added twice
    [swapped] two figures changed places
    [areas] the figures of two areas changed places
    [shifted] the column slipped by one row
    [blank] a nought stands for a missing figure
    [row] the whole row is of another day
    [several] several slips
   *[other] the figure is wrong
}

change-unknown = { $old } is not right ({ $claim })

changes-more = { $changes } and { $count } more

unfinished = The search took too long: there may be a likelier reason.

change = { $old } instead of { $value } ({ $claim })

put-right = Possibly { $slip }: then it should be { $value }.

reason-none = No reason was found. Check each value against its document and record a correction.

reason-none-for = No reason was found for { $values }. Check each value against its document and record a correction.

stands = { $value } stands.

parts-differ = { $claim }: { $whole } is stated, but { $count ->
    [1] its one part is
   *[other] its { $count } parts add up to
} { $sum }, { $difference } { $direction ->
    [short] less
   *[over] more
} ({ $places }).{ $rule_known ->
    [yes] { " " }The rule: { $rule }.
   *[no] { "" }
}

parts-differ-advice = Check the whole and its parts against their documents: one of them is wrong or is missing.

growth = { $claim }: { $after } is stated, but { $before } ({ $before_day }) and { $new } new ({ $new_period }) make { $expected }, { $difference } { $direction ->
    [short] less
   *[over] more
}. Places: { $places }.

growth-advice = Check the three figures against their documents: one of them is wrong, or the total was revised without notice.

part-exceeds = The part is larger than the whole. Whole: { $claim }: { $whole }. Part: { $part_claim }: { $part }. Places: { $places }. Check both against their documents.

fell = { $claim }: the total fell by { $difference }, from { $before } to { $after }. Places: { $places }. A total falls only by a correction: find the publisher's notice or check both against their documents.

jump = { $claim }: { $value } ({ $places }). { $step ->
    [yes] It grew by { $count }, at the { $neighbours } steps around it by { $bound ->
        [most] at most
       *[least] at least
    } { $like }.
   *[no] The { $neighbours } counts around it are { $bound ->
        [most] at most
       *[least] at least
    } { $like }.
} A digit too many or too few, a day left out, a backlog or another definition: check it against its document.

reason-taken-back = The totals after it go on from the lower level: the publisher took some back.

reason-out-of-line = Then the total returned to its course, so { $values } is likely wrong.

reason-undecided = Nothing follows yet: the publisher took some back, or one of the two is wrong.

negative = { $claim }: { $value } is below nothing ({ $places }). { $new ->
    [yes] The publisher took people back: the total should fall by as many. Check it against its document.
   *[no] No count is: it may be a code for a missing figure. Leave such figures out.
}

alike = { $claim }: { $value }, as many as { $case } ({ $places }). The count of cases may stand in the place of the deaths: check both against their documents.

unread = The number “{ $text }” was not understood (document { $document }{ $placed ->
    [yes] , characters { NUMBER($start, useGrouping: 0) }–{ NUMBER($stop, useGrouping: 0) }
   *[no] { "" }
}). It is in no count: read the place and enter the figure by hand if it is one.

doubtful = { $claim }: { $value } ({ $places }). The reading is in doubt, so the figure is not published. Check it against the document{ $quoted ->
    [yes] , which says: “{ $quote }”.
   *[no] .
}

other-problem = A finding of the kind “{ $code }”{ $document_known ->
    [yes] { " " }in document { $document }
   *[no] { "" }
}{ $stated ->
    [yes] : { $figures }.
   *[no] .
} Check it against the documents.

# The command line: how grave it is, who else says so, and how much was checked.
severity = { $severity ->
    [fails] fails
    [warns] warns
   *[note] note
}

in-ledger = In the ledger: { $value } ({ $place }, { $id })

findings = { $held ->
    [one] { $held } identity holds
   *[other] { $held } identities hold
}, { $failed ->
    [one] { $failed } problem fails
   *[other] { $failed } problems fail
}, { $unsaid } could not be said for want of parts

unchecked = { $count ->
    [one] { $count } number was not understood, or is in doubt, and was not checked
   *[other] { $count } numbers were not understood, or are in doubt, and were not checked
}: see esep explain

# Why a figure is what it is.
nothing-stands = nothing stands

settled-by = { $rule ->
    [correction] settled by: correction
    [official] settled by: official
    [latest] settled by: latest
   *[none] all that was said is withdrawn
}

figure = figure { $id }

evidence = What shows it:

evidence-more = and { $count } more: esep check shows all

withdrawn = withdrawn by { $by }, { $when }; to take that back: esep retract { $document }
