import gzip
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Reason
from communique.sources.decoding import (
    Decoded,
    Undecodable,
    declared_charset,
    decode,
    is_binary,
    marked_encoding,
    python_name,
)

FUNDUS = Path(__file__).parents[2] / "../shared/data/web/fundus"

# Own words about one kind of meeting, in the languages whose old encodings are still met.
TEXTS = {
    "ru": (
        "Министр иностранных дел прибыл в столицу с рабочим визитом. Стороны обсудили торговлю, безопасность и "
        "подготовку к встрече президентов. Переговоры прошли в Кремле. Посол назвал беседу полезной."
    ),
    "uk": (
        "Міністр закордонних справ прибув до столиці з робочим візитом. Сторони обговорили торгівлю, безпеку та "
        "підготовку зустрічі президентів. Перемовини відбулися в Києві, їх назвали корисними."
    ),
    "pl": (
        "Minister spraw zagranicznych przybył do stolicy z wizytą roboczą. Strony omówiły współpracę, bezpieczeństwo "
        "oraz przygotowania do spotkania prezydentów. Źródła określiły rozmowy jako użyteczne, świadczące o woli."
    ),
    "cs": (
        "Ministr zahraničních věcí přijel do hlavního města na pracovní návštěvu. Strany jednaly o obchodu, "
        "bezpečnosti a přípravě schůzky prezidentů. Velvyslanec označil rozhovory za užitečné, řekl mluvčí úřadu."
    ),
    "fr": (
        "Le ministre des affaires étrangères est arrivé à la capitale pour une visite de travail. Les parties ont "
        "évoqué la coopération, la sécurité et la préparation d’une rencontre des présidents, a précisé l’ambassadeur."
    ),
    "de": (
        "Der Außenminister traf zu einem Arbeitsbesuch in der Hauptstadt ein. Beide Seiten erörterten Handel, "
        "Sicherheit und die Vorbereitung eines Treffens der Präsidenten – nützliche Gespräche, hieß es anschließend."
    ),
    "en": (
        "The foreign minister arrived for a working visit – “useful talks”, the envoy said. They didn’t discuss trade, "
        "the café was closed. Both sides’ delegations will meet again in the spring, a spokesman told reporters."
    ),
    "el": (
        "Ο υπουργός Εξωτερικών έφτασε στην πρωτεύουσα για επίσκεψη εργασίας. Οι δύο πλευρές συζήτησαν το εμπόριο, την "
        "ασφάλεια και την προετοιμασία της συνάντησης των προέδρων."
    ),
    "ar": (
        "وصل وزير الخارجية إلى العاصمة في زيارة عمل. وبحث الجانبان التجارة والأمن والتحضير للقاء الرئيسين، "
        "وقال السفير إن المحادثات كانت مفيدة."
    ),
    "he": (
        "שר החוץ הגיע לבירה לביקור עבודה. הצדדי"
        "ם דנו בסחר, בביטחון ובהכנות לפגישת הנש"
        "יאים. השגריר אמר כי השיחות היו מועילות."
    ),
    "zh": (
        "外交部长抵达首都进行工作访问。双方就贸易、安全以及两国元首会晤的准备工作交换了意见。大使表示会谈富有成果。"
    ),
    "zt": (
        "外交部長抵達首都進行工作訪問。雙方就貿易、安全以及兩國元首會晤的準備工作交換了意見。大使表示會談富有成果。"
    ),
    "ja": (
        "外務大臣は実務訪問のため首都に到着した。双"
        "方は貿易、安全保障、首脳会談の準備について"
        "協議した。大使は有益な会談だったと述べた。"
    ),
    "ko": (
        "외교부 장관은 실무 방문을 위해 수도에 도착"
        "했다. 양측은 무역과 안보, 정상회담 준비를"
        " 논의했다. 대사는 유익한 회담이었다고 말했다."
    ),
}
ENCODINGS = [
    ("ru", "windows-1251"), ("ru", "koi8-r"), ("uk", "windows-1251"), ("uk", "koi8-u"), ("pl", "windows-1250"),
    ("pl", "iso-8859-2"), ("cs", "windows-1250"), ("cs", "iso-8859-2"), ("fr", "windows-1252"), ("de", "windows-1252"),
    ("en", "windows-1252"), ("el", "windows-1253"), ("ar", "windows-1256"), ("he", "windows-1255"), ("zh", "gb2312"),
    ("zh", "gb18030"), ("zt", "big5"), ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "iso-2022-jp"), ("ko", "euc-kr"),
]  # fmt: skip


def page(language: str, encoding: str) -> bytes:
    text = TEXTS[language]
    html = f"<html><head><title>{text[:30]}</title></head>\n<body><p>{text}</p>\n<p>{text[::1]}</p></body></html>"
    return html.encode(encoding, "xmlcharrefreplace")


def text_of(answer: Decoded | Undecodable) -> str:
    assert isinstance(answer, Decoded)
    return answer.text


@pytest.mark.parametrize("declared", ["itself", None, "utf-8", "iso-8859-1", "no-such-label"])
@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_the_text_comes_back_whatever_is_declared(language: str, encoding: str, declared: str | None) -> None:
    raw = page(language, encoding)
    answer = decode(raw, encoding if declared == "itself" else declared)
    assert text_of(answer) == raw.decode(encoding)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "gb2312", "koi8-r"])
def test_valid_utf8_is_utf8_whatever_is_declared(language: str, declared: str | None) -> None:
    answer = decode(TEXTS[language].encode(), declared)
    assert isinstance(answer, Decoded)
    assert (answer.text, answer.encoding) == (TEXTS[language], "utf-8")
    assert bool(answer.notes) == (declared not in (None, "utf-8"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_utf8_comes_back(text: str) -> None:
    assert text_of(decode(text.encode())) == text.removeprefix("\ufeff")


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gbk", "utf-16", "base64", "x", "\0", "idna"]))
def test_no_bytes_fail(raw: bytes, declared: str | None) -> None:
    answer = decode(raw, declared)
    if isinstance(answer, Undecodable):
        assert answer.reason is Reason.BINARY
    else:
        answer.text.encode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_marks_and_zero_bytes_prove_an_encoding(encoding: str) -> None:
    raw = ("<p>" + TEXTS["fr"]).encode(encoding)
    assert text_of(decode(raw, "iso-8859-1")) == "<p>" + TEXTS["fr"]
    assert (marked_encoding(raw) or "").startswith(encoding.removesuffix("-sig")[:6])


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    raw = TEXTS["ru"].encode()
    answer = decode(raw[:40] + b"\xff" + raw[40:-2], "windows-1251")
    assert isinstance(answer, Decoded)
    assert answer.encoding == "utf-8"
    assert answer.text.count("\ufffd") == 2
    assert "2 undecodable characters replaced" in answer.notes
    assert any("false charset" in note for note in answer.notes)


def test_one_accent_in_ascii_is_windows_1252() -> None:
    assert text_of(decode(b"caf\xe9 talks", None)) == "café talks"
    assert text_of(decode(b"caf\xe9 talks", "utf-8")) == "café talks"


def test_a_false_charset_is_noted_and_a_true_one_is_not() -> None:
    raw = page("ru", "windows-1251")
    true, false = decode(raw, "windows-1251"), decode(raw, "utf-8")
    assert isinstance(true, Decoded)
    assert isinstance(false, Decoded)
    assert true.notes == ()
    assert true.encoding == false.encoding == "cp1251"
    latin = decode(raw, "iso-8859-1")
    assert isinstance(latin, Decoded)
    assert latin.notes == ("false charset: declared iso-8859-1, is cp1251",)


def test_what_the_user_says_holds() -> None:
    assert text_of(decode("Привет".encode(), forced="windows-1251")) == "Привет".encode().decode("cp1251")
    answer = decode(b"\xff\xfe\xfa", forced="utf-8")
    assert isinstance(answer, Decoded)
    assert answer.notes == ("3 undecodable characters replaced",)


def test_binary_is_refused_and_stray_zeros_are_not() -> None:
    assert isinstance(decode(bytes(range(32)) * 20), Undecodable)
    assert is_binary(b"\0\1\2")
    assert "\0" in text_of(decode(b"The talks\0 were held in the capital on Monday."))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("ISO-8859-1", "cp1252"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("GB2312", "gb18030"),
        ("gbk", "gb18030"), ("Shift_JIS", "cp932"), ("x-sjis", "cp932"), ("ks_c_5601-1987", "cp949"),
        ("euc-kr", "cp949"), (" 'UTF-8' ", "utf-8"), ("utf8", "utf-8"), ("utf-16", "utf-8"), ("windows-1251", "cp1251"),
        ("koi8-r", "koi8_u"), ("big5", "big5hkscs"), ("hex", None), ("rot13", None),
        ("nonsense", None), ("", None), ("\0", None),
    ],
)  # fmt: skip
def test_labels_mean_what_browsers_take_them_for(label: str, name: str | None) -> None:
    assert (python_name(label) or "").replace("_", "-") == (name or "").replace("_", "-")


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META CHARSET=windows-1251>", "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb2312"),
        (b"<?xml version='1.0' encoding='koi8-r'?><html>", "koi8-r"),
        (b"<!-- <meta charset='koi8-r'> --><meta charset='utf-8'>", "utf-8"),
        (b"<script charset='koi8-r' src=a></script>", None),
        (b"<p>charset=utf-8", None),
        (b"", None),
    ],
)
def test_the_declaration_in_a_page(head: bytes, label: str | None) -> None:
    assert declared_charset(head) == label


@pytest.mark.shared
@pytest.mark.skipif(not FUNDUS.is_dir(), reason="the development data does not lie beside the checkout")
def test_real_pages_in_old_encodings() -> None:
    wrong, count = [], 0
    letters = {"windows-1251": "[а-яё]", "gb18030": "[一-龥]", "big5": "[一-龥]", "windows-1250": "[ěščřžłąęśż]"}
    for path in sorted(FUNDUS.glob("*/*.html.gz"))[::3]:
        html = re.sub(r"charset\s*=\s*[\"']?[\w-]+", "", gzip.decompress(path.read_bytes()).decode("utf-8", "ignore"))
        known = [e for e, pattern in letters.items() if len(re.findall(pattern, html)) > 200]
        if len(re.findall("[\u0590-\u1fff\u3040-\u30ff]", html)) > 200 and not known:
            continue
        for encoding in known[:1] or ["windows-1252"]:
            raw = html.encode(encoding, "xmlcharrefreplace")
            for declared in (encoding, None, "utf-8", "iso-8859-1"):
                count += 1
                if text_of(decode(raw, declared)) != raw.decode(encoding):
                    wrong.append((path.name, encoding, declared))
    assert count > 100
    assert len(wrong) <= 0.02 * count, wrong
