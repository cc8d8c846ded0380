CREATE TABLE `link_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`network_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `link_requests_by_network` ON `link_requests` (`network_key`,`created_at`);