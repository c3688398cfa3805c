ALTER TABLE orders ADD COLUMN price bigint;
