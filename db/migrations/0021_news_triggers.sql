-- When consent to news changed, on every path; and what was agreed to before, from when until when. Who
-- confirms gives the time with the row: signing pays for no trigger that only some of it would need.
CREATE TRIGGER `news_consent_after_update` AFTER UPDATE OF `updates_wording` ON `endorsements`
WHEN old.updates_wording IS NOT new.updates_wording BEGIN
  INSERT INTO past_consents (endorsement_id, wording_id, given_at, ended_at)
    SELECT old.id, old.updates_wording, coalesce(old.updates_at, old.confirmed_at), new.changed_at
    WHERE old.updates_wording IS NOT NULL AND new.state NOT IN ('erased', 'anonymised');
  UPDATE endorsements SET updates_at = iif(new.updates_wording IS NULL, NULL, new.changed_at) WHERE id = new.id;
END;
--> statement-breakpoint
-- As it was (0008), and consent that has ended goes too.
DROP TRIGGER `work_after_erasure`;
--> statement-breakpoint
CREATE TRIGGER `work_after_erasure` AFTER UPDATE OF `state` ON `endorsements`
WHEN new.state IN ('erased', 'anonymised') AND old.state <> new.state BEGIN
  DELETE FROM work_index WHERE rowid = old.confirmed_at / 1000 * 2097152 + old.id % 2097152;
  UPDATE endorsements SET network = NULL, comment_approved_at = NULL WHERE id = new.id;
  DELETE FROM staff_figures WHERE label = substr(old.email_key, instr(old.email_key, '@') + 1) AND name LIKE 'funnel %'
    AND (SELECT coalesce(sum(count), 0) FROM staff_figures WHERE name = 'funnel confirmed'
      AND label = substr(old.email_key, instr(old.email_key, '@') + 1)) < 5;
  DELETE FROM past_consents WHERE endorsement_id = new.id;
END;
--> statement-breakpoint
-- Who leaves, wants no more news or has another address gets nothing of what waits in the outbox, nor
-- of what was given up there and could be sent again.
CREATE TRIGGER `news_after_leaving` AFTER UPDATE OF `state`, `updates_wording`, `email_key` ON `endorsements`
WHEN old.state = 'published' AND old.updates_wording IS NOT NULL
  AND (new.state <> 'published' OR new.updates_wording IS NULL OR new.email_key IS NOT old.email_key) BEGIN
  DELETE FROM outbox WHERE recipient_key = old.email_key AND message = 'news' AND state IN ('waiting', 'dead')
    AND params->>'endorsement' = old.id;
END;
--> statement-breakpoint
-- What staff saw is what is sent: words change only while a piece is a draft.
CREATE TRIGGER `news_texts_stay` BEFORE UPDATE ON `news_texts`
WHEN (SELECT state FROM news WHERE id = old.news_id) <> 'draft' BEGIN SELECT raise(ABORT, 'only a draft is changed'); END;
--> statement-breakpoint
CREATE TRIGGER `news_texts_are_kept` BEFORE DELETE ON `news_texts`
WHEN (SELECT state FROM news WHERE id = old.news_id) <> 'draft' BEGIN SELECT raise(ABORT, 'only a draft is changed'); END;
--> statement-breakpoint
CREATE TRIGGER `news_texts_are_not_added` BEFORE INSERT ON `news_texts`
WHEN (SELECT state FROM news WHERE id = new.news_id) <> 'draft' BEGIN SELECT raise(ABORT, 'only a draft is changed'); END;
