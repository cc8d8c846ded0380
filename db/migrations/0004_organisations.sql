CREATE TABLE `evidence` (
	`endorsement_id` integer NOT NULL,
	`kind` text NOT NULL,
	`result` text NOT NULL,
	`seen` text NOT NULL,
	`seen_at` integer NOT NULL,
	`tried_at` integer NOT NULL,
	`trouble` text,
	PRIMARY KEY(`endorsement_id`, `kind`),
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `evidence_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_requests_once` ON `evidence_requests` (`endorsement_id`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `evidence_requests_due` ON `evidence_requests` (`due_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `evidence_requests_done` ON `evidence_requests` (`done_at`);--> statement-breakpoint
CREATE INDEX `evidence_requests_by_organisation` ON `evidence_requests` (`endorsement_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`contact_name` text NOT NULL,
	`contact_role` text,
	`hash` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `handovers_hash` ON `handovers` (`hash`);--> statement-breakpoint
CREATE INDEX `handovers_by_organisation` ON `handovers` (`endorsement_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `mail_domains` (
	`domain` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `merges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kept_id` integer NOT NULL,
	`gone_id` integer NOT NULL,
	`gone_state` text NOT NULL,
	`gone_held_by` text,
	`texts` text NOT NULL,
	`reason` text NOT NULL,
	`merged_by` text NOT NULL,
	`merged_at` integer NOT NULL,
	`undone_by` text,
	`undone_at` integer,
	FOREIGN KEY (`kept_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`gone_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merges_gone` ON `merges` (`gone_id`) WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX `merges_kept` ON `merges` (`kept_id`);--> statement-breakpoint
CREATE TABLE `organisation_edits` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`fields` text NOT NULL,
	`logo_change` text NOT NULL,
	`logo` blob,
	`proposed_at` integer NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organisation_edits_once` ON `organisation_edits` (`endorsement_id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `organisation_edits_waiting` ON `organisation_edits` (`proposed_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `organisation_edits_by_organisation` ON `organisation_edits` (`endorsement_id`);--> statement-breakpoint
CREATE TABLE `organisation_names` (
	`endorsement_id` integer PRIMARY KEY NOT NULL,
	`key` text,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organisation_names_by_key` ON `organisation_names` (`key`);--> statement-breakpoint
ALTER TABLE `endorsements` ADD `organisation_type` text;--> statement-breakpoint
CREATE INDEX `register_of_types` ON `endorsements` (`organisation_type`,`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0 and kind = 'organisation';--> statement-breakpoint
CREATE INDEX `register_of_types_by_country` ON `endorsements` (`organisation_type`,`country`,`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0 and kind = 'organisation';--> statement-breakpoint
ALTER TABLE `organisations` ADD `logo_key` text;--> statement-breakpoint
CREATE INDEX `organisations_by_domain` ON `organisations` (`domain`);