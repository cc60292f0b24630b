"""What is said of a mention: denied, of somebody else, past, planned, doubtful, normal."""
