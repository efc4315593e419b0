"""What is done by saying it and whom it is about, on sentences of our own, read by the packaged model."""

import pytest

from communique.coding.statements import statements_of
from communique.records.diplomacy import Statement, StatementKind

from .scenes import scene


def last(text: str) -> Statement:
    found = statements_of(scene(text))
    assert found
    return found[-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Finland backed the plan.", "support"),
        ("Finland welcomed the plan.", "support"),
        ("Finland said that it supports the plan.", "support"),
        ("Finland voiced concern over the arrests.", "concern"),
        ("Finland lamented the arrests.", "concern"),
        ("Finland said it was concerned about the arrests.", "concern"),
        ("Finland condemned the arrests.", "condemnation"),
        ("Finland accused Belarus of staging the arrests.", "condemnation"),
        ('"We condemn the arrests," the premier of Finland said.', "condemnation"),
        ("Finland denied that it had sent troops.", "denial"),
        ("Finland rejected any claim to its islands.", "condemnation"),
        ("Finland demanded an apology.", "demand"),
        ("Finland told Belarus to free the two men.", "demand"),
        ("Finland said that Belarus must free the two men.", "demand"),
        ("Finland appealed to Belarus to free the two men.", "demand"),
        ("Finland warned Belarus against another attack.", "demand"),
        ("Finland praised the efforts of the doctors.", "praise"),
        ("Finland thanked the doctors.", "thanks"),
        ("Finland expressed its gratitude for the help.", "thanks"),
        ("Finland congratulated Estonia on its vote.", "congratulation"),
        ("Finland conveyed its condolences on the death of the king.", "condolence"),
        ("Finland is willing to host the talks.", "willingness"),
        ("Finland pledged to host the talks.", "willingness"),
        ("Finland said it stands ready to host the talks.", "willingness"),
        ("The premier of Finland said that Finland is willing to host the talks.", "willingness"),
        ("Finland reaffirmed its commitment to the treaty.", "willingness"),
        ("Finland said that it would help Estonia rebuild the port.", "willingness"),
        ("Finland said that it would not help Estonia.", "position"),
        ("The premier of Finland said that Finland stands with Estonia.", "support"),
        ("Finland expressed its satisfaction with the talks.", "praise"),
        ("Finland said the raid was unacceptable.", "condemnation"),
        ("Finland said the raid was a violation of its airspace.", "condemnation"),
        ("Finland called the raid a crime.", "condemnation"),
        ('"It is a disgrace," the premier of Finland said.', "condemnation"),
        ("Finland said the raid was not illegal.", "position"),
        ("Finland said the reports were false.", "denial"),
        ("Finland dismissed the claim as baseless.", "denial"),
        ("The premier of Finland said he was saddened by the deaths.", "condolence"),
        ("The premier of Finland said his thoughts were with the families.", "condolence"),
        ("Finland said that the talks had begun.", "position"),
        ("Finland said that Belarus supports the plan.", "position"),
        ("Finland agreed that the talks had failed.", "position"),
        ("Finland refused to host the talks.", "position"),
        ("Belarus stated that it would attack the bridge.", "position"),
        ("Finland denied any involvement.", "denial"),
        ("Finland said that trade had grown and that Finland was willing to host the talks.", "willingness"),
        ("Finland said that trade had grown and that Belarus was willing to host the talks.", "position"),
        ("The premier of Finland said:\n\nI am deeply concerned by the arrests. The men are ill.", "concern"),
        ("PREMIER: We thank the doctors.\n\nREPORTER: Why?\n\nPREMIER: We thank them for their courage.", "thanks"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert last(text).kind is StatementKind(kind)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Finland condemned Belarus.", "BLR"),
        ("Finland condemned the arrest of a journalist by Belarus.", "BLR"),
        ("Finland condemned the arrest of a journalist.", None),
        ("Finland condemned Russia's attack.", "RUS"),
        ("Finland accused Belarus of staging the arrests.", "BLR"),
        ("Finland said that it supports Ukraine.", "UKR"),
        ("Finland said that Belarus must free the two men.", "BLR"),
        ("Finland congratulated Estonia on its vote.", "EST"),
        ("Finland told Belarus to free the two men.", "BLR"),
        ("The premier of Finland said that Finland stands ready to work with Chile.", "CHL"),
        ("Finland said that Belarus had begun the talks.", None),  # a position
        ("Finland defended its own record.", None),  # his own side
    ],
)
def test_targets(text: str, target: str | None) -> None:
    found = last(text).target
    assert (None if found is None else found.country) == target


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Finland rejected the assertion that its ships had left.", "denial"),
        ("Finland underscored its dedication to end the war.", "willingness"),
        ("The premier of Finland believed in its promise.", "position"),
    ],
)
def test_what_is_done_with_a_noun(text: str, kind: str) -> None:
    assert last(text).kind is StatementKind(kind)


@pytest.mark.parametrize(
    "text",
    [
        "Brazilian President Lula met Colombian President Petro. The two leaders reaffirmed their commitment to peace.",
        "Brazilian President Lula met Colombian President Petro. The two leaders expressed their support.",
    ],
)
def test_who_speaks_is_no_target(text: str) -> None:
    assert all(s.target is None for s in statements_of(scene(text)))


def test_who_is_only_told_to_strike_is_no_partner() -> None:
    text = "Finland is ready to work with Estonia after the strikes by Belarus."
    target = last(text).target
    assert target is not None
    assert target.country == "EST"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Finland requested support from Estonia.", "demand"),
        ("Finland condemned in the strongest possible terms the attack on the embassy.", "condemnation"),
        ("Finland welcomed Estonia's commitment to ending the war.", "support"),
    ],
)
def test_the_verb_has_the_first_word(text: str, kind: str) -> None:
    assert last(text).kind is StatementKind(kind)


def test_support_that_is_pledged() -> None:
    found = last("Finland pledged continued support for Estonia.")
    assert found.kind is StatementKind.SUPPORT
    assert found.target is not None
    assert found.target.country == "EST"
