CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`address` text NOT NULL,
	`until` integer NOT NULL
);
