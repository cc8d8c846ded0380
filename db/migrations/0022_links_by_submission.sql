DROP INDEX `tokens_by_submission`;--> statement-breakpoint
CREATE INDEX `tokens_by_submission` ON `tokens` (`submission_id`) WHERE submission_id is not null;