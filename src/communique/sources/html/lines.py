"""The lines that news adds to its stories: bylines, agency footers, addresses, appeals, credits, second stories.

In: paragraphs of a page's main region in order. Out: those that are the story. A line is dropped for what it says, so
each rule is narrow, and most hold only at the story's end or start, where such lines stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.records import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `BODY` or `SUBHEAD`, white space folded, never empty."""

    kind: BlockKind
    text: str


_CONTACT = (
    re.compile(
        r"\b(?:tel|phone|telephone|tél|teléfono|telefon\w*|тел|телефон|هاتف|电话)\b\.?\s*[:：.]?\s*[(+\d]|\+\d[\d ()-]{7,}|\(\d{2,5}\)\s?\d{3}",
        re.I,
    ),
    re.compile(r"\b(?:fax|факс|télécopie|faks)\b|传真|فاكس", re.I),
    re.compile(r"[\w.+-]+@[\w-]+\.\w+|\be-?mail\b|\bcorreo electrónico\b|эл\. ?почта", re.I),
    re.compile(r"\b(?:www\.|https?://)\S+", re.I),
    re.compile(
        r"\b\d{1,5}[A-Za-z]?,? (?:\w+\.? ){0,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|square|sq|lane|drive|parkway|plaza|way)\b|"
        r"\b(?:\w+ ){0,3}(?:street|avenue|road|boulevard|square|embankment),? (?:no\.? ?)?\d{1,4}\b|"
        r"\bp\.? ?o\.? box\b|\b(?:rue|avenue|place|quai|calle|avenida|via|viale|piazza|rua|plaza) (?:\w+ ){0,4}\d{1,4}\b|\b\d{1,4},? (?:bis,? )?(?:rue|quai|avenue|boulevard|place)\b|"
        r"\w+(?:straße|strasse|platz|allee|weg|gasse|str\.) \d{1,4}|\b(?:ул\.|улица|пр-т|проспект|пл\.|площадь|наб\.|переулок)\s|\b\w+ (?:cad|caddesi|sok|sokak|bulvarı)\b\.?|\bno: ?\d+|شارع|ص\.ب|[\u4e00-\u9fff]+(?:街|路|大道)\d+号",
        re.I,
    ),
    re.compile(
        r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\b\d{5}(?:-\d{4})?\b|\b\d{6}\b|\b\d{4} [A-Z]{2}\b|\b\d{3} \d{2}\b"
    ),
    re.compile(
        r"\b(?:press (?:service|office|centre|center|secretary)|editorial office|newsroom|head office|postal address|adresse|anschrift|dirección|endereço|адрес|редакция|العنوان|地址)\b",
        re.I,
    ),
)
_NUMBER_OR_MAIL = re.compile(r"[\d@]")
_ANYWHERE = re.compile(
    r"^\W*(?:"
    r"(?:read|see|watch|view|listen)(?: (?:more|also|next|here|the full|all))?\s*[:：]|(?:also )?read (?:also|more|next)\b|also (?:read|see|watch)\b|see also\b|related(?: \w+)?\s*[:：]|more (?:on|from|about)\b.{0,60}:|don'?t miss\s*[:：]|recommended\s*[:：]|"
    r"(?:file )?(?:photo|image|picture|pictured|video|graphic|credit|foto|bild|crédit|фото|صورة)s?(?: (?:by|credit|courtesy|source|from|caption))?\s*[:：/©]|\((?:photo|image|file photo|archive)\b|getty images|"
    r"advert(?:isement|ising)?\b\W*$|article continues (?:below|after)|story continues|continue reading|scroll to continue|sponsored|promoted\b|skip (?:to|past)|"
    r"sign up (?:for|to|here|now)|sign-up\b|subscribe (?:to|now|here|for)|get (?:the|our|breaking|all) (?:latest|best|top|daily|free|news|morning|stories|alerts|newsletter)\b|(?:join|follow) (?:us|our|the conversation)\b|like us\b|download (?:the|our)\b|click (?:here|to)\b|tap here\b|share (?:this|on|via|the)\b|"
    r"(?:follow|join|stay with|catch|watch|like|get|read|download|subscribe|be the first)\b.{0,120}\b(?:whatsapp|telegram|facebook|twitter|instagram|youtube|viber|newsletter|app|channel|podcast|bot)\b|"
    r"loading\b|please (?:enable|log in|sign in|register|subscribe|wait)|enable javascript|we use cookies|this (?:site|website) uses|by (?:continuing|clicking|subscribing|signing)|you can (?:unsubscribe|opt out)|"
    r"copyright\b|©|\(c\) ?\d{4}|all rights reserved|"
    r"lesen sie (?:auch|mehr)|auch interessant|mehr zum thema|(?:à )?lire (?:aussi|également)|à lire\b|lea (?:también|además)|lee también|te puede interesar|le puede interesar|leia (?:também|mais)|veja também|leggi anche|leia ainda|"
    r"читайте (?:также|нас|наш)|читайте також|смотрите также|подписывайтесь|подпишитесь|ayrıca (?:okuyun|bakınız)|ilgili haber|اقرأ أيض|تابعونا|تابعنا|相关阅读|延伸阅读|推荐阅读|扫码|欢迎关注|关注我们|abonnez-vous|suivez-nous|inscrivez-vous|suscr[ií]b|s[ií]guenos|síganos|assine|siga-nos|iscriviti|abonnieren|folgen sie|newsletter\b|bizi takip|abone ol|"
    r"tags?\s*[:：]|topics?\s*[:：]|keywords?\s*[:：]|filed under|posted in\b|categor(?:y|ies)\s*[:：]|теги\s*:|etiquetas?\s*:|schlagworte?\s*:|mots[- ]clés\s*:|标签[:：]"
    r")",
    re.I,
)
_AT_END = re.compile(
    r"^\W*(?:"
    r"(?:additional |further )?(?:reporting|report|writing|editing|edited|written|compiled|produced|translat(?:ed|ion)|photographs?|graphics?|research)(?: and (?:writing|editing|photographs?|reporting))? (?:by|from|in)\b|"
    r"\w+(?: \w+){0,3} (?:contributed|reported from|contributed (?:to )?(?:this )?report\w*)|with (?:reporting|files|additional|inputs?|agencies|agency)\b|\(?with (?:agency|agencies|input)|reporting for\b|"
    r"our standards|the (?:editor|editors|editorial board)\b.{0,80}(?:reserve|contact)|this (?:article|story|report|material|content|text|piece|page) (?:was|is|has|may|originally|first|can|cannot|may not)\b.{0,200}(?:publish|produc|generat|reproduc|translat|copyright|syndicat|update|appear|redistribut|editor|republish|permission)|"
    r"(?:reproduction|reprint\w*|republication|use|any use|copying|redistribution|when (?:quoting|citing|using)|full or partial)\b.{0,160}(?:link|permission|consent|prohibited|required|reference|mandatory|allowed|hyperlink|source|forbidden|credit)|"
    r".{0,120}\b(?:may not be|must not be|cannot be)\b.{0,40}\b(?:broadcast|rewritten|republished|reproduced|redistributed|published|copied|used)\b|.{0,60}\bis not responsible for the content\b|all rights\b|"
    r"if you (?:notice|find|see|spot|have|would|want|wish|enjoyed|liked)\b.{0,160}(?:error|mistake|typo|ctrl|tip|story|contact|email|e-mail|newsletter|support|subscribe|questions|interested)|(?:found|noticed|spotted|see) (?:a|an) (?:error|mistake|typo)|"
    r"(?:for|to) (?:more|further|media|press|additional|all the latest)(?: news| information| enquiries| inquiries| queries| details| questions)?\b.{0,80}(?:visit|contact|call|write|email|follow|click|subscribe|download|:)|"
    r"(?:contacts?|media contacts?|press contacts?|press office|press service|contact us|about us|about the author|notes? to editors)\b\W*[:：]?.{0,60}$|"
    r"(?:the )?(?:views|opinions) expressed|disclaimer\b|(?:is|are) (?:a|an|the) (?:senior |staff |chief |diplomatic |political |foreign |freelance )*(?:reporter|correspondent|journalist|writer|editor|columnist)|"
    r"(?:follow|email|contact|reach|write to) (?:him|her|them|the author|me|\w+ (?:on|at)|@\w+)|"
    r"\W*(?:read|see|view) (?:the )?(?:full|original|more|all)\b|(?:source|sources|source link|via|quelle|fuente|fonte|источник|kaynak|المصدر|来源|责任编辑|编辑|记者)\s*[:：]|"
    r"(?:ends?|-?30-?|###|\*{3}|xxx)\W*$|(?:last )?updated?\b.{0,60}$|published\b.{0,60}$|comments?\b.{0,40}$|print\b\W*$|share\b.{0,30}$|(?:e-?mail|facebook|twitter|x|whatsapp|telegram|linkedin|copy link|pinterest|reddit)\W*$|"
    r"(?:если вы (?:заметили|нашли|обнаружили)|нашли ошибку|при (?:использовании|цитировании|перепечатке)|перепечатка|использование материалов|все права|материал подготов)|"
    r"(?:si vous|toute reproduction|tous droits|reproduction interdite|avec (?:afp|reuters|ap)\b)|(?:si (?:encuentra|detecta|quiere)|todos los derechos|prohibida la|queda prohibida)|(?:todos os direitos|é proibida|se você|reprodução)|(?:alle rechte|nachdruck|haben sie einen fehler|hinweis der redaktion)|(?:tüm hakları|her hakkı|kaynak gösterilmeden|izinsiz)|(?:جميع الحقوق|حقوق النشر)|(?:版权|未经授权|转载)"
    r")",
    re.I,
)
_PAREN_CREDIT = re.compile(
    r"^\((?:reporting|writing|editing|additional|with|compiled|edited|source|это|репортаж|redaktion|ec|eds?\b).{3,240}\)\.?$",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:by|from|von|par|por|di|door|автор:?|yazan:?|بقلم:?)[:\s]+(?:[^\W\d_][\w.'’-]*\s?){1,6}(?:(?:,|\||and|und|et|y)\s?.{0,60})?$|^(?:staff (?:writer|reporter)s?|(?:[\w ]{0,30})?(?:correspondent|reporter|news desk|web desk|newsroom))\W*$",
    re.I,
)
_STAMP = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|modified|published on|date|time|created|released|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|опубликовано|обновлено)\b.{0,70}"
    r"|(?:\w+,? )?(?:\d{1,2}[./ -]\w+\.?[./ -]\d{2,4}|\w+ \d{1,2},? \d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[ ,|·-]*(?:at )?\d{1,2}[:.]\d\d.{0,20})?|\d{1,2}[:.]\d\d(?: ?[ap]m)?.{0,12}|\d+ (?:min|minutes?|hours?|days?)(?: read| ago)?)\W*$",
    re.I,
)
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,30}(?:, [\w .]{3,25})?(?:, \w{3,9}\.? \d{1,2}|\s?\([A-Za-z-]{2,20}\)| /[A-Z-]{3,15}/).{0,25}?(?:--|—|–|-|\.|:)\s"
)


def keep_story_lines(paragraphs: Sequence[Paragraph], title: str | None) -> Iterator[Paragraph]:
    """The paragraphs of the story itself, in order."""
    kept = [p for p in paragraphs if not _is_noise(p.text)]
    kept = kept[_opening(kept, title) :]
    kept = kept[: _second_story(kept)]
    kept = kept[: _closing(kept)]
    while kept and kept[-1].kind is BlockKind.SUBHEAD:
        kept.pop()
    yield from kept


def _is_noise(text: str) -> bool:
    """Lines that are no part of a story wherever they stand."""
    if not any(c.isalnum() for c in text):
        return True
    return len(text) < 260 and (_ANYWHERE.match(text) is not None or is_contact(text, 3))


def is_contact(text: str, signs: int) -> bool:
    """True for a short paragraph with at least `signs` different signs of an address: telephone, fax, mail, street."""
    if len(text) >= 420 or not _NUMBER_OR_MAIL.search(text):
        return False
    return sum(1 for sign in _CONTACT if sign.search(text)) >= signs


def _opening(paragraphs: list[Paragraph], title: str | None) -> int:
    """How many lines before the story repeat the title, name its writer or give its time."""
    first = 0
    for index, paragraph in enumerate(paragraphs[:6]):
        text = paragraph.text
        if (title and _letters(text) == _letters(title)) or (
            len(text) < 140 and (_BYLINE.match(text) or _STAMP.match(text))
        ):
            first = index + 1
        elif len(text) > 140:
            break
    return first if first < len(paragraphs) else 0


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _second_story(paragraphs: list[Paragraph]) -> int:
    """Where another story begins: a heading followed by a paragraph that opens with a dateline of its own."""
    for index in range(2, len(paragraphs) - 1):
        if paragraphs[index].kind is BlockKind.SUBHEAD and _DATELINE.match(paragraphs[index + 1].text):
            return index
    return len(paragraphs)


def _closing(paragraphs: list[Paragraph]) -> int:
    """Where the lines after the story begin."""
    last = len(paragraphs)
    for back in range(min(14, len(paragraphs) - 1)):
        index = len(paragraphs) - 1 - back
        text = paragraphs[index].text
        if (
            _PAREN_CREDIT.match(text)
            or (len(text) < 420 and _AT_END.match(text))
            or is_contact(text, 2)
            or _STAMP.match(text)
            or (len(text) < 100 and _BYLINE.match(text))
        ):
            last = index
        elif len(text) > 60 and index < last - 2:
            break
    return last
