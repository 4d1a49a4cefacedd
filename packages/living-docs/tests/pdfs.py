"""Small PDFs, written by hand."""


def pdf(*pages: list[str], title: str = "A letter") -> bytes:
    """A PDF whose pages say these lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        says = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 14 Tf 30 TL 60 780 Td {says} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return assembled([*objects, f"<< /Title ({title}) >>"])


def assembled(objects: list[str]) -> bytes:
    """A PDF of these objects: the first is its catalogue, the last says what it is."""
    text, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return (
        f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(text)}\n%%EOF".encode()
    )
