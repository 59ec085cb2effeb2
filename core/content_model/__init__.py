"""What the portal's page types are, said from the code itself: for a page of the admin and for translators."""
