"""The endings of Russian surnames by class, as tables.

Each maps an ending of a form to what it can be; the classes are explained in
`normalize.surnames`.
"""

from __future__ import annotations

import re

from normalize.readings import word_set

POSSESSIVE = re.compile(r"(?P<stem>.*?(?:ов|ев|ёв|ин|ын))(?P<ending>|а|у|ым|ом|е|ой|ою)")
POSSESSIVE_CASES: dict[str, tuple[tuple[str, str, float], ...]] = {
    "": (("masc", "nomn", 1.0),),
    "а": (("femn", "nomn", 1.0), ("masc", "gent", 1.0), ("masc", "accs", 1.0)),
    "у": (("masc", "datv", 1.0), ("femn", "accs", 1.0)),
    "ым": (("masc", "ablt", 1.0),),
    "ом": (("masc", "ablt", 0.75),),
    "е": (("masc", "loct", 1.0),),
    "ой": tuple(("femn", case, 1.0) for case in ("gent", "datv", "ablt", "loct")),
    "ою": (("femn", "ablt", 0.8),),
}
ADJECTIVAL_CASES: dict[str, tuple[tuple[str, str], ...]] = {
    "ый": (("masc", "nomn"),),
    "ий": (("masc", "nomn"),),
    "ой": (("masc", "nomn"), *(("femn", case) for case in ("gent", "datv", "ablt", "loct"))),
    "ей": tuple(("femn", case) for case in ("gent", "datv", "ablt", "loct")),
    "ая": (("femn", "nomn"),),
    "яя": (("femn", "nomn"),),
    "ую": (("femn", "accs"),),
    "юю": (("femn", "accs"),),
    "ого": (("masc", "gent"), ("masc", "accs")),
    "его": (("masc", "gent"), ("masc", "accs")),
    "ому": (("masc", "datv"),),
    "ему": (("masc", "datv"),),
    "ым": (("masc", "ablt"),),
    "им": (("masc", "ablt"),),
    "ом": (("masc", "loct"),),
    "ем": (("masc", "loct"),),
}
STRESSED = word_set(
    "толст донск трубецк луговск шаховск сухотск крутск мостов яров лозов терн степн лесн полев "
    "борзн кошев лугов боров берегов лан степов терновск городск полоцк рудн лев крив сед бос "
    "слеп глух нем свят чуж черн"
)
"""Stems whose masculine ends in a stressed -ой."""

OV_STRESSED = word_set("яров лозов лугов боров берегов полев кошев мостов терн степов верхов ланов")
"""Stems in -ов/-ев that are adjectival surnames as well («Яровой»)."""

NOUN_CASES: dict[str, tuple[tuple[str, str], ...]] = {
    # ending: (case, what stands in the nominative instead)
    "а": (("gent", ""), ("accs", "")),
    "у": (("datv", ""),),
    "ом": (("ablt", ""),),
    "ем": (("ablt", "ь"), ("ablt", "й"), ("ablt", "")),
    "ём": (("ablt", "ь"), ("ablt", "й")),
    "е": (("loct", ""), ("loct", "ь"), ("loct", "й")),
    "я": (("gent", "ь"), ("accs", "ь"), ("gent", "й"), ("accs", "й")),
    "ю": (("datv", "ь"), ("datv", "й")),
}
A_CASES: dict[str, tuple[tuple[str, str], ...]] = {
    "а": (("nomn", "а"),),
    "я": (("nomn", "я"),),
    "ы": (("gent", "а"),),
    "и": (("gent", "а"), ("gent", "я"), ("datv", "я")),
    "е": (("datv", "а"), ("loct", "а"), ("datv", "я"), ("loct", "я")),
    "у": (("accs", "а"),),
    "ю": (("accs", "я"),),
    "ой": (("ablt", "а"),),
    "ей": (("ablt", "я"), ("ablt", "а")),
    "ёй": (("ablt", "я"),),
}
HARD = "бвгджзклмнпрстфхцчшщ"
NOUN_SUFFIX = re.compile(
    r"(?:ук|юк|чук|ак|як|ик|ник|ок|ек|ец|ман|берг|штейн|ян|янц|уц|ич|ер|ель|ис|ас|ус|оол|айт|ей|"
    r"ай|уй|ой|аль|оль|уль|ань|ень|арь|ырь|ур|юр|ар|яр|ор|ун|ан|он|ен|эн|им|ам|ат|ет|ут|от|ит|ад|ул|"
    r"ел|ил|ал|ол|ых|их|ш|ж|х|сон|дт|т|нц|льц|рц|г|бек|хан)"
)
INDECLINABLE = re.compile(
    r"(?:ко|енко|ло|ых|их|аго|яго|ово|во|дзе|швили|нко|о|э|ия?ни|ели|ади|али|заде)"
)
VOWELS = "аеёиоуыэюя"
