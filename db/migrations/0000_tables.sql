CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`verb` text NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `endorsement_texts` (
	`endorsement_id` integer NOT NULL,
	`text` text NOT NULL,
	`wording_id` integer NOT NULL,
	`endorsed_at` integer NOT NULL,
	`withdrawn_at` integer,
	PRIMARY KEY(`endorsement_id`, `text`),
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wording_id`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `endorsements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` integer,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`held_by` text,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`email` text,
	`email_key` text,
	`country` text NOT NULL,
	`affiliation` text,
	`role` text,
	`comment` text,
	`visibility` text NOT NULL,
	`updates_wording` integer,
	`consent_wording` integer NOT NULL,
	`language` text NOT NULL,
	`text_mask` integer DEFAULT 0 NOT NULL,
	`source` text DEFAULT 'site' NOT NULL,
	`submitted_at` integer NOT NULL,
	`confirmed_at` integer NOT NULL,
	`published_at` integer,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`updates_wording`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`consent_wording`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "erased_holds_nothing" CHECK(state not in ('erased', 'anonymised') or (email is null and email_key is null and name = ''))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `endorsements_number` ON `endorsements` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `endorsements_email` ON `endorsements` (`kind`,`email_key`);--> statement-breakpoint
CREATE INDEX `register_by_text` ON `endorsements` (`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0;--> statement-breakpoint
CREATE INDEX `register_by_country` ON `endorsements` (`country`,`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0;--> statement-breakpoint
CREATE INDEX `register_of_organisations` ON `endorsements` (`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0 and kind = 'organisation';--> statement-breakpoint
CREATE INDEX `register_of_organisations_by_country` ON `endorsements` (`country`,`text_mask`,`number`) WHERE state = 'published' and visibility = 'public' and text_mask > 0 and kind = 'organisation';--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`address` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `organisations` (
	`endorsement_id` integer PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`website` text NOT NULL,
	`domain` text NOT NULL,
	`city` text,
	`contact_name` text NOT NULL,
	`contact_role` text,
	`statement` text,
	`logo` blob,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`message` text NOT NULL,
	`recipient` text NOT NULL,
	`recipient_key` text NOT NULL,
	`language` text NOT NULL,
	`params` text NOT NULL,
	`sealed_token` text,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`next_attempt_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_confirmations_due` ON `outbox` (`next_attempt_at`) WHERE state = 'waiting' and message = 'confirm';--> statement-breakpoint
CREATE INDEX `outbox_by_recipient` ON `outbox` (`recipient_key`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_age` ON `outbox` (`created_at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`fields` text NOT NULL,
	`logo` blob,
	`texts` text NOT NULL,
	`consent_wording` integer NOT NULL,
	`updates_wording` integer,
	`language` text NOT NULL,
	`form_key` text NOT NULL,
	`content_hash` text NOT NULL,
	`network_key` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_once` ON `submissions` (`form_key`,`content_hash`);--> statement-breakpoint
CREATE INDEX `submissions_by_network` ON `submissions` (`network_key`,`created_at`);--> statement-breakpoint
CREATE INDEX `submissions_by_email` ON `submissions` (`email_key`);--> statement-breakpoint
CREATE INDEX `submissions_by_age` ON `submissions` (`created_at`);--> statement-breakpoint
CREATE TABLE `tally` (
	`text` text NOT NULL,
	`kind` text NOT NULL,
	`country` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`text`, `kind`, `country`),
	CONSTRAINT "tally_not_negative" CHECK(count >= 0)
);
--> statement-breakpoint
CREATE TABLE `tally_days` (
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`),
	CONSTRAINT "tally_days_not_negative" CHECK(count >= 0)
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`submission_id` text,
	`endorsement_id` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tokens_by_submission` ON `tokens` (`submission_id`);--> statement-breakpoint
CREATE INDEX `tokens_by_expiry` ON `tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `versions` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wordings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`version` text NOT NULL,
	`language` text NOT NULL,
	`wording` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wordings_once` ON `wordings` (`kind`,`text`,`version`,`language`,`wording`);