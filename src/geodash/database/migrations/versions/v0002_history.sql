-- Every change is kept: who, when, why, and each row as it became. Commits are told to whoever listens.

CREATE SCHEMA geodash_history;
COMMENT ON SCHEMA geodash_history IS 'Every version of every row, written by triggers alone.';

CREATE TABLE geodash_history.edits (
    "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "at" timestamptz NOT NULL DEFAULT transaction_timestamp(),
    "transaction" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "who" text NOT NULL,
    "why" text,
    -- A copy of the database on another server counts its transactions anew.
    UNIQUE ("at", "transaction")
);
COMMENT ON TABLE geodash_history.edits IS 'One line for each transaction that changed the record.';
COMMENT ON COLUMN geodash_history.edits."who" IS 'Role that was logged in.';
COMMENT ON COLUMN geodash_history.edits."why" IS 'What the setting geodash.reason said.';
CREATE SEQUENCE geodash_history.versions;

CREATE FUNCTION geodash_history.edit() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this bigint;
BEGIN
    SELECT "id" INTO this FROM geodash_history.edits
    WHERE "at" = transaction_timestamp() AND "transaction" = pg_current_xact_id();
    IF NOT FOUND THEN
        INSERT INTO geodash_history.edits ("who", "why")
        VALUES (session_user, nullif(current_setting('geodash.reason', true), ''))
        RETURNING "id" INTO this;
        NOTIFY geodash;
    END IF;
    RETURN this;
END
$$;
REVOKE EXECUTE ON FUNCTION geodash_history.edit() FROM PUBLIC;

CREATE FUNCTION geodash_history.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this bigint := geodash_history.edit();
BEGIN
    -- Columns of the history come in the order of those of the table, behind its own three.
    EXECUTE format(
        'INSERT INTO geodash_history.%1$I SELECT nextval(''geodash_history.versions''), $1, $2, ($3).*', TG_TABLE_NAME
    ) USING this, TG_OP, CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    RETURN NULL;
END
$$;

CREATE TABLE geodash_history.places (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.places
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.places
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.places
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.places AS now;

CREATE TABLE geodash_history.actors (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.actors
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.actors
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.actors
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.actors AS now;

CREATE TABLE geodash_history.sources (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.sources
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.sources
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.sources
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.sources AS now;

CREATE TABLE geodash_history.control (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.control
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.control
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.control
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.control AS now;

CREATE TABLE geodash_history.events (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.events
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.events
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.events
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.events AS now;

CREATE TABLE geodash_history.relations (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.relations
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.relations
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.relations
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.relations AS now;

CREATE TABLE geodash_history.stories (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.stories
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.stories
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.stories
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.stories AS now;

CREATE TABLE geodash_history.claims (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.claims
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.claims
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.claims
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.claims AS now;

CREATE TABLE geodash_history.corrections (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.corrections
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.corrections
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.corrections
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.corrections AS now;

CREATE TABLE geodash_history.changes (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.changes
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.changes
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.changes
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.changes AS now;

CREATE TABLE geodash_history.package (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.package
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.package
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.package
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.package AS now;

CREATE TABLE geodash_history.layers (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.layers
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.layers
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.layers
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.layers AS now;

CREATE TABLE geodash_history.layer_features (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.layer_features
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.layer_features
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.layer_features
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.layer_features AS now;

CREATE TABLE geodash_history.files (
    history_n bigint PRIMARY KEY, history_edit bigint NOT NULL REFERENCES geodash_history.edits,
    history_kind text NOT NULL, LIKE geodash.files
);
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON geodash.files
    FOR EACH ROW EXECUTE FUNCTION geodash_history.keep();
INSERT INTO geodash_history.files
SELECT nextval('geodash_history.versions'), geodash_history.edit(), 'INSERT', now.* FROM geodash.files AS now;

GRANT USAGE ON SCHEMA geodash_history TO geodash_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA geodash_history TO geodash_reader;
-- Who changed what, and why, is for editors.
REVOKE ALL ON geodash_history.edits FROM geodash_reader;
GRANT SELECT ("id", "at") ON geodash_history.edits TO geodash_reader;
GRANT SELECT ON geodash_history.edits TO geodash_editor;
