-- The work list of staff: every endorsement by its words. Kept by a job and not in the path of
-- signing (src/server/staff/digest), so that a signature costs none of it. Rowid = place: seconds of
-- confirming, then the id, so that a period is a range and a page goes on from a place. It keeps what
-- it was given, so that a row can be taken out by its place; what leaves is wiped.
CREATE VIRTUAL TABLE `work_index` USING fts5(who, address, facets, id UNINDEXED, detail=column, prefix='3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co' tokenchars '-._@+'");
--> statement-breakpoint
INSERT INTO work_index (work_index, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
INSERT INTO digests (name, up_to) VALUES ('endorsements', 0), ('outbox', 0);
--> statement-breakpoint
-- What the work list holds already is taken in again; newer rows are not there yet.
CREATE TRIGGER `work_after_update` AFTER UPDATE ON `endorsements`
WHEN old.id <= (SELECT up_to FROM digests WHERE name = 'endorsements') BEGIN
  INSERT INTO work_changed (id) VALUES (new.id) ON CONFLICT (id) DO NOTHING;
  DELETE FROM work_index WHERE old.confirmed_at <> new.confirmed_at
    AND rowid = old.confirmed_at / 1000 * 2097152 + old.id % 2097152;
END;
--> statement-breakpoint
-- Who is erased leaves the list's words at once, and a mail domain that hardly anybody else has
-- leaves the figures.
CREATE TRIGGER `work_after_erasure` AFTER UPDATE OF `state` ON `endorsements`
WHEN new.state IN ('erased', 'anonymised') AND old.state <> new.state BEGIN
  DELETE FROM work_index WHERE rowid = old.confirmed_at / 1000 * 2097152 + old.id % 2097152;
  UPDATE endorsements SET network = NULL, comment_approved_at = NULL WHERE id = new.id;
  DELETE FROM staff_figures WHERE label = substr(old.email_key, instr(old.email_key, '@') + 1) AND name LIKE 'funnel %'
    AND (SELECT coalesce(sum(count), 0) FROM staff_figures WHERE name = 'funnel confirmed'
      AND label = substr(old.email_key, instr(old.email_key, '@') + 1)) < 5;
END;
--> statement-breakpoint
CREATE TRIGGER `work_after_organisation` AFTER UPDATE OF `website`, `domain` ON `organisations` BEGIN
  INSERT INTO work_changed (id) VALUES (new.endorsement_id) ON CONFLICT (id) DO NOTHING;
END;
--> statement-breakpoint
-- Every event of an endorsement, but the publication that follows confirming at once.
CREATE TRIGGER `state_after_update` AFTER UPDATE OF `state` ON `endorsements`
WHEN old.state <> new.state AND NOT (old.state = 'review' AND old.held_by IS NULL AND old.number IS NULL) BEGIN
  INSERT INTO state_changes (endorsement_id, before, after, at) VALUES (new.id, old.state, new.state, new.changed_at);
END;
--> statement-breakpoint
-- A comment that was changed is read again before it is shown.
CREATE TRIGGER `comment_after_update` AFTER UPDATE OF `comment` ON `endorsements`
WHEN old.comment IS NOT new.comment AND new.comment_approved_at IS NOT NULL BEGIN
  UPDATE endorsements SET comment_approved_at = NULL WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_comment` AFTER UPDATE OF `comment_approved_at` ON `endorsements`
WHEN old.comment_approved_at IS NOT new.comment_approved_at AND new.state = 'published' BEGIN
  UPDATE versions SET value = value + 1 WHERE name = 'register';
END;
--> statement-breakpoint
-- A change of rules is heard by every process, like one of the settings.
CREATE TRIGGER `version_after_rule_insert` AFTER INSERT ON `rules` BEGIN
  INSERT INTO settings (key, value, changed_at) VALUES ('rules', '1', new.created_at)
    ON CONFLICT (key) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `version_after_rule_update` AFTER UPDATE ON `rules` BEGIN
  INSERT INTO settings (key, value, changed_at) VALUES ('rules', '1', new.created_at)
    ON CONFLICT (key) DO UPDATE SET value = value + 1;
END;
