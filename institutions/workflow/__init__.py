"""The way to publication: who may decide a step and why not, by when, who steps in, and what no one can pass by."""
