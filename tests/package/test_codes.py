"""Event codes: what the CAMEO and PLOVER manuals give for each kind of act, and what the events carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.model.acts import DIPLOMATIC, Act, Tone, act_of
from geodash.package.cameo import CAMEO, PLOVER_MODES, plover_of

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset


class Kind(NamedTuple):
    """One kind of act. The tone is the sign of its PLOVER score, where the manual gives one."""

    name: str
    cameo: dict[str, str]
    plover: set[str]
    act: Act


GIVES = Act(Tone.COOPERATION, deed=True)
OFFERS = Act(Tone.COOPERATION, deed=False)
HARMS = Act(Tone.PRESSURE, deed=True)
OBJECTS = Act(Tone.PRESSURE, deed=False)
KINDS = [  # CAMEO manual 1.1b3 (2012); PLOVER manual, and its table of 2021 where that differs
    Kind(
        "expel diplomats",
        {"161": "Reduce or break diplomatic relations", "166": "Expel or withdraw"},
        {"SANCTION/expel"},
        HARMS,
    ),
    Kind(
        "expel missions",
        {
            "1661": "Expel or withdraw peacekeepers",
            "1662": "Expel or withdraw inspectors, observers",
            "1663": "Expel or withdraw aid agencies",
        },
        {"SANCTION/expel"},
        HARMS,
    ),
    Kind("expel others than diplomats", {"174": "Expel or deport individuals"}, {"COERCE/deport"}, HARMS),
    Kind(
        "threaten to expel",
        {"1313": "Threaten to reduce or break relations"},
        {"THREATEN/expel"},
        OBJECTS,
    ),
    Kind(
        "recall an envoy, leave a process",
        {
            "161": "Reduce or break diplomatic relations",
            "164": "Halt negotiations",
            "165": "Halt mediation",
        },
        {"SANCTION/withdraw"},
        HARMS,
    ),
    Kind(
        "sever or downgrade relations",
        {"161": "Reduce or break diplomatic relations"},
        {"SANCTION/withdraw", "SANCTION/discontinue"},
        HARMS,
    ),
    Kind(
        "impose sanctions",
        {"163": "Impose embargo, boycott or sanctions"},
        {"SANCTION/discontinue", "COERCE/restrict"},
        HARMS,
    ),
    Kind(
        "suspend aid",
        {
            "162": "Reduce or stop aid",
            "1621": "Reduce or stop economic assistance",
            "1622": "Reduce or stop military assistance",
            "1623": "Reduce or stop humanitarian assistance",
        },
        {"SANCTION/discontinue"},
        HARMS,
    ),
    Kind(
        "threaten sanctions or an aid cut",
        {"1311": "Threaten to reduce or stop aid", "1312": "Threaten to boycott, embargo or sanction"},
        {"THREATEN/relations", "THREATEN/restrict"},
        OBJECTS,
    ),
    Kind(
        "accuse",
        {
            "112": "Accuse",
            "1121": "Accuse of crime, corruption",
            "1122": "Accuse of human rights abuses",
            "1123": "Accuse of aggression",
            "1124": "Accuse of war crimes",
            "1125": "Accuse of espionage, treason",
        },
        {"ACCUSE/allege"},
        OBJECTS,
    ),
    Kind(
        "condemn",
        {"111": "Criticize or denounce", "114": "Complain officially"},
        {"ACCUSE/disapprove"},
        OBJECTS,
    ),
    Kind("mediate", {"045": "Engage in mediation"}, {"CONSULT/third-party"}, OFFERS),
    Kind(
        "offer or ask for mediation",
        {"039": "Express intent to mediate", "028": "Appeal to engage in or accept mediation"},
        {"AGREE"},
        OFFERS,
    ),
    Kind(
        "negotiate, meet",
        {
            "041": "Discuss by telephone",
            "042": "Make a visit",
            "043": "Host a visit",
            "044": "Meet at a third location",
            "046": "Engage in negotiation",
        },
        {"CONSULT/visit", "CONSULT/multilateral", "CONSULT/third-party", "CONSULT/phone"},
        OFFERS,
    ),
    Kind("sign an agreement", {"057": "Sign formal agreement"}, {"SUPPORT"}, OFFERS),
    Kind(
        "promise to sign, agree",
        {
            "0356": "Express intent to de-escalate military engagement",
            "036": "Express intent to meet or negotiate",
            "037": "Express intent to settle dispute",
            "038": "Express intent to accept mediation",
        },
        {"AGREE"},
        OFFERS,
    ),
    Kind("declare a ceasefire", {"0871": "Declare truce, ceasefire"}, {"RETREAT/ceasefire"}, GIVES),
    Kind("violate a ceasefire", {"196": "Violate ceasefire"}, {"ASSAULT"}, HARMS),
    Kind("ease sanctions", {"085": "Ease economic sanctions, boycott or embargo"}, {"RETREAT"}, GIVES),
    Kind(
        "refuse talks or mediation",
        {"125": "Reject proposal to meet, discuss or negotiate", "126": "Reject mediation"},
        {"REJECT/meet"},
        OBJECTS,
    ),
    Kind("give an ultimatum", {"139": "Give ultimatum"}, {"THREATEN"}, OBJECTS),
    Kind("veto", {"129": "Veto"}, {"REJECT"}, OBJECTS),
    Kind("occupy territory", {"192": "Occupy territory"}, {"ASSAULT"}, HARMS),
    Kind("blockade", {"191": "Impose blockade, restrict movement"}, {"COERCE"}, HARMS),
]
ACTIONS = {  # action: CAMEO code, PLOVER category and mode
    "expel_diplomats": ("166", "SANCTION/expel"),
    "sever_relations": ("161", "SANCTION/discontinue"),
    "impose_sanctions": ("163", "SANCTION/discontinue"),
    "suspend_aid": ("162", "SANCTION/discontinue"),
    "sign_agreement": ("057", "SUPPORT"),
    "capture": ("192", "ASSAULT"),
    "withdraw": ("0874", "RETREAT"),
    "end_mediation": ("165", "SANCTION/withdraw"),
}
CATEGORY_OF_ROOT = {  # PLOVER has no category for statements (01) and appeals (02)
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "RETREAT",
    "09": "ACCUSE",
    "10": "DEMAND",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
AT_ODDS = {"rwanda-sceptical-ceasefire-20260212"}
"""Events whose two codes say opposite things: a pessimistic comment (012) is co-operation by its root."""


def act_by_codes(dataset: Dataset, cameo: str = "", plover: str = "") -> Act:
    """The act that a diplomatic event with these codes would be."""
    event = dataset.event_by_id["rwa-bel-sever-relations-20250317"]
    return act_of(event.model_copy(update={"cameo": cameo, "plover": plover}))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_codes_are_those_of_the_manuals(dataset: Dataset, kind: Kind) -> None:
    for code, label in kind.cameo.items():
        assert CAMEO[code] == label
        assert act_by_codes(dataset, cameo=code) == kind.act
    for value in kind.plover:
        category, mode = plover_of(value)
        assert not mode or mode in PLOVER_MODES[category]
        assert act_by_codes(dataset, plover=value) == kind.act


@pytest.mark.parametrize("category", PLOVER_MODES)
def test_every_plover_category_has_a_tone(dataset: Dataset, category: str) -> None:
    assert act_by_codes(dataset, plover=category).tone is not Tone.NONE


@pytest.mark.parametrize("root", CATEGORY_OF_ROOT)
def test_cameo_root_and_plover_category_say_the_same(dataset: Dataset, root: str) -> None:
    by_root = act_by_codes(dataset, cameo=root)
    assert by_root == act_by_codes(dataset, plover=CATEGORY_OF_ROOT[root])


@pytest.mark.parametrize(("action", "codes"), ACTIONS.items())
def test_codes_of_actions(dataset: Dataset, action: str, codes: tuple[str, str]) -> None:
    events = [event for event in dataset.events if event.action == action]
    assert events
    for event in events:  # a longer code is a finer one: 1622 is military aid
        assert event.cameo.startswith(codes[0]), event.id
        assert event.plover == codes[1], event.id


def test_every_code_is_known(dataset: Dataset) -> None:
    for event in dataset.events:
        category, mode = plover_of(event.plover)
        assert not event.cameo or event.cameo in CAMEO
        assert not category or category in PLOVER_MODES
        assert not mode or mode in PLOVER_MODES[category]


def test_diplomatic_events_pair_their_codes_as_the_manuals_do(dataset: Dataset) -> None:
    coded = [e for e in dataset.events if e.category in DIPLOMATIC and e.cameo and e.plover]
    assert len(coded) > 80
    for event in coded:
        allowed = {value for kind in KINDS if event.cameo in kind.cameo for value in kind.plover}
        if allowed:  # the mode may be left out
            assert event.plover in allowed | {plover_of(value)[0] for value in allowed}, event.id


def test_the_two_codes_of_an_event_do_not_contradict_each_other(dataset: Dataset) -> None:
    at_odds = {
        event.id
        for event in dataset.events
        if event.cameo
        and event.plover
        and (
            CATEGORY_OF_ROOT.get(event.cameo[:2]) != plover_of(event.plover)[0]
            or act_by_codes(dataset, cameo=event.cameo) != act_by_codes(dataset, plover=event.plover)
        )
    }
    assert at_odds == AT_ODDS


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("cameo", "1745", "check the code against the CAMEO manual"),
        ("cameo", "17", "add a right one to src/geodash/package/cameo.py"),
        ("plover", "SANCTIONS", "(did you mean `SANCTION`?)"),
        ("plover", "EXPEL", "use one of AGREE, CONSULT, SUPPORT"),
        ("plover", "SANCTION/deport", "use a mode of SANCTION: discontinue, expel, withdraw"),
        ("plover", "AGREE/visit", "use a mode of AGREE: none"),
    ],
)
def test_an_unknown_code_fails_the_check(
    tiny_package: TinyPackage, field: str, value: str, remedy: str
) -> None:
    line = 3  # a diplomatic act
    tiny_package.set_cell("events.csv", line, field, value)
    tiny_package.assert_problem("events.csv", line, field, remedy)
    said = CliRunner().invoke(main, ["check", str(tiny_package.folder)]).stderr
    assert all(part in said for part in ("events.csv", str(line), field, value, remedy))
