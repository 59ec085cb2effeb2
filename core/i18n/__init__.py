"""Languages of addresses, dates, numbers and mixed-direction text."""
