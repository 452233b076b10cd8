"""Hypothesis strategies: what an officer may type, and what the passes make of it."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.source.inline import Run

# Every sign that a rule looks at, between letters and figures; no line end.
TYPED = "abé AZ 019   \"\"''’«»“”„:;!?.,()[]/-–…%€°\u00a0\u202f"
WORDS = "abcdefghijklmnopqrstuvwxyzéèàçœÉÀ0123456789'’-.,;:!?«»()\u00a0\u202f"

typed = st.text(alphabet=TYPED, max_size=40)
# Texts with markup and what looks like it.
markup = st.lists(
    st.one_of(
        st.text(alphabet="abé ,.*_[]()\\:", max_size=6),
        st.sampled_from(["[Bilbao](city:bilbao)", "**gras**", "*doux*", "[a](https://a.fr)", "](city:", "\\[", "  \n"]),
    ),
    max_size=8,
).map("".join)
# Pieces of markup, each with the words that it stands for.
marked = st.lists(
    st.one_of(
        st.sampled_from([("[Bilbao](city:bilbao)", "Bilbao"), ("**très gras**", "très gras"), ("*doux*", "doux")]),
        st.sampled_from(
            [("[**a** b](https://a.fr)", "a b"), ("\\*", "*"), ("2 * 3", "2 * 3"), ("<b>&amp;", "<b>&amp;")]
        ),
        st.text(alphabet="abcéœ0,;:!?'\"«»", min_size=1, max_size=6).map(lambda word: (word, word)),
    ),
    max_size=8,
)


@st.composite
def runs(draw: st.DrawFn, alphabet: str = TYPED, longest: int = 12) -> tuple[Run, ...]:
    """Return a text in several runs, some strong, some the mention of a place."""
    texts = draw(st.lists(st.text(alphabet=alphabet, min_size=1, max_size=longest), max_size=6))
    return tuple(
        Run(text, strong=draw(st.booleans()), place=draw(st.sampled_from(["", "", "rennes"]))) for text in texts
    )


words = st.lists(st.text(alphabet=WORDS, min_size=1, max_size=14), min_size=1, max_size=30).map(" ".join)
