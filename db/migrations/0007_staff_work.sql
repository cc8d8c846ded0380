CREATE TABLE `bulk_rows` (
	`run_id` integer NOT NULL,
	`endorsement_id` integer NOT NULL,
	`outcome` text,
	`state_before` text,
	`held_before` text,
	`decision_id` integer,
	PRIMARY KEY(`run_id`, `endorsement_id`),
	FOREIGN KEY (`run_id`) REFERENCES `bulk_runs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `bulk_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`verb` text NOT NULL,
	`reason` text NOT NULL,
	`query` text NOT NULL,
	`state` text NOT NULL,
	`expected` integer NOT NULL,
	`collected` integer DEFAULT 0 NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`undone` integer DEFAULT 0 NOT NULL,
	`cursor` integer NOT NULL,
	`starter_id` integer NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `bulk_runs_by_state` ON `bulk_runs` (`state`);--> statement-breakpoint
CREATE TABLE `digests` (
	`name` text PRIMARY KEY NOT NULL,
	`up_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`pattern` text NOT NULL,
	`note` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rules_once` ON `rules` (`subject`,`pattern`,`action`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `staff_figures` (
	`name` text NOT NULL,
	`period` text NOT NULL,
	`label` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `period`, `label`)
);
--> statement-breakpoint
CREATE INDEX `staff_figures_by_label` ON `staff_figures` (`label`);--> statement-breakpoint
CREATE TABLE `staff_views` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`staff_id` integer NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_views_once` ON `staff_views` (`staff_id`,`name`);--> statement-breakpoint
CREATE TABLE `state_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`endorsement_id` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `state_changes_by_endorsement` ON `state_changes` (`endorsement_id`);--> statement-breakpoint
CREATE TABLE `work_changed` (
	`id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE `endorsements` ADD `network` text;--> statement-breakpoint
ALTER TABLE `endorsements` ADD `comment_approved_at` integer;--> statement-breakpoint
ALTER TABLE `endorsements` ADD `shown_number` integer;--> statement-breakpoint
ALTER TABLE `submissions` ADD `network` text;--> statement-breakpoint
CREATE INDEX `decisions_by_endorsement` ON `decisions` (`endorsement_id`);