DROP INDEX `outbox_confirmations_due`;--> statement-breakpoint
DROP INDEX `outbox_by_age`;--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `priority` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`priority`,`next_attempt_at`) WHERE state = 'waiting';--> statement-breakpoint
DROP INDEX `submissions_by_age`;--> statement-breakpoint
DROP INDEX `tokens_by_expiry`;--> statement-breakpoint
CREATE INDEX `tokens_by_expiry` ON `tokens` (`expires_at`) WHERE purpose <> 'confirm';--> statement-breakpoint
-- Ids given before become ids in the order of time (src/server/ids.ts); links go on to lead to them.
CREATE TABLE `renamed` (`was` text PRIMARY KEY, `id` text NOT NULL);--> statement-breakpoint
INSERT INTO renamed SELECT id, printf('%s-%s-7%s-8%s-%s', substr(time, 1, 8), substr(time, 9, 4), substr(rest, 1, 3), substr(rest, 4, 3), substr(rest, 7, 12))
  FROM (SELECT id, printf('%012x', created_at) AS time, lower(hex(randomblob(9))) AS rest FROM submissions
    UNION ALL SELECT id, printf('%012x', created_at), lower(hex(randomblob(9))) FROM outbox);--> statement-breakpoint
UPDATE tokens SET submission_id = (SELECT id FROM renamed WHERE was = submission_id) WHERE submission_id IN (SELECT was FROM renamed);--> statement-breakpoint
-- The submission of a confirmed link is gone; its time lives in the link.
UPDATE tokens SET submission_id = printf('%s-%s-7%s-8%s-%s', substr(printf('%012x', created_at), 1, 8), substr(printf('%012x', created_at), 9, 4),
  substr(submission_id, 1, 3), substr(submission_id, 4, 3), substr(replace(submission_id, '-', ''), 7, 12))
  WHERE submission_id IS NOT NULL AND submission_id NOT IN (SELECT id FROM submissions) AND submission_id NOT IN (SELECT id FROM renamed);--> statement-breakpoint
UPDATE submissions SET id = (SELECT id FROM renamed WHERE was = submissions.id);--> statement-breakpoint
UPDATE outbox SET id = (SELECT id FROM renamed WHERE was = outbox.id), priority = CASE message WHEN 'confirm' THEN 0 ELSE 1 END;--> statement-breakpoint
DROP TABLE `renamed`;
