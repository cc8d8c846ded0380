-- Which texts an endorser stands behind, as bits (1 convention, 2 declaration).
CREATE TRIGGER `text_mask_after_insert` AFTER INSERT ON `endorsement_texts` WHEN new.withdrawn_at IS NULL BEGIN
  UPDATE endorsements SET text_mask = text_mask | CASE new.text WHEN 'convention' THEN 1 ELSE 2 END
    WHERE id = new.endorsement_id;
END;
--> statement-breakpoint
CREATE TRIGGER `text_mask_after_update` AFTER UPDATE OF `withdrawn_at` ON `endorsement_texts` BEGIN
  UPDATE endorsements SET text_mask = CASE WHEN new.withdrawn_at IS NULL
      THEN text_mask | CASE new.text WHEN 'convention' THEN 1 ELSE 2 END
      ELSE text_mask & ~(CASE new.text WHEN 'convention' THEN 1 ELSE 2 END) END
    WHERE id = new.endorsement_id;
END;
--> statement-breakpoint
CREATE TRIGGER `text_mask_after_delete` AFTER DELETE ON `endorsement_texts` BEGIN
  UPDATE endorsements SET text_mask = text_mask & ~(CASE old.text WHEN 'convention' THEN 1 ELSE 2 END)
    WHERE id = old.endorsement_id;
END;
--> statement-breakpoint
-- The tally: an endorser counts while published or anonymised and behind at least one text.
CREATE TRIGGER `tally_enter_by_insert` AFTER INSERT ON `endorsements`
WHEN new.state IN ('published', 'anonymised') AND new.text_mask > 0 BEGIN
  INSERT INTO tally (text, kind, country, count) VALUES ('any', new.kind, new.country, 1)
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally (text, kind, country, count) SELECT 'convention', new.kind, new.country, 1 WHERE new.text_mask & 1
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally (text, kind, country, count) SELECT 'declaration', new.kind, new.country, 1 WHERE new.text_mask & 2
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally_days (day, kind, count) VALUES (date(coalesce(new.published_at, new.confirmed_at) / 1000, 'unixepoch'), new.kind, 1)
    ON CONFLICT (day, kind) DO UPDATE SET count = count + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_leave_by_update` AFTER UPDATE OF `state`, `kind`, `country`, `text_mask`, `published_at` ON `endorsements`
WHEN old.state IN ('published', 'anonymised') AND old.text_mask > 0 BEGIN
  UPDATE tally SET count = count - 1 WHERE kind = old.kind AND country = old.country
    AND (text = 'any' OR (text = 'convention' AND old.text_mask & 1) OR (text = 'declaration' AND old.text_mask & 2));
  UPDATE tally_days SET count = count - 1
    WHERE day = date(coalesce(old.published_at, old.confirmed_at) / 1000, 'unixepoch') AND kind = old.kind;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_enter_by_update` AFTER UPDATE OF `state`, `kind`, `country`, `text_mask`, `published_at` ON `endorsements`
WHEN new.state IN ('published', 'anonymised') AND new.text_mask > 0 BEGIN
  INSERT INTO tally (text, kind, country, count) VALUES ('any', new.kind, new.country, 1)
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally (text, kind, country, count) SELECT 'convention', new.kind, new.country, 1 WHERE new.text_mask & 1
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally (text, kind, country, count) SELECT 'declaration', new.kind, new.country, 1 WHERE new.text_mask & 2
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally_days (day, kind, count) VALUES (date(coalesce(new.published_at, new.confirmed_at) / 1000, 'unixepoch'), new.kind, 1)
    ON CONFLICT (day, kind) DO UPDATE SET count = count + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_leave_by_delete` AFTER DELETE ON `endorsements`
WHEN old.state IN ('published', 'anonymised') AND old.text_mask > 0 BEGIN
  UPDATE tally SET count = count - 1 WHERE kind = old.kind AND country = old.country
    AND (text = 'any' OR (text = 'convention' AND old.text_mask & 1) OR (text = 'declaration' AND old.text_mask & 2));
  UPDATE tally_days SET count = count - 1
    WHERE day = date(coalesce(old.published_at, old.confirmed_at) / 1000, 'unixepoch') AND kind = old.kind;
END;
--> statement-breakpoint
-- Name search over what is listed. Rowid = signatory number, so that the newest come first and a
-- page goes on from a number; facets are words, so that "maria in PT" is one intersection. One letter
-- has an index too: "m a" is two prefixes. Marks belong to words: the vowel signs of Devanagari,
-- Bengali, Tamil, Khmer, … are no gaps.
CREATE VIRTUAL TABLE `register_search` USING fts5(name, facets, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
--> statement-breakpoint
-- A name that leaves the search is wiped from its index: contentless_delete would only mark it as
-- gone and keep its words until segments merge, and erased names would stay in the file.
INSERT INTO register_search (register_search, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `search_after_insert` AFTER INSERT ON `endorsements`
WHEN new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0 BEGIN
  INSERT INTO register_search (rowid, name, facets) VALUES (new.number, new.search_name,
    'country' || new.country || ' kind' || new.kind || CASE WHEN new.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN new.text_mask & 2 THEN ' textdeclaration' ELSE '' END);
END;
--> statement-breakpoint
-- In one body: of two triggers on one event SQLite fires the younger first.
CREATE TRIGGER `search_after_update` AFTER UPDATE OF `state`, `visibility`, `text_mask`, `number`, `search_name`, `country`, `kind` ON `endorsements` BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) SELECT 'delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0;
  INSERT INTO register_search (rowid, name, facets) SELECT new.number, new.search_name,
    'country' || new.country || ' kind' || new.kind || CASE WHEN new.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN new.text_mask & 2 THEN ' textdeclaration' ELSE '' END
    WHERE new.state = 'published' AND new.visibility = 'public' AND new.text_mask > 0;
END;
--> statement-breakpoint
CREATE TRIGGER `search_after_delete` AFTER DELETE ON `endorsements`
WHEN old.state = 'published' AND old.visibility = 'public' AND old.text_mask > 0 BEGIN
  INSERT INTO register_search (register_search, rowid, name, facets) VALUES ('delete', old.number, old.search_name,
    'country' || old.country || ' kind' || old.kind || CASE WHEN old.text_mask & 1 THEN ' textconvention' ELSE '' END || CASE WHEN old.text_mask & 2 THEN ' textdeclaration' ELSE '' END);
END;
--> statement-breakpoint
-- Proof is not rewritten.
CREATE TRIGGER `wordings_stay` BEFORE UPDATE ON `wordings` BEGIN SELECT raise(ABORT, 'wordings are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `wordings_are_kept` BEFORE DELETE ON `wordings` BEGIN SELECT raise(ABORT, 'wordings are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_stay` BEFORE UPDATE ON `decisions` BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_are_kept` BEFORE DELETE ON `decisions` BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `numbers_stay` BEFORE UPDATE OF `number` ON `endorsements`
WHEN old.number IS NOT NULL AND new.number IS NOT old.number BEGIN SELECT raise(ABORT, 'a signatory number is stable once given'); END;
--> statement-breakpoint
-- The version of the register grows with every change that the public can see.
INSERT INTO `versions` (`name`, `value`) VALUES ('register', 1);
--> statement-breakpoint
CREATE TRIGGER `version_after_insert` AFTER INSERT ON `endorsements` WHEN new.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_update` AFTER UPDATE OF `state`, `name`, `country`, `affiliation`, `role`, `visibility`, `text_mask` ON `endorsements`
WHEN old.state IN ('published', 'anonymised') OR new.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_delete` AFTER DELETE ON `endorsements` WHEN old.state IN ('published', 'anonymised') BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_organisation` AFTER UPDATE ON `organisations` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_setting_insert` AFTER INSERT ON `settings` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_setting_update` AFTER UPDATE ON `settings` BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
