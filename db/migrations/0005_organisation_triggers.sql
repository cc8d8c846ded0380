-- Similar names of organisations, by groups of three letters; rowid = endorsement.
CREATE VIRTUAL TABLE `organisation_search` USING fts5(key, content='', tokenize='trigram');
--> statement-breakpoint
-- A name that leaves is wiped, as in register_search.
INSERT INTO organisation_search (organisation_search, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `organisation_search_after_insert` AFTER INSERT ON `organisation_names` WHEN new.key IS NOT NULL BEGIN
  INSERT INTO organisation_search (rowid, key) VALUES (new.endorsement_id, new.key);
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_search_after_update` AFTER UPDATE OF `key` ON `organisation_names` BEGIN
  INSERT INTO organisation_search (organisation_search, rowid, key) SELECT 'delete', old.endorsement_id, old.key WHERE old.key IS NOT NULL;
  INSERT INTO organisation_search (rowid, key) SELECT new.endorsement_id, new.key WHERE new.key IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_search_after_delete` AFTER DELETE ON `organisation_names` WHEN old.key IS NOT NULL BEGIN
  INSERT INTO organisation_search (organisation_search, rowid, key) VALUES ('delete', old.endorsement_id, old.key);
END;
--> statement-breakpoint
-- What follows from an organisation, whoever writes its row: its type for the register, the address
-- of its logo, the key of its name, and a look at its evidence.
CREATE TRIGGER `organisation_after_insert` AFTER INSERT ON `organisations` BEGIN
  UPDATE endorsements SET organisation_type = new.type WHERE id = new.endorsement_id;
  UPDATE organisations SET logo_key = lower(hex(randomblob(8))) WHERE endorsement_id = new.endorsement_id AND logo IS NOT NULL;
  INSERT INTO organisation_names (endorsement_id) VALUES (new.endorsement_id) ON CONFLICT (endorsement_id) DO UPDATE SET key = NULL;
  INSERT INTO evidence_requests (endorsement_id, asked_by, asked_at, due_at)
    SELECT id, 'site', confirmed_at, 0 FROM endorsements WHERE id = new.endorsement_id AND source = 'site'
    ON CONFLICT (endorsement_id) WHERE done_at IS NULL DO UPDATE SET due_at = 0, attempts = 0, revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_type_after_update` AFTER UPDATE OF `type` ON `organisations` WHEN new.type <> old.type BEGIN
  UPDATE endorsements SET organisation_type = new.type WHERE id = new.endorsement_id;
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_logo_after_update` AFTER UPDATE OF `logo` ON `organisations` BEGIN
  UPDATE organisations SET logo_key = CASE WHEN logo IS NULL THEN NULL ELSE lower(hex(randomblob(8))) END WHERE endorsement_id = new.endorsement_id;
END;
--> statement-breakpoint
-- Evidence about another website or another contact is none.
CREATE TRIGGER `evidence_after_website` AFTER UPDATE OF `website` ON `organisations` WHEN new.website <> old.website BEGIN
  DELETE FROM evidence WHERE endorsement_id = new.endorsement_id AND kind <> 'ror';
  INSERT INTO evidence_requests (endorsement_id, asked_by, asked_at, due_at)
    SELECT id, 'site', confirmed_at, 0 FROM endorsements WHERE id = new.endorsement_id AND source = 'site'
    ON CONFLICT (endorsement_id) WHERE done_at IS NULL DO UPDATE SET due_at = 0, attempts = 0, revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_after_contact` AFTER UPDATE OF `email` ON `endorsements`
WHEN new.kind = 'organisation' AND new.email IS NOT NULL AND new.email IS NOT old.email BEGIN
  DELETE FROM evidence WHERE endorsement_id = new.id AND kind IN ('address', 'mail');
  INSERT INTO evidence_requests (endorsement_id, asked_by, asked_at, due_at)
    SELECT id, 'site', confirmed_at, 0 FROM endorsements WHERE id = new.id AND source = 'site'
    ON CONFLICT (endorsement_id) WHERE done_at IS NULL DO UPDATE SET due_at = 0, attempts = 0, revision = revision + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_name_after_update` AFTER UPDATE OF `name` ON `endorsements`
WHEN new.kind = 'organisation' AND new.name <> old.name BEGIN
  UPDATE organisation_names SET key = NULL WHERE endorsement_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_after_delete` AFTER DELETE ON `organisations` BEGIN
  DELETE FROM organisation_names WHERE endorsement_id = old.endorsement_id;
  DELETE FROM evidence WHERE endorsement_id = old.endorsement_id;
  DELETE FROM evidence_requests WHERE endorsement_id = old.endorsement_id;
  DELETE FROM organisation_edits WHERE endorsement_id = old.endorsement_id;
  DELETE FROM handovers WHERE endorsement_id = old.endorsement_id;
  UPDATE endorsements SET organisation_type = NULL WHERE id = old.endorsement_id;
END;
--> statement-breakpoint
-- The name search knows the type of an organisation.
DROP TRIGGER `search_after_insert`;
--> statement-breakpoint
DROP TRIGGER `search_after_update`;
--> statement-breakpoint
DROP TRIGGER `search_after_delete`;
--> statement-breakpoint
CREATE TRIGGER `search_after_insert` AFTER INSERT ON `endorsements`
WHEN new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0 BEGIN
  INSERT INTO register_search (rowid, name, facets) VALUES (new.number, new.search_name,
    'country' || new.country || ' kind' || new.kind || coalesce(' type' || new.organisation_type, '') || CASE WHEN new.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN new.text_mask & 2 THEN ' textdeclaration' ELSE '' END);
END;
--> statement-breakpoint
CREATE TRIGGER `search_after_update` AFTER UPDATE OF `state`, `visibility`, `text_mask`, `number`, `search_name`, `country`, `kind`, `organisation_type` ON `endorsements` BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) SELECT 'delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || coalesce(' type' || old.organisation_type, '') || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0;
  INSERT INTO register_search (rowid, name, facets) SELECT new.number, new.search_name,
    'country' || new.country || ' kind' || new.kind || coalesce(' type' || new.organisation_type, '') || CASE WHEN new.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN new.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0;
END;
--> statement-breakpoint
CREATE TRIGGER `search_after_delete` AFTER DELETE ON `endorsements`
WHEN old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0 BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) VALUES ('delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || coalesce(' type' || old.organisation_type, '') || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END);
END;
--> statement-breakpoint
-- Those who are there already.
UPDATE endorsements SET organisation_type = (SELECT type FROM organisations WHERE endorsement_id = id) WHERE kind = 'organisation';
--> statement-breakpoint
UPDATE organisations SET logo_key = lower(hex(randomblob(8))) WHERE logo IS NOT NULL;
--> statement-breakpoint
INSERT INTO organisation_names (endorsement_id) SELECT endorsement_id FROM organisations;
--> statement-breakpoint
INSERT INTO evidence_requests (endorsement_id, asked_by, asked_at, due_at)
  SELECT id, 'site', confirmed_at, 0 FROM endorsements WHERE kind = 'organisation' AND source = 'site' AND state IN ('review', 'published');
