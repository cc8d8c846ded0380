-- A name enters the name search at the end of its commit, with all others of that commit (src/server/database/at-the-end.ts):
-- FTS5 writes what it has gathered at every statement that may have to be taken back, which for one name
-- at a time costs more than everything else that a confirmation does.
CREATE TABLE `search_waiting` (`number` integer PRIMARY KEY);
--> statement-breakpoint
-- What enters it, in its words.
CREATE VIEW `search_entries` AS SELECT e.number, e.search_name AS name,
    'country' || e.country || ' kind' || e.kind || coalesce(' type' || e.organisation_type, '') || CASE WHEN e.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN e.text_mask & 2 THEN ' textdeclaration' ELSE '' END AS facets
  FROM endorsements e WHERE e.state = 'published' AND e.visibility = 'public' AND e.text_mask > 0;
--> statement-breakpoint
DROP TRIGGER `search_after_insert`;
--> statement-breakpoint
DROP TRIGGER `search_after_update`;
--> statement-breakpoint
DROP TRIGGER `search_after_delete`;
--> statement-breakpoint
CREATE TRIGGER `search_after_insert` AFTER INSERT ON `endorsements` WHEN new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0 BEGIN
  INSERT INTO search_waiting (number) VALUES (new.number) ON CONFLICT (number) DO NOTHING;
END;
--> statement-breakpoint
-- In one body: of two triggers on one event SQLite fires the younger first. Who waits is not in the search yet.
CREATE TRIGGER `search_after_update` AFTER UPDATE OF `state`, `visibility`, `text_mask`, `number`, `search_name`, `country`, `kind`, `organisation_type` ON `endorsements`
WHEN (old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0) OR (new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0) BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) SELECT 'delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || coalesce(' type' || old.organisation_type, '') || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0
      AND NOT EXISTS (SELECT 1 FROM search_waiting WHERE number = old.number);
  DELETE FROM search_waiting WHERE number = old.number;
  INSERT INTO search_waiting (number) SELECT new.number WHERE new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0;
END;
--> statement-breakpoint
CREATE TRIGGER `search_after_delete` AFTER DELETE ON `endorsements` WHEN old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0 BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) SELECT 'delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || coalesce(' type' || old.organisation_type, '') || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE NOT EXISTS (SELECT 1 FROM search_waiting WHERE number = old.number);
  DELETE FROM search_waiting WHERE number = old.number;
END;
