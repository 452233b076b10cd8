"""Typography by profile. In these tables ~ is a no-break space and _ a narrow one; | limits runs, the second strong."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from generator.document.together import NARROW, NO_BREAK
from generator.document.typography import PROFILES, profile_for, set_runs
from generator.source.inline import Run
from generator.text.folding import fold
from tests import strategies
from tests.project import ROOT

FRENCH = {
    # Quotation marks.
    '"oui" dit-il': "«~oui~» dit-il",
    'le "|gras|" ici': "le «~|gras|~» ici",
    '"|gras|"': "«~|gras|~»",
    '("a")': "(«~a~»)",
    '"a", "b".': "«~a~», «~b~».",
    '"a" "b"': "«~a~» «~b~»",
    '" a "': "«~a~»",
    'dit " oui " ici': "dit «~oui~» ici",
    'l\'"Europe"': "l’«~Europe~»",
    "« a » et «b»": "«~a~» et «~b~»",
    'il dit "elle dit "non" ici" fin': "il dit «~elle dit “non” ici~» fin",
    'il dit «elle dit "non" ici» fin': "il dit «~elle dit “non” ici~» fin",
    "un 'mot' entre": "un “mot” entre",
    "dit \"le mot 'clé'\", puis": "dit «~le mot “clé”~», puis",
    # Apostrophes.
    "l'eau d'aujourd'hui": "l’eau d’aujourd’hui",
    "d'|Artagnan": "d’|Artagnan",
    "dans les '90": "dans les ’90",
    "5' 6\" de haut": "5' 6\" de haut",
    # High points and the colon.
    "Quoi? Non! Si; a: b": "Quoi_? Non_! Si_; a~: b",
    "Quoi ? Non ! Si ; a : b": "Quoi_? Non_! Si_; a~: b",
    "Quoi?! Fin !!": "Quoi_?! Fin_!!",
    "(a ?) (?)": "(a_?) (?)",
    "“a” ?": "“a”_?",
    "mot|; mot": "mot|_; mot",
    "C++ : non": "C++~: non",
    "fin… !": "fin…_!",
    # Times, ratios, addresses.
    "à 10:30, ratio 1:2": "à 10:30, ratio 1:2",
    "http://x:80/a: https://b.fr/?c=1;d='e...f'": "http://x:80/a~: https://b.fr/?c=1;d='e...f’",
    "voir https://a.fr/b?c=d...": "voir https://a.fr/b?c=d…",
    "www.a.fr/l'eau": "www.a.fr/l'eau",
    # Numbers.
    "10 000 habitants, 1 000 000": "10_000 habitants, 1_000_000",
    "1 234,5 et 12 345 678": "1_234,5 et 12_345_678",
    "en 2019 300 villes": "en 2019 300 villes",
    "06 12 34 56 78": "06~12~34~56~78",
    "50 % et 10 € et n° 5 et 20 °C": "50~% et 10~€ et n°~5 et 20~°C",
    "à suivre...": "à suivre…",
}
OTHERS = {
    ("fr-ue", '"oui" dit-il'): "«oui» dit-il",
    ("fr-ue", "Quoi ? Non ! Si ; a : b"): "Quoi? Non! Si; a: b",
    ("fr-ue", "10 000 €"): "10_000~€",
    ("fr-CH", '"oui" dit-il'): "«_oui_» dit-il",
    ("fr-CH", "Quoi? a: b"): "Quoi_? a_: b",
    ("fr-CH", 'a "b "c" d"'): "a «_b ‹c› d_»",
    ("en", '"yes", he said'): "“yes”, he said",
    ("en", 'he said "she said "no" here"'): "he said “she said ‘no’ here”",
    ("en", "the 'first' cities' rock 'n' roll"): "the ‘first’ cities’ rock ’n’ roll",
    ("en", "Why ? Yes : no"): "Why ? Yes : no",
    ("de", '"ja" und "nein"'): "„ja“ und „nein“",
    ("de", 'a "b "c" d"'): "a „b ‚c‘ d“",
    ("it", 'l\'"Europa"'): "l’«Europa»",
    ("nl", '"ja" en Jan\'s'): "‘ja’ en Jan’s",
    ("nl", 'a "b "c" d"'): "a ‘b “c” d’",
    ("pl", '"tak"'): "„tak”",
    ("da", '"ja"'): "»ja«",
    ("sv", '"ja" "nej"'): "”ja” ”nej”",
    ("sv", 'a "b "c" d"'): "a ”b ’c’ d”",
    ("es", '"sí": no'): "«sí»: no",
}
TOGETHER = {
    ("fr", "25 M€, 3 Md€, 12 millions d'euros"): "25~M€, 3~Md€, 12~millions d’euros",
    ("fr", "12 km, 3 500 m² et 15 ha, 250 kWh/an"): "12~km, 3_500~m² et 15~ha, 250~kWh/an",
    ("fr", "à 14 h 30, en 10 min"): "à 14~h~30, en 10~min",
    ("fr", "le 12 mars 2026, le 1er mai"): "le 12~mars 2026, le 1er~mai",
    ("fr", "M. Dupont, Mme |Martin| et MM. les élus"): "M.~Dupont, Mme~|Martin| et MM.~les élus",
    ("fr", "p. 45, art. 12, annexe IV, l'article premier"): "p.~45, art.~12, annexe~IV, l’article premier",
    ("fr", "version 0.2 du tableau 3, étape 2"): "version~0.2 du tableau~3, étape~2",
    ("en", "version 0.2, Table 3, step by step"): "version~0.2, Table~3, step by step",
    ("fr", "XXe siècle, XVIIIe siècle"): "XXe~siècle, XVIIIe~siècle",
    ("fr", "en 2020 l'eau, 3 hommes, 12 marsouins"): "en 2020 l’eau, 3 hommes, 12 marsouins",
    ("fr", "Le maire. Me voici, Mme de Staël"): "Le maire. Me voici, Mme~de Staël",
    ("en", "On March 12 and 12 March 2026"): "On March~12 and 12~March 2026",
    ("en", "Dr Smith, No. 5, 5 km, 3 bn"): "Dr~Smith, No.~5, 5~km, 3~bn",
    ("de", "am 12. März, S. 45, 3 Mio. Euro"): "am 12.~März, S.~45, 3~Mio.~Euro",
    ("es", "el 12 de marzo, Sr. López, 3 millones"): "el 12~de~marzo, Sr.~López, 3~millones",
    ("el", "στις 12 Μαρτίου"): "στις 12~Μαρτίου",
    ("xx", "12 km, 12 mars"): "12~km, 12 mars",
    ("pl", "Projekt kosztował 12 mln zł, 300 zł i 5 tys. km"): "Projekt kosztował 12~mln~zł, 300~zł i~5~tys.~km",
    ("pl", "12 |mln| zł"): "12~|mln|~zł",
    ("pl", "W mieście i w gminie, grupa A i B"): "W~mieście i~w~gminie, grupa A~i~B",
    ("cs", "V Praze a u řeky, bod 5.k dnešku"): "V~Praze a~u~řeky, bod 5.k dnešku",
    ("de", "18,4 Mio. €, 3 Mrd. CHF, um 14 Uhr"): "18,4~Mio.~€, 3~Mrd.~CHF, um 14~Uhr",
    ("fr", "12 M €, 3 M. Dupont, 2 millions de francs"): "12~M~€, 3~M.~Dupont, 2~millions de francs",
    ("en", "€ 5 m, EUR 12 million, £ 3 bn"): "€~5~m, EUR~12~million, £~3~bn",
    ("sv", "12 mn kr, 5 tusende, 3 milj. kronor"): "12~mn~kr, 5 tusende, 3~milj.~kronor",
    ("cs", "12 mil. Kč, 5 krok"): "12~mil.~Kč, 5 krok",
    ("hu", "3 millió Ft"): "3~millió~Ft",
    ("ro", "2 milioane lei, 3 lein"): "2~milioane~lei, 3 lein",
    ("bg", "12 млн. лв."): "12~млн.~лв.",
    ("uk", "5 млрд грн"): "5~млрд~грн",
    ("el", "3 εκ. ευρώ"): "3~εκ.~ευρώ",
    ("tr", "12 milyon TL"): "12~milyon~TL",
    ("fi", "4 milj. euroa"): "4~milj.~euroa",
    ("fr", "3 500 m2, 12 ETP, 150 hab./km², 12 pour cent"): "3_500~m2, 12~ETP, 150~hab./km², 12~pour cent",
    ("fr", "M. le maire, Mme la présidente, M. lent"): "M.~le maire, Mme~la présidente, M. lent",
    ("fr", "art. L. 2121-12, article R. 123-4, la L. suit"): "art.~L.~2121-12, article~R.~123-4, la L. suit",
    ("fr", "+ 12 %, ± 5, ≈ 30, – 3 %, a – 3 b"): "+~12~%, ±~5, ≈~30, –~3~%, a – 3 b",
    ("fr", "+33 2 40 12 34 56, +33 (0)2 40 12 34 56"): "+33~2~40~12~34~56, +33~(0)2~40~12~34~56",
    ("fr", "3 t CO2, 5 kg éq. CO2"): "3~t~CO2, 5~kg~éq. CO2",
    ("fr", "N° 12, no 5, Henri IV, J. Martin, av. J.-C."): "N°~12, no~5, Henri~IV, J.~Martin, av.~J.-C.",
    ("fr", "12 janv. 2026, 3 sept., zone 30, action 4"): "12~janv. 2026, 3~sept., zone~30, action~4",
    ("en", "10 a.m., 12 Sept, 12 per cent, Section 3"): "10~a.m., 12~Sept, 12~per cent, Section~3",
    (
        "de",
        "z. B. hier, i. d. R., Frau Müller, Ziff. 4, ca. 30 %",
    ): "z.~B. hier, i.~d.~R., Frau~Müller, Ziff.~4, ca.~30~%",
    ("de", "12. Okt., S. 12 ff., 12 Einw./km²"): "12.~Okt., S.~12~ff., 12~Einw./km²",
    ("es", "p. ej. esto, EE. UU., siglo XX, apdo. 3"): "p.~ej. esto, EE.~UU., siglo~XX, apdo.~3",
    ("it", "ore 14.30, co. 3, 20 mq, 150 ab./km²"): "ore~14.30, co.~3, 20~mq, 150~ab./km²",
    ("nl", "14.30 uur, lid 3, artikel 12, 12 jan. 2026"): "14.30~uur, lid~3, artikel~12, 12~jan. 2026",
    ("pl", "art. 12, s. 5, pkt 4, godz. 14.30, 2026 r."): "art.~12, s.~5, pkt~4, godz.~14.30, 2026~r.",
    ("fi", "klo 14.30, s. 5, 4 §, luku 3"): "klo~14.30, s.~5, 4~§, luku~3",
    ("sv", "kl. 14.30, t. ex. så, 25 mnkr"): "kl.~14.30, t.~ex. så, 25~mnkr",
    ("da", "f. eks. så, stk. 3, 12 pct."): "f.~eks. så, stk.~3, 12~pct.",
    ("cs", "č. 5, odst. 3, čl. 3"): "č.~5, odst.~3, čl.~3",
}
profiles = st.sampled_from(sorted(PROFILES))


def set_text(profile: str, text: str, language: str = "") -> str:
    runs = tuple(Run(part, strong=index % 2 == 1) for index, part in enumerate(text.split("|")))
    done = set_runs(runs, PROFILES[profile], language)
    assert [run.strong for run in done] == [run.strong for run in runs]
    return "|".join(run.text for run in done).replace(NO_BREAK, "~").replace(NARROW, "_")


@pytest.mark.parametrize("text", FRENCH)
def test_french(text: str) -> None:
    assert set_text("fr", text) == FRENCH[text]


@pytest.mark.parametrize(("profile", "text"), OTHERS)
def test_other_profiles(profile: str, text: str) -> None:
    assert set_text(profile, text) == OTHERS[profile, text]


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_what_a_line_keeps_together(language: str, text: str) -> None:
    profile = language if language in PROFILES else "en"

    assert set_text(profile, text, language) == TOGETHER[language, text]


@pytest.mark.parametrize(
    ("language", "name", "profile"),
    [
        ("fr", "", "fr"),
        ("fr-CH", "", "fr-CH"),
        ("fr-BE", "", "fr"),
        ("fr", "fr-ue", "fr-ue"),
        ("de-AT", "", "de"),
        ("ja", "", "en"),
    ],
)
def test_the_profile_of_a_language(language: str, name: str, profile: str) -> None:
    assert profile_for(language, name) is PROFILES[profile]


@given(profiles, strategies.runs())
def test_idempotent(profile: str, runs: tuple[Run, ...]) -> None:
    once = set_runs(runs, PROFILES[profile], profile)

    assert set_runs(once, PROFILES[profile], profile) == once


@given(profiles, strategies.runs())
def test_letters_stay_in_their_runs(profile: str, runs: tuple[Run, ...]) -> None:
    def letters(runs: tuple[Run, ...]) -> list[tuple[str, bool, str]]:
        return [(letter, run.strong, run.place) for run in runs for letter in run.text if letter.isalnum()]

    done = set_runs(runs, PROFILES[profile], profile)

    assert letters(done) == letters(runs)
    assert fold("".join(run.text for run in done)) == fold("".join(run.text for run in runs))


@given(profiles, strategies.typed, st.data())
def test_the_limits_of_runs_change_nothing(profile: str, text: str, data: st.DataObject) -> None:
    def joined(*texts: str) -> str:
        return "".join(run.text for run in set_runs(tuple(map(Run, texts)), PROFILES[profile], profile))

    middle = data.draw(st.integers(0, len(text)))

    assert joined(text[:middle], text[middle:]) == joined(text)


@pytest.mark.parametrize("language", sorted(path.stem for path in (ROOT / "templates/words").glob("*.yaml")))
def test_no_line_parts_a_large_sum_from_its_money_as_cldr_writes_both(language: str) -> None:
    locale = Locale.parse(language)
    patterns = (one for length in ("short", "long") for one in locale.compact_decimal_formats[length].values())
    formats = {
        format.pattern.replace("0", "1").replace("'", "")
        for pattern in patterns
        for format in pattern.values()
        if format.pattern.startswith("0")
    }
    assert formats
    money = {"€", "EUR", "CHF", "kr", "zł", "Kč", "Ft", "lei", "TL"}

    parted = [f"{one} {sign}" for one in formats for sign in money if " " in set_text("en", f"{one} {sign}", language)]

    assert not parted
