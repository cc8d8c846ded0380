CREATE TABLE `news` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`form_key` text NOT NULL,
	`state` text DEFAULT 'draft' NOT NULL,
	`audience` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`due_at` integer,
	`expected` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`queued` integer DEFAULT 0 NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`up_to` integer DEFAULT 0 NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `news_once` ON `news` (`form_key`);--> statement-breakpoint
CREATE INDEX `news_under_way` ON `news` (`state`,`due_at`) WHERE state in ('scheduled', 'sending', 'paused');--> statement-breakpoint
CREATE TABLE `news_deliveries` (
	`news_id` integer NOT NULL,
	`endorsement_id` integer NOT NULL,
	`recipient` text NOT NULL,
	`mail` text NOT NULL,
	PRIMARY KEY(`news_id`, `endorsement_id`),
	FOREIGN KEY (`news_id`) REFERENCES `news`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `news_deliveries_once` ON `news_deliveries` (`news_id`,`recipient`);--> statement-breakpoint
CREATE TABLE `news_texts` (
	`news_id` integer NOT NULL,
	`language` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`plain` text NOT NULL,
	`left_out` text NOT NULL,
	PRIMARY KEY(`news_id`, `language`),
	FOREIGN KEY (`news_id`) REFERENCES `news`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `past_consents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`wording_id` integer NOT NULL,
	`given_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	FOREIGN KEY (`endorsement_id`) REFERENCES `endorsements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wording_id`) REFERENCES `wordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `past_consents_by_endorsement` ON `past_consents` (`endorsement_id`);--> statement-breakpoint
ALTER TABLE `endorsements` ADD `updates_at` integer;--> statement-breakpoint
CREATE INDEX `news_readers` ON `endorsements` (`id`,`kind`,`country`,`language`,`text_mask`) WHERE state = 'published' and updates_wording is not null;--> statement-breakpoint
-- Consent that was given before has the time of confirming, the nearest that was kept.
UPDATE `endorsements` SET `updates_at` = `confirmed_at` WHERE `updates_wording` IS NOT NULL;
