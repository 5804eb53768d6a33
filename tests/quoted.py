"""Numbers as a brief prints them, so that a recomputed one can be compared with the printed one."""


def as_quoted(value: float, quoted: str) -> str:
    """Write a number with the decimals, the separators and the signs of the printed one."""
    text = f"{value:,.{len(quoted.partition('.')[2])}f}"
    if "," not in quoted:
        text = text.replace(",", "")
    text = text.replace("-", "−")
    return f"+{text}" if quoted.startswith("+") else text
