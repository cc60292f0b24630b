"""Which sentences of a record may prove the need, of what kind, and why."""
