CREATE TABLE `mail_events` (
	`id` text PRIMARY KEY NOT NULL,
	`receipt` text NOT NULL,
	`mail_id` text NOT NULL,
	`what` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mail_events_by_mail` ON `mail_events` (`mail_id`);--> statement-breakpoint
CREATE INDEX `mail_events_by_age` ON `mail_events` (`received_at`);--> statement-breakpoint
CREATE TABLE `mail_service` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address_key` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`mail_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `suppressions_by_age` ON `suppressions` (`created_at`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `handed_with` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `handed_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `provider_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `delivery` text;--> statement-breakpoint
CREATE INDEX `outbox_dead` ON `outbox` (`id`) WHERE state = 'dead';