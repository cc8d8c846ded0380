-- A reminder has the id of its submission, so that there is one; what was confirmed or deleted before
-- it has left is not asked for any more.
CREATE TRIGGER `reminder_after_submission` AFTER DELETE ON `submissions` BEGIN
  DELETE FROM outbox WHERE id = old.id AND state = 'waiting';
END;
--> statement-breakpoint
-- Who is erased or made anonymous leaves no address behind, neither one to come nor one from before.
CREATE TRIGGER `address_changes_after_erasure` AFTER UPDATE OF `state` ON `endorsements`
WHEN new.state IN ('erased', 'anonymised') AND old.state <> new.state BEGIN
  DELETE FROM outbox WHERE rowid IN (SELECT o.rowid FROM address_changes c
    JOIN outbox o ON o.recipient_key = c.old_email_key AND o.created_at <= c.accepted_at
    WHERE c.endorsement_id = new.id AND coalesce(o.params ->> 'kind', new.kind) = new.kind);
  DELETE FROM address_changes WHERE endorsement_id = new.id;
END;
