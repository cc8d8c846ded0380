-- A move that ends forgets whose address it was to. What waits to be written there does not leave any
-- more; what was sent keeps the address, which is counted against bombing, and loses the name. So does
-- what followed there once it had moved, unless somebody stands behind that address now.
CREATE TRIGGER `address_changes_after_end` AFTER UPDATE OF `email_key` ON `address_changes`
WHEN new.email_key = '' AND old.email_key <> '' BEGIN
  DELETE FROM outbox WHERE recipient_key = old.email_key AND message = 'addressOffer' AND created_at = old.asked_at AND state <> 'sent';
  UPDATE outbox SET params = json_object('kind', params ->> 'kind')
    WHERE recipient_key = old.email_key AND message = 'addressOffer' AND created_at = old.asked_at;
  DELETE FROM outbox WHERE recipient_key = old.email_key AND created_at >= old.accepted_at AND state <> 'sent'
    AND params ->> 'kind' = 'individual' AND message NOT IN ('confirm', 'reminder', 'addressOffer', 'news')
    AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.kind = 'individual' AND e.email_key = old.email_key);
  UPDATE outbox SET params = json_object('kind', 'individual') WHERE recipient_key = old.email_key AND created_at >= old.accepted_at
    AND params ->> 'kind' = 'individual' AND message NOT IN ('confirm', 'reminder', 'addressOffer', 'news')
    AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.kind = 'individual' AND e.email_key = old.email_key);
END;
--> statement-breakpoint
-- The same for an organisation that was to have another contact. The contact there was has been told
-- the name; that stays in the mail, and goes from what is kept of it.
CREATE TRIGGER `handovers_after_end` AFTER UPDATE OF `email_key` ON `handovers`
WHEN new.email_key = '' AND old.email_key <> '' BEGIN
  DELETE FROM outbox WHERE recipient_key = old.email_key AND message = 'handoverOffer' AND created_at = old.asked_at AND state <> 'sent';
  UPDATE outbox SET params = json_object('kind', params ->> 'kind')
    WHERE recipient_key = old.email_key AND message = 'handoverOffer' AND created_at = old.asked_at;
  UPDATE outbox SET params = json_remove(params, '$.name') WHERE message = 'handoverAsked' AND created_at = old.asked_at AND state = 'sent'
    AND recipient_key = (SELECT email_key FROM endorsements WHERE id = old.endorsement_id);
END;
--> statement-breakpoint
-- As it was (0019); moves end before they go, and so does what mail to an earlier address brought,
-- unless another endorsement needs it. Who asked not to be written to stays on the list.
DROP TRIGGER `address_changes_after_erasure`;
--> statement-breakpoint
CREATE TRIGGER `address_changes_after_erasure` AFTER UPDATE OF `state` ON `endorsements`
WHEN new.state IN ('erased', 'anonymised') AND old.state <> new.state BEGIN
  DELETE FROM outbox WHERE rowid IN (SELECT o.rowid FROM address_changes c
    JOIN outbox o ON o.recipient_key = c.old_email_key AND o.created_at <= c.accepted_at
    WHERE c.endorsement_id = new.id AND coalesce(o.params ->> 'kind', new.kind) = new.kind);
  DELETE FROM suppressions WHERE reason <> 'asked'
    AND address_key IN (SELECT old_email_key FROM address_changes WHERE endorsement_id = new.id)
    AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.kind IN ('individual', 'organisation') AND e.email_key = address_key);
  UPDATE address_changes SET email = '', email_key = '' WHERE endorsement_id = new.id AND email_key <> '';
  DELETE FROM address_changes WHERE endorsement_id = new.id;
END;
--> statement-breakpoint
-- As it was (0005); handovers end before they go.
DROP TRIGGER `organisation_after_delete`;
--> statement-breakpoint
CREATE TRIGGER `organisation_after_delete` AFTER DELETE ON `organisations` BEGIN
  DELETE FROM organisation_names WHERE endorsement_id = old.endorsement_id;
  DELETE FROM evidence WHERE endorsement_id = old.endorsement_id;
  DELETE FROM evidence_requests WHERE endorsement_id = old.endorsement_id;
  DELETE FROM organisation_edits WHERE endorsement_id = old.endorsement_id;
  UPDATE handovers SET email = '', email_key = '' WHERE endorsement_id = old.endorsement_id AND email_key <> '';
  DELETE FROM handovers WHERE endorsement_id = old.endorsement_id;
  UPDATE endorsements SET organisation_type = NULL WHERE id = old.endorsement_id;
END;
--> statement-breakpoint
-- What has ended already.
UPDATE handovers SET email = '', email_key = '', contact_name = '', contact_role = NULL WHERE state = 'taken back';
