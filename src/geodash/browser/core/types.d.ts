// What the modules hand each other: the scene as Python writes it and as it is held here, and the state that moves.
// A test checks these against the scene and the settled state that Python really writes.

import type { RowsById, Titles } from "./eventtable.js";
import type { Pieces } from "./pieces.js";

declare global {
  interface Window {
    geodashScenes?: Map<string, Promise<Scene>>; // of the page, by address
    geodash?: MapApi; // of a map's frame
  }
}

export type Lang = "en" | "fr";
export type Theme = "light" | "dark";
export type Texts = Record<Lang, string>;
/** A day, counted from 1970-01-01. */
export type Day = number;
/** Position of a record in its table; -1 stands for none. */
export type Row = number;
/** How exactly a day is known, as a position in PRECISIONS. */
export type Precision = number;
/** Confidence as a number: 0 low, 1 medium, 2 high. */
export type Confidence = number;
/** Bits of the events that a filter keeps, lowest first; null keeps all. */
export type Mask = Uint8Array | null;
/** Where a map looks. */
export type View = [lat: number, lon: number, zoom: number];
/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];
/** A line: its first point, then steps, in parts of a degree, longitude first. */
export type EncodedLine = number[];
/** Polygons of a geometry: of each the shell, then the holes. */
export type EncodedPolygons = EncodedLine[][];

/** The scene's own document, as scene/whole.py writes it. Names of other documents are relative to it. */
export interface SceneDocument {
  v: string;
  conflict: Conflict;
  look: MapLook;
  domain: [first: Day, last: Day];
  knownUntil: { control: Day; events: Day };
  thinFrom: Day | null; // from here on events are thin
  params: Param[];
  synonyms: { names: string[]; param: string; role: string }[]; // of parameters, that a link may have in their place
  layers: { id: string; on: boolean }[];
  palette: Record<Theme, Palette>;
  controllers: Controller[];
  places: PlaceColumns;
  holdings: HoldingColumns;
  cells: [place: Row, cell: EncodedPolygons][];
  categories: string[];
  actors: ActorColumns;
  attribution: Texts;
  strings: Record<Lang, Record<string, string>>;
  base: string;
  documents: Record<DocumentName, string>;
  events: EventsDocument;
}

/** A scene before its events are read: with what gives the base map and the documents of the panels. */
export interface LooseScene extends Omit<SceneDocument, "base"> {
  address?: string;
  base: Promise<BaseMap> | BaseMap;
  areas?: Record<Lang, string[]> & { id: string[]; of: number[][] }; // of a page without a server, rows by place
  document: (name: DocumentName) => Promise<any>;
}

/** A scene with its events, and the lookups that the browser adds. */
export interface Scene extends Omit<LooseScene, "events" | "params"> {
  events: EventTable;
  pieces: Pieces;
  titles: Titles;
  params: Params;
  actorIndex: Map<string, Row>;
  placeIndex: Map<string, Row>;
  eventIndex: RowsById;
  holdingsOf: Map<Row, Row[]>;
  classes: string[]; // that the data have, in their order
  changeDays: Day[];
}

export type DocumentName =
  | "control"
  | "help"
  | "places"
  | "relations"
  | "search"
  | "sources"
  | "stories"
  | "trends";
export type Palette = Record<string, string>;

/** What an answer about a place rests on, as Python's vocabulary has it. */
export type Basis = "reported" | "implied" | "unknown" | "no_data";

/** A record of control: its day, how sure and how exact it is, and its position in its holding. */
export interface Evidence {
  day: Day;
  confidence: Confidence;
  precision: string;
  position: number;
}

/** A stretch of time in which one class held a place, `to` not included, null for no end. */
export interface Stretch {
  from: Day;
  to: Day | null;
  group: string;
  look?: "implied" | "carried";
}

/** Who holds a place on a day. */
export interface Status {
  holding: Row;
  controller: string;
  group: string;
  basis: Basis;
  strength: number;
  confidence?: Confidence;
  confirmed?: Day;
  evidence?: Evidence;
  age?: number;
  carried?: boolean;
}

/** A parameter of a link, as link/state.py describes it. */
export interface Param {
  name: string;
  kind:
    | "classes"
    | "count"
    | "date"
    | "days"
    | "flag"
    | "id"
    | "layers"
    | "pair"
    | "set"
    | "story"
    | "text"
    | "view"
    | "word";
  default: string;
  words?: string[];
  of?: string; // the table that an id is of
  by_browser?: true;
  of_a_day?: true;
  drawn?: true;
}

/** Parameters by name, and the names of those that the clock moves, that the map draws, that are of a day. */
export interface Params {
  of: Map<string, Param>;
  moved: string[];
  drawn: string[];
  ofADay: string[];
}

/** The parameters of a link that the browser changes, as values; null is none, or all days. */
export interface Moving {
  date: Day | null; // null before the server has said which
  days: number | null;
  since: Day | null; // where the window begins on a day, `days` follow it
  event: string | null;
  place: string | null;
  party: string | null; // id of an actor
  source: string | null;
  pair: string | null; // ids of two actors, "a,b"
  holders: string | null; // ids of the classes that the map draws, "a,b"
  compare: Day | null;
  story: string | null; // "story.step"
  tab: string;
  sort: string; // of the events in their list
  form: string; // of that list
  measure: "events" | "deaths";
  split: "category" | "party" | "set";
  proposals: boolean; // whether the places show them
}

/**
 * What the clock holds. `span` is the visible part of the time axis, `unsettled` says that the server lags behind,
 * `unanswered` that it was told long ago. `set` names the data sets on the page, nothing for the record alone.
 */
export interface ClockState extends Moving {
  mask: Mask;
  span: { from: Day; to: Day } | null;
  lang: Lang;
  theme: Theme;
  unsettled: boolean;
  unanswered: boolean;
  view: View | null;
  set: string;
}

/** A change that someone asks for: whatever it holds is checked before it is taken. */
export type Patch = Partial<Moving & Pick<ClockState, "mask">>;

/** What can be read of a patch, whoever sent it: for the clock, and for a map what it has of its own. */
export type Readable = Patch &
  Partial<Pick<ClockState, "lang" | "span" | "theme" | "view"> & { layers: Set<string>; tiles: string }>;

/** What the clock tells the server: its parameters as a link writes them. `rev` numbers the user's changes. */
export type Commit = { rev: number } & Record<keyof Moving, string>;

/** The settled state, as scene/settled.py writes it, without what is at its default. A `mask` that begins with "@" names a file. */
export interface Settled extends Partial<Commit> {
  rev: number;
  mask: string;
  tiles: string;
  layers: string;
  lang: string;
  view: string;
  set?: string; // where it is not the record alone
  cat: string; // as the legend says it; other filters are in the mask
}

/** What the clock tells a map. */
export type MapMessage = Patch & { span: ClockState["span"]; lang: Lang; theme: Theme; view?: View };

/** What a map's frame does for the page's clock and for the server. */
export interface MapApi {
  follow: (message: MapMessage) => void;
  settle: (settled: Settled) => void;
  getState: () => any;
  setState: (patch: unknown) => void;
  destroy: () => void;
}

/** What a map's frame tells the page, as the detail of the event "geodash:frame". */
export type FrameNews =
  | { type: "ready" }
  | { type: "change"; patch: Patch; view?: View }
  | { type: "view"; view: View };

export interface Conflict {
  title: Texts;
  short: Texts;
  home: string;
  region: Bounds;
  locator: Bounds;
  spanFrom: Day | null;
  startEvent: { id: string; row: Row; day: Day } | null;
  classes: Record<string, { name: Texts; holder: Texts; note: Texts }>;
  layers: MapLayer[];
}

/** A layer of the map; one of a data set beside the record has a credit of its own. */
export interface MapLayer {
  id: string;
  name: Texts;
  switch: boolean;
  on: boolean;
  credit?: Texts;
}

/** A side that may hold a place; `holder` is its name inside a sentence. */
export interface Controller {
  id: string;
  group: string;
  holder: Texts;
}

export interface PlaceColumns {
  id: string[];
  en: string[];
  fr: string[];
  kind: string[];
  country: string[];
  lat: (number | null)[];
  lon: (number | null)[];
  uncertainty: (number | null)[]; // metres
  rank: number[];
  tracked: (0 | 1)[];
  added?: (0 | 1)[]; // of a data set beside the record: no dot and no name of its own
}

/** Who held a place, `from` a day up to but without `to`; the records in it, in order, as lists of the same length. */
export interface HoldingColumns {
  place: Row[];
  from: Day[];
  to: (Day | null)[];
  controller: number[];
  records: Day[][];
  precision: Precision[][];
  confidence: Confidence[][];
  basis: number[];
  next: (0 | 1)[]; // whether the record that opens the place's next holding names this holder
  disputed: (0 | 1)[];
  earlier: (0 | 1)[]; // whether it began before the day that is known
}

export interface ActorColumns {
  id: string[];
  en: string[];
  fr: string[];
  seat: Row[];
  parent: (string | null)[];
}

export interface EventsDocument {
  count: number;
  columns: [name: keyof EventColumns, kind: ColumnKind][];
  span: number; // days that the longest event lasts beyond its first
  chunk: number; // titles to a document
  piece: number; // events to a piece
  pieces: { first: Day; block: string }[]; // in order of time: the first event's day, and the document
  parties: Row[][];
  arcSets: [from: Row, to: Row][][];
  sets: Record<"name" | "credit", Record<Lang, string>>[]; // the data sets that were added to the record
  titles: Record<Lang, string[]>;
}

export type ColumnKind = "i4" | "u2" | "i1";

/** Events by first day; `low` and `high` are deaths, `part` the event that this is a part of; -1 stands for none. */
export interface EventColumns {
  start: Int32Array;
  end: Int32Array;
  place: Int32Array;
  low: Int32Array;
  high: Int32Array;
  part: Int32Array;
  from: Int32Array;
  to: Int32Array;
  arcs: Int32Array;
  sources: Uint16Array;
  category: Int8Array;
  confidence: Int8Array;
  precision: Int8Array;
  disputed: Int8Array;
  tone: Int8Array;
  deed: Int8Array;
  origin?: Uint16Array; // number of the data set: 0 the record, then those of `sets`
}

export interface EventTable
  extends EventColumns, Pick<EventsDocument, "count" | "span" | "parties" | "arcSets" | "sets"> {
  id: string[];
  here: { from: Row; to: Row }; // the rows that have come; another object whenever more have
  recent?: { day: Day; days: number | null; mask: Mask; here: EventTable["here"]; rows: Int32Array }[]; // windows
}

/** Whatever holds the columns of events. */
export type HasEvents = Pick<Scene, "events">;

/** The ground of the map, layer by layer; features have properties `p` and coordinates `c`. */
export interface BaseMap {
  layers: {
    name: string;
    role: string;
    kind: "polygon" | "linestring" | "point";
    scale: number;
    features: { p: Record<string, string>; c: EncodedPolygons | EncodedLine[] }[];
    units?: number[]; // of territories: which one each feature stands for
    places?: number[]; // which of them each place lies in, -1 for none
  }[];
}

/** How the map is drawn, as look/whole.py says it. Colours are names of the palette. */
export interface MapLook {
  classes: ClassLook[];
  shapes: Record<string, Shape>;
  edges: { width: number; dash: number[] }[]; // by confidence
  fade: { fresh: number; faded: number; faintest: number };
  radii: number[]; // by rank
  town: Record<"halo" | "mixed" | "open" | "implied" | "core" | "thin_below" | "thinner", number> & {
    left: { size: number; line: number };
  };
  cells: { light: number; dark: number; outline_width: number; outline: number };
  ground: Stroke[];
  signs: Record<string, Sign>;
  tones: { pressure: string; none: string; cooperation: string };
  acts: { words: number[]; deeds: number[] };
  legend: { kind: string; ref: string; text: string; paper: boolean }[];
}

/** A look with its classes by id, in the colours of a theme: what drawing takes. */
export interface Style extends Omit<MapLook, "classes"> {
  classes: Record<string, ClassLook>;
  palette: Palette;
}

export interface ClassLook {
  id: string;
  shape: string;
  sign: string;
  strip: [top: number, height: number][];
  held: boolean;
  open: boolean;
  mixed: boolean;
}

export type Point = [x: number, y: number];

/** An outline in radii, y down. */
export interface Shape {
  circle?: number; // its radius
  polygon?: Point[];
  lines?: Point[][];
}

/** Paths of a sign in a square from -1 to 1. */
export interface Sign {
  fill?: string;
  stroke?: string;
}

/** One way of drawing a layer of the ground; what is usual is left out. */
export interface Stroke {
  layer: string;
  role: string;
  fill?: string;
  stroke?: string;
  width: [zoom: number, pixels: number][];
  dash?: number[];
  alpha?: number;
  from_zoom?: number;
  to_zoom?: number;
  where?: [property: string, value: string];
  unless?: [property: string, value: string];
  over?: boolean;
  switch?: string;
  shape?: string;
}
