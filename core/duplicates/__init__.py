"""What is there already: pages of the same title when one is created, the same file when one is uploaded."""
