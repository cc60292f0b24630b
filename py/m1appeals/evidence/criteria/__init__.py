"""The criteria of a policy: parted, and matched with the sentences of a record."""
