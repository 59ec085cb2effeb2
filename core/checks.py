"""System checks of the conventions of this project."""
