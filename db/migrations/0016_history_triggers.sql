-- The key is the table: no row has an id besides, and what is read together lies together.
DROP TABLE `tally_history`;
--> statement-breakpoint
CREATE TABLE `tally_history` (
	`country` text NOT NULL,
	`start` integer NOT NULL,
	`kind` text NOT NULL,
	`text_mask` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`country`, `start`, `kind`, `text_mask`),
	CONSTRAINT "tally_history_not_negative" CHECK(count >= 0)
) WITHOUT ROWID;
--> statement-breakpoint
-- The history takes the place of the days, which knew neither texts nor countries.
DROP TRIGGER `tally_enter_by_insert`;
--> statement-breakpoint
DROP TRIGGER `tally_leave_by_update`;
--> statement-breakpoint
DROP TRIGGER `tally_enter_by_update`;
--> statement-breakpoint
DROP TRIGGER `tally_leave_by_delete`;
--> statement-breakpoint
CREATE TRIGGER `tally_enter_by_insert` AFTER INSERT ON `endorsements`
WHEN new.state IN ('published', 'anonymised') AND new.text_mask > 0 BEGIN
  INSERT INTO tally (text, kind, country, count)
    SELECT column1, new.kind, new.country, 1 FROM (VALUES ('any', 3), ('convention', 1), ('declaration', 2)) WHERE new.text_mask & column2
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally_history (country, start, kind, text_mask, count)
    VALUES ('', coalesce(new.published_at, new.confirmed_at) / 86400000 * 86400000, new.kind, new.text_mask, 1)
    ON CONFLICT (country, start, kind, text_mask) DO UPDATE SET count = count + 1;
  INSERT INTO tally_history (country, start, kind, text_mask, count)
    VALUES (new.country, coalesce(new.published_at, new.confirmed_at) / 3600000 * 3600000, new.kind, new.text_mask, 1)
    ON CONFLICT (country, start, kind, text_mask) DO UPDATE SET count = count + 1;
END;
--> statement-breakpoint
-- A row of nobody would say that somebody was there, and has gone.
CREATE TRIGGER `tally_leave_by_update` AFTER UPDATE OF `state`, `kind`, `country`, `text_mask`, `published_at` ON `endorsements`
WHEN old.state IN ('published', 'anonymised') AND old.text_mask > 0 BEGIN
  UPDATE tally SET count = count - 1 WHERE kind = old.kind AND country = old.country
    AND (text = 'any' OR (text = 'convention' AND old.text_mask & 1) OR (text = 'declaration' AND old.text_mask & 2));
  UPDATE tally_history SET count = count - 1
    WHERE country = '' AND start = coalesce(old.published_at, old.confirmed_at) / 86400000 * 86400000 AND kind = old.kind AND text_mask = old.text_mask;
  UPDATE tally_history SET count = count - 1
    WHERE country = old.country AND start = coalesce(old.published_at, old.confirmed_at) / 3600000 * 3600000 AND kind = old.kind AND text_mask = old.text_mask;
  DELETE FROM tally_history WHERE country = old.country AND start = coalesce(old.published_at, old.confirmed_at) / 3600000 * 3600000 AND count = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_enter_by_update` AFTER UPDATE OF `state`, `kind`, `country`, `text_mask`, `published_at` ON `endorsements`
WHEN new.state IN ('published', 'anonymised') AND new.text_mask > 0 BEGIN
  INSERT INTO tally (text, kind, country, count)
    SELECT column1, new.kind, new.country, 1 FROM (VALUES ('any', 3), ('convention', 1), ('declaration', 2)) WHERE new.text_mask & column2
    ON CONFLICT (text, kind, country) DO UPDATE SET count = count + 1;
  INSERT INTO tally_history (country, start, kind, text_mask, count)
    VALUES ('', coalesce(new.published_at, new.confirmed_at) / 86400000 * 86400000, new.kind, new.text_mask, 1)
    ON CONFLICT (country, start, kind, text_mask) DO UPDATE SET count = count + 1;
  INSERT INTO tally_history (country, start, kind, text_mask, count)
    VALUES (new.country, coalesce(new.published_at, new.confirmed_at) / 3600000 * 3600000, new.kind, new.text_mask, 1)
    ON CONFLICT (country, start, kind, text_mask) DO UPDATE SET count = count + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `tally_leave_by_delete` AFTER DELETE ON `endorsements`
WHEN old.state IN ('published', 'anonymised') AND old.text_mask > 0 BEGIN
  UPDATE tally SET count = count - 1 WHERE kind = old.kind AND country = old.country
    AND (text = 'any' OR (text = 'convention' AND old.text_mask & 1) OR (text = 'declaration' AND old.text_mask & 2));
  UPDATE tally_history SET count = count - 1
    WHERE country = '' AND start = coalesce(old.published_at, old.confirmed_at) / 86400000 * 86400000 AND kind = old.kind AND text_mask = old.text_mask;
  UPDATE tally_history SET count = count - 1
    WHERE country = old.country AND start = coalesce(old.published_at, old.confirmed_at) / 3600000 * 3600000 AND kind = old.kind AND text_mask = old.text_mask;
  DELETE FROM tally_history WHERE country = old.country AND start = coalesce(old.published_at, old.confirmed_at) / 3600000 * 3600000 AND count = 0;
END;
--> statement-breakpoint
-- Those who are there already.
INSERT INTO tally_history (country, start, kind, text_mask, count)
  SELECT '', coalesce(published_at, confirmed_at) / 86400000 * 86400000, kind, text_mask, count(*) FROM endorsements
    WHERE state IN ('published', 'anonymised') AND text_mask > 0 GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
INSERT INTO tally_history (country, start, kind, text_mask, count)
  SELECT country, coalesce(published_at, confirmed_at) / 3600000 * 3600000, kind, text_mask, count(*) FROM endorsements
    WHERE state IN ('published', 'anonymised') AND text_mask > 0 GROUP BY 1, 2, 3, 4;
