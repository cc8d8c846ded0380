-- The search table anew, filled from the register. One letter has an index too: "m a" is two prefixes
-- that would each be put together from every name with that letter. And marks belong to words: the
-- vowel signs of Devanagari, Bengali, Tamil, Khmer, … were taken for gaps, and राम found रोम.
DROP TABLE `register_search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `register_search` USING fts5(name, facets, content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
--> statement-breakpoint
INSERT INTO `register_search` (rowid, name, facets) SELECT number, search_name,
    'country' || country || ' kind' || kind || CASE WHEN text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN text_mask & 2 THEN ' textdeclaration' ELSE '' END
  FROM endorsements WHERE state = 'published' AND visibility = 'public' AND text_mask > 0 ORDER BY number;
--> statement-breakpoint
-- Of two triggers on one event SQLite fires the younger first: the new words went in before the old
-- row was taken out, and who changed a signature was not found again. In one body the order is kept.
DROP TRIGGER `search_leave_by_update`;
--> statement-breakpoint
DROP TRIGGER `search_enter_by_update`;
--> statement-breakpoint
CREATE TRIGGER `search_by_update` AFTER UPDATE OF `state`, `visibility`, `text_mask`, `number`, `search_name`, `country` ON `endorsements`
WHEN (old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0)
  OR (new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0) BEGIN
  DELETE FROM register_search WHERE rowid = old.number
    AND old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0;
  INSERT INTO register_search (rowid, name, facets) SELECT new.number, new.search_name,
    'country' || new.country || ' kind' || new.kind || CASE WHEN new.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN new.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0;
END;
