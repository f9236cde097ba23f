"""States that a link can say, made up."""

from __future__ import annotations

from hypothesis import strategies as st

from geodash.limits import MAX_COUNT, MAX_DAYS
from geodash.link.params import FORMS, MEASURES, SORTS, SPLITS
from geodash.link.state import LANGUAGES, TABS, DashboardState, View
from geodash.model.selection import Role
from geodash.model.vocabulary import Confidence, EventCategory

ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
layer_names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)
views = st.builds(
    View,
    lat=st.floats(-90, 90).map(lambda x: round(x, 4)),
    lon=st.floats(-180, 180).map(lambda x: round(x, 4)),
    zoom=st.floats(1, 18).map(lambda x: round(x, 2)),
)


def pairs_of(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    different = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1])
    return different.map(lambda pair: (min(pair), max(pair)))


states = st.builds(
    DashboardState,
    date=st.none() | st.dates(),
    days=st.none() | st.integers(1, MAX_DAYS),
    since=st.none() | st.dates(),
    event=st.just("") | ids,
    place=st.just("") | ids,
    source=st.just("") | ids,
    cat=st.frozensets(st.sampled_from(EventCategory)),
    actor=st.frozensets(ids, max_size=4),
    role=st.sampled_from(Role),
    pair=st.none() | pairs_of(ids),
    where=st.frozensets(ids | st.builds("{}.{}".format, ids, ids), max_size=3),
    conf=st.sampled_from(Confidence),
    deaths=st.integers(0, MAX_COUNT),
    q=st.text(max_size=30).filter(str.isprintable),
    layers=st.none() | st.frozensets(layer_names),
    holders=st.frozensets(layer_names, max_size=3),
    compare=st.none() | st.dates(),
    story=st.just("") | st.builds("{}.{}".format, ids, st.integers(1, 99)),
    tab=st.sampled_from(TABS),
    sort=st.sampled_from(SORTS),
    form=st.sampled_from(FORMS),
    measure=st.sampled_from(MEASURES),
    split=st.sampled_from(SPLITS),
    lang=st.sampled_from(LANGUAGES),
    proposals=st.booleans(),
    brief=st.booleans(),
    view=st.none() | views,
    v=st.sampled_from(["", "1.0.0"]),
)
