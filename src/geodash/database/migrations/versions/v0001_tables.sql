-- The record as tables: types, keys and enumerations of the data dictionary, geometry of PostGIS. Comments on
-- columns are those of the record that is loaded.
-- Once released this file never changes; what comes later is a version of its own.

DO $$
BEGIN
    -- Roles are of the whole server: another record may have made them.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'geodash_reader') THEN
        CREATE ROLE geodash_reader NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'geodash_editor') THEN
        CREATE ROLE geodash_editor NOLOGIN IN ROLE geodash_reader;
    END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE DOMAIN geodash.id AS text COLLATE "C" CHECK (VALUE ~ '^[a-z0-9][a-z0-9-]*$');
COMMENT ON DOMAIN geodash.id IS 'Identifier of a record: small letters, digits and hyphens.';
CREATE DOMAIN geodash.words AS text CHECK (VALUE <> '');
COMMENT ON DOMAIN geodash.words IS 'A text; where there is none the cell is null.';
CREATE TYPE geodash.place_kind AS ENUM ('capital', 'province_capital', 'territory_capital', 'city', 'town', 'village', 'border_crossing', 'airport', 'hill', 'mine', 'camp', 'institution', 'prison');
CREATE TYPE geodash.actor_kind AS ENUM ('state', 'armed_group', 'armed_forces', 'intergovernmental', 'company', 'person', 'militia_coalition', 'peacekeeping', 'civil');
CREATE TYPE geodash.source_kind AS ENUM ('official', 'un', 'wire', 'newspaper', 'broadcaster', 'ngo', 'think_tank', 'encyclopedia', 'party', 'aggregator', 'digest', 'unread', 'other');
CREATE TYPE geodash.date_precision AS ENUM ('day', 'approx', 'month');
CREATE TYPE geodash.confidence AS ENUM ('low', 'medium', 'high');
CREATE TYPE geodash.event_category AS ENUM ('battle', 'explosion', 'violence_against_civilians', 'deployment', 'diplomacy', 'sanctions', 'aid', 'peace_process', 'legal', 'political', 'humanitarian');
CREATE TYPE geodash.relation_status AS ENUM ('normal', 'strained', 'downgraded', 'aid_suspended', 'sanctions', 'severed', 'restored');
CREATE TYPE geodash.claim_verdict AS ENUM ('confirmed', 'refined', 'corrected', 'unsupported');
CREATE TYPE geodash.change_kind AS ENUM ('added', 'changed', 'removed');

CREATE TABLE geodash.places (
    "id" geodash.id PRIMARY KEY,
    "name" geodash.words NOT NULL,
    "name_fr" geodash.words NOT NULL,
    "name_en" geodash.words NOT NULL,
    "aliases" text[] CHECK (cardinality("aliases") > 0),
    "kind" geodash.place_kind NOT NULL,
    "country" geodash.words NOT NULL CHECK ("country" ~ '^[A-Z]{3}$'),
    "admin1" geodash.words,
    "admin2" geodash.words,
    "lat" numeric CHECK ("lat" BETWEEN -90 AND 90),
    "lon" numeric CHECK ("lon" BETWEEN -180 AND 180),
    "uncertainty_m" integer CHECK ("uncertainty_m" >= 1),
    "coord_source" geodash.words,
    "second_source" geodash.words,
    "second_distance_m" integer CHECK ("second_distance_m" >= 0),
    "geonames_id" geodash.words CHECK ("geonames_id" ~ '^\d+$'),
    "note_en" geodash.words,
    "note_fr" geodash.words,
    "geom" public.geometry(Point, 4326),
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    CHECK (("lat" IS NULL) = ("lon" IS NULL))
);
COMMENT ON COLUMN geodash.places."geom" IS 'The point of lat and lon. Moving it changes them, and changing them moves it.';

CREATE TABLE geodash.actors (
    "id" geodash.id PRIMARY KEY,
    "name_en" geodash.words NOT NULL,
    "name_fr" geodash.words NOT NULL,
    "short_en" geodash.words NOT NULL,
    "short_fr" geodash.words NOT NULL,
    "kind" geodash.actor_kind NOT NULL,
    "parent" geodash.id,
    "seat_place_id" geodash.id,
    "aliases" text[] CHECK (cardinality("aliases") > 0),
    "note_en" geodash.words,
    "note_fr" geodash.words,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer
);

CREATE TABLE geodash.sources (
    "id" geodash.id PRIMARY KEY,
    "title" geodash.words NOT NULL,
    "publisher" geodash.words NOT NULL,
    "published" geodash.words CHECK ("published" ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
    "url" geodash.words NOT NULL CHECK ("url" ~ '^https?://\S+$'),
    "language" geodash.words NOT NULL CHECK ("language" ~ '^[a-z]{2}$'),
    "kind" geodash.source_kind NOT NULL,
    "note_en" geodash.words,
    "note_fr" geodash.words,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer
);

CREATE TABLE geodash.control (
    "id" geodash.id PRIMARY KEY,
    "place_id" geodash.id NOT NULL,
    "valid_from" date NOT NULL,
    "date_precision" geodash.date_precision NOT NULL,
    "controller" geodash.id NOT NULL,
    "previous" geodash.id NOT NULL,
    "taken_from" geodash.id,
    "confidence" geodash.confidence NOT NULL,
    "is_status_report" boolean NOT NULL,
    "disputed_note_en" geodash.words,
    "disputed_note_fr" geodash.words,
    "source_ids" text[] NOT NULL CHECK (cardinality("source_ids") > 0),
    "summary_en" geodash.words NOT NULL,
    "summary_fr" geodash.words NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    CONSTRAINT control_overlap EXCLUDE USING gist
        ("place_id" WITH =, daterange("valid_from", "valid_from", '[]') WITH &&) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE geodash.events (
    "id" geodash.id PRIMARY KEY,
    "date" date NOT NULL,
    "date_end" date,
    "date_precision" geodash.date_precision NOT NULL,
    "category" geodash.event_category NOT NULL,
    "action" geodash.words NOT NULL CHECK ("action" ~ '^[a-z]+(_[a-z]+)*$'),
    "cameo" geodash.words CHECK ("cameo" ~ '^\d{2,4}$'),
    "plover" geodash.words CHECK ("plover" ~ '^[A-Z]+(/[a-z-]+)?$'),
    "actors_from" text[] CHECK (cardinality("actors_from") > 0),
    "actors_to" text[] CHECK (cardinality("actors_to") > 0),
    "place_id" geodash.id,
    "place_note_en" geodash.words,
    "place_note_fr" geodash.words,
    "target_place_id" geodash.id,
    "fatalities_low" integer CHECK ("fatalities_low" >= 0),
    "fatalities_high" integer CHECK ("fatalities_high" >= 0),
    "confidence" geodash.confidence NOT NULL,
    "disputed_note_en" geodash.words,
    "disputed_note_fr" geodash.words,
    "part_of" geodash.id,
    "source_ids" text[] NOT NULL CHECK (cardinality("source_ids") > 0),
    "title_en" geodash.words NOT NULL,
    "title_fr" geodash.words NOT NULL,
    "summary_en" geodash.words NOT NULL,
    "summary_fr" geodash.words NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    CHECK ("date_end" >= "date"),
    CHECK ("fatalities_high" >= "fatalities_low")
);

CREATE TABLE geodash.relations (
    "id" geodash.id PRIMARY KEY,
    "actor_a" geodash.id NOT NULL,
    "actor_b" geodash.id NOT NULL,
    "status" geodash.relation_status NOT NULL,
    "valid_from" date NOT NULL,
    "event_id" geodash.id NOT NULL,
    "summary_en" geodash.words NOT NULL,
    "summary_fr" geodash.words NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    CONSTRAINT relations_overlap EXCLUDE USING gist
        ("actor_a" WITH =, "actor_b" WITH =, daterange("valid_from", "valid_from", '[]') WITH &&)
        DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE geodash.stories (
    "id" geodash.id PRIMARY KEY,
    "story_id" geodash.id NOT NULL,
    "step" integer NOT NULL CHECK ("step" >= 1),
    "title_en" geodash.words NOT NULL,
    "title_fr" geodash.words NOT NULL,
    "date" date NOT NULL,
    "place_id" geodash.id NOT NULL,
    "zoom" integer NOT NULL CHECK ("zoom" BETWEEN 1 AND 18),
    "event_id" geodash.id NOT NULL,
    "text_en" geodash.words NOT NULL,
    "text_fr" geodash.words NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    UNIQUE ("story_id", "step") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE geodash.claims (
    "id" geodash.id PRIMARY KEY,
    "n" integer NOT NULL CHECK ("n" >= 1),
    "claim_en" geodash.words NOT NULL,
    "claim_fr" geodash.words NOT NULL,
    "verdict" geodash.claim_verdict NOT NULL,
    "step_ids" text[] NOT NULL CHECK (cardinality("step_ids") > 0),
    "event_ids" text[] NOT NULL CHECK (cardinality("event_ids") > 0),
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    UNIQUE ("n") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE geodash.corrections (
    "id" geodash.id PRIMARY KEY,
    "claim_ids" text[] CHECK (cardinality("claim_ids") > 0),
    "event_ids" text[] NOT NULL CHECK (cardinality("event_ids") > 0),
    "text_en" geodash.words NOT NULL,
    "text_fr" geodash.words NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer
);

CREATE TABLE geodash.changes (
    "line" bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "version" geodash.words NOT NULL,
    "table" geodash.words NOT NULL,
    "record_id" geodash.id NOT NULL,
    "change" geodash.change_kind NOT NULL,
    "field" geodash.words,
    "old" geodash.words,
    "new" geodash.words,
    UNIQUE NULLS NOT DISTINCT ("version", "table", "record_id", "field")
        DEFERRABLE INITIALLY DEFERRED
);

ALTER TABLE geodash.actors ADD FOREIGN KEY ("parent") REFERENCES geodash.actors DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.actors ADD FOREIGN KEY ("seat_place_id") REFERENCES geodash.places DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.control ADD FOREIGN KEY ("place_id") REFERENCES geodash.places DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.control ADD FOREIGN KEY ("taken_from") REFERENCES geodash.actors DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.events ADD FOREIGN KEY ("place_id") REFERENCES geodash.places DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.events ADD FOREIGN KEY ("target_place_id") REFERENCES geodash.places DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.events ADD FOREIGN KEY ("part_of") REFERENCES geodash.events DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.relations ADD FOREIGN KEY ("actor_a") REFERENCES geodash.actors DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.relations ADD FOREIGN KEY ("actor_b") REFERENCES geodash.actors DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.relations ADD FOREIGN KEY ("event_id") REFERENCES geodash.events DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.stories ADD FOREIGN KEY ("place_id") REFERENCES geodash.places DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE geodash.stories ADD FOREIGN KEY ("event_id") REFERENCES geodash.events DEFERRABLE INITIALLY DEFERRED;

-- What is no table of records: the descriptor, layers of the map, and the texts that lie beside them.

CREATE TABLE geodash.package (
    "one" boolean PRIMARY KEY DEFAULT true CHECK ("one"),
    "descriptor" text NOT NULL CHECK (json_typeof("descriptor"::json) = 'object')
);
COMMENT ON TABLE geodash.package IS 'datapackage.json of the record; sizes and hashes are worked out when it is read.';

CREATE TABLE geodash.layers (
    "path" text COLLATE "C" PRIMARY KEY,
    "head" text NOT NULL
);
COMMENT ON TABLE geodash.layers IS 'GeoJSON layers of the map: what each file says before its features.';

CREATE TABLE geodash.layer_features (
    "path" text COLLATE "C" NOT NULL REFERENCES geodash.layers ON DELETE CASCADE,
    "n" integer NOT NULL,
    "properties" json NOT NULL,
    "geom" public.geometry(Geometry, 4326) NOT NULL,
    "row_version" integer NOT NULL DEFAULT 1,
    "based_on" integer,
    PRIMARY KEY ("path", "n")
);
COMMENT ON TABLE geodash.layer_features IS 'Features of the layers, in the order of their files.';
CREATE INDEX ON geodash.layer_features USING gist ("geom");
CREATE INDEX ON geodash.places USING gist ("geom");

CREATE TABLE geodash.files (
    "path" text COLLATE "C" PRIMARY KEY,
    "content" bytea NOT NULL
);
COMMENT ON TABLE geodash.files IS 'Licences and notes, kept as they are.';

CREATE FUNCTION geodash.keep_point() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.geom IS DISTINCT FROM OLD.geom
        AND NEW.lat IS NOT DISTINCT FROM OLD.lat AND NEW.lon IS NOT DISTINCT FROM OLD.lon
        OR TG_OP = 'INSERT' AND NEW.lat IS NULL AND NEW.lon IS NULL
    THEN
        NEW.lat := trim_scale(round(ST_Y(NEW.geom)::numeric, 5));
        NEW.lon := trim_scale(round(ST_X(NEW.geom)::numeric, 5));
    END IF;
    NEW.geom := ST_SetSRID(ST_MakePoint(NEW.lon::double precision, NEW.lat::double precision), 4326);
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_point BEFORE INSERT OR UPDATE ON geodash.places
    FOR EACH ROW EXECUTE FUNCTION geodash.keep_point();

CREATE FUNCTION geodash.refuse_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- An editor's form sends in based_on which version of the row it has shown.
    IF TG_OP = 'INSERT' THEN
        NEW.row_version := 1;
    ELSIF NEW.based_on <> OLD.row_version THEN
        RAISE EXCEPTION 'somebody else has changed this record since you opened it'
            USING ERRCODE = 'serialization_failure', TABLE = TG_TABLE_NAME,
                HINT = 'Your change was not saved, and theirs is kept. Load the record again and repeat yours.';
    ELSE
        NEW.row_version := OLD.row_version + 1;
    END IF;
    NEW.based_on := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.places
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.actors
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.sources
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.control
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.events
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.relations
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.stories
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.claims
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.corrections
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();
CREATE TRIGGER refuse_conflict BEFORE INSERT OR UPDATE ON geodash.layer_features
    FOR EACH ROW EXECUTE FUNCTION geodash.refuse_conflict();

GRANT USAGE ON SCHEMA geodash TO geodash_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA geodash TO geodash_reader;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA geodash TO geodash_editor;
REVOKE INSERT, UPDATE, DELETE ON geodash.alembic_version FROM geodash_editor;
