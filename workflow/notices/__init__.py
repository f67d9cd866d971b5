"""Telling people what waits for them: a transactional outbox in two steps, and the mails and the list made of it.

*Called.* An act that makes a case wait for somebody leaves a call, in its own transaction (`calling`); due dates leave
theirs (`dates`). A call names a case, the line it stands on, a stage and a day, and is there once: what is repeated
calls once, a state that is entered again stands on another line and calls again.

*Answered.* The worker finds out whom a call concerns (`answering`, `concerned`, `superiors`) and makes the notices,
each one thing told to one person, unique like the call. Whom is not worked out in the act: a committee of seven would
slow it down, and whoever stands in tomorrow is known tomorrow.

*Sent.* A worker claims a few notices, so that no other sends them at the same time, asks whether they are still true
(`truth`: the very question of the inbox, by the reader's rights at that moment), and sends or drops them (`sending`).
A claim that is never settled runs out. A mail is marked sent right after the server took it: whoever is killed in
between sends it again, with the same Message-ID. Of several notices about one step only the newest is ever sent, so a
worker that slept for a year wakes nobody a hundred times.

The list of notices (`listed`) needs no mail server. Nothing is ever decided by a notice, or by its being overdue.
"""
