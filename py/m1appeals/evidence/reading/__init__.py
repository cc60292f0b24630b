"""From a file of a record to its sentences: pages, furniture, notes, and whose record it is."""
