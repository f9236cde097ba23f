"""ACLED's types of event, before and after 2019, as categories, actions and PLOVER codes of the model."""

from __future__ import annotations

from typing import NamedTuple

from geodash.model.vocabulary import ActorKind, EventCategory

BATTLE, EXPLOSION, CIVILIANS = (
    EventCategory.BATTLE,
    EventCategory.EXPLOSION,
    EventCategory.VIOLENCE_AGAINST_CIVILIANS,
)
DEPLOYMENT, PEACE, LEGAL, POLITICAL = (
    EventCategory.DEPLOYMENT,
    EventCategory.PEACE_PROCESS,
    EventCategory.LEGAL,
    EventCategory.POLITICAL,
)


class Type(NamedTuple):
    """What a type of event means here."""

    category: EventCategory
    plover: str
    both: bool = False
    """Whether ACLED's order of the two parties says nothing of who acted."""


EVENT_TYPES: dict[str, Type] = {
    "battles": Type(BATTLE, "ASSAULT", both=True),
    "battle_no_change_of_territory": Type(BATTLE, "ASSAULT", both=True),
    "battle_non_state_actor_overtakes_territory": Type(BATTLE, "ASSAULT"),
    "battle_government_regains_territory": Type(BATTLE, "ASSAULT"),
    "explosions_remote_violence": Type(EXPLOSION, "ASSAULT/explosives"),
    "remote_violence": Type(EXPLOSION, "ASSAULT/explosives"),
    "violence_against_civilians": Type(CIVILIANS, "ASSAULT"),
    "riots": Type(POLITICAL, "PROTEST/riot"),
    "protests": Type(POLITICAL, "PROTEST/demo"),
    "riots_protests": Type(POLITICAL, "PROTEST"),
    "strategic_developments": Type(POLITICAL, ""),
    "strategic_development": Type(POLITICAL, ""),
    "non_violent_activity_by_a_conflict_actor": Type(DEPLOYMENT, ""),
    "headquarters_or_base_established": Type(DEPLOYMENT, "MOBILIZE/troops"),
    "non_violent_transfer_of_territory": Type(BATTLE, ""),
}
"""By the words of event_type."""
SUB_TYPES: dict[str, Type] = {
    "armed_clash": Type(BATTLE, "ASSAULT", both=True),
    "government_regains_territory": Type(BATTLE, "ASSAULT"),
    "non_state_actor_overtakes_territory": Type(BATTLE, "ASSAULT"),
    "abduction_forced_disappearance": Type(CIVILIANS, "ASSAULT/abduct"),
    "attack": Type(CIVILIANS, "ASSAULT"),
    "sexual_violence": Type(CIVILIANS, "ASSAULT/sexual"),
    "air_drone_strike": Type(EXPLOSION, "ASSAULT/explosives"),
    "chemical_weapon": Type(EXPLOSION, "ASSAULT"),
    "grenade": Type(EXPLOSION, "ASSAULT/explosives"),
    "remote_explosive_landmine_ied": Type(EXPLOSION, "ASSAULT/explosives"),
    "shelling_artillery_missile_attack": Type(EXPLOSION, "ASSAULT/explosives"),
    "suicide_bomb": Type(EXPLOSION, "ASSAULT/explosives"),
    "excessive_force_against_protesters": Type(CIVILIANS, "ASSAULT"),
    "peaceful_protest": Type(POLITICAL, "PROTEST/demo"),
    "protest_with_intervention": Type(POLITICAL, "PROTEST/demo"),
    "mob_violence": Type(POLITICAL, "PROTEST/riot"),
    "violent_demonstration": Type(POLITICAL, "PROTEST/riot"),
    "agreement": Type(PEACE, "SUPPORT"),
    "arrests": Type(LEGAL, "COERCE/arrest"),
    "change_to_group_activity": Type(POLITICAL, ""),
    "disrupted_weapons_use": Type(DEPLOYMENT, ""),
    "headquarters_or_base_established": Type(DEPLOYMENT, "MOBILIZE/troops"),
    "looting_property_destruction": Type(CIVILIANS, "ASSAULT/destroy"),
    "non_violent_transfer_of_territory": Type(BATTLE, ""),
    "other": Type(POLITICAL, ""),
}
"""By the words of sub_event_type, where a table has it; the type of event decides where it does not."""
SHIFTS = {
    "non_state_actor_overtakes_territory": "overtaken",
    "battle_non_state_actor_overtakes_territory": "overtaken",
    "government_regains_territory": "regained",
    "battle_government_regains_territory": "regained",
}
"""Types by which a place changed hands: the first party then holds it."""
PARTIES = {
    "state_forces": ActorKind.ARMED_FORCES,
    "rebel_group": ActorKind.ARMED_GROUP,
    "rebel_groups": ActorKind.ARMED_GROUP,
    "rebel_forces": ActorKind.ARMED_GROUP,
    "political_militia": ActorKind.ARMED_GROUP,
    "identity_militia": ActorKind.ARMED_GROUP,
    "rioters": ActorKind.CIVIL,
    "protesters": ActorKind.CIVIL,
    "civilians": ActorKind.CIVIL,
    "external_other_forces": ActorKind.ARMED_FORCES,
}
"""Kind of party by the words of inter1 and inter2."""
PARTY_CODES = (
    "",
    "state_forces",
    "rebel_group",
    "political_militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "external_other_forces",
)
"""What the numbers of inter1 and inter2 stood for before they became words."""
