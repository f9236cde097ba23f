"""The event codes that records may carry: CAMEO (manual 1.1b3, 2012) and the PLOVER categories and modes.

Many published lists number CAMEO wrongly (sanctions as 174, for example); the codes of diplomatic acts are
held by a test. Labels are shortened.
"""

from __future__ import annotations

CAMEO = {
    "012": "Make pessimistic comment",
    "016": "Deny responsibility",
    "0256": "Appeal for de-escalation of military engagement",
    "028": "Appeal to engage in or accept mediation",
    "0333": "Express intent to provide humanitarian aid",
    "0334": "Express intent to provide military protection or peacekeeping",
    "0356": "Express intent to de-escalate military engagement",
    "036": "Express intent to meet or negotiate",
    "037": "Express intent to settle dispute",
    "038": "Express intent to accept mediation",
    "039": "Express intent to mediate",
    "041": "Discuss by telephone",
    "042": "Make a visit",
    "043": "Host a visit",
    "044": "Meet at a third location",
    "045": "Engage in mediation",
    "046": "Engage in negotiation",
    "057": "Sign formal agreement",
    "073": "Provide humanitarian aid",
    "074": "Provide military protection or peacekeeping",
    "085": "Ease economic sanctions, boycott or embargo",
    "0871": "Declare truce, ceasefire",
    "0873": "Demobilize armed forces",
    "0874": "Retreat or surrender militarily",
    "1056": "Demand de-escalation of military engagement",
    "106": "Demand meeting, negotiation",
    "111": "Criticize or denounce",
    "112": "Accuse",
    "1121": "Accuse of crime, corruption",
    "1122": "Accuse of human rights abuses",
    "1123": "Accuse of aggression",
    "1124": "Accuse of war crimes",
    "1125": "Accuse of espionage, treason",
    "114": "Complain officially",
    "115": "Bring lawsuit against",
    "116": "Find guilty or liable in law",
    "125": "Reject proposal to meet, discuss or negotiate",
    "126": "Reject mediation",
    "127": "Reject plan or agreement to settle dispute",
    "129": "Veto",
    "1311": "Threaten to reduce or stop aid",
    "1312": "Threaten to boycott, embargo or sanction",
    "1313": "Threaten to reduce or break relations",
    "139": "Give ultimatum",
    "145": "Protest violently, riot",
    "161": "Reduce or break diplomatic relations",
    "162": "Reduce or stop aid",
    "1621": "Reduce or stop economic assistance",
    "1622": "Reduce or stop military assistance",
    "1623": "Reduce or stop humanitarian assistance",
    "163": "Impose embargo, boycott or sanctions",
    "164": "Halt negotiations",
    "165": "Halt mediation",
    "166": "Expel or withdraw",
    "1661": "Expel or withdraw peacekeepers",
    "1662": "Expel or withdraw inspectors, observers",
    "1663": "Expel or withdraw aid agencies",
    "173": "Arrest, detain or charge with legal action",
    "174": "Expel or deport individuals",
    "181": "Abduct, hijack or take hostage",
    "183": "Conduct suicide, car or other non-military bombing",
    "190": "Use conventional military force",
    "191": "Impose blockade, restrict movement",
    "192": "Occupy territory",
    "194": "Fight with artillery and tanks",
    "195": "Employ aerial weapons",
    "196": "Violate ceasefire",
    "202": "Engage in mass killings",
}
"""Label by code."""

PLOVER_MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"phone", "visit", "host", "third-party", "multilateral"}),
    "SUPPORT": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "CONCEDE": frozenset(),
    "RETREAT": frozenset({"release", "return", "ease", "access", "ceasefire", "withdraw", "disarm"}),
    "DEMAND": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"allege", "disapprove", "investigate"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"relations", "restrict", "ban", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "boycott", "obstruct", "hunger"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police"}),
    "SANCTION": frozenset({"expel", "withdraw", "discontinue"}),
    "COERCE": frozenset({"confiscate", "restrict", "ban", "curfew", "martial-law", "arrest", "deport"}),
    "ASSAULT": frozenset({"abduct", "beat", "sexual", "torture", "assassinate", "explosives", "destroy"}),
}
"""Modes by category; a category may also stand alone. SANCTION means any cut in normal relations."""


def plover_of(value: str) -> tuple[str, str]:
    """Category and mode of a PLOVER cell.

    >>> plover_of("SANCTION/expel")
    ('SANCTION', 'expel')
    """
    category, _, mode = value.partition("/")
    return category, mode
