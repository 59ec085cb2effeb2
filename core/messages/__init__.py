"""The message catalogues: texts of the code collected, translated, checked and compiled without gettext's own tools."""
