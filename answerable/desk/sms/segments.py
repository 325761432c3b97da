"""How long a text message is as networks count it: in parts, of 160 plain letters or of 70 where any other stands."""

from dataclasses import dataclass

# The alphabet of GSM 03.38; letters of its extension take two places.
_PLAIN = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = set("^{}\\[~]|€\f")
# How many fit into one, and into each part of a longer one, which also says where it belongs.
_GSM, _OTHER = (160, 153), (70, 67)


@dataclass(frozen=True)
class Length:
    """The length of a text: its places, in how many parts it goes, and the letters that make it go in short ones."""

    places: int
    parts: int
    unusual: str

    @property
    def words(self) -> str:
        """Return it as an officer reads it."""
        said = f"{self.places} letters: {self.parts} text{'s' if self.parts != 1 else ''}"
        if self.unusual:
            said += f". Because of {' '.join(self.unusual)} only 70 letters fit into one"
        return f"{said}."


def length_of(text: str) -> Length:
    """Return how long the text is."""
    unusual = "".join(dict.fromkeys(letter for letter in text if letter not in _PLAIN and letter not in _DOUBLE))
    if unusual:
        places, (one, each) = len(text.encode("utf-16-be")) // 2, _OTHER
    else:
        places, (one, each) = len(text) + sum(letter in _DOUBLE for letter in text), _GSM
    parts = 0 if not places else 1 if places <= one else -(-places // each)
    return Length(places, parts, unusual[:10])
