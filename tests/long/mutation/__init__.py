"""Mutation testing of the rooms that read and judge: would a test notice if this line were another one?

Mutated are the functions of `yamltext`, `linting` and the parsers of `storage`. Not mutated: texts for people, decorated
functions, default values, tables of modules. The tests are those that call a room in their own process; they are run with
few invented examples, and for one mutant no longer than a few seconds: the share is a lower bound.

Killed in November 2026, of samples by chance (95 % interval): yamltext 264 of 300 (84 to 91 %), linting 254 of 300
(80 to 88 %), storage 935 of 999 (92 to 95 %).

What may survive, having been read:

- the same by another way: `None` for `False` or an empty text, a default given once more, `< 0` for `< 1` where the
  line break that is looked for cannot be the first character, a guard before something that asks again;
- a shortcut that declines: `yamltext/lines.py` hands what it does not take to the events, which read the same;
- thresholds of guesses: how many words, columns, costs or lines are too many, one more or less;
- what only another user meets: rights of folders and groups (the tests run as root);
- what only a slow disk or a second process meets: daemon threads, sizes of buffers and queues, flags of open files;
- what is replaced before anybody sees it, and what an error carries that is caught inside;
- words of refusals for files beyond all bounds, and which of several doubts is named first.

A verdict that a table of tests computes while tests are collected knows no mutant: let the test call what it judges.
"""
