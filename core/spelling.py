"""Numbers and dates in Indonesian words, as official papers write them: plain arithmetic."""

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_LARGE = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))
LIMIT = 10**15  # exclusive


def spelled(number):
    """1945 → "seribu sembilan ratus empat puluh lima"; for 0 up to below ``LIMIT``."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _joined(f"{_ONES[number // 10]} puluh", number % 10)
    if number < 1000:
        hundreds = "seratus" if number < 200 else f"{_ONES[number // 100]} ratus"
        return _joined(hundreds, number % 100)
    size, word = next(pair for pair in _LARGE if number >= pair[0])
    count, rest = divmod(number, size)
    return _joined("seribu" if (count, size) == (1, 1000) else f"{spelled(count)} {word}", rest)


def _joined(words, rest):
    return f"{words} {spelled(rest)}" if rest else words


def spelled_day(date, *, weekday, month):
    """Rabu tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam.

    The names of weekday and month are the caller's, who has them in the paper's language.
    """
    return f"{weekday} tanggal {spelled(date.day)} bulan {month} tahun {spelled(date.year)}"
