"""What the ward tells, and to whom. No telegram."""
