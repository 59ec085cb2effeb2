"""What two or more apps share: entities, files, outbox, cache, listing, importing. No features."""
